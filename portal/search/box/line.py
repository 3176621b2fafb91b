"""A line, read step by step: what is surest by its shape is taken out first, and what is left at the end are names and towns.

The order is the reading. Each step takes something out of the line, or brings what is left into a form that a later step
knows; `STEPS` says in which order, and every step says why it stands where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from portal.search.box import (
    ages,
    call_words,
    dates,
    identified,
    numbers,
    phones,
    places,
    plates,
    police_numbers,
    references,
)
from portal.search.box.looks import plain_words
from portal.search.box.name_words import forename_first, telling
from portal.search.box.places import Place
from portal.search.box.spelt import spelt_out
from portal.search.box.understood import Understood

_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_NOWHERE = Place()


class Line(NamedTuple):
    """A line under reading. text: as it came; rest: what is left of it; apart: no registration is spelt over blanks; the others:
    what was taken out. starts, ends: of telephone numbers; held: identifiers by label; code: a postcode; compact, figures: dates without
    marks between, and the figures that they were read from."""

    text: str
    today: date
    rest: str
    apart: bool = False
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    birthdays: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    held: Mapping[str, tuple[str, ...]] = {}
    born: tuple[str, ...] = ()
    code: str = ""
    compact: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    plate: str = ""
    years: tuple[str, ...] = ()
    place: Place = _NOWHERE


def read(text: str, today: date, apart: bool = False) -> Understood:
    """What words mean of which nobody said what they are. apart: no registration is spelt over blanks."""
    line = Line(text, today, text, apart)
    for step in STEPS:
        line = step(line)
    return _understood(line)


def _left(line: Line, rest: str) -> Line:
    """The line with this left of it: itself, where that is all."""
    return line if rest == line.rest else line._replace(rest=rest)


def _spelt(line: Line) -> Line:
    """Words of the radio's alphabet as the letters that they spell: first, since only so they have the shape of anything."""
    return _left(line, spelt_out(line.rest))


def _phone_starts(line: Line) -> Line:
    """The beginnings of telephone numbers that marks or crosses end: before the same marks are a plate's."""
    rest, starts = phones.said_starts(line.rest)
    return line._replace(rest=rest, starts=starts) if starts else _left(line, rest)


def _plates_joined(line: Line) -> Line:
    """A registration in pieces as one word, and a part of one that is said to be its end starred: before an end is a telephone's."""
    return _left(line, plates.joined(line.rest, line.apart))


def _phone_ends(line: Line) -> Line:
    """The ends of telephone numbers: before their figures are a date's or a house's."""
    rest, ends = phones.said_ends(line.rest)
    return line._replace(rest=rest, ends=ends) if ends else _left(line, rest)


def _birthdays(line: Line) -> Line:
    """Days of birth without a year, once every date is written out: before the day is a date and the month a name."""
    rest, birthdays = dates.birthdays(dates.written_out(line.rest, line.today))
    return line._replace(rest=rest, birthdays=birthdays) if birthdays else _left(line, rest)


def _ages(line: Line) -> Line:
    """Ages: before their figures are a house's, and behind the dates, which have figures alike."""
    rest, found = ages.take(line.rest, line.today)
    return line._replace(rest=rest, ages=found) if found else _left(line, rest)


def _looks(line: Line) -> Line:
    """How somebody looks, and figures for letters: behind the ages (`male 40s`), before `IC1` is a reference."""
    return _left(line, plain_words(line.rest))


def _identified(line: Line) -> Line:
    """Identifiers, dates and a postcode: behind what is a part of one or looks like one, before the tokens of no known shape."""
    rest, held, born, code = identified.take(police_numbers.slashed(line.rest), line.today, line.apart)
    return line._replace(rest=rest, held=held, born=born, code=code)


def _compact_dates(line: Line) -> Line:
    """Dates without marks between: of the figures that are no identifier, before these are a reference alone."""
    rest, compact, figures = dates.run_together(line.rest, line.today)
    if not compact:
        return _left(line, rest)
    return line._replace(rest=rest, compact=compact, figures=figures)


def _references(line: Line) -> Line:
    """Tokens that may be a record's reference: before their ends are taken for a part of a plate."""
    rest, found = references.tokens(line.rest)
    return line._replace(rest=rest, references=found) if found else _left(line, rest)


def _plate_in_part(line: Line) -> Line:
    """The part of a registration that the whole line is, or that stands in it: before it is a postcode's first half or a name."""
    if whole := plates.whole(line.text) if not (line.held or line.code) else "":
        return line._replace(plate=whole)
    rest, plate = plates.take(line.rest)
    return line._replace(rest=rest, plate=plate)


def _plate_besides(line: Line) -> Line:
    """Where none was found: a registration so short that it may be a part, or a reference that may be one misread."""
    if line.plate:
        return line
    short = plates.short(line.held.get("VRM", ()))
    return line._replace(plate=short or plates.misread(line.references))


def _years(line: Line) -> Line:
    """Years alone: before the address (`born 1987 mill lane`), since no house has such a number."""
    rest, years = dates.years(line.rest)
    return line._replace(rest=rest, years=years) if years else _left(line, rest)


def _address(line: Line) -> Line:
    """The address: behind all that has figures of its own, and without an incident's words, which no street is called by."""
    words = call_words.without(forename_first(line.rest))
    rest, place = places.inward_of(*places.take(words, line.code))
    return line._replace(rest=rest, place=place)


def _plate_or_code(line: Line) -> Line:
    """Where there is no other plate: a postcode that may be one as well, once the address told whether it stands alone."""
    if line.plate:
        return line
    alone = not (line.place.streets or line.code)
    return line._replace(
        plate=plates.either(line.place.outward if alone else "") or plates.of_code(line.text)
    )


STEPS: tuple[Callable[[Line], Line], ...] = (
    _spelt,
    _phone_starts,
    _plates_joined,
    _phone_ends,
    _birthdays,
    _ages,
    _looks,
    _identified,
    _compact_dates,
    _references,
    _plate_in_part,
    _plate_besides,
    _years,
    _address,
    _plate_or_code,
)


def _understood(line: Line) -> Understood:
    """What a line means once all is taken out of it that is no name: the words that are left, and what was found."""
    tokens = (*line.references, *line.figures)
    registered = () if _of_record(line.text) else tokens  # those that may be the PNC's or the CRO's own
    made = Understood(
        line.text,
        _words(line),
        (*line.born, *line.compact, *line.years, *line.ages),
        numbers.besides(line.held, line.starts, line.ends, tokens, registered, line.today),
        tokens,
        line.plate,
        line.place,
        _house_numbers(line.rest),
        birthdays=line.birthdays,
        guessed=police_numbers.guessed(registered, line.today),
    )
    if not line.compact:
        return made
    undated = replace(made, dates_of_birth=(*line.born, *line.years, *line.ages))
    return replace(made, otherwise=(undated,))  # `120380`: the end of a number, and no date


def _of_record(text: str) -> bool:
    """Whether a reference is said to be a record's own (`custody 1234/25`), so that it is no PNC ID and no CRO number."""
    return bool(references.systems_named(text) - {"pnc"})


def _words(line: Line) -> tuple[str, ...]:
    """The words that may be a name: not what the plate is, nor the name of a system before a reference."""
    systems = references.systems_named(line.text)
    return tuple(word for word in telling(line.rest) if word.upper() != line.plate and word not in systems)


def _house_numbers(rest: str) -> tuple[str, ...]:
    return tuple(bare for token in rest.split() if _NUMBER.fullmatch(bare := token.strip(",*.").lower()))
