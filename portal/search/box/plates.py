"""Parts of a registration among other words: `khan co13*`, `white ??68JOK`, `vrm W146`; and whole ones with a character misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp import names
from nlp.addresses import is_area, is_street_type, leads_to_street_type
from nlp.identifiers import NORTHERN, as_letters, vrm_fragment
from nlp.words import is_colour, is_jargon, is_maker, is_model, is_ordinary, names_make
from portal.search.box import vehicles
from portal.search.box.dates import MONTHS
from portal.search.box.labels import LABEL_WORDS, PART_LABELS
from portal.search.box.plate_shapes import ENDING, WHOLE, mended, put_right, unlike
from portal.search.box.word_kinds import is_told

_LABELS = "|".join(sorted(PART_LABELS))
_WHICH_END = frozenset({"ending", "ends", "starting", "starts", "beginning", "begins"})
_WILD = re.compile(r"[A-Z0-9*?]*[*?][A-Z0-9*?]*")
_BEGIN = re.compile(r"([A-Z]{2})\d{2}([A-Z]{0,2})")
_END = re.compile(r"\d{2}[A-Z]{3}")
# Without a year, or with a letter for it (`K11BAR`), which ends as a word does.
_OLDER = re.compile(
    rf"[A-Z](?:{NORTHERN})\d{{1,4}}|\d{{1,4}}[A-Z](?:{NORTHERN})|"
    r"[A-Z]{3}\d{1,3}|\d{1,3}[A-Z]{3}|[A-Z]{2}\d{3,4}|\d{3,4}[A-Z]{2}|[A-HJ-NP-TV-Y][1-9]\d{0,2}[A-Z]{3}|[A-Z]{3}[1-9]\d{0,2}[A-HJ-NP-TV-Y]"
)
_DOTS = re.compile(r"(?:\.{2,}|…)(?=\w)|(?<=\w)\s?(?:\.{2,}|…)(?![\w.])")
_ENDS_WITH = r"(?:(?P<first>start|begin)|end)(?:s|ing|ning)?(?:\s+(?:with|in))?\s+"
_FIRST_OR_LAST = re.compile(rf"\b{_ENDS_WITH}(?=\w*[a-z])(?P<piece>\w{{2,6}})(?!\S)", re.IGNORECASE)
# `olivia car ending eyy`, `reg ends 4 rtx`, `plate starting ab 12`, `vrm ending 123`: of figures alone three, said to be a plate's
_VEHICLES = "bike|car|hgv|lorry|moped|motor|motorbike|motorcycle|taxi|truck|van|vehicle"
_SAID_FIRST_OR_LAST = re.compile(
    rf"\b(?:(?:{_VEHICLES})(?:'s)?|(?:(?:{_VEHICLES})(?:'s)?\s+)?(?P<label>{_LABELS})(?:\s+(?:no|number|mark))?)\s+{_ENDS_WITH}"
    r"(?P<piece>[a-z]{1,2}\s\d{1,2}|[a-z]{0,2}\d{1,2}[a-z]?\s[a-z]{1,3}|(?=\w*[a-z])\w{2,6}|\d{3})(?!\S)",
    re.IGNORECASE,
)
_BEGIN_AND_NAME = re.compile(
    r"(?<![\w/])(?P<begin>[a-z]{2}\d{2})\s+(?P<word>[a-z]{3})(?![\w/*?'’-])", re.IGNORECASE
)
# In three pieces, one of its characters misread or not (`y0 72 lka`).
_APART = re.compile(r"(?<![\w/])([a-z0-9]{2}) ([a-z0-9]{2}) ([a-z0-9]{3})(?![\w/])", re.IGNORECASE)
# In two pieces, a character of one unknown (`NU16 A?R`).
_UNKNOWN_APART = re.compile(
    r"(?<!\S)(?=\S*\d)(?=\S*\?|\S+ \S*\?)([a-z?]{2}[\d?]{2}) ([a-z?]{3})(?!\S)", re.IGNORECASE
)
# `plate AB12 C`
_SAID_APART = re.compile(rf"\b({_LABELS})[\s:]+([a-z]{{2}}\d{{2}})\s([a-z]{{1,2}})(?!\S)", re.IGNORECASE)
_NO_YEAR = re.compile(r"[A-Z]{2}\?\?[A-Z]{3}")
# Letters alone that may be a registration with letters for its figures.
_ALL_LETTERS = re.compile(r"(?<!\S)[A-Z]{2}[IO]{2}[A-Z]{3}(?!\S)")
# A year letter and three figures, or two letters that no postcode has and a figure.
_PREFIX = re.compile(r"[A-HJ-NP-TV-Y]\d{3}[A-Z]{0,2}")
_BEGIN_SHORT = re.compile(r"([A-Z]{2})\d")
_NO_WORD = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3}")
_IN_TWO = re.compile(
    r"[a-z]{2}\d{2} [a-z]{1,3}|[a-z]\d{1,3} [a-z]{1,3}|[a-z]{3} (?:\d{1,3}[a-z]?|(?!19|20)\d{4})|\d{1,2} [a-z]{3}",
    re.IGNORECASE,
)
_WHOLE_AT_LEAST = 6  # characters; what has fewer is rather a part of a registration
_MORE_OF_STREET = 3  # words of a street behind the first one
_FIGURES = 3  # in a plate
_LETTERS = re.compile(ENDING)
_CODE, _CODE_OR_PLATE = (
    re.compile(r"[A-Z]{2}\d{2}[A-Z]{2}|[A-HJ-NP-TV-Y]\d{3}[A-Z]{2}"),
    re.compile(r"[A-Z]{2}\d{2}[015826][A-Z]{2}"),
)
_LONE_WILD = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[*?]{2,}(?:\s|$))|(?<=[*?])\s+(?=[A-Za-z0-9]{3}(?:\s|$))")


def take(text: str) -> tuple[str, str]:
    """The text without the part of a registration that it holds, and that part: capitals and figures; or the text and ``""``."""
    tokens = _together(_LONE_WILD.sub("", _starred(text)).split())
    labelled = [
        at > 0 and _is_label(tokens[at - 1]) and not is_colour(token.lower())
        for at, token in enumerate(tokens)
    ]
    found = [
        (_piece(token.strip(",;.").upper(), labelled[at]), at)
        for at, token in enumerate(tokens)
        if token.lower().strip(":.") not in PART_LABELS | _WHICH_END
    ]
    found = [(piece, at) for piece, at in found if piece and (labelled[at] or not _model(tokens, at))]
    if not found:
        return _last_letters(text)
    # `Volvo V40 T689`: of several the one that is said to be one, or the longest; what a car is called is shorter.
    piece, at = max(found, key=lambda one: (labelled[one[1]] or not tokens[one[1]].isalnum(), len(one[0])))
    return " ".join([*tokens[:at], *tokens[at + 1 :]]), piece


def _is_label(token: str) -> bool:
    return token.lower().strip(":.") in PART_LABELS


def _model(tokens: Sequence[str], at: int) -> bool:
    """Whether a token is what a vehicle is called (`volvo XC60`)."""
    return at > 0 and is_maker(tokens[at - 1].lower()) and is_model(tokens[at].lower())


def _starred(text: str) -> str:
    """`AB12...`, `...XYZ`, `starting AB12`, `ends XYZ` as `AB12*` and `*XYZ`."""
    return _FIRST_OR_LAST.sub(_star, _DOTS.sub("*", text))


def _said_starred(said: re.Match[str]) -> str:
    """What is said to be the end of a plate, or its beginning, alone; where its words are a name's, a place's or others, as they are."""
    if leads_to_street_type(said.string, said.end(), _MORE_OF_STREET):
        return said[0]
    words = said["piece"].split()
    if len(words) > 1 and _says_more(words[1]) and not words[0].isdigit():  # `starting ab12 ali`
        return f"{_star(said, words[0])} {words[1]}"
    if any(map(_says_more, words)):
        return said[0]
    if not "".join(words).isdigit():
        return _star(said)
    return f"{said['label']} {_star(said)}" if said["label"] else said[0]


def _says_more(word: str) -> bool:
    low = word.lower()
    return low.isalpha() and (is_told(low) or is_ordinary(low))


def _star(said: re.Match[str], piece: str = "") -> str:
    piece = piece or said["piece"].replace(" ", "")
    return f"{piece}*" if said["first"] else f"*{piece}"


def _last_letters(text: str) -> tuple[str, str]:
    """Three consonants after other words (`jones BLM`) are no word, and may be the end of a registration; so may three
    capitals after a vehicle."""
    before, _, last = text.rpartition(" ")
    if not before or last.lower() in PART_LABELS or is_street_type(last) or is_jargon(last.lower()):
        return text, ""
    vehicle = last.isupper() and names_make(before.lower()) and not names_make(last.lower())
    if _NO_WORD.fullmatch(last.upper()) or (vehicle and _LETTERS.fullmatch(last)):
        return before, last.upper()
    return text, ""


def otherwise(text: str) -> tuple[str, ...]:
    """Other texts that a text may stand for, the part of a registration in it starred: `AG64 Ali` is its beginning beside a
    name, or the whole; `ECK Mirza` its end, or another name; `AW19 red fiat 500` a vehicle, told by what it looks like."""
    letters = _ALL_LETTERS.sub(lambda whole: mended(whole[0])[0], text)
    ways = [_beside_name(text), *_three_letters(text), vehicles.without(text), letters]
    return tuple(dict.fromkeys(way for way in ways if way and way != text))


def _beside_name(text: str) -> str:
    found = _BEGIN_AND_NAME.search(text)
    if found is None:
        return ""
    word = found["word"]
    if not names.is_known(word.lower()) and not (word.istitle() and not found["begin"].islower()):
        return ""
    return f"{text[: found.start()]}{word}{text[found.end() :]} {found['begin']}*"  # a star before a word takes it in


def _three_letters(text: str) -> list[str]:
    """The text with three capitals beside words that are not all capitals taken for the end of a registration."""
    if text.isupper():
        return []
    tokens = text.split()
    found = [at for at, token in enumerate(tokens) if len(tokens) > 1 and _may_end(token)]
    return [" ".join([*tokens[:at], f"*{tokens[at]}", *tokens[at + 1 :]]) for at in found[:1]]


def _may_end(token: str) -> bool:
    low = token.lower()
    end = _LETTERS.fullmatch(token) or _NO_WORD.fullmatch(token.upper())
    return end is not None and not is_told(low)


def joined(text: str, apart: bool = False) -> str:
    """The text with a registration in three pieces (`AB 12 CDE`, `y0 72 lka`) or two (`NU16 A?R`) as one word, and what is said to be the end
    or the beginning of one starred; what may be a date (`al 12 jan`) is left. apart: three pieces are left as they stand."""
    text = _SAID_APART.sub(r"\1 \2\3*", _SAID_FIRST_OR_LAST.sub(_said_starred, text))
    return _UNKNOWN_APART.sub(r"\1\2", text if apart else _APART.sub(_as_one, text))


def is_labelled(text: str) -> bool:
    """Whether a text says that it has a registration."""
    return any(map(_is_label, text.split()))


def _as_one(apart: re.Match[str]) -> str:
    whole = "".join(apart.groups())
    left = _of_street(apart) or apart[3].lower() in MONTHS or not any(c.isdigit() for c in apart[2])
    return apart[0] if left or mended(whole.upper())[1] > 1 else whole


def _of_street(apart: re.Match[str]) -> bool:
    """Whether the number is a house's, as the words that follow tell: `meg of 63 elm walk`, `at 62 all saints road`."""
    within = _MORE_OF_STREET if is_ordinary(apart[3].lower()) else 1
    return leads_to_street_type(apart.string, apart.end(), within)


