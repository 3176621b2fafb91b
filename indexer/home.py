"""An instance's home: the folder that holds everything it owns.

Databases, keys, settings, the accounts file of a demo and the place of its local Elasticsearch all hang on one
random instance id, so that a home made anew never finds an old one's index. Folders are 0700, files 0600.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.forces import RULE, is_force

SETTINGS = "settings.json"
DEFAULT_FORCE = "01"
_INSTANCE = re.compile(r"[0-9a-f]{12}")


class HomeError(Exception):
    """The home is missing, damaged or another's. The message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an instance keeps what it owns, and who it is.

    path: the folder; instance: 12 random hexadecimal digits; force: the force whose instance this is; demo:
    whether the relaxations of a demo hold (no second factor, `users add --password`).
    """

    path: Path
    instance: str
    force: str = DEFAULT_FORCE
    demo: bool = False

    @classmethod
    def open(
        cls, path: Path | str, create: bool = True, *, force: str | None = None, demo: bool = False
    ) -> Home:
        """The home in a folder; made if `create` and it is not there.

        force, demo: for a home made now; a home that stands keeps its own. Raises HomeError: not there,
        damaged, or a different force was asked for.
        """
        folder = Path(path).expanduser().absolute()
        if not (folder / SETTINGS).is_file():
            if not create:
                raise HomeError(
                    f"no Sightline instance in {folder}; make one with `sightline demo` or `serve`"
                )
            _make(folder, force or DEFAULT_FORCE, demo=demo)
        return _read(folder, force)

    @property
    def prefix(self) -> str:
        """What this instance's index names begin with."""
        return f"sightline-{self.instance}-"

    @property
    def records_url(self) -> str:
        """The record store's database."""
        return self._sqlite("records.db")

    @property
    def accounts_url(self) -> str:
        """The database of people, grants and partner clients."""
        return self._sqlite("accounts.db")

    @property
    def ledger_url(self) -> str:
        """The ledger's database, which is its own."""
        return self._sqlite("ledger.db")

    @property
    def heads(self) -> Path:
        """The shelf of signed ledger heads."""
        return _private_folder(self.path / "heads")

    @property
    def signing_key(self) -> Path:
        """The file of the ledger's signing key (Ed25519, PEM); the ledger makes it."""
        return _private_folder(self.path / "keys") / "ledger.pem"

    @property
    def accounts_file(self) -> Path:
        """A demo's accounts with their passwords."""
        return self.path / "accounts.json"

    @property
    def log(self) -> Path:
        """The folder for the log files of the processes that it starts."""
        return _private_folder(self.path / "log")

    @property
    def secret_key(self) -> str:
        """What sessions are signed with."""
        return self.secret("session")

    @property
    def password_salt(self) -> str:
        """What Flask-Security mixes into password hashes."""
        return self.secret("password-salt")

    @property
    def cursor_key(self) -> bytes:
        """What page cursors are encrypted with."""
        return bytes.fromhex(self.secret("cursor", hexadecimal=True))

    def secret(self, name: str, *, hexadecimal: bool = False) -> str:
        """A random secret of 32 bytes by its name: made at the first call, the same ever after."""
        file = _private_folder(self.path / "keys") / name
        if not file.exists():
            _write_once(file, secrets.token_hex(32) if hexadecimal else secrets.token_urlsafe(32))
        return file.read_text("ascii").strip()

    def file(self, name: str) -> Path:
        """A file's path in the home."""
        return self.path / name

    def write(self, name: str, content: Mapping[str, Any]) -> Path:
        """Put a JSON file (0600) in the home, in one step."""
        return _replace(self.path / name, json.dumps(content, indent=2) + "\n")

    def read(self, name: str) -> dict[str, Any] | None:
        """A JSON file of the home, or None where it is not there or not whole."""
        try:
            found = json.loads((self.path / name).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold a named lock of this home against other processes; given back when they end."""
        with _opened_private(self.path / f".{name}.lock") as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield

    @contextmanager
    def try_lock(self, name: str) -> Iterator[bool]:
        """Hold a named lock if nobody else does; says whether it is held."""
        with _opened_private(self.path / f".{name}.lock") as descriptor:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _sqlite(self, name: str) -> str:
        return f"sqlite:///{self.path / name}"


def _make(folder: Path, force: str, *, demo: bool) -> None:
    if not is_force(force):
        raise HomeError(f"force {force!r} is not a force code; set SIGHTLINE_FORCE to {RULE}")
    try:
        _private_folder(folder)
        settings = {"instance": secrets.token_hex(6), "force": force, "demo": demo}
        _write_once(folder / SETTINGS, json.dumps(settings, indent=2) + "\n")
    except OSError as error:
        raise HomeError(
            f"cannot make a home in {folder}: {error.strerror}; set SIGHTLINE_HOME to another"
        ) from None


def _read(folder: Path, force: str | None) -> Home:
    try:
        raw = json.loads((folder / SETTINGS).read_text("utf-8"))
        home = Home(folder, str(raw["instance"]), str(raw["force"]), raw["demo"] is True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HomeError(
            f"{folder / SETTINGS} cannot be read ({error}); restore it, or remove the home"
        ) from None
    if not _INSTANCE.fullmatch(home.instance) or not is_force(home.force):
        raise HomeError(f"{folder / SETTINGS} is damaged; restore it, or remove the home")
    if force is not None and force != home.force:
        raise HomeError(
            f"{folder} belongs to force {home.force}, not {force}; set SIGHTLINE_FORCE or SIGHTLINE_HOME"
        )
    return home


def _private_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _opened_private(file: Path) -> Iterator[int]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write_once(file: Path, text: str) -> None:
    """Write a whole file that others may be about to write too: the first stands."""
    made = _write_beside(file, text)
    try:
        os.link(made, file)
    except FileExistsError:
        pass
    finally:
        made.unlink()


def _replace(file: Path, text: str) -> Path:
    return _write_beside(file, text).replace(file)


def _write_beside(file: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # 0600
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)
