"""A process of ours: started with its own log, gone when its parent goes, stopped in order."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from portal.commands.context import Failure

STOP_SECONDS = 15.0
MOST_DEATHS, WITHIN_SECONDS = 5, 120.0
# What a child gets of our environment: never a password that is not its own.
_PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SIGHTLINE_", "OPENBLAS_", "OMP_")
OF_THE_PORTAL = (
    "SIGHTLINE_ACCOUNTS_URL",
    "SIGHTLINE_LEDGER_URL",
)  # they may hold passwords: not for the worker


class Child:
    """One such process. Start it from the main thread: it goes when the starting thread ends."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.name, self.log = name, log / f"{name}.log"
        setpriv = shutil.which("setpriv")
        if not setpriv:
            raise Failure("setpriv is needed: install util-linux")
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603
                [setpriv, "--pdeathsig", "TERM", "--", sys.executable, *command],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a terminal's Ctrl-C reaches the parent alone, which stops us in order
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def last_words(self) -> str:
        """The last line of its log."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "it said nothing")

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Deaths:
    """How often things died of late: what keeps dying is not started for ever."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._at: list[float] = []

    def count(self, what: str, last_words: str) -> None:
        """Tell of a death. Raises Failure at the fifth within two minutes."""
        now = time.monotonic()
        self._at = [at for at in self._at if now - at < WITHIN_SECONDS] + [now]
        if len(self._at) >= MOST_DEATHS:
            raise Failure(f"{what} keeps dying: {last_words}")
        self._note(f"{what[0].upper()}{what[1:]} died ({last_words}); starting it again")


def passed_on(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """The part of the caller's environment that every child gets."""
    kept = {name: value for name, value in environment.items() if name.startswith(_PASSED)}
    return kept | {"SIGHTLINE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
