"""The room's data files: small tables in ``nlp/data``, read once."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

FOLDER = files("nlp") / "data"


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The comma-separated rows of a data file, without comments (``#``) and blank lines."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        body = line.partition("#")[0].strip()
        if body:
            yield tuple(cell.strip() for cell in body.split(","))


@cache
def words(name: str) -> frozenset[str]:
    """Every cell of a data file as one set."""
    return frozenset(cell for row in rows(name) for cell in row if cell)


def bag(text: str) -> frozenset[str]:
    """A set of words from one string: parted by bars where there is one, by white space where not."""
    return frozenset(entry.strip() for entry in (text.split("|") if "|" in text else text.split()))
