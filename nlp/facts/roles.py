"""Who a bare role in a text is by name: `a male … Male gave name of Anton Petrov`, `the DP … DP Ricardo Lopes`."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from nlp.facts.subject_words import DETERMINERS, MEN, PEOPLE, SPEAKERS, WOMEN
from nlp.tables import bag
from nlp.text.page import Page
from nlp.text.ranks import is_rank

# Words for one and the same person of a report, each in its own way.
_ALIKE = (
    bag("dp detainee prisoner defendant suspect susp subject nominal offender male man lad youth boy"),
    bag("dp detainee prisoner defendant suspect susp subject nominal offender female woman girl"),
    bag("occupant occupier tenant resident householder male man"),
    bag("occupant occupier tenant resident householder female woman"),
    bag("driver passenger male man"),
)  # fmt: skip
_TITLE = r"(?:(?:mr|mrs|ms|miss)\.?\s+)?"
# Right before a name: the role that it is of, and what may stand between.
_OF_ROLE = re.compile(
    rf"\b(?P<role>[a-z]+)(?:\s+(?:is|was|has been|of search is))?(?:\s+(?:now |later |since )?(?:identified|named|confirmed|known|called|booked|recorded)"
    rf"(?:\s+(?:only|locally|to \w+|by \w+))*(?:\s+as)?|\s+(?:gives?|gave|giving)\s+(?:his |her |their |the )?(?:name|details)(?:\s+(?:as|of))?)?\s*[:,(]?\s*{_TITLE}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:\bname(?:\s+(?:is|of|given|as))?|\b(?:gave|gives|giving)\s+(?:his |her |their )?(?:name|details)(?:\s+(?:as|of))?|\b(?:identified|named|known|details)(?:\s+(?:only|locally|to \w+))*\s+as|\bcalled|\bnames (?:him|her|them|one|it)(?: as)?|\b(?:1|one) named)\s*:?\s*{_TITLE}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b(?:dp|subj|subject|susp|suspect|offender|driver|detainee|prisoner|nominal|accused|defendant)\s+{_TITLE}$",
    re.IGNORECASE,
)
_BEFORE = 60  # characters before a name


class Roles:
    """The names of a page's bare roles."""

    def __init__(self, page: Page, people: Sequence[tuple[int, int]]) -> None:
        self._page, self._people = page, people

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        return list(self._told())

    def name_of(self, said: str) -> str | None:
        """Whose the role is by name, where the text says so of one person; None for what is no bare role."""
        words = said.casefold().split()
        role = words[-1] if words else ""
        if role not in PEOPLE or any(w not in DETERMINERS | PEOPLE for w in words) or role in SPEAKERS:
            return None
        own = self._one(name for name, its in self._named if its == role)
        return own or self._one(name for name, its in self._named if its == "" or _alike(role, its))

    def only_name(self) -> str | None:
        """Whom a danger is told of that is told of nobody: the only one named with a label (``Subj Lee Moss``), or the only one in the
        text where that says no more than that it is the name (``Name given Kirsty Dunn``)."""
        text = self._page.text
        labelled = {text[a:b] for a, b in self._people if _LABELLED.search(text[max(0, a - _BEFORE) : a])}
        if labelled:
            return self._one(iter(labelled))
        name = self._one(text[start:end] for start, end in self._people)
        return name if name and any(its == "" and told == name for told, its in self._named) else None

    def _told(self) -> Iterator[tuple[str, str]]:
        """Names with the role that they are told with; the empty one where a name is only said to be one."""
        text = self._page.text
        for start, end in self._people:
            before = text[max(0, start - _BEFORE) : start]
            role = _OF_ROLE.search(before)
            low = role["role"].casefold() if role else ""
            if low in PEOPLE - SPEAKERS:
                yield text[start:end], low
            elif _NAMED.search(before) and not is_rank(low):
                yield text[start:end], ""

    @staticmethod
    def _one(names: Iterator[str]) -> str | None:
        """The only one of them, as written most fully."""
        fullest: list[str] = []
        for name in sorted(set(names), key=len, reverse=True):
            if not any(set(name.casefold().split()) <= set(known.casefold().split()) for known in fullest):
                fullest.append(name)
        return fullest[0] if len(fullest) == 1 else None


def _alike(one: str, other: str) -> bool:
    if (one in MEN and other in WOMEN) or (one in WOMEN and other in MEN):
        return False
    return any(one in kind and other in kind for kind in _ALIKE)
