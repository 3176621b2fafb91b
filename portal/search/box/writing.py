"""How a despatcher writes what was heard, put into the forms that are read: letters and figures said or typed one by one, numbers in odd
groups, a postcode with its blank in the wrong place, a date typed onto a name."""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp import identifiers
from nlp.addresses import is_area, kind_of_building, leads_to_street_type
from nlp.names import is_known
from portal.search.box import date_slips, flats, glued_streets, numbers_in_words, said_aloud
from portal.search.box.date_slips import AS_FIGURES
from portal.search.box.numbers import is_nhs
from portal.search.box.said_aloud import FIGURES

_FIGURE = "|".join(sorted(FIGURES, key=len, reverse=True))
_SAID_FIGURES = re.compile(rf"(?<![\w'’-])(?:(?:{_FIGURE})[\s,-]+)+(?:{_FIGURE})(?![\w'’-])", re.IGNORECASE)
_WORD = re.compile(r"\s*\S+")
_WORD_BEHIND = re.compile(r"\s+[^\W\d_]{2}")
_LEAST_SAID = 6  # figures said one by one that are a number; fewer before a street are a house's
_MOST_OF_HOUSE = 3
_GLUED = re.compile(r"(?<!\S)([A-Za-z]?[a-z'’-]{2,})(\d{8}|\d{6})(?!\S)")
_MEASURES = "mins?|minutes?|hrs|hours?|days?|weeks?|months?|yrs|years?|feet|yards?|yds|met(?:er|re)s?|miles?|mtrs|mph|kmh|beds?|bedrooms?|doors?"
_HOUSE_GLUED = re.compile(rf"(?<!\S)(\d{{1,3}})(?!(?:{_MEASURES})\s)([a-z]{{3,}})(?=\s)", re.IGNORECASE)
_CODE = re.compile(
    r"(?<![\w/.*?-])([A-Z]{1,2})(\s?)(\d[A-Z\d]?)(\s?)(\d)(\s?)([ABD-HJLNP-UW-Z])(\s?)([ABD-HJLNP-UW-Z])(?![\w/*?-])",
    re.IGNORECASE,
)
_CODE_OF_LETTERS = re.compile(
    r"(?<![\w/.*?-])([a-z]{1,2})(\d[oil]|[oil]\d) ?(\d[abd-hjlnp-uw-z]{2})(?![\w/*?-])", re.IGNORECASE
)
# `l44 cromwell road`, `5O mill lane`: letters that stand for figures in a house's number; `L44` is a postcode's first half
_HOUSE_OF_LETTERS = re.compile(r"(?<!\S)(?=[lOo\d]*\d)(?=\d*[lOo])([l\d][lOo\d]{1,3})([A-Ha-h]?)(?=\s)")
_HOUSE_LETTER_SAID = re.compile(
    r"(?<![\w/.:-])(\d{1,3})\s(alpha|alfa|bravo|charlie|delta|echo|foxtrot)(?=\s)", re.IGNORECASE
)
_DISTRICT = re.compile(r"[1-9]\d")
# `no.27 mill lane`, `no:27`
_NUMBER_DOT = re.compile(r"(?<!\S)(no|num|nr|number)[.:](?=\d{1,4}[a-z]?(?:[\s,]+[^\W\d_]|$))", re.IGNORECASE)
# `hx28 7th`, whose end is an ordinal elsewhere
_CODE_OF_ORDINAL = re.compile(
    r"(?<![\w/])([a-z]{2})(\d{1,2}) (\d(?:st|nd|rd|th))(?!\w|\s+(?:floor|flr|of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
# `SD23-NDL`, `sd-23-ndl`, `sd.23.ndl`
_DASHED_PLATES = (
    re.compile(r"(?<![\w.-])([A-Z]{2})[.-]?(\d{2})[.-]([A-Z]{3})(?![\w-])", re.IGNORECASE),
    re.compile(r"(?<![\w/-])([A-Z])(\d{1,3})-([A-Z]{3})(?![\w/-])", re.IGNORECASE),
)
_PLATE = "[a-z]{2}[0-9]{2}[a-z]{3}"
_LABELLED_PLATE = re.compile(
    rf"(?<!\S)(reg|vrm|plate|index)(?={_PLATE}(?!\S))", re.IGNORECASE
)  # `regsd23ndl`
# `sd23ndll`, `sdd23ndl`: a registration with a character drawn twice
# `66 reg`, `20 plate`: when it was first registered (DVLA INF104), and so a part of the plate
_AGE_OF_PLATE = re.compile(
    r"(?<!\S)(0[2-9]|[12]\d|5[1-9]|6\d|7[0-6])\s+(?:plate|reg)(?=$|\s+[^\W\d_]{3})(?!\s+(?:ends|ending|starts|starting|number|unknown)\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"(?<!\S)x\s?\d{1,2}\s+(?=(?:vehs?|vehicles?|(?:fe)?males?|persons?)(?!\S))", re.IGNORECASE
)  # `x2 veh`
_CHARACTER_TWICE = re.compile(r"(?<!\S)(?=[a-z]{2,3}\d{2,3}[a-z]{3,4}(?!\S))[a-z\d]{8}(?!\S)", re.IGNORECASE)
_TWICE = re.compile(r"(.)(?=\1)", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"(?<![\w+/.-])44\s?\(?0?\)?\s?(?=[1237](?:\s?\d){9}(?![\w/]))")
_TEN = re.compile(r"(?<!\S)(?=[1237]\d{9}(?!\S)|7\d{3}[ -]\d{3}[ -]?\d{3}(?!\S))")
_IN_GROUPS = re.compile(
    r"(?<![\w/.+-])0\d?(?:[ /.-]\d{1,6}){1,6}(?![\w/-])|(?<![\w/.+-])0\d{2,5}/\d{5,8}(?![\w/-])"
)
_WHOLE_NUMBER = re.compile(r"0[1237]\d{9}")
_NEARLY_WHOLE = re.compile(r"0[1237]\d{8,10}")
# `O7700 900123`, `o77OO900123`: the letter for nought, or for one
_LETTERED_NUMBER = re.compile(r"(?<![\w+/.-])[0o](?:[ -]?[\doil]){9,11}(?![\w/-])", re.IGNORECASE)
_MOST_LETTERS = 6
_GROUPED_END = re.compile(
    r"\b(end(?:s|ing)?(?:\s+(?:in|with))?)[\s:]+(\d{3})\s(\d{3})(?!\s?\d|\w)", re.IGNORECASE
)
_CRO = re.compile(r"(?<![\w/])(?<!\d )(\d{3,6})\s?(\d\d[A-Z])(?![\w/])", re.IGNORECASE)
_ASN = re.compile(
    r"(?<![\w/])(?<!\d )((?:20|19)?\d\d)[\s./-](\d\d)\s?([A-Z0-9]{2})[\s./-]([A-Z0-9]{2})[\s./-](\d{1,11})\s?([A-Z])(?![\w/])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)? of the (\d{1,2})(?:st|nd|rd|th)?,? (?:of )?((?:19|20)?\d\d)(?!\w)",
    re.IGNORECASE,
)
_CALLER = re.compile(r"\b(?:caller|called|calling|ringing|rang)\s+(?:on|from)\s+(?=[+(]?\d)", re.IGNORECASE)
# Before a surname `Reg` and `Tel` are forenames; what else follows them is a plate's or a telephone number's.
_SAID_OF_NUMBERS = "number|numbers|plate|partial|part|ending|ends|starts|starting|begins|beginning|with|unknown|mark|index|contact|mobile|last|first"
_FORENAMES = tuple(
    (re.compile(rf"^{short}(?=\s+(?!(?:{_SAID_OF_NUMBERS})\b)[a-z'’-]{{4,}}(?!\S))", re.IGNORECASE), name)
    for short, name in (("reg", "reginald"), ("tel", "terence"))
)
# `6th floor hardie tower flat 36`: of a building that has a name the flat tells the floor
_FLOOR_OF_BUILDING = re.compile(
    r"(?<!\S)\d{1,2}(?:st|nd|rd|th) (?:floor|flr)\s+(?!fl|ap)(?=[^\W\d_]{3,}\s)", re.IGNORECASE
)
_KINDS = (
    (_FLOOR_OF_BUILDING, ""),
    (re.compile(r"(?<=\d(?:st|nd|rd|th) )flr\b", re.IGNORECASE), "floor"),
    (re.compile(r"(?<=[a-z] )hse\b", re.IGNORECASE), "house"),
    (
        re.compile(
            r"(?<=[a-z] )(?<!ending )(?<!ends )(?<!starting )(?<!begins )(?<!reg )(?<!plate )(?<!vrm )twr\b",
            re.IGNORECASE,
        ),
        "tower",
    ),
)
# `rose cotage`: behind a word, and long enough to be told with a letter wrong
_LIKE_KIND = re.compile(r"(?<=[a-z] )[^\W\d_]{6,10}\b", re.IGNORECASE)


def put_right(text: str) -> str:
    """The text in forms that are read."""
    text = numbers_in_words.hundreds_in_figures(said_aloud.put_right(date_slips.put_right(text)))
    text = glued_streets.apart(flats.told_apart(text))
    for pattern, form in _STEPS:
        text = pattern.sub(form, text)
    return " ".join(text.split())


def _figures(said: re.Match[str]) -> str:
    words = re.split(r"[\s,-]+", said[0].lower())
    house = len(words) <= _MOST_OF_HOUSE and _before_street(said)
    return "".join(FIGURES[word] for word in words) if house or len(words) >= _LEAST_SAID else said[0]


def _before_street(said: re.Match[str]) -> bool:
    """Whether the words that follow are a street's."""
    first = _WORD.match(said.string, said.end())
    return first is not None and leads_to_street_type(said.string, first.end(), 3)


def _house_of_figures(number: re.Match[str]) -> str:
    """A house's number with its letters as figures."""
    return f"{number[1].translate(AS_FIGURES)}{number[2]}" if _before_street(number) else number[0]


def _with_letter(said: re.Match[str]) -> str:
    """A house's number with its letter, said by the radio's alphabet: `92b` for `92 bravo`; but `12 charlie street` as it stands."""
    return f"{said[1]}{said[2][0].lower()}" if _before_street(said) else said[0]


def _postcode(code: re.Match[str]) -> str:
    area, outward, inward = code[1], code[1] + code[3], code[5] + code[7] + code[9]
    blanks = (code[2], code[4], code[6], code[8])
    usual = not any((blanks[0], blanks[2], blanks[3]))
    if code[7] + code[9] in {"st", "St", "ST"} and code[6] and _WORD_BEHIND.match(code.string, code.end()):
        return code[0]  # `e 19 st marys road`, `rm 12 st mungo house`
    if usual or blanks[3] or not is_area(area) or sum(map(bool, blanks)) > 2:
        return code[0]
    return f"{outward} {inward}".upper()


def _code_of_letters(code: re.Match[str]) -> str:
    """A postcode with a letter for a figure of its first half (`se2o 3sz`)."""
    outward = code[2].translate(AS_FIGURES)
    if identifiers.normalise("POSTCODE", code[0]):
        return code[0]  # `bl1 8dg`, and no B11 8DG
    if code[2].isdigit() or not _DISTRICT.fullmatch(outward) or not is_area(code[1]):
        return code[0]
    return f"{code[1]}{outward} {code[3]}".upper()


def _code_of_ordinal(code: re.Match[str]) -> str:
    street = leads_to_street_type(code.string, code.end())
    return code[0] if street or not is_area(code[1]) else code[0].upper()


def _once(plate: re.Match[str]) -> str:
    """A registration without the second of two characters alike that make it one too long."""
    made = (plate[0][: two.start()] + plate[0][two.end() :] for two in _TWICE.finditer(plate[0]))
    return next((way for way in made if re.fullmatch(_PLATE, way, re.IGNORECASE)), plate[0])


def _phone(number: re.Match[str]) -> str:
    figures = "".join(c for c in number[0] if c.isdigit())
    return figures if _WHOLE_NUMBER.fullmatch(figures) else number[0]


def _unlettered(number: re.Match[str]) -> str:
    """A telephone number with its letters as figures."""
    letters = sum(c.isalpha() for c in number[0])
    figures = "".join(c for c in number[0] if c.isalnum()).translate(AS_FIGURES)
    return figures if 0 < letters <= _MOST_LETTERS and _NEARLY_WHOLE.fullmatch(figures) else number[0]


def _ten(at: re.Match[str]) -> str:
    """The zero that a telephone number begins with, where ten figures are no NHS number."""
    return "" if is_nhs(at.string[at.end() :]) else "0"


def _cro(number: re.Match[str]) -> str:
    return identifiers.normalise("CRO", f"{number[1].zfill(6)}/{number[2].upper()}") or number[0]


def _asn(number: re.Match[str]) -> str:
    year, force, unit, system, sequence, letter = number.groups()
    return identifiers.normalise("ASN", f"{year}/{force}{unit}/{system}/{sequence}{letter}") or number[0]


def _born(name: re.Match[str]) -> str:
    day, month = int(name[2][:2]), int(name[2][2:4])
    return f"{name[1]} {name[2]}" if 0 < day < 32 and 0 < month < 13 else name[0]


def _kind(word: re.Match[str]) -> str:
    return kind_of_building(word[0].lower()) or word[0]


def _house(glued: re.Match[str]) -> str:
    """`61spinners street` with a blank behind the number."""
    return f"{glued[1]} {glued[2]}" if leads_to_street_type(glued.string, glued.end(), 2) else glued[0]


# `male known as ninja of london close`: set apart, so that the name is no part of the street's.
_KNOWN_AS = re.compile(
    r"\b(?:known as|a\.?k\.?a\.?|goes by|street name|nicknamed?|called)\s+(?P<name>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?)"
    r"\s+(?:(?:lives|living|who lives)\s+)?(?:of|from|at|in|on)\s+(?=\S)",
    re.IGNORECASE,
)

# `O`Connor`, `0'Reilly`, `0neill`: other signs for an apostrophe, and nought for the letter
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´ʼ‘’](?=[^\W\d_])")
_NOUGHT = re.compile(r"(?<!\S)0(?P<mark>'?)(?P<name>[a-z]{3,})(?!\S)", re.IGNORECASE)
_AKA = re.compile(r"(?<!\w)a[./]\s?k[./]\s?a(?:[./]|(?!\w))", re.IGNORECASE)


