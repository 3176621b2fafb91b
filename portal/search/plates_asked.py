"""Parts of a registration among other words: `khan co13*`, `white ??68JOK`, `vrm W146`; and whole ones with a character misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.addresses import is_area

_LABEL = frozenset({"vrm", "vrn", "reg", "plate", "index", "registration"})
_WILD = re.compile(r"[A-Z0-9*?]*[*?][A-Z0-9*?]*")
_BEGIN = re.compile(r"([A-Z]{2})\d{2}([A-Z]{0,2})")
_END = re.compile(r"\d{2}[A-Z]{3}")
_LOOKS = (str.isalpha, str.isalpha, str.isdigit, str.isdigit, str.isalpha, str.isalpha, str.isalpha)
_LONE_WILD = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[*?]{2,}(?:\s|$))|(?<=[*?])\s+(?=[A-Za-z0-9]{3}(?:\s|$))")


def take(text: str) -> tuple[str, str]:
    """The text without the part of a registration that it holds, and that part: capitals and figures; or the text and ``""``."""
    tokens = _together(_LONE_WILD.sub("", text).split())
    for at, token in enumerate(tokens):
        labelled = at > 0 and tokens[at - 1].lower().strip(":.") in _LABEL
        if piece := _piece(token.strip(",;.").upper(), labelled):
            return " ".join([*tokens[:at], *tokens[at + 1 :]]), piece
    return text, ""


def _together(tokens: list[str]) -> list[str]:
    """The tokens with a registration in two of them, one of its characters misread, as one: `XV7I OKP`."""
    for at, (first, last) in enumerate(pairwise(tokens)):
        if (len(first), len(last)) == (4, 3) and _misread((first + last).upper()):
            return [*tokens[:at], first + last, *tokens[at + 2 :]]
    return tokens


def misread(tokens: Sequence[str]) -> str:
    """A token that has a registration's shape but for one character, or is the beginning of one; or ``""``."""
    return next((token for token in map(str.upper, tokens) if _misread(token) or _begins(token)), "")


def _piece(token: str, labelled: bool) -> str:
    if _WILD.fullmatch(token):
        return _of_wild(token)
    if _begins(token) or _END.fullmatch(token) or _misread(token):
        return token
    return token if labelled and 2 <= len(token) <= 7 and token.isalnum() else ""


def _of_wild(token: str) -> str:
    """The token without the stars around it, a `?` inside kept; letters alone only where they end it, for a name may be
    asked for by its beginning."""
    inside = re.sub(r"[*?]*\*[*?]*", "*", token.strip("*?"))
    run = max(inside.split("*"), key=len)
    letters = run.replace("?", "")
    if not 2 <= len(letters) <= 7:
        return ""
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
    found = _BEGIN.fullmatch(token)
    return found is not None and (found[2] != "" or not is_area(found[1]))


def either(outward: str) -> str:
    """The first half of a postcode that may begin a registration just as well (`BT60`); or ``""``."""
    return outward if _BEGIN.fullmatch(outward) else ""


def _misread(token: str) -> bool:
    return (
        len(token) == 7
        and token.isalnum()
        and sum(not is_(c) for is_, c in zip(_LOOKS, token, strict=True)) <= 1
    )
