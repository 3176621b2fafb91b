"""Parts of a registration among other words: `khan co13*`, `white ??68JOK`, `vrm W146`; and whole ones with a character misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product

from nlp import names
from nlp.addresses import is_area, is_street_type, is_town, is_unit, leads_to_street_type
from nlp.identifiers import LAST_LETTERS, NORTHERN, as_figures, as_letters
from nlp.words import is_jargon, is_maker, is_model, is_of_call, is_ordinary, names_make
from portal.search.dates_asked import MONTHS
from portal.search.plate_shapes import WHOLE, fitting, slips, unlike

_LABEL = frozenset({"vrm", "vrn", "reg", "plate", "index", "registration", "partial"})
_LABELS = "|".join(sorted(_LABEL))
_WHICH_END = frozenset({"ending", "ends", "starting", "starts", "beginning", "begins"})
_WILD = re.compile(r"[A-Z0-9*?]*[*?][A-Z0-9*?]*")
_BEGIN = re.compile(r"([A-Z]{2})\d{2}([A-Z]{0,2})")
_END = re.compile(r"\d{2}[A-Z]{3}")
# Without a year, or with a letter for it (`K11BAR`), which ends as a word does.
_OLDER = re.compile(
    rf"[A-Z](?:{NORTHERN})\d{{1,4}}|\d{{1,4}}[A-Z](?:{NORTHERN})|"
    r"[A-Z]{3}\d{1,3}|\d{1,3}[A-Z]{3}|[A-Z]{2}\d{3,4}|\d{3,4}[A-Z]{2}|[A-HJ-NP-TV-Y][1-9]\d{0,2}[A-Z]{3}|[A-Z]{3}[1-9]\d{0,2}[A-HJ-NP-TV-Y]"
)
# What registrations are made of, A a letter and 0 a figure (DVLA INF104; Northern Ireland's and those without a year too).
_SHAPES = re.compile(r"AA00AAA|A0{1,3}AAA|AAA0{1,3}A|A{1,3}0{1,4}|0{1,4}A{1,3}")
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
_MODEL = re.compile(r"[a-z]?\d{1,3}[a-z]{0,2}")
_TOLD = 2  # words by which a vehicle is told
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
_TWO_NAMES, _LONG_NAME, _FEW = 7, 5, 4  # characters
_MORE_OF_STREET = 3  # words of a street behind the first one
_FIGURES = 3  # in a plate
_SHORT = 2  # letters
_LETTERS = re.compile(rf"[{LAST_LETTERS}]{{3}}")
_CODE, _CODE_OR_PLATE = (
    re.compile(r"[A-Z]{2}\d{2}[A-Z]{2}|[A-HJ-NP-TV-Y]\d{3}[A-Z]{2}"),
    re.compile(r"[A-Z]{2}\d{2}[015826][A-Z]{2}"),
)
_LONE_WILD = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[*?]{2,}(?:\s|$))|(?<=[*?])\s+(?=[A-Za-z0-9]{3}(?:\s|$))")


def take(text: str) -> tuple[str, str]:
    """The text without the part of a registration that it holds, and that part: capitals and figures; or the text and ``""``."""
    tokens = _together(_LONE_WILD.sub("", _starred(text)).split())
    labelled = [at > 0 and tokens[at - 1].lower().strip(":.") in _LABEL for at in range(len(tokens))]
    found = [
        (_piece(token.strip(",;.").upper(), labelled[at]), at)
        for at, token in enumerate(tokens)
        if token.lower().strip(":.") not in _LABEL | _WHICH_END
    ]
    found = [(piece, at) for piece, at in found if piece and (labelled[at] or not _model(tokens, at))]
    if not found:
        return _last_letters(text)
    # `Volvo V40 T689`: of several the one that is said to be one, or the longest; what a car is called is shorter.
    piece, at = max(found, key=lambda one: (labelled[one[1]] or not tokens[one[1]].isalnum(), len(one[0])))
    return " ".join([*tokens[:at], *tokens[at + 1 :]]), piece


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
    if not before or last.lower() in _LABEL or is_street_type(last) or is_jargon(last.lower()):
        return text, ""
    vehicle = last.isupper() and names_make(before.lower()) and not names_make(last.lower())
    if _NO_WORD.fullmatch(last.upper()) or (vehicle and _LETTERS.fullmatch(last)):
        return before, last.upper()
    return text, ""


def otherwise(text: str) -> tuple[str, ...]:
    """Other texts that a text may stand for, the part of a registration in it starred: `AG64 Ali` is its beginning beside a
    name, or the whole; `ECK Mirza` its end, or another name; `AW19 red fiat 500` a vehicle, told by what it looks like."""
    letters = _ALL_LETTERS.sub(lambda whole: _mended(whole[0])[0], text)
    ways = [_beside_name(text), *_three_letters(text), _undescribed(text), letters, *_run_together(text)]
    return tuple(dict.fromkeys(way for way in ways if way and way != text))


def _run_together(text: str) -> list[str]:
    """A forename and a surname written as one word (`nathanwhite`) as two: known names first, then the longest forename."""
    word = text.lower()
    if " " in word:
        return _run_together_among(text.split())
    if not word.isalpha() or len(word) < _TWO_NAMES or names.is_known(word) or is_of_call(word):
        return []
    cuts = range(3, len(word) - 2)
    ways = [(word[:at], word[at:]) for at in cuts if names.is_known(word[:at])]
    ways.sort(key=lambda way: (not names.is_known(way[1]), -len(way[0])))
    return [" ".join(way) for way in ways[:2]]


def _run_together_among(tokens: Sequence[str]) -> list[str]:
    """The same of a word among others, where both are names and it is not what a street is called (`woodvale close`)."""
    for at, token in enumerate(tokens):
        word = token.lower()
        behind = tokens[at + 1] if at + 1 < len(tokens) else ""
        if not word.isalpha() or len(word) <= _TWO_NAMES or is_street_type(behind):
            continue
        if is_word(word) or is_town(word):
            continue
        cuts = [cut for cut in range(_FEW, len(word) - _FEW + 1) if _two_names(word[:cut], word[cut:])]
        if cuts:  # rather a surname that is known, then the longest forename
            cut = max(cuts, key=lambda cut: (names.is_known(word[cut:]), word[cut] != word[cut + 1], cut))
            return [" ".join([*tokens[:at], word[:cut], word[cut:], *tokens[at + 1 :]])]
    return []


def _two_names(forename: str, surname: str) -> bool:
    """Whether two pieces of a word are a forename and a surname, which need not be known where both are long."""
    return names.is_forename(forename) and (
        names.is_known(surname) or min(len(forename), len(surname)) >= _LONG_NAME
    )


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


def is_called(low: str) -> bool:
    """Whether somebody has a folded word for a name, or is called so for short."""
    return names.is_known(low) or len(names.nicknames(low)) > 1


def is_word(low: str) -> bool:
    """Whether a folded word is one of the language or of the police, or somebody's name."""
    return is_ordinary(low) or is_jargon(low) or is_of_call(low) or (len(low) > _SHORT and is_called(low))