# `171 mill lane gff`
_FLOOR_BEHIND = re.compile(
    r"(?<!\S)(\d{1,4}[a-z]?[\s,]+(?:[^\W\d_][\w'’-]*[\s,]+){1,4}?)([gfstb]ff)$", re.IGNORECASE
)


def _with_o(name: re.Match[str]) -> str:
    return f"O{name['mark']}{name['name']}" if is_known(f"o{name['name'].lower()}") else name[0]


_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_APOSTROPHE, "'"),
    (_NOUGHT, _with_o),
    (_AKA, "aka "),
    (_FLOOR_BEHIND, r"\2 \1"),
    (_LETTERED_NUMBER, _unlettered),
    (_ASN, _asn),
    (_SAID_FIGURES, _figures),
    (re.compile(r"\bdate of birth\b", re.IGNORECASE), "dob"),
    (re.compile(r"\bborn on the (?=\d)", re.IGNORECASE), "born "),
    (_ORDINAL, r"\1/\2/\3"),
    (_CALLER, " "),
    (_KNOWN_AS, r"\g<name>, "),
    (_GLUED, _born),
    (_HOUSE_GLUED, _house),
    (_INTERNATIONAL, "0"),
    (_IN_GROUPS, _phone),
    (_TEN, _ten),
    (_GROUPED_END, r"\1 \2\3"),
    (_NUMBER_DOT, r"\1 "),
    (_HOUSE_OF_LETTERS, _house_of_figures),
    (_HOUSE_LETTER_SAID, _with_letter),
    (_CODE_OF_LETTERS, _code_of_letters),
    (_CODE, _postcode),
    (_CODE_OF_ORDINAL, _code_of_ordinal),
    *((plate, r"\1\2\3") for plate in _DASHED_PLATES),
    (_LABELLED_PLATE, r"\1 "),
    (_CHARACTER_TWICE, _once),
    (_AGE_OF_PLATE, r"*\1*"),
    (_HOW_MANY, ""),
    (_CRO, _cro),
    *_KINDS,
    (_LIKE_KIND, _kind),
    *_FORENAMES,
)