def of_code(text: str) -> str:
    """The whole question where it has a postcode's shape and may be a registration with a letter missing (`PE61PU`) or one taken
    for a figure (`DY210RE`: `DY21ORE`); or ``""``."""
    bare = text.upper()
    if _CODE_OR_PLATE.fullmatch(bare):
        return bare[:4] + as_letters(bare[4]) + bare[5:]
    return bare if _CODE.fullmatch(bare) else ""


def whole(text: str) -> str:
    """The part of a registration that a whole question is, in one piece or two; or ``""``."""
    tokens = [token for token in text.split() if token.lower() not in LABEL_WORDS]
    bare = "".join(tokens)
    if not 3 <= len(bare) <= 7 or not any(c.isdigit() for c in bare) or "?" in bare:
        return ""  # what is unknown in it is kept by `take`
    if len(tokens) > 1 and not _IN_TWO.fullmatch(" ".join(tokens)):
        return ""  # `ali se15`, `lee AB12`: a name, and something else
    if tokens[0].isupper() and tokens[-1].istitle() and tokens[-1].isalpha() and len(tokens[-1]) > 1:
        return ""  # `RP65 Hu`
    return put_right(bare.upper()) or (vrm_fragment(bare) or "").upper()


def short(plates: Sequence[str]) -> str:
    """The first registration of so few characters that it is rather a part of one; or ``""``."""
    return next((plate for plate in plates if len(plate) < _WHOLE_AT_LEAST), "")


