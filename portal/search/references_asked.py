"""A whole question that may be a record's own reference, however it is written: `crime ref 2314567 24`, `01TW086624`, `asb 1234`."""

from __future__ import annotations

import re

from nlp.identifiers import references

_LABELS = frozenset([
    "crime", "custody", "cust", "warrant", "case", "file", "report", "record", "rec", "reference", "ref", "number", "no", "num",
    "urn", "log", "crn", "id", "of", "the", "check",
])  # fmt: skip
_SYSTEMS = {
    "cris": "CRIS", "crime": "CRIS", "crimint": "CRIMINT", "custody": "CUSTODY", "cust": "CUSTODY", "nspis": "CUSTODY", "copa": "COPA",
    "airspace": "AIRSPACE", "ewms": "EWMS", "warrant": "EWMS", "merlin": "MERLIN", "pnc": "PNC", "pnd": "PND",
}  # fmt: skip
_PIECE = re.compile(r"(?:[a-z]{1,4}|[a-z]{0,4}\d+[a-z\d]*|[a-z]+)(?:[/\\.-][a-z\d]+)*", re.IGNORECASE)
_MOST_PIECES, _LONGEST = 5, 24
_LONGEST_LETTERS = 4  # of a piece that is no name
_FIGURES = re.compile(r"\d+(?:[/-]\d+)?")
_LEAST_ALONE, _MOST_ALONE = 5, 9  # figures, without the zeros before them, of a reference without its letters
_WHOLE_YEAR = re.compile(r"(?<!\d)20(?=\d\d$)")


def keys(text: str) -> tuple[str, ...]:
    """Under what the index may know the reference that a question is; none where it is no reference."""
    said = [token.strip(",.;:#+").lower() for token in text.replace("#", " ").split()]
    systems = tuple(dict.fromkeys(_SYSTEMS[word] for word in said if word in _SYSTEMS))
    pieces = [word for word in said if word and word not in _LABELS and word not in _SYSTEMS]
    if not 0 < len(pieces) <= _MOST_PIECES or not all(map(_may_be_part, pieces)):
        return ()
    whole = " ".join(pieces)
    if sum(c.isdigit() for c in whole) < references.LEAST_FIGURES or len(references.bare(whole)) > _LONGEST:
        return ()
    ways = (whole, _WHOLE_YEAR.sub("", whole))
    made = [key for way in ways for key in (references.bare(way), references.runs(way))]
    made += [references.of_system(system, whole) for system in systems]
    return tuple(dict.fromkeys(key for key in made if len(key) >= references.LEAST))


def in_part(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a question is figures alone: under what the index may know a reference of which they are all that counts
    (`00341376` of CRRT00341376, `26/14984` of COPA/26/14984), and how that of one begins whose year is left out (`2091456`)."""
    bare = text.strip(" ,.;:#")
    if not _FIGURES.fullmatch(bare):
        return (), ()
    runs = references.runs(bare)
    figures = sum(c.isdigit() for c in runs)
    if not _LEAST_ALONE <= figures <= _MOST_ALONE:
        return (), ()
    systems = sorted(set(_SYSTEMS.values()))
    begins = bare.isdigit() and len(bare) >= references.LEAST
    return tuple(f"{system}/{runs}" for system in systems), tuple(
        f"{system}/{runs}-" for system in systems if begins
    )


def _may_be_part(piece: str) -> bool:
    return _PIECE.fullmatch(piece) is not None and not (piece.isalpha() and len(piece) > _LONGEST_LETTERS)
