"""What in a sanitised text may tell who the source is, and what may not."""

from __future__ import annotations

import pytest

from nlp.reader import Reader
from portal.services import reports_source as source
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


def test_what_is_said_to_stay_is_known_by_its_words_whatever_their_case(read: Reader) -> None:
    told = source.Told(FULL, read.read(FULL), ABOUT, THINGS)
    text = "The SOURCE knows. The source  knows."
    found = source.traces(text, read.read(text), told)
    (one,) = source.together(found, ["sOuRcE"])
    assert (one.said, one.times, one.confirmed) == ("source", 2, True)
    (open_one,) = source.together(found, ["another"])
    assert not open_one.confirmed