def _together(tokens: list[str]) -> list[str]:
    """The tokens with a registration in two of them, one of its characters misread, as one: `XV7I OKP`."""
    for at, (first, last) in enumerate(pairwise(tokens)):
        if (len(first), len(last)) == (4, 3) and _misread((first + last).upper()):
            return [*tokens[:at], first + last, *tokens[at + 2 :]]
    return tokens


def misread(tokens: Sequence[str]) -> str:
    """A token that has a registration's shape but for one character, or is the beginning of one; or ``""``."""
    return next(
        (token for token in map(str.upper, tokens) if _misread(token) or _begins(token) or _older(token)),
        "",
    )


def _piece(token: str, labelled: bool) -> str:
    if _WILD.fullmatch(token.replace("_", "?")):
        return _of_wild(token.replace("_", "?"))
    if mended := put_right(token):
        return mended
    if _begins(token) or _PREFIX.fullmatch(token) or _END.fullmatch(token) or _misread(token):
        return token
    if _older(token):
        return token
    return token if labelled and 2 <= len(token) <= 7 and token.isalnum() else ""


def _older(token: str) -> bool:
    """`585RAH`, `JON63`, `K11BAR`: a registration from before 2001 or without a year; no date (`12JAN`) and no measure (`100MPH`)."""
    letters = "".join(c for c in token if c.isalpha()).lower()
    return _OLDER.fullmatch(token) is not None and letters not in MONTHS and not is_jargon(letters)


