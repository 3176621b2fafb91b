"""The subject of a partner's request as questions to the index: every name and every date of birth is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from portal.search.box.name_words import name_words
from portal.search.box.places import Place
from portal.search.box.question import understand
from portal.search.box.understood import Understood

MOST_WORDS = 16  # of one name: more is nobody's
MOST_NUMBERS = 100
MOST_QUESTIONS = 40  # a name and a date at a time; of more, all the dates of a name at once
_PARTS = ("forenames", "surname", "text")


def words_of(name: object) -> tuple[str, ...]:
    """The words of a name as the index has them; none where it says nothing (`-`, an object without a part)."""
    written = (
        " ".join(str(name[p]) for p in _PARTS if name.get(p)) if isinstance(name, Mapping) else str(name)
    )
    return name_words(written)[:MOST_WORDS]


def meant(subject: Mapping[str, Any], today: date) -> list[Understood]:
    """The subject by each of its names, with all that is said besides; one without a name where none says anything."""
    named = list(dict.fromkeys(words for name in subject["names"] if (words := words_of(name)))) or [()]
    born = tuple(dict.fromkeys(subject["dates_of_birth"]))
    numbers, references, place = _told(subject, today)
    return [Understood("", words, born, numbers, references, "", place) for words in named]


def questions(asked: Sequence[Understood]) -> Iterator[Understood]:
    """What is asked for: one date of birth at a time, so that no date takes the room of another's candidates."""
    for one in asked:
        apart = len(asked) * len(one.dates_of_birth) <= MOST_QUESTIONS
        days = [(day,) for day in one.dates_of_birth] if apart else [one.dates_of_birth]
        yield from (replace(one, dates_of_birth=day) for day in days or [()])


def _told(
    subject: Mapping[str, Any], today: date
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], Place]:
    """Identifiers, references and the place. Each number is read by itself: a long line would be cut."""
    read = [understand(number, today) for number in _numbers(subject["identifiers"])]
    labels = dict.fromkeys(label for one in read for label in one.identifiers)
    held = {
        label: tuple(dict.fromkeys(value for one in read for value in one.identifiers.get(label, ())))
        for label in labels
    }
    references = tuple(dict.fromkeys(ref for one in read for ref in one.references))
    where = [understand(str(subject["address"]), today)] if subject["address"] else read
    return held, references, next((one.place for one in where if one.place), Place())


def _numbers(given: Mapping[str, Any]) -> list[str]:
    listed = [value if isinstance(value, list) else [value] for value in given.values()]
    return [str(value) for values in listed for value in values][:MOST_NUMBERS]
