"""The questions behind suggestions: who and what begins as the box does. Exact parts and one prefix, no counting, no statistics.

Every question is bounded and ordered by worth and id, under the reader's own filter, so that what is hidden takes no
place in it (`leaks.md`: no suggester, no terms enumeration).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from access.queries import All, Clause, Find, Prefix, Terms
from nlp import addresses, identifiers, names

SHORTEST = 3  # letters and figures of a box
TAKEN = 60  # records of a question


@dataclass(frozen=True, slots=True)
class Typed:
    """A box as far as it is typed. words: folded, the last being still written; code: without blanks and marks, capitals."""

    text: str
    words: tuple[str, ...]
    code: str

    @classmethod
    def of(cls, text: str) -> Typed:
        """What stands in a box."""
        tidy = " ".join(text.split())
        words = tuple(word for word in names.fold(tidy.replace(",", " ")).split() if word)
        return cls(tidy, words, identifiers.bare(tidy))

    @property
    def enough(self) -> bool:
        """Whether there is enough to go by."""
        return len(self.code) >= SHORTEST and bool(self.words)

    @property
    def lettered(self) -> tuple[str, ...]:
        """The words without a figure in them."""
        return tuple(word for word in self.words if not any(c.isdigit() for c in word))

    @property
    def figured(self) -> bool:
        """Whether it may be a number or a reference."""
        return any(c.isdigit() for c in self.code)


def finds(typed: Typed) -> list[Find]:
    """The questions, all for one round trip."""
    asked: list[Clause] = []
    if typed.lettered and typed.lettered[-1] == typed.words[-1]:
        asked += [_begins("name.parts", typed.lettered), _begins("place.parts", typed.lettered)]
    if typed.figured:
        asked += [Prefix("ident", value) for value in _codes(typed)]
    return [Find(clause, size=TAKEN, paged=False) for clause in asked]


def _begins(field: str, words: tuple[str, ...]) -> Clause:
    whole = [
        Terms(field, tuple(dict.fromkeys((word, addresses.expand(word) or word)))) for word in words[:-1]
    ]
    return All((*whole, Prefix(field, words[-1]))) if whole else Prefix(field, words[-1])


def _codes(typed: Typed) -> Iterator[str]:
    """What identifiers in the index begin with, as their normal forms are written."""
    yield f"REF:{typed.text.upper()}"
    yield f"VRM:{typed.code}"
    if typed.code.startswith("07") and typed.code.isdigit() and len(typed.code) >= 7:
        yield f"PHONE:+44{typed.code[1:]}"
    if typed.text[:4].isdigit() and "/" in typed.text:
        yield f"PNC_ID:{typed.text.upper()}"
