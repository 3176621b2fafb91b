"""Flats, floors and house numbers of a question, brought to the form in which addresses are read."""

from __future__ import annotations

import re

from nlp import addresses, lone_streets
from portal.search.box.numbers_in_words import NUMBER_WORDS, figures

# `fl.5 70 mill lane`, `flat5 70 mill lane`; `rm4` may be a postcode's first half
_FLAT_GLUED = re.compile(
    rf"(?<!\S)(?P<unit>(?:{addresses.UNITS}))(?P<dot>\.\s?|#\s?|)(?P<flat>\d{{1,3}}[a-z]?)(?=,?\s+[^\W\d_]{{3}}|,?\s+\d{{1,4}}[a-z]?,?\s+[^\W\d_]{{2}}|,?$)",
    re.IGNORECASE,
)
# `falt 4 12 mill lane`, `buzzer 3 at 65 mill lane`, `flat3,91 mill lane`
_FLAT_MISTYPED = re.compile(r"(?<!\S)(?:falt|flta|fkat|flst|falts)(?=\s?\d)", re.IGNORECASE)
_BUZZER = re.compile(
    r"(?<!\S)(?:buzzer|bell)\s+(?:no\.?\s+)?(\d{1,3})\s+(?:at|of|for|in)\s+(?=\d)", re.IGNORECASE
)
_FLAT_AND_COMMA = re.compile(rf"(?<!\S)((?:{addresses.UNITS}))\s?(\d{{1,3}}[a-z]?),(?=\d)", re.IGNORECASE)
# `4 2 mill lane`: a flat and its house; behind a name two figures may be an age
_FLAT_AND_HOUSE = re.compile(
    r"(?:^(\d{1,3})|(?<=[^\W\d_]\s)([1-9])) (?=\d{1,4}[a-z]?(\s+[^\W\d_]))", re.IGNORECASE
)
# `flat 2 mill lane 109`
_HOUSE_LAST = re.compile(
    rf"(?<!\S)((?:{addresses.UNITS})\s+\d{{1,3}}[a-z]?[\s,]+)((?:[^\W\d_][\w'’-]*\s+){{1,3}}([^\W\d_]+)),?\s+(\d{{1,4}}[a-z]?)$",
    re.IGNORECASE,
)
# `flat eight 41 mill lane`
_FLAT_SAID = re.compile(
    rf"(?<!\S)(?P<unit>(?:{addresses.UNITS})\s+(?:(?:no|number)\.?\s+)?)(?P<said>{NUMBER_WORDS})(?!\s+(?:{NUMBER_WORDS})(?!\S))(?=,?\s|,?$)",
    re.IGNORECASE,
)
# `105 mill lane (flat 7)`, `(flat 7)` elsewhere
_FLAT_IN_BRACKETS = re.compile(
    rf"(?:(?<!\w)(?P<house>\d{{1,4}}[a-z]?[\s,]+(?:[^\W\d_][\w'’-]*[\s,]+){{1,4}}?))?"
    rf"\(\s*(?P<flat>(?:{addresses.UNITS})\s*(?:\d{{1,3}}[a-z]?|[a-z]\d{{0,3}}))\s*\)",
    re.IGNORECASE,
)
# `st johns court flat 14`, `kings court 12 flat 3`; `12 avenue road flat 2`; `f2 12 avenue road`
_FLAT_BEHIND = re.compile(
    rf"((?:(?:st|saint|the|old|new)\.?\s+)?[^\W\d_][\w'’-]*\s+(?:{addresses.BUILDINGS}))"
    rf"(?:[\s,]+(\d{{1,4}}[a-z]?))?[\s,]+((?:{addresses.UNITS})\s+\d+[a-z]?)\s*$",
    re.IGNORECASE,
)
_FLAT_LAST = re.compile(
    r"(?<!\w)(\d{1,4}[a-z]?[\s,]+(?:[^\W\d_][\w'’-]*[\s,]+){1,4})"
    rf"((?:{addresses.UNITS})\s+(?:\d{{1,3}}[a-z]?|[a-z]\d{{0,3}}))\s*$",
    re.IGNORECASE,
)
# `10 mill lane basement flat`, `171 mill lane, first floor flat`
_FLOOR_LAST = re.compile(
    rf"(?<!\w)(\d{{1,4}}[a-z]?[\s,]+(?:[^\W\d_][\w'’-]*[\s,]+){{1,4}}?)"
    rf"((?:(?:{addresses.STOREYS})\s+(?:floor|flr)|{addresses.CELLAR})(?:\s+(?:flat|flt|apt|apartment))?|[gfstb]ff)\s*$",
    re.IGNORECASE,
)
# `17 flat 2 mill lane`
_FLAT_INSIDE = re.compile(
    rf"(?<!\S)(\d{{1,4}}[a-z]?)[\s,]+((?:{addresses.UNITS})\s+(?:\d{{1,3}}[a-z]?|[a-z]))[\s,]+(?=[^\W\d_]{{2}})",
    re.IGNORECASE,
)
_FLAT_SHORT = re.compile(r"(?<![\w/])f\s?(\d{1,3}[a-z]?)(?=[\s,]+\d{1,4}[a-z]?\s+[^\W\d_])", re.IGNORECASE)
_LETTER_APART = re.compile(r"(?<![\w/.:-])(\d{1,3})[\s-]([a-h])(?=,?\s+[^\W\d_]{2})", re.IGNORECASE)
# `gff`, `1st floor flat`, `basement` before a house's number
_FLOOR_LETTERS = {"g": "ground", "f": "first", "s": "second", "t": "top", "b": "basement"}
_FLOOR_SHORT = re.compile(r"(?<!\S)(?P<floor>[gfstb])ff(?=[\s,]+\d)", re.IGNORECASE)
_FLOOR = re.compile(
    rf"(?<!\S)(?P<floor>(?:{addresses.STOREYS})\s+(?:floor|flr)|{addresses.CELLAR})(?:\s+(?:flat|flt|apt|apartment))?"
    r"[\s,]+(?=\d)",
    re.IGNORECASE,
)
_OF_NUMBER = frozenset(["no", "number", "plot", "pitch", "age", "aged", "about", "approx"])
_MORE_OF_STREET = 4  # words
# `44 tannerystreet`, `9 elmclose`
_RUN_TOGETHER = re.compile(
    r"(?<!\S)(\d{1,4}[a-z]?,?\s+)([a-z]{3,})(street|road|avenue|lane|close|crescent|gardens|grove|terrace|drive|mews|approach|parade|place|square)(?!\S)",
    re.IGNORECASE,
)


