"""The one box: what a despatcher typed, in any order and half wrong, as names, dates, identifiers, address and words.

What was copied is brought to its words (`copied`). What somebody says outright is taken as they say (`outright`). The other
words are put into forms that are read (`writing`), and read step by step (`line`). Where all of them may say something else,
that is read as well (`OTHER_TEXTS`): only the records can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypedDict

from nlp.identifiers import EMAIL_START
from portal.search.box import (
    clothes,
    copied,
    generations,
    glued_names,
    kin,
    mail,
    other_ways,
    outright,
    plate_parts,
    plates,
    references,
    vehicles,
    writing,
)
from portal.search.box.line import read
from portal.search.box.looks import sex_said, without_articles
from portal.search.box.understood import Reference, Understood
from portal.search.box.word_kinds import is_called, is_word


class Told(TypedDict):
    """What is told of the one asked for, whatever else the words are read as."""

    text: str
    vehicle: tuple[str, ...]
    sex: str
    close: str
    surnames: tuple[str, ...]


LONGEST = 300  # characters of a question
# What else the whole of a line may say, the likelier first.
OTHER_TEXTS: tuple[Callable[[str], Iterable[str]], ...] = (
    plates.otherwise,
    glued_names.apart,
    plate_parts.otherwise,
    other_ways.texts,
)


def understand(text: str, today: date) -> Understood:
    """Take a question apart. `today` is what two-digit years are read against."""
    tidy = " ".join(text.split())[:LONGEST]
    free, said = outright.told(" ".join(copied.in_plain(text).split())[:LONGEST])
    free = writing.put_right(clothes.without(without_articles(free)))
    generation, free = generations.said(free), generations.without(free)
    first = _plate_or_house(free, read(free, today), today)
    told: Told = {
        "text": tidy,
        "vehicle": vehicles.told(free),
        "sex": sex_said(free),
        "close": kin.close(free),
        "surnames": kin.surnames(free),
    }
    ways = [replace(way, **told) for way in _other_ways(free, first, today)]
    keys = _keys(free, first)
    if keys:
        ways.append(Understood(tidy, references=keys))
    made = replace(
        first,
        **told,
        generation=generation,
        otherwise=(*first.otherwise, *ways),
        reference=_reference(keys, free, first),
    )
    return outright.with_said(made, said, today)


def _plate_or_house(free: str, made: Understood, today: date) -> Understood:
    """What was read first; where a registration spelt over blanks took the number of a house from its street (`wod 71b mill
    lane`), or somebody's name (`HUNT GAZ 1998`), the reading without one besides; and first, where that number stands behind a word
    (`to 42 yew tree close`)."""
    held = made.identifiers.get("VRM") or made.plate
    if not held or plates.is_labelled(free):
        return made
    apart = read(free, today, apart=True)
    house = apart.place.building_key and apart.place.building_key != made.place.building_key
    besides = [word for word in apart.words if word not in made.words]
    if house and any(map(is_word, besides)):
        return replace(apart, otherwise=(*apart.otherwise, made))
    kept = house or any(map(is_called, besides))
    return replace(made, otherwise=(*made.otherwise, apart)) if kept else made


def _other_ways(free: str, made: Understood, today: date) -> Iterator[Understood]:
    """What else the words may mean than they were read as first."""
    for way in dict.fromkeys(text for other in OTHER_TEXTS for text in other(free)):
        yield read(way, today)
    rest, starts = mail.starts(free)
    if starts and not made.identifiers.get("EMAIL"):
        before = read(rest, today)
        yield replace(before, identifiers={**before.identifiers, EMAIL_START: starts})
    if other := mail.elsewhere(made.identifiers.get("EMAIL", ())):
        yield replace(made, identifiers={EMAIL_START: other})


def _keys(free: str, made: Understood) -> tuple[str, ...]:
    """Under what the index may know the reference that the words may be: no telephone number, and no date alone."""
    if "PHONE" in made.identifiers or (made.dates_of_birth and not made.references):
        return ()
    return references.keys(free)


def _reference(keys: tuple[str, ...], free: str, made: Understood) -> Reference:
    """The reference with these keys, and in part where the words are neither a telephone number nor a date."""
    if "PHONE" in made.identifiers or made.dates_of_birth:
        return Reference(frozenset(keys))
    parts, begun = references.in_part(free)
    return Reference(frozenset(keys), frozenset(parts), begun)
