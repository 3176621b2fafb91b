"""Who tells what a text says: whoever stands before `says`, `told`, `reports` and the like, whatever stands in between.

A teller may be the source. It finds too many rather than too few; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Mention

# What only somebody who tells something does; and what others do, too (`Murphy saw the police`).
_TELLS = (
    "says|said|states|stated|tells|told|informs|informed|reports|reported|advises|advised|disclosed|claims|claimed|"
    "mentions|mentioned|reveals|revealed|alleges|alleged|confirms|confirmed"
)
_NOTICES = "rang|called|phoned|telephoned|heard|overheard|saw|believes"
_VERB = rf"(?P<verb>{_TELLS}|{_NOTICES})\b(?P<rest>\W+\w+)?"
_THINLY = r"(?P<between>(?:(?:has|have|had|also|now|then|later|further|today|again|still|since|and|who|is|was|were|\w+ly)\W+){0,3}?)"
# Murphy says; Murphy (born 1980) has now said; Karen, his cleaner, says.
_STRAIGHT = re.compile(
    rf"\W{{0,3}}(?:\([^)]*\)\W{{0,2}})?(?P<between>(?:\w+\W+){{0,2}}?){_VERB}", re.IGNORECASE
)
# Karen Holt, who cleans for him, says; Karen Holt – of 9 Oak Road, his cleaner – has told.
_ASIDE = re.compile(rf"\s*(?P<aside>[,(–—-][^.!?;\n]{{1,160}}?[,)–—-])\s*{_THINLY}{_VERB}", re.IGNORECASE)
# Karen Holt who cleans for him says; Karen Holt of 9 Oak Road, born 3 February 1980, stated.
_RUN_ON = re.compile(
    rf"\s+(?P<aside>(?:who|whose|of|from|at|in|on|with|living|residing|born|aged|dob)\b[^,.!?;\n]{{1,100}}?)"
    rf"(?:\s+|(?:,[^.!?;\n]{{1,100}}?)?,\s*){_THINLY}{_VERB}",
    re.IGNORECASE,
)
# Barnaby Quill, says Karen Holt, keeps a shotgun.
_SAYS = re.compile(rf"[,\"”’']\s*(?:so\s+)?(?:{_TELLS})\s+$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;:!?\"”]|$)")
_TOLD_BY = re.compile(
    r"(?:source|informant|informer|chis|caller|witness|complainant|according to|told by|reported by|received from|heard from|"
    r"(?:information|intelligence|word|statement|account) (?:from|of|by)|"
    r"supplied by|provided by|given by|neighbours?|friend|cousin|brother|sister|mother|father|partner|wife|husband|flatmate)"
    r"\W{1,3}(?:is |was |named |called )?(?:mr|mrs|ms|miss|dr)?\W{0,2}$",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)
_TOLD_THEM = frozenset({"told", "informed", "advised"})  # who was told knows it, and may tell it
_CALLS = frozenset({"rang", "called", "phoned", "telephoned"})
_TO_WHOM = frozenset({"police", "officers", "us", "me", "in", "101", "999"})


def tellers(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The people of a text who tell something in it. mentions: of that text."""
    people = [one for one in mentions if one.label == "PERSON"]
    return [one for one in people if _tells(text, one, people, surely=False)]


def sure_tellers(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of them who do what only a teller does: of somebody whom a text is about, to see and to call tells nothing."""
    people = [one for one in mentions if one.label == "PERSON"]
    return [one for one in people if _tells(text, one, people, surely=True)]


def _tells(text: str, one: Mention, people: Sequence[Mention], *, surely: bool) -> bool:
    before, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 260]
    if not surely and _TOLD_BY.search(before):
        return True
    if _SAYS.search(before) and _ENDS.match(after):
        return True
    return any(_active(found, surely) for found in _told(text, one, people))


def _told(text: str, one: Mention, people: Sequence[Mention]) -> Iterator[re.Match[str]]:
    """Where something is told right behind somebody, or behind what is said of them in passing."""
    straight = _STRAIGHT.match(text, one.end)
    if straight and not _anothers(text, straight, people) and not _in_passing(text, one, straight, people):
        yield straight
    for shape in (_ASIDE, _RUN_ON):
        found = shape.match(text, one.end)
        if found and not _anothers(text, found, people):
            yield found


def _anothers(text: str, found: re.Match[str], people: Sequence[Mention]) -> bool:
    """Whether the telling is somebody else's: of whom stands right before it, or behind it (`, says Karen Holt,`)."""
    said = found.end("verb")
    behind = any(said < p.start <= said + 2 and _ENDS.match(text, p.end) for p in people)
    inverted = behind and _SAYS.search(text[max(0, found.start("verb") - 5) : said] + " ") is not None
    begins = found.start("between")
    return inverted or any(begins <= p.start < found.start("verb") for p in people)


def _in_passing(text: str, one: Mention, found: re.Match[str], people: Sequence[Mention]) -> bool:
    """Whether somebody is only named in what is said in passing of who tells it: `Karen, who cleans for Quill, says`."""
    for head in people:
        aside = _ASIDE.match(text, head.end) if head.end < one.start else None
        if aside and aside.start("verb") == found.start("verb") and aside.start("aside") < one.start:
            between = text[aside.start("aside") + 1 : one.start]
            if "," not in between and re.search(r"\b[a-z]", between):
                return True
    return False


def _active(found: re.Match[str], surely: bool) -> bool:
    """Whether somebody tells, and is not told of: `is said to keep a gun`, `the bat, said to be his`."""
    verb, rest = found["verb"].casefold(), (found["rest"] or "").strip(" ,:\n\"“'").casefold()
    if verb not in _TOLD_THEM and (_BEING.search(found["between"]) or (verb == "said" and rest == "to")):
        return False
    if not surely or re.fullmatch(_TELLS, verb):
        return True
    return rest == "that" or (verb in _CALLS and rest in _TO_WHOM)
