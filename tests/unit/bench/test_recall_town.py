"""The recall bench's town and questions: the same at every run, in the form that is loaded, and with one right answer each."""

from __future__ import annotations

import pytest

from bench.recall_kinds import KINDS, absent, questions
from bench.recall_noise import Asked, Facets, asked, of
from bench.recall_people import Person, Town
from bench.recall_records import Records
from indexer.pole import parse


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(1_500)


def test_the_same_seed_makes_the_same_town(town: Town) -> None:
    assert Town(1_500).people == town.people
    assert Town(1_500, 2).people != town.people


def test_every_record_can_be_taken_and_everybody_has_one(town: Town) -> None:
    records = Records(town)
    for record in records.made():
        assert parse(record, None).people
    assert set(records.refs) == {person.key for person in town.people}


def test_each_question_has_one_right_answer(town: Town) -> None:
    facets = Facets(town.people)
    every = list(questions(town.people, facets, 120))
    assert {kind for kind, _, _ in every} == set(KINDS)
    for _, person, question in every:
        assert facets.fits(question.meant) == {person.key}
        assert facets.fits(question.typed) <= {person.key}


def test_what_two_people_answer_is_ambiguous(town: Town) -> None:
    facets = Facets(town.people)
    surname = max({p.surname for p in town.people}, key=[p.surname for p in town.people].count)
    one = next(p for p in town.people if p.surname == surname)
    word = of("word", surname.lower())
    assert facets.ambiguous(asked(surname, word), one)
    assert not facets.ambiguous(asked(surname, word, of("home", one.home.line)), one)


def test_who_does_not_exist_is_nobody_of_the_town(town: Town) -> None:
    facets = Facets(town.people)
    every: list[Asked] = [question for _, question in absent(town, facets, 40)]
    assert len(every) == 40
    assert not any(facets.fits(question.meant) | facets.fits(question.typed) for question in every)


def test_fathers_and_sons_of_one_name_and_twins_are_in_it(town: Town) -> None:
    def told(person: Person) -> tuple[object, ...]:
        return person.name, person.home

    homes = [told(person) for person in town.people]
    births = [(person.home, person.born) for person in town.people]
    assert len(set(homes)) < len(homes)
    assert len(set(births)) < len(births)