def is_told(low: str) -> bool:
    """Whether a folded word is somebody's name, or a word of the police, of addresses or of vehicles: no part of a plate."""
    return names.is_known(low) or is_jargon(low) or is_street_type(low) or is_unit(low) or names_make(low)


def vehicle(text: str) -> tuple[str, ...]:
    """The words of a vehicle's colour, make and model in a text, where it names two of them."""
    small = text.lower().split()
    return tuple(small[at] for at in sorted(_described(small)))


def _described(small: Sequence[str]) -> set[int]:
    """Where words of a text tell a vehicle's colour, make and model; nowhere, where it has no two of them."""
    makers = [
        (at, at + size)
        for size in (2, 1)
        for at in range(len(small) - size + 1)
        if is_maker(" ".join(small[at : at + size]))
    ]
    found = {at for at, word in enumerate(small) if names_make(word)}
    found |= {at for first, last in makers for at in range(first, last)}
    models = {at for _, last in makers for at in _model_at(small, last)}
    if not makers or len(found | {at for at in models if is_model(small[at])}) < _TOLD:
        return set()
    return found | models


def _model_at(small: Sequence[str], at: int) -> range:
    """Where a make's model stands that begins there, in one word or two (`model 3`); an empty range where none does."""
    for size in (2, 1):
        if len(small) >= at + size and is_model(" ".join(small[at : at + size])):
            return range(at, at + size)
    return range(at, at + 1) if at < len(small) and _MODEL.fullmatch(small[at]) else range(0)


