"""Vehicle registration marks of the United Kingdom (DVLA INF104) and pieces of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.naming.forms import is_known
from nlp.stems import weight_of
from nlp.tables import bag, rows, words

I = re.IGNORECASE  # noqa: E741 - as in the re module
_AGE = re.compile(r"0[2-9]|1\d|2\d|5[1-9]|6\d|7\d")
_CONTEXT = re.compile(
    r"\b(?:vrms?|vrn|reg(?:istration)?(?:\s+(?:mark|number|no|plate))?|index(?:\s+(?:number|no|mark))?|plates?|number\s?plates?|"
    r"part(?:ial)?\s+(?:index|plate|vrm|reg)|bearing(?:\s+(?:index|reg|vrm|plate))?)\b"
    r"[\s:.,#'\"(]*(?:is|of|was|mark|number|no)?[\s:.,'\"(]*$",
    I,
)
_MONTHS = bag("jan feb mar apr may jun jul aug sep sept oct nov dec")
_MAKES = bag("bmw kia man daf ldv ktm mg vw audi seat mini gti tdi")
_NOISE = bag(
    "am pm hrs mph kmh kph kgs mgs lbs tel ext dob pnc cro cad nhs pte ltd uk gmt bst lka nfa neg nil ttl pos"
)


# What the letters of Northern Ireland's end in: the codes of its six counties and of Belfast and Derry (DVA; DVLA INF104).
NORTHERN = "I[ABGJLW]|[OXJU]I|[ABCDEFGHJKLMNOPRSTUVWXY]Z"
_UNITS = bag("ghz khz mhz thz")
_TIME_OR_YEAR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|(?:19|20)\d\d")
_ON_WHEELS = "car van lorry vehicle motorbike motorcycle moped scooter taxi bike saloon estate hatchback trailer pickup minibus 4x4"


def _vehicle_words() -> str:
    """Makes, models and the like, behind which letters and figures are a plate."""
    held = {word for row in rows("vehicles.csv") for word in row if word.isalnum() and not word.isdigit()}
    told = {word for word in held if len(word) > 2 or any(c.isdigit() for c in word)}
    return "|".join(sorted(told | set(_ON_WHEELS.split()), key=lambda word: (-len(word), word)))


_ON_ROAD = re.compile(rf"(?:\b(?:{_vehicle_words()})[\s,:(-]*|{_CONTEXT.pattern})$", I)


@dataclass(frozen=True, slots=True)
class PlateRule:
    """One pattern of plate; ``value`` gives the mark without its space, or ``None``."""

    name: str
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str]], str | None]
    why: str
    context: re.Pattern[str] | None = None
    needs_context: bool = False
    score: float = 0.95


def _word(letters: str) -> bool:
    """Whether a group of letters reads as an ordinary word, so that only context could make it a plate."""
    low = letters.lower()
    return low in _MONTHS or low in _NOISE or low in _MAKES or weight_of(low) < 4.0


def _joined(match: re.Match[str]) -> str:
    return (match["a"] + match["b"]).upper()


def _current(match: re.Match[str]) -> str | None:
    spaced_words = " " in match.group() and _word(match["b"]) and not match.group().isupper()
    return _joined(match) if _AGE.fullmatch(match["age"]) and not spaced_words else None


def _aged(match: re.Match[str]) -> str | None:
    return _joined(match) if _AGE.fullmatch(match["age"]) else None


def _prefix(match: re.Match[str]) -> str | None:
    return None if _word(match["b"]) else _joined(match)


def _spaced(match: re.Match[str]) -> str | None:
    return None if _word(match["b"]) else _joined(match).replace(" ", "")


def _suffix(match: re.Match[str]) -> str | None:
    return None if _word(match["a"]) else _joined(match)


def _pieces(match: re.Match[str]) -> str | None:
    """``AB 12 CDE``, as it is spoken: letters that are no words, ranks or months."""
    if _word(match["a"][:2]) or match["a"][:2].lower() in words("jargon.csv") or _word(match["b"]):
        return None
    return _joined(match).replace(" ", "") if _AGE.fullmatch(match["age"]) else None


def _said(match: re.Match[str]) -> str | None:
    return _joined(match).replace(" ", "") if _AGE.fullmatch(match["age"]) else None


def _any(match: re.Match[str]) -> str | None:
    mark = _joined(match)
    months = match["a"].lower() in _MONTHS or match["b"].lower() in _MONTHS
    half = re.fullmatch(r"[A-Z]{2}(\d\d)", mark)  # of a plate since 2001: `part index LD14`
    return None if months or len(mark) < 3 or (half and _AGE.fullmatch(half[1])) else mark


def _northern(match: re.Match[str]) -> str | None:
    """A plate where nothing else says so: letters that are no word, no name, no firm's and no unit; figures first that are no
    time and no year."""
    if _TIME_OR_YEAR.fullmatch(match["a"]):
        return None
    letters = (match["a"] if match["a"].isalpha() else match["b"]).lower()
    spoken = letters in words("common_words.txt") or is_known(letters) or letters in _UNITS
    told = spoken or _word(letters) or letters in words("organisations.csv") or letters in words("jargon.csv")
    return None if told else _joined(match)


LAST_LETTERS = "A-HJ-PR-Z"  # neither I nor Q
_SPACE = r"[ \t]{0,2}"
PLATE_RULES: tuple[PlateRule, ...] = (
    PlateRule("current",
              re.compile(rf"(?<![\w/])(?P<a>[A-HJ-PR-Y][A-HJ-PR-Z](?P<age>\d\d)){_SPACE}(?P<b>[{LAST_LETTERS}]{{3}})(?![\w])", I),
              _current, "two letters, age code, three letters: plate since 2001"),
    PlateRule("current, spaced",
              re.compile(rf"(?<![\w/])(?P<a>[A-HJ-PR-Y][A-HJ-PR-Z] (?P<age>\d\d)) (?P<b>[{LAST_LETTERS}]{{3}})(?![\w])"),
              _pieces, "two letters, age code, three letters, each apart: plate since 2001", score=0.75),
    PlateRule("current, spaced, after its words",
              re.compile(rf"(?<![\w/])(?P<a>[A-HJ-PR-Y][A-HJ-PR-Z] ?(?P<age>\d\d)) ?(?P<b>[{LAST_LETTERS}]{{3}})(?![\w])", I),
              _said, "plate with blanks, after a word for it", context=_CONTEXT, needs_context=True, score=0.8),
    PlateRule("prefix", re.compile(rf"(?<![\w/])(?P<a>[A-HJ-NP-TV-Y][1-9]\d{{0,2}}){_SPACE}(?P<b>[{LAST_LETTERS}]{{3}})(?![\w])", I),
              _prefix, "year letter, digits, three letters: plate of 1983–2001", score=0.85),
    PlateRule("prefix, spaced",
              re.compile(rf"(?<![\w/])(?P<a>[A-HJ-NP-TV-Y] \d{{1,3}}) (?P<b>[{LAST_LETTERS}]{{3}})(?![\w])"),
              _spaced, "year letter, digits, three letters, each apart: plate of 1983–2001", score=0.75),
    PlateRule("suffix", re.compile(rf"(?<![\w/])(?P<a>[{LAST_LETTERS}]{{3}}){_SPACE}(?P<b>\d{{1,3}}[A-HJ-NP-TV-Y])(?![\w])", I),
              _suffix, "three letters, digits, year letter: plate of 1963–1983", score=0.8),
    PlateRule("northern ireland",
              re.compile(rf"(?<![\w/])(?P<a>[A-Z]{{0,1}}[A-Z]?(?:[A-Z]Z|I[A-Z])){_SPACE}(?P<b>\d{{3,4}})(?![\w]|[/.:-]\d)"),
              _any, "Northern Ireland plate, after a word for it", context=_CONTEXT, needs_context=True, score=0.85),
    PlateRule("northern ireland, plain", re.compile(rf"(?<![\w/])(?P<a>[A-HJ-PR-Y][A-HJ-PR-Y]Z){_SPACE}(?P<b>\d{{4}})(?![\w]|[/.:-]\d)"),
              _suffix, "letters ending in Z and four digits: Northern Ireland plate", score=0.75),
    PlateRule("northern ireland, three letters",
              re.compile(rf"(?<![\w/£$€.-])(?<!\d )(?<![Ff]light )(?<!FLIGHT )(?P<a>[A-Z](?:{NORTHERN})){_SPACE}(?P<b>\d{{3,4}})(?![\w]|[/.:,-]\d| ?[%£])"),
              _northern, "three letters of Northern Ireland and three or four figures", score=0.75),
    PlateRule("northern ireland, figures first",
              re.compile(rf"(?<![\w/£$€.:,-])(?<!\d )(?P<a>[1-9]\d{{2,3}}){_SPACE}(?P<b>[A-Z](?:{NORTHERN}))(?![\w]|[/.:-]\d| \d)"),
              _northern, "three or four figures and three letters of Northern Ireland", score=0.7),
    PlateRule("northern ireland, of a vehicle",
              re.compile(rf"(?<![\w/])(?P<a>[A-Z]?(?:{NORTHERN})){_SPACE}(?P<b>\d{{1,4}})(?![\w]|[/.:-]\d)"), _any,
              "letters of Northern Ireland and figures, after a vehicle", context=_ON_ROAD, needs_context=True, score=0.8),
    PlateRule("northern ireland, figures first, of a vehicle",
              re.compile(rf"(?<![\w/])(?P<a>[1-9]\d{{0,3}}){_SPACE}(?P<b>[A-Z]?(?:{NORTHERN}))(?<! OZ)(?![\w]|[/.:-]\d| \d)"), _any,
              "figures and letters of Northern Ireland, after a vehicle", context=_ON_ROAD, needs_context=True, score=0.8),
    PlateRule("any, after its words",
              re.compile(rf"(?<![\w/])(?P<a>[A-Z]{{1,3}}){_SPACE}(?P<b>\d{{1,4}}[A-Z]?)(?![\w]|[/.:-]\d| [A-Z]{{3}}\b)"), _any,
              "letters and digits after a word for a plate", context=_CONTEXT, needs_context=True, score=0.8),
    PlateRule("any reversed, after its words",
              re.compile(rf"(?<![\w/])(?P<a>[A-Z]?\d{{1,4}}){_SPACE}(?P<b>[A-Z]{{1,3}})(?![\w]|[/.:-]\d)"), _any,
              "digits and letters after a word for a plate", context=_CONTEXT, needs_context=True, score=0.8),
    PlateRule("current, after its words",
              re.compile(rf"(?<![\w/])(?P<a>[A-HJ-PR-Y][A-HJ-PR-Z](?P<age>\d\d)){_SPACE}(?P<b>[{LAST_LETTERS}]{{3}})(?![\w])", I), _aged,
              "plate after a word for it", context=_CONTEXT, needs_context=True, score=0.9),
)  # fmt: skip

_PIECE = re.compile(r"[A-Z0-9]{2,7}")

# Figures and the letters that they are misread for, and the other way round, on a plate and on paper.
_FIGURES, _LETTERS = "015826", "OISBZG"
_AS_LETTERS, _AS_FIGURES = str.maketrans(_FIGURES, _LETTERS), str.maketrans(_LETTERS, _FIGURES)


def as_letters(mark: str) -> str:
    """A mark in capitals, each figure that looks like a letter read as that letter: two marks that look alike come to the same."""
    return mark.translate(_AS_LETTERS)


def as_figures(mark: str) -> str:
    """A mark in capitals, each letter that looks like a figure read as that figure."""
    return mark.translate(_AS_FIGURES)


def vrm_fragment(text: str) -> str | None:
    """A piece of a plate as asked for in a search box (``AB12``, ``12 CDE``), in capitals without spaces, or ``None``.

    It has two to seven characters with a letter and a digit among them.
    """
    piece = re.sub(r"[\s*?-]", "", text).upper()
    good = _PIECE.fullmatch(piece) and re.search(r"\d", piece) and re.search(r"[A-Z]", piece)
    return piece if good else None