def told_apart(text: str) -> str:
    """The text with a flat's number in figures, apart from its word and out of brackets: before these are read as anything else."""
    text = _BUZZER.sub(r"flat \1 ", _FLAT_MISTYPED.sub("flat", text))
    text = _FLAT_AND_HOUSE.sub(_said_flat, _FLAT_AND_COMMA.sub(r"\1 \2, ", text))
    text = _FLAT_GLUED.sub(_number_apart, text)
    text = _FLAT_SAID.sub(lambda said: f"{said['unit']}{figures(said['said'])}", text)
    return _HOUSE_LAST.sub(_house_first, _FLAT_IN_BRACKETS.sub(_out_of_brackets, text))


def _said_flat(pair: re.Match[str]) -> str:
    """The first of two numbers before a street as a flat's; behind a flat's word it is one already."""
    before = pair.string[: pair.start()].split()[-1:]
    street = addresses.leads_to_street_type(pair.string, pair.start(3), _MORE_OF_STREET)
    said = before and (addresses.is_unit(before[0]) or before[0].lower() in _OF_NUMBER)
    return f"flat {pair[0]}" if street and not said else pair[0]


def _house_first(behind: re.Match[str]) -> str:
    """A flat, and the number that stands behind its street before it."""
    return f"{behind[1]}{behind[4]} {behind[2]}" if addresses.is_street_type(behind[3]) else behind[0]


def _number_apart(glued: re.Match[str]) -> str:
    may_be_code = not glued["dot"] and addresses.is_area(glued["unit"])
    return glued[0] if may_be_code else f"{glued['unit']} {glued['flat']}"


def _out_of_brackets(said: re.Match[str]) -> str:
    """The flat before its house, or where it stood."""
    house = said["house"]
    return f"{said['flat']} {house}" if house else f" {said['flat']} "


def in_full(rest: str) -> str:
    """A search box's words with flats, floors, house numbers and streets written as addresses are read."""
    rest = _FLOOR_LAST.sub(r"\2 \1", rest)
    rest = _FLOOR_SHORT.sub(lambda said: f"{_FLOOR_LETTERS[said['floor'].lower()]} floor flat", rest)
    rest = _FLOOR.sub(r"\g<floor> flat ", rest)
    return _flat_first(_letter_joined(_RUN_TOGETHER.sub(_street_apart, addresses.written_out(rest))))


def _street_apart(run: re.Match[str]) -> str:
    """`9 elm close` for `9 elmclose`; but `12 hargrove road`, which has its kind, as it stands."""
    if addresses.leads_to_street_type(run.string, run.end()):
        return run[0]
    return f"{run[1]}{run[2]} {run[3]}"


def _flat_first(text: str) -> str:
    """A search box's words, a flat that ends them put before its number or building, where addresses are read with it.

    A number of the house stays with its street: `12 kings court flat 2` and `kings court 12 flat 2` are flat 2 of 12 Kings Court.
    """
    short = _FLAT_INSIDE.sub(r"\2 \1 ", _FLAT_SHORT.sub(r"flat \1", text))
    return _FLAT_BEHIND.sub(
        lambda said: " ".join(filter(None, (said[3], said[2], said[1]))), _FLAT_LAST.sub(r"\2 \1", short)
    )


def _letter_joined(text: str) -> str:
    """A search box's words, the letter of a house's number set to it where a street follows: `109 a mill lane`."""
    return _LETTER_APART.sub(
        lambda apart: f"{apart[1]}{apart[2]}" if _leads_to_street(text[apart.end() :]) else apart[0], text
    )


def _leads_to_street(text: str) -> bool:
    """Whether a street stands in a text, or begins it that has no word for one (`60 b long acre`)."""
    return bool(addresses.streets(text)) or lone_streets.begins(text) > 0