def _undescribed(text: str) -> str:
    """The text without a vehicle's colour, make and model, where it names two of them; three letters left are an end."""
    tokens = text.split()
    described = _described([token.lower() for token in tokens])
    if not described:
        return ""
    left = [token for at, token in enumerate(tokens) if at not in described]
    return " ".join(f"*{token}" if _may_end_plate(token) else token for token in left)


def _may_end_plate(token: str) -> bool:
    """Whether three letters left over may be the end of the plate: not what a street is called (`mill ave`)."""
    return _LETTERS.fullmatch(token.upper()) is not None and not is_street_type(token)


def joined(text: str, apart: bool = False) -> str:
    """The text with a registration in three pieces (`AB 12 CDE`, `y0 72 lka`) or two (`NU16 A?R`) as one word, and what is said to be the end
    or the beginning of one starred; what may be a date (`al 12 jan`) is left. apart: three pieces are left as they stand."""
    text = _SAID_APART.sub(r"\1 \2\3*", _SAID_FIRST_OR_LAST.sub(_said_starred, text))
    return _UNKNOWN_APART.sub(r"\1\2", text if apart else _APART.sub(_as_one, text))


def is_labelled(text: str) -> bool:
    """Whether a text says that it has a registration."""
    return any(token.lower().strip(":.") in _LABEL for token in text.split())


def _as_one(apart: re.Match[str]) -> str:
    whole = "".join(apart.groups())
    left = _of_street(apart) or apart[3].lower() in MONTHS or not any(c.isdigit() for c in apart[2])
    return apart[0] if left or _mended(whole.upper())[1] > 1 else whole


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


def put_right(token: str) -> str:
    """A whole registration since 2001 of which several characters were taken for look-alikes (`X8IIEMW`: `XB11EMW`); or ``""``."""
    if len(token) != WHOLE or not token.isalnum() or not any(c.isdigit() for c in token):
        return ""
    mended, slips = _mended(token)
    return mended if 1 < slips <= WHOLE else ""


def _mended(token: str) -> tuple[str, int]:
    """Seven characters as a registration since 2001, look-alikes put right, and how many; as they stand, and more than all, where
    they are none."""
    mended = fitting(token)
    return (mended, slips(token, mended)) if mended else (token, WHOLE + 1)


@lru_cache(maxsize=1024)
def shaped(token: str) -> tuple[str, ...]:
    """The registrations of any year that a token stands for, look-alikes (`TD0906T`: `TDO906T`) taken for what they look like."""
    ways = ((as_letters(c), as_figures(c)) for c in token)
    kinds = [
        (("A", letter) if letter.isalpha() else None, ("0", figure) if figure.isdigit() else None)
        for letter, figure in ways
    ]
    made = product(*(tuple(filter(None, kind)) for kind in kinds)) if len(token) <= WHOLE else ()
    read = ("".join(c for _, c in way) for way in made if _SHAPES.fullmatch("".join(kind for kind, _ in way)))
    return tuple(sorted(set(read) - {token}))


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


def runs(piece: str) -> list[str]:
    """The pieces of a part with unknown characters (`AB?2CDE`), in order."""
    return [run for run in piece.split("?") if run]


def holds(piece: str, plate: str) -> int | None:
    """Where a plate holds a part with `?` for any character; None where it does not."""
    found = re.search(re.escape(piece).replace(r"\?", "."), plate)
    return found.start() if found else None


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