def _of_wild(token: str) -> str:
    """The token without the stars around it, a `?` inside kept; letters alone only where they end it, for a name may be
    asked for by its beginning."""
    inside = re.sub(r"[*?]*\*[*?]*", "*", token.strip("*?"))
    if _NO_YEAR.fullmatch(inside):
        return inside
    run = max(inside.split("*"), key=len)
    letters = run.replace("?", "")
    if not 2 <= len(letters) <= 7 or (letters.isdigit() and len(letters) > _FIGURES):
        return ""  # four figures are a telephone's
    return run if any(c.isdigit() for c in letters) or (len(letters) <= 3 and token.endswith(run)) else ""


def _begins(token: str) -> bool:
    """`KN26`, `SE15A`: what could be a postcode's first half (`SE15`) is taken for that."""
    if (short := _BEGIN_SHORT.fullmatch(token)) is not None:
        return not is_area(short[1])
    found = _BEGIN.fullmatch(token)
    return found is not None and (found[2] != "" or not is_area(found[1]))


def either(outward: str) -> str:
    """The first half of a postcode that may begin a registration just as well (`BT60`); or ``""``."""
    return outward if _BEGIN.fullmatch(outward) else ""


def _misread(token: str) -> bool:
    return len(token) == WHOLE and token.isalnum() and unlike(token) <= 1
