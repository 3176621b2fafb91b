"""References: tokens that may be a record's, and a whole question that may be one, however it is written: `crime ref 2314567 24`, `01TW086624`, `asb 1234`."""

from __future__ import annotations

import re

from nlp import identifiers
from nlp.identifiers import references

_LABELS = frozenset([
    "crime", "custody", "cust", "warrant", "case", "file", "report", "record", "rec", "reference", "ref", "number", "no", "num",
    "urn", "log", "crn", "id", "of", "the", "check",
])  # fmt: skip
_SYSTEMS = {
    "cris": "CRIS", "crime": "CRIS", "crimint": "CRIMINT", "custody": "CUSTODY", "cust": "CUSTODY", "nspis": "CUSTODY", "copa": "COPA",
    "airspace": "AIRSPACE", "ewms": "EWMS", "warrant": "EWMS", "merlin": "MERLIN", "pnc": "PNC", "pnd": "PND",
    "mis": "MERLIN", "pac": "MERLIN", "acn": "MERLIN",  # the kinds of its records
}  # fmt: skip
SYSTEM_NAMES = "cris|crimint|copa|airspace|ewms|merlin"  # before a reference, those named in one word
# Before a reference; that has a letter, a stroke or a dash, and six characters.
_SYSTEM = re.compile(
    rf"(?<!\S)(?P<system>{SYSTEM_NAMES}|(?:nspis )?custody|pnc|pnd)\+?"
    r"(?:\s+(?:ref(?:erence)?|no|number|record|report)\.?)?[\s:#]+(?P<ref>(?=\S*\d)(?=\S*[a-z/-])\S{6,})",
    re.IGNORECASE,
)
# The same before figures alone, as many as no date has, and before a warrant's own letters.
_BEFORE_FIGURES = re.compile(
    r"(?<!\S)(?:(?P<system>cris|crime|crimint|copa|airspace|ewms|merlin|mis|pac|acn)[\s:#]+(?P<ref>\d{5}|\d{7}|\d{9})"
    r"|(?P<warrant>(?:warrant|ewms)\s+ew)\s?\d{1,7})(?!\S)",
    re.IGNORECASE,
)
_NO_REFERENCE = frozenset({"DATE", "VRM", "POSTCODE", "PHONE", "EMAIL"})
_PIECE = re.compile(r"(?:[a-z]{1,4}|[a-z]{0,4}\d+[a-z\d]*|[a-z]+)(?:[/\\.-][a-z\d]+)*", re.IGNORECASE)
_MOST_PIECES, _LONGEST = 5, 24
_LONGEST_LETTERS = 4  # of a piece that is no name
_FIGURES = re.compile(r"\d+(?:[/-]\d+)?")
_LEAST_ALONE, _MOST_ALONE = 5, 9  # figures, without the zeros before them, of a reference without its letters
# A flat and a number, or the first and the last of several numbers, where a word follows.
_OF_HOUSE = re.compile(
    r"\d{1,3}[a-z]?/\d{1,4}[a-z]?|(?P<first>\d{1,4})[a-z]?-(?P<last>\d{1,4})[a-z]?", re.IGNORECASE
)
_MOST_NUMBERS = 50  # from the first to the last of one house
_TOKEN = re.compile(r"(?<!\S)(?=\S*\d)[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*(?!\S)")
_LEAST_OF_TOKEN = 6  # characters
_WHOLE_YEAR = re.compile(r"(?<!\d)20(?=\d\d$)|^20(?=\d\d\D)")  # behind the number, or before it


def keys(text: str) -> tuple[str, ...]:
    """Under what the index may know the reference that a question is; none where it is no reference."""
    systems, pieces = _told(text)
    if not 0 < len(pieces) <= _MOST_PIECES or not all(map(_may_be_part, pieces)):
        return ()
    whole = " ".join(pieces)
    named = systems and any(map(str.isalpha, pieces))  # `warrant EW 307`
    if (
        sum(c.isdigit() for c in whole) < (1 if named else references.LEAST_FIGURES)
        or len(references.bare(whole)) > _LONGEST
    ):
        return ()
    ways = dict.fromkeys((whole, _WHOLE_YEAR.sub("", whole)))
    made = [key for way in ways for key in (references.bare(way), references.runs(way))]
    made += [references.of_system(system, way) for system in systems for way in ways]
    return tuple(dict.fromkeys(key for key in made if len(key) >= references.LEAST))


def _told(text: str) -> tuple[tuple[str, ...], list[str]]:
    """The systems that a question names, and its words besides those and what a number is called."""
    said = [token.strip(",.;:#+").lower() for token in text.replace("#", " ").split()]
    systems = tuple(dict.fromkeys(_SYSTEMS[word] for word in said if word in _SYSTEMS))
    return systems, [word for word in said if word and word not in _LABELS and word not in _SYSTEMS]


def in_part(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a question is figures alone, or with the name of a system: under what the index may know a reference of which they
    are all that counts (`00341376` of CRRT00341376, `26/14984` or `2026/14984` of COPA/26/14984), and how that of one begins
    whose year is left out (`2091456`, `crime 2091456`)."""
    named, pieces = _told(text)
    bare = _WHOLE_YEAR.sub("", pieces[0]) if len(pieces) == 1 else ""
    if not _FIGURES.fullmatch(bare):
        return (), ()
    runs = references.runs(bare)
    figures = sum(c.isdigit() for c in runs)
    if not _LEAST_ALONE <= figures <= _MOST_ALONE:
        return (), ()
    systems = named or sorted(set(_SYSTEMS.values()))
    begins = bare.isdigit() and (len(bare) >= references.LEAST or bool(named))
    return tuple(f"{system}/{runs}" for system in systems), tuple(
        f"{system}/{runs}-" for system in systems if begins
    )


def _may_be_part(piece: str) -> bool:
    return _PIECE.fullmatch(piece) is not None and not (piece.isalpha() and len(piece) > _LONGEST_LETTERS)


def tokens(rest: str) -> tuple[str, tuple[str, ...]]:
    """The words without tokens that have figures and at least six characters, references of shapes that no rule knows; and
    these, as typed and in capitals."""
    found = [m.group() for m in _TOKEN.finditer(rest) if len(m.group()) >= _LEAST_OF_TOKEN]
    found = [one for one in found if not _numbers_house(one, rest)]
    for token in found:
        rest = rest.replace(token, " ")
    return " ".join(rest.split()), tuple(dict.fromkeys(t for f in found for t in (f, f.upper())))


def _numbers_house(token: str, rest: str) -> bool:
    found = _OF_HOUSE.fullmatch(token)
    if not found or not re.search(rf"{re.escape(token)}\s+[a-z]", rest, re.IGNORECASE):
        return False
    return not found["first"] or 0 < int(found["last"]) - int(found["first"]) <= _MOST_NUMBERS


def systems_named(text: str) -> frozenset[str]:
    """The names of systems that stand before a reference (`MERLIN 24PAC012345`), folded: there they name nobody."""
    said = [
        match["system"]
        for match in _SYSTEM.finditer(text)
        if not _NO_REFERENCE.intersection(found.label for found in identifiers.find(match["ref"]))
    ]
    said += [match["system"] or match["warrant"] for match in _BEFORE_FIGURES.finditer(text)]
    return frozenset(word for system in said for word in system.lower().split())
