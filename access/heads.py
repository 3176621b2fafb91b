"""Signed tree heads, and the shelf outside the database that they are shipped to.

A head says how many events the ledger held at a moment and what their tree's root was. Once a head is
out of reach of whoever can write to the database, nothing that it covers can change unnoticed.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "sightline-head-1"
FILE = "heads.jsonl"
FORMER = "former"  # the folder of former public keys, beside the signing key
# A head takes about 300 bytes; the end of the file that holds the last one for certain.
_TAIL = 4_096
_LINE = 400


class HeadError(ValueError):
    """A head that cannot be read."""


@dataclass(frozen=True, slots=True)
class Head:
    """size: events covered; root: of their tree; at: when signed; key: the signing key's fingerprint."""

    size: int
    root: bytes
    at: str
    key: str
    signature: bytes

    def as_json(self) -> dict[str, object]:
        """As shipped, and as auditors get it: hashes in hexadecimal, signature in base 64."""
        return {
            "format": FORMAT,
            "size": self.size,
            "root": self.root.hex(),
            "at": self.at,
            "key": self.key,
            "signature": base64.b64encode(self.signature).decode(),
        }


def head_of_json(raw: object) -> Head:
    """Read a head back. Raises HeadError."""
    try:
        if not isinstance(raw, dict) or raw["format"] != FORMAT:
            raise HeadError("not a head")
        return Head(
            size=int(raw["size"]),
            root=bytes.fromhex(raw["root"]),
            at=str(raw["at"]),
            key=str(raw["key"]),
            signature=base64.b64decode(raw["signature"], validate=True),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise HeadError(f"not a head: {error}") from error


def sign(key: Ed25519PrivateKey, size: int, root: bytes, at: str) -> Head:
    """Sign a head (Ed25519, RFC 8032)."""
    public = fingerprint(key.public_key())
    return Head(size, root, at, public, key.sign(_signed_bytes(size, root, at, public)))


def holds(head: Head, key: Ed25519PublicKey) -> bool:
    """Whether that key signed this head as it stands."""
    try:
        key.verify(head.signature, _signed_bytes(head.size, head.root, head.at, head.key))
    except InvalidSignature:
        return False
    return head.key == fingerprint(key)


def fingerprint(key: Ed25519PublicKey) -> str:
    """A public key's name: the first 16 bytes of its SHA-256, in hexadecimal."""
    return sha256(key.public_bytes_raw()).hexdigest()[:32]


def load_key(path: Path) -> Ed25519PrivateKey:
    """The signing key at that path, made (mode 0600) where there is none. Raises ValueError for another kind."""
    if not path.exists():
        _write_new_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 key")
    return key


def former_keys(path: Path) -> list[Ed25519PublicKey]:
    """The public keys of earlier signing keys (PEM, `former/*.pem` beside the signing key's file): their heads still count.

    Raises ValueError for what is no such key, OSError.
    """
    found = []
    for file in sorted((path.parent / FORMER).glob("*.pem")):
        try:
            key = serialization.load_pem_public_key(file.read_bytes())
        except ValueError:
            raise ValueError(f"{file} does not hold a public key in PEM") from None
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError(f"{file} does not hold an Ed25519 public key")
        found.append(key)
    return found


def _write_new_key(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        os.fsync(file.fileno())
    try:
        # A link fails where the name is taken: of two that start together, one key wins for both.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _signed_bytes(size: int, root: bytes, at: str, key: str) -> bytes:
    return json.dumps([FORMAT, size, root.hex(), at, key], separators=(",", ":")).encode()


class Shelf:
    """An append-only file of heads in a folder that should lie where the ledger's keepers cannot write."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def put(self, head: Head) -> None:
        """Append a head, durably. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(head.as_json(), separators=(",", ":")) + "\n"
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> Iterator[tuple[int, Head | HeadError]]:
        """Each line's number and its head, or what is wrong with it."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield number, head_of_json(json.loads(line))
                except HeadError as error:
                    yield number, error
                except ValueError:
                    yield number, HeadError("not JSON")

    def heads(self) -> list[Head]:
        """The readable ones, in the order shipped."""
        return [head for _, head in self.lines() if isinstance(head, Head)]

    def last(self) -> Head | None:
        """The one shipped last; only the file's end is read."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - _TAIL))
            for line in reversed(file.read().splitlines()):
                if head := _head_of_line(line):
                    return head
        return None

    def page(self, before: int | None, most: int) -> tuple[list[Head], int | None]:
        """Up to `most` readable heads, the newest first, and the place that the page after them is `before`.

        before: a place that an earlier page gave; None is the end. Only that part of the file is read. Raises OSError.
        """
        if not self.path.exists():
            return [], None
        with self.path.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            lines, place = _lines_before(file, end if before is None else min(max(before, 0), end), most)
        return [head for line in reversed(lines) if (head := _head_of_line(line))], place or None

    def of_size(self, size: int, key: Ed25519PublicKey) -> Head | None:
        """The head of that many events that was shipped last and that this key signed. Raises OSError."""
        if not self.path.exists():
            return None
        named, found = f'"size":{size},'.encode(), None
        with self.path.open("rb") as file:
            for line in file:
                head = _head_of_line(line) if named in line else None
                if head and head.size == size and holds(head, key):
                    found = head
        return found


def _lines_before(file: IO[bytes], end: int, most: int) -> tuple[list[bytes], int]:
    """The last `most` lines before a place, and where the first of them begins."""
    span = most * _LINE
    while True:
        start = max(0, end - span)
        file.seek(start)
        lines = file.read(end - start).splitlines(keepends=True)
        if not start or len(lines) > most:  # the first of them may be cut
            lines = lines[-most:]
            return lines, end - sum(map(len, lines))
        span *= 2


def _head_of_line(line: bytes) -> Head | None:
    try:
        return head_of_json(json.loads(line))
    except ValueError:
        return None
