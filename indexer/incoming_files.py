"""What has arrived in a system's incoming folder, whole: a file or a folder of files that nobody is writing any more.

Whoever delivers renames into place: a name that begins with a dot, or ends with `.part` or `.tmp`, is not there yet. What was
changed a moment ago waits, too, for those who copy instead.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DONE, FAILED = "done", "failed"
SETTLE_SECONDS = 2.0
_UNFINISHED = (".part", ".tmp")

Mark = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery: one file, one folder, or the files of an export that lie side by side. mark: what it looked like."""

    paths: tuple[Path, ...]
    mark: Mark

    @property
    def name(self) -> str:
        """What it is called, for people."""
        first, more = self.paths[0].name, len(self.paths) - 1
        return f"{first} and {more} more" if more else first

    def changed(self) -> bool:
        """Whether it looks different now."""
        return _mark(self.paths) != self.mark

    def move(self, folder: Path, day: date) -> None:
        """Move it to the day's folder in `folder`. Raises OSError; what somebody else has moved is not missed."""
        place = folder / day.isoformat()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self.paths:
            if path.exists():
                path.rename(_free(place, path.name))


def arrivals(folder: Path, *, together: bool, settle: float = SETTLE_SECONDS) -> list[Arrival]:
    """The deliveries of a folder, by name. together: files side by side are one export's. None where it cannot be read."""
    try:
        entries = sorted(path for path in folder.iterdir() if _counts(path))
    except OSError:
        return []
    folders = [path for path in entries if path.is_dir()]
    loose = [path for path in entries if not path.is_dir()]
    groups: list[tuple[Path, ...]] = [(path,) for path in folders]
    groups += ([tuple(loose)] if loose else []) if together else [(path,) for path in loose]
    return [Arrival(group, mark) for group in groups if (mark := _settled(group, settle))]


def _counts(path: Path) -> bool:
    """Whether an entry may be one of a delivery: a link may lead anywhere, and is none."""
    return (
        not path.name.startswith(".")
        and path.name not in (DONE, FAILED)
        and not path.is_symlink()
        and (path.is_dir() or path.is_file())
    )


def _settled(paths: tuple[Path, ...], settle: float) -> Mark | None:
    """What a delivery looks like; None where it is not whole yet."""
    if any(_unfinished(file) for path in paths for file in _files(path)):
        return None
    mark = _mark(paths)
    newest = max((changed for _, _, _, changed in mark), default=None)
    return mark if newest is not None and time.time() - newest / 1e9 >= settle else None


def _unfinished(file: Path) -> bool:
    return file.is_symlink() or file.name.lower().endswith(_UNFINISHED)


def _mark(paths: tuple[Path, ...]) -> Mark:
    """Every file with number, size and the time of its last change, renaming included, which no copying sets back."""
    found = []
    for file in (file for path in paths for file in _files(path)):
        with suppress(OSError):  # gone meanwhile: that, too, is a change
            told = file.lstat()
            found.append((str(file), told.st_ino, told.st_size, told.st_ctime_ns))
    return tuple(sorted(found))


def _files(path: Path) -> Iterator[Path]:
    """A file, or the files of a folder; hidden ones belong to nobody."""
    if not path.is_dir():
        yield path
        return
    for place, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith("."))


def _free(place: Path, name: str) -> Path:
    """A path in a folder that nothing has yet: the same name may come again on the same day."""
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{number}-{name}"
    return path
