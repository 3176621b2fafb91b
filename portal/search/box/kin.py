"""Whom a question names by somebody close to them (`pia mother of jan lund mill lane`, `jans wife pia`), a family by its name, and
surnames of before and since (`pia lund nee brock`): the texts that ask for one of them alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp import names
from nlp.addresses import is_street_type, leads_to_street_type
from nlp.words import is_of_call, is_ordinary, names_make

I = re.IGNORECASE  # noqa: E741 - as in the re module
_W = r"[^\W\d_][\w'’-]*"
_KIN = (
    r"(?:(?:elder|older|younger|eldest|youngest|twin|half|step|ex)[\s-]*)?"
    r"(?:mother|mum|mam|father|dad|son|daughter|brother|sister|wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|uncle|aunt(?:ie|y)?"
    r"|nephew|niece|cousin|grand(?:son|daughter|mother|father|ma|dad|parent)|nan|gran)"
)
_OF = re.compile(
    rf"^(?P<who>{_W}(?:\s+(?!is\b|the\b){_W})?),?\s+(?:is\s+)?(?:the\s+)?{_KIN}\s+of\s+(?P<kin>{_W})(?P<rest>\s.*|)$",
    I,
)
_WHOSE = re.compile(
    rf"^(?:(?P<first>{_W})\s+)?(?P<last>[^\W\d_][\w-]{{2,}}?)['’]?s['’]?\s+{_KIN}\s+(?P<who>{_W})(?P<rest>\s.*|)$",
    I,
)
_FAMILY = re.compile(rf"^(?:the\s+)?(?P<name>{_W}(?:\s+{_W})?)\s+(?:family|household)(?P<rest>\s.*|)$", I)
_FAMILY_OF = frozenset(["of", "at", "in"])
_NEE = re.compile(
    rf"^(?P<first>{_W})(?P<one>(?:\s+{_W}){{0,2}}),?\s+\(?(?:née?|nee|formerly|previously|maiden\s+name)\s+(?P<other>{_W})\)?(?P<rest>.*)$", I
)  # fmt: skip


def texts(text: str) -> Iterator[str]:
    """The text with but the one who is asked for by another; a family by its name; somebody by each surname that they had."""
    for made in (*_one(text), *_family(text), *_by_surnames(text)):
        yield " ".join(made.split())


def close(text: str) -> str:
    """By whom somebody is told: the folded first name of their mother, brother, wife …; or ``""``."""
    if found := _OF.match(text):
        return names.fold(found["kin"])
    found = _whose(text)
    return names.fold(found["first"] or found["last"]) if found else ""


def surnames(text: str) -> tuple[str, ...]:
    """The folded surnames that somebody is said to have had, where there are two."""
    if not (found := _NEE.match(text)):
        return ()
    one = found["one"].split() or [found["first"]]
    return (names.fold(one[-1]), names.fold(found["other"]))


def _one(text: str) -> Iterator[str]:
    if found := _OF.match(text):
        who = found["who"].split()
        rest = [word for word in found["rest"].split() if word.lower() != who[-1].lower()]
        yield " ".join([*who, *rest])
    elif found := _whose(text):
        surname = found["last"] if found["first"] else ""
        yield f"{found['who']} {surname} {found['rest']}"


def _whose(text: str) -> re.Match[str] | None:
    """`jans wife pia`; but `jans partner car` names nobody."""
    found = _WHOSE.match(text)
    return found if found and _may_be_called(names.fold(found["who"])) else None


def _may_be_called(low: str) -> bool:
    return names.is_forename(low) or not (
        is_ordinary(low) or is_of_call(low) or names_make(low) or is_street_type(low)
    )


def _family(text: str) -> Iterator[str]:
    found = _FAMILY.match(text)
    if not found or is_street_type(found["rest"].strip().partition(" ")[0]):
        return
    rest = found["rest"].split()
    yield " ".join([found["name"], *(rest[1:] if rest and rest[0].lower() in _FAMILY_OF else rest)])


def _by_surnames(text: str) -> Iterator[str]:
    """By each surname alone where no forename is said, else by both names in turn; two words behind `nee` may be one surname."""
    if not (found := _NEE.match(text)):
        return
    first, one, other, rest = found["first"], found["one"], found["other"], found["rest"]
    if not one.strip() and not names.is_forename(names.fold(first)):
        yield from (f"{first} {rest}", f"{other} {rest}")
        return
    yield from (f"{first} {one} {rest}", f"{first} {other} {rest}")
    words = rest.split()
    if words and words[0].isalpha() and (len(words) == 1 or not leads_to_street_type(rest, 0, 3)):
        yield f"{first} {one} {' '.join(words[1:])}"
