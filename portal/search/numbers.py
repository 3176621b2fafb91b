"""Which words beside one another in an analyst's question are one number: a plate, a telephone number, a system's reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.pole import SYSTEMS
from nlp import identifiers
from nlp.identifiers import references

# What is asked for by its words, as it stands, and not as one number.
NO_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "POSTCODE"})


class Run(NamedTuple):
    """Words that are one number: the places of the first and of the one behind the last, and the number as typed."""

    first: int
    end: int
    text: str


def runs(words: Sequence[str]) -> list[Run]:
    """The numbers of two words or more among words that stand beside one another, in order."""
    text, starts, at = " ".join(words), list[int](), 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    found = [run for run in _found(text, starts, words) if run.end - run.first > 1]
    return list(_with_system(found, words))


def _found(text: str, starts: Sequence[int], words: Sequence[str]) -> Iterator[Run]:
    """The identifiers of a text, by the words in which they lie."""
    for one in identifiers.find(text):
        if one.label not in NO_NUMBERS:
            inside = [
                place
                for place, start in enumerate(starts)
                if start < one.end and one.start < start + len(words[place])
            ]
            yield Run(inside[0], inside[-1] + 1, one.text)


def _with_system(found: Sequence[Run], words: Sequence[str]) -> Iterator[Run]:
    """The numbers found, and a system's code with the reference behind it where neither is part of one already."""
    taken = {place for run in found for place in range(run.first, run.end)}
    named = [
        Run(place, place + 2, f"{code} {words[place + 1]}")
        for place, code in enumerate(map(system_of, words[:-1]))
        if code and not {place, place + 1} & taken and _may_be_reference(code, words[place + 1])
    ]
    yield from sorted((*found, *named))


def system_of(word: str) -> str:
    """The system whose code a word is; nothing where it is none."""
    code = word.strip("+,.;:#").upper()
    return code if code in SYSTEMS else ""


def _may_be_reference(system: str, word: str) -> bool:
    """Whether what stands behind a code may be a reference; four figures alone are a year."""
    figures = sum(c.isdigit() for c in word)
    return figures > references.LEAST_FIGURES and bool(references.keys(system, word))


def of_system(text: str) -> tuple[str, ...]:
    """Under what a record is found that a system's code and its reference name; none where the text is no such two words."""
    code, _, ref = text.partition(" ")
    if not ref or not (system := system_of(code)):
        return ()
    return (ref, ref.upper(), *sorted(references.keys(system, ref)))
