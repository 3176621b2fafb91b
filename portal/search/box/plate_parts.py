"""What else a text may stand for where a part of a registration looks like something other: its end alone (`FML`) or beside a
colour (`brown uvs`), both ends without the year (`HA MAR`, `LU.. OCY`), and characters taken for others (`J26MA8`, `EX5X4NL`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp import names
from nlp.identifiers import as_letters, normalise
from nlp.words import names_make
from portal.search.box.labels import PART_LABELS
from portal.search.box.plate_shapes import ENDING, SHAPE, WHOLE, fitting, slips, unlike
from portal.search.box.slips import turned
from portal.search.box.word_kinds import says_something

_LEAST = 5  # characters of what may be either the beginning or the end
_END = re.compile(ENDING, re.IGNORECASE)
_BOTH_ENDS = re.compile(rf"([a-z]{{2}})(?:\s|\s?[.?*_-]{{1,3}}\s?)({ENDING})", re.IGNORECASE)
# A registration without a year, in two pieces (`963 CKH`, `HW 9909`).
_DATELESS = re.compile(r"[a-z]{1,3} [1-9]\d{0,3}|[1-9]\d{0,3} [a-z]{1,3}", re.IGNORECASE)
_LEAST_DATELESS = 5  # characters
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"(?<![\w/?*-])(?:[a-z0-9]{4} [a-z0-9]{3}|[a-z0-9]{3,7})(?![\w/?*-])", re.IGNORECASE)
_MOST_SLIPS = 2
_ENDING = 3  # letters that end one
_CALLED_SO = 2  # names that a short one stands for


def otherwise(text: str) -> list[str]:
    """The other texts, each with the part starred or the whole put right; none where nothing looks so."""
    return [*_ends(text), *_beside(text), *_dateless(text), *_put_right(text)]


def _ends(text: str) -> Iterator[str]:
    """The whole question where it is three letters that are no word, or two letters and three."""
    if _END.fullmatch(text) and not says_something(text.lower()) and not _is_short_name(text.lower()):
        yield f"*{text}"
    elif (both := _BOTH_ENDS.fullmatch(text)) and not all(map(says_something, map(str.lower, both.groups()))):
        yield f"{both[1]}??{both[2]}"


def _beside(text: str) -> Iterator[str]:
    """Three letters beside one word of a vehicle, or a name."""
    tokens = text.split()
    if len(tokens) != 2:
        return
    for token, other in (tokens, tokens[::-1]):
        if not _END.fullmatch(token) or says_something(token.lower()):
            continue
        if names_make(other.lower()) or (
            _may_be_called(names.fold(other)) and not _is_first_name(token.lower())
        ):
            yield f"{other} *{token}"


def _dateless(text: str) -> Iterator[str]:
    """The whole question, but for words of a vehicle, as a registration without a year in one piece; not where its letters say
    something of their own (`12 ave`, `ali 44`), and no year."""
    tokens = text.split()
    pieces = [token for token in tokens if not (token.isalpha() and _of_vehicle(token.lower()))]
    if not _DATELESS.fullmatch(" ".join(pieces)) or len("".join(pieces)) < _LEAST_DATELESS:
        return
    letters, figures = sorted(pieces, key=str.isdigit)
    told = letters.lower()
    if not says_something(told) and not _is_short_name(told) and not _YEAR.fullmatch(figures):
        others = [token for token in tokens if token not in pieces]
        yield " ".join([*others, "".join(pieces)])


def _of_vehicle(low: str) -> bool:
    return low in PART_LABELS or names_make(low)


def _may_be_called(low: str) -> bool:
    """Whether a folded word may be a name: one that is known, or no word of any other kind."""
    return names.is_known(low) or (len(low) > _ENDING and low.isalpha() and not says_something(low))


def _is_first_name(low: str) -> bool:
    return names.is_forename(low) or _is_short_name(low)


def _is_short_name(low: str) -> bool:
    """Whether somebody is called so for short: `gaz`, `deb`."""
    return len(names.nicknames(low)) >= _CALLED_SO


def _put_right(text: str) -> Iterator[str]:
    """The text with a token as the registration, or the part of one, that it was taken from."""
    for found in _TOKEN.finditer(text):
        token = found[0].replace(" ", "").upper()
        for way in _ways(token, apart=" " in found[0]) if len(token) > _ENDING else _ending(token, text):
            yield f"{text[: found.start()]}{way}{text[found.end() :]}"


def _ways(token: str, *, apart: bool) -> Iterator[str]:
    if len(token) < WHOLE:
        yield from _windows(token)
    elif whole := _whole(token, apart=apart):
        yield whole


def _whole(token: str, *, apart: bool) -> str:
    """Seven characters as the registration that they were taken from; or ``""``. apart: typed in two pieces."""
    if apart:  # of one misread character `plates.misread` knows
        return fitting(token) if _two_pieces(token) else ""
    if any(c.isdigit() for c in token):
        return _turned(token)
    return "" if says_something(token.lower()) else fitting(token)


def _ending(token: str, text: str) -> Iterator[str]:
    """Three characters as the letters that end a registration, beside a vehicle's colour, make or model."""
    mended = as_letters(token)
    figures = sum(c.isdigit() for c in token)
    described = any(map(names_make, text.lower().split()))
    if 0 < figures < _ENDING and described and _END.fullmatch(mended):
        yield f"*{mended}"


def _two_pieces(token: str) -> bool:
    """Whether both pieces have a figure, as look-alikes have, and are no postcode."""
    figures = [any(c.isdigit() for c in piece) for piece in (token[:4], token[4:])]
    return all(figures) and normalise("POSTCODE", token) is None


def _turned(token: str) -> str:
    """A whole registration two neighbours of which stand the other way about; or ``""``."""
    return next((way for way in turned(token) if not unlike(way)), "") if unlike(token) else ""


def _windows(token: str) -> Iterator[str]:
    """The beginning or the end of a registration that a token with look-alikes stands for, starred; of letters alone, or of
    figures alone, none."""
    if token.isalpha() or token.isdigit():
        return
    size = len(token)
    places = range(WHOLE - size + 1 if size >= _LEAST else 1)  # of four characters only what begins one
    made = [(fitting(token, SHAPE[at : at + size]), at) for at in places]
    ranked = sorted((slips(token, way), at, way) for way, at in made if way not in {"", token})
    for count, at, way in ranked:
        if count == ranked[0][0] <= _MOST_SLIPS:
            yield f"*{way}" if at else f"{way}*"
