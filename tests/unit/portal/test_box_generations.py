"""Father or son, as a question says it of a name."""

from __future__ import annotations

from datetime import date

import pytest

from portal.search.box.generations import said, without
from portal.search.box.question import understand

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "meant", "left"),
    [
        ("john peters junior", "younger", "john peters junior"), ("john peters jnr", "younger", "john peters "), ("PETERS, John (Jr)", "younger", "PETERS, John "),
        ("john peters snr 3/2/80", "elder", "john peters  3/2/80"), ("john peters the elder at 2 oak road", "elder", "john peters  at 2 oak road"),
        ("john peters, the younger", "younger", "john peters "), ("peters senior", "elder", "peters senior"),
        ("junior wright", "", "junior wright"), ("sr mary", "", "sr mary"), ("fight at the elder tree", "elder", "fight at the elder tree"),
        ("12 senior street", "", "12 senior street"), ("john senior and john junior", "", "john senior and john junior"), ("mary younger", "", "mary younger"),
        ("jones *snr", "", "jones *snr"), ("john peters jr*", "", "john peters jr*"),
    ],
)  # fmt: skip
def test_a_question_may_say_which_of_two_namesakes_is_meant(text, meant, left):
    assert (said(text), without(text)) == (meant, left)


@pytest.mark.parametrize("text", ["john peters snr", "John Peters Jr.", "john peters the younger"])
def test_what_says_so_is_no_name_and_no_plate(text):
    asked = understand(text, TODAY)
    assert (asked.words, asked.plate, asked.text) == (("john", "peters"), "", text)
    assert asked.generation
