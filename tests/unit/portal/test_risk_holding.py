"""What a sentence says of a victim's own, and what of others'."""

from __future__ import annotations

import pytest

from nlp.reader import Reader
from portal.search.box.question import understand
from portal.services.risk.cards import Composer
from portal.services.risk.grouping import grouped
from portal.services.risk.holding import holds
from portal.services.risk.people import candidates

from .hits import TODAY, fact, hit, person


@pytest.fixture(scope="module")
def read():
    return Reader().read


def told(read, text):
    (fact, *_) = [f for f in read(text).facts if f.code in ("WE", "FI", "VI")]
    return holds({"sentence": fact.sentence, "subject": fact.subject, "term": fact.term})


@pytest.mark.parametrize(
    "text",
    [
        "Elizabeth Bramborough is said to carry a knife.",
        "Elizabeth Bramborough keeps a baseball bat by the door.",
        "Elizabeth Bramborough is known to always carry a small knife.",
        "Elizabeth Bramborough may be armed with a knife.",
        "Elizabeth Bramborough is violent when drunk.",
        "Elizabeth Bramborough had a knife in her bag.",
    ],
)
def test_what_somebody_has(read, text):
    assert told(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "Elizabeth Bramborough was threatened with a knife by William Simpson.",
        "William Simpson threatened Elizabeth Bramborough with a knife.",
        "Elizabeth Bramborough states that a knife was held to her throat.",
        "Elizabeth Bramborough had a knife pointed at her.",
        "Elizabeth Bramborough saw a knife in his hand.",
        "Elizabeth Bramborough was stabbed.",
        "Elizabeth Bramborough is afraid of his knife.",
        "Elizabeth Bramborough has been threatened with a knife.",
        "A knife was seen.",
    ],
)
def test_what_was_done_to_somebody_or_seen(read, text):
    assert not told(read, text)


@pytest.mark.parametrize(
    ("said", "told_of"),
    [("Ann Hill is said to carry a knife.", ["WE"]), ("Ann Hill was threatened with a knife.", [])],
)
def test_a_victims_card_tells_what_they_have_and_not_what_was_done_to_them(said, told_of):
    victim = person("Ann", "Hill", role="victim")
    report = hit(
        text=said,
        people=[person(role="suspect"), victim],
        facts=[fact("WE", "knife", said, said, subject="Ann Hill")],
    )
    composer = Composer(TODAY)
    (group,) = grouped(candidates(understand("ann hill 3/2/80", TODAY), [composer.bearings.of(report)]))
    group.match = group.best.match
    assert [one.code for one in composer.people.card(group, []).assessed.dangers] == told_of
