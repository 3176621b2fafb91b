"""What in a sanitised text may tell who the source is, and what may not."""

from __future__ import annotations

import pytest

from nlp.reader import Reader
from portal.services.reports import source
from tests.support.house import reader

FULL = (
    "Source, his cousin Debbie Larkin of 9 Oak Road on 07700 900222, states that Sean Murphy of 12 Avenue Road has a bat. "
    "PC 1234 Smith took the call."
)
ABOUT = frozenset({"Sean Patrick Murphy"})
THINGS = frozenset({"12 avenue road"})


@pytest.fixture(scope="module")
def read() -> Reader:
    return reader()


def left(
    read: Reader, text: str, identity: str = "Debbie Larkin, barmaid", full: str = FULL
) -> dict[str, str]:
    told = source.Told(full, read.read(full), ABOUT, THINGS, identity)
    return {one.text: "; ".join(one.reasons) for one in source.traces(text, read.read(text), told)}


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("The source states that he has a bat.", "source", "speaks of the source"),
        ("INFORMANT says that he has a bat.", "INFORMANT", "speaks of the source"),
        ("CHIS reporting: a bat.", "CHIS", "speaks of the source"),
        ("Sighting by REG 7.", "REG 7", "speaks of the source"),
        ("Larkin's cousin has a bat.", "Larkin", "tells it in the full text"),
        ("DEBBIE told it.", "DEBBIE", "identity"),
        ("A barmaid was shown the bat.", "barmaid", "identity"),
        ("His cousin fears him.", "cousin", "what the source is to somebody"),
        ("Ring 07700 900 222.", "07700 900 222", "beside somebody who tells it"),
        ("He was at 9 Oak Rd.", "9 Oak Rd", "beside somebody who tells it"),
        ("Call 020 7946 0999.", "020 7946 0999", "belongs to nobody"),
        ("Kevin Broom was there.", "Kevin Broom", "the report is not about them"),
        ("Told to PC 1234 Smith.", "PC 1234 Smith", "officer"),
        ("Seen by DC 4471LX.", "DC 4471LX", "officer"),
        ("Collar number not known.", "Collar number", "officer"),
        ("I saw the bat.", "I saw", "pronoun"),
        ("It was shown to us.", "us", "pronoun"),
        ("She overheard him.", "She overheard", "came to know"),
        ("A neighbour heard shouting.", "neighbour heard", "who told it"),
        ("A caller rang police.", "caller", "who told it"),
        ("Wishes to remain anonymous.", "Wishes to remain anonymous", "came forward"),
    ],
)  # fmt: skip
def test_it_is_found_with_its_reason(read: Reader, text: str, found: str, why: str) -> None:
    traces = left(read, text)
    assert any(found in words and why in reasons for words, reasons in traces.items()), traces


@pytest.mark.parametrize(
    "text",
    [
        "Sean Murphy keeps a baseball bat behind the front door of 12 Avenue Road.",
        "MURPHY IS VIOLENT TO POLICE. NO FIREARMS SEEN.",
        "Murphy sells class A drugs at 12 Avenue Road, Flat I being empty.",
        "Murphy threatened his wife with a knife on 3 March 2024.",
        "The vehicle is a silver Ford Focus, AB12 CDE.",
    ],
)
def test_what_is_of_the_subject_alone_passes(read: Reader, text: str) -> None:
    assert left(read, text) == {}


@pytest.mark.parametrize(
    ("full", "who"),
    [
        ("Karen Holt says that Barnaby Quill keeps a shotgun.", {"Karen Holt"}),
        ("Karen Holt, who cleans for him, says that Barnaby Quill keeps a shotgun.", {"Karen Holt"}),
        ("Karen Holt, who cleans for Barnaby Quill, says that he keeps a shotgun.", {"Karen Holt"}),
        ("Karen Holt, who lives next door, has told officers that Barnaby Quill keeps a shotgun.", {"Karen Holt"}),
        ("Karen Holt, his cleaner, who comes on Mondays, states that Barnaby Quill has a gun.", {"Karen Holt"}),
        ("Karen Holt (a cleaner), reports that Barnaby Quill has a gun.", {"Karen Holt"}),
        ("Karen Holt of 9 Oak Road, born 3 February 1980, stated that Barnaby Quill has a gun.", {"Karen Holt"}),
        ("Karen Holt who cleans for him says that Barnaby Quill has a gun.", {"Karen Holt"}),
        ("Barnaby Quill, says Karen Holt, keeps a shotgun.", {"Karen Holt"}),
        ("Information from Karen Holt: Barnaby Quill keeps a shotgun.", {"Karen Holt"}),
        ("Barnaby Quill is said to keep a shotgun.", set()),
        ("Barnaby Quill, born 3 February 1980, is reported to keep a shotgun.", set()),
        ("Barnaby Quill keeps a shotgun, said to be his father's.", set()),
    ],
)  # fmt: skip
def test_whoever_tells_it_is_known_whatever_stands_in_between(read: Reader, full: str, who: set[str]) -> None:
    told = source.Told(full, read.read(full))
    assert {one.text for one in source.tellers(told)} == who
    everybody = frozenset({"Karen Holt", "Barnaby Quill"})
    about = source.Told(full, read.read(full), everybody)
    assert source.tellers(about) == []
    title = "Intelligence on Karen Holt and Barnaby Quill"
    named = {one.text for one in source.naming(title, about)}
    assert named == (set() if full.startswith("Information") else who), (
        "whoever says it is found though put into it"
    )


def test_somebody_whom_it_is_about_may_see_and_call_without_telling_anything(read: Reader) -> None:
    full = "Sean Murphy saw police and ran. Sean Murphy called his brother."
    about = source.Told(full, read.read(full), ABOUT)
    assert source.naming("Intelligence on Sean Murphy", about) == []


@pytest.mark.parametrize(
    "text", ["The barmaid says that he has a bat.", "His ex told police that he has a bat."]
)
def test_that_somebody_says_it_is_found_whoever_it_is(read: Reader, text: str) -> None:
    assert any("that" in words and "who told it" in why for words, why in left(read, text).items())


def test_a_text_out_of_which_nothing_was_taken_is_the_full_one() -> None:
    assert source.alike("He has\na  BAT.", "He has a bat.")
    assert not source.alike("A bat.", "He has a bat.")
    assert not source.alike("", "")


def test_what_is_said_to_stay_is_known_by_its_words_whatever_their_case(read: Reader) -> None:
    told = source.Told(FULL, read.read(FULL), ABOUT, THINGS)
    text = "The SOURCE knows. The source  knows."
    found = source.traces(text, read.read(text), told)
    (one,) = source.together(found, ["sOuRcE"])
    assert (one.said, one.times, one.confirmed) == ("source", 2, True)
    (open_one,) = source.together(found, ["another"])
    assert not open_one.confirmed
