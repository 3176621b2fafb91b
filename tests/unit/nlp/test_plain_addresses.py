"""Addresses in their plainest form are read by a shorter way; it must say what the long way says."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.demo.town import Town
from nlp import addresses
from nlp.tables import rows, words

NAMES = [w.title() for w in sorted(words("street_names.csv")) if w.isalpha()]
TYPES = sorted({form.title() for row in rows("street_types.csv") for form in row if form.isalpha()})
ODD = [
    "The",
    "Of",
    "Upper",
    "North",
    "Saint",
    "High",
    "Mill",
    "House",
    "Court",
    "Park",
    "Green",
    "Crossbow",
    "Police",
    "Male",
]


def long_way(monkeypatch: pytest.MonkeyPatch, text: str, postcode: str | None) -> addresses.Address | None:
    with monkeypatch.context() as patched:
        patched.setattr(addresses, "_plain", lambda *_: None)
        return addresses.parse(text, postcode)


word = st.sampled_from([*NAMES, *TYPES, *ODD]) | st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True)


@settings(max_examples=1500, deadline=None)
@given(
    flat=st.sampled_from(["", "Flat 2, ", "Flat 14, "]),
    number=st.integers(1, 999),
    name=st.lists(word, min_size=1, max_size=3),
    kind=st.sampled_from(TYPES),
    town=st.one_of(st.just(""), st.lists(word, min_size=1, max_size=3).map(lambda w: f", {' '.join(w)}")),
)
def test_whatever_the_words(flat: str, number: int, name: list[str], kind: str, town: str) -> None:
    text = f"{flat}{number} {' '.join(name)} {kind}{town}"
    with pytest.MonkeyPatch.context() as patch:
        assert addresses.parse(text, "SE20 7RT") == long_way(patch, text, "SE20 7RT"), text


def test_of_a_whole_town_and_most_by_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    made = (entry.record for entry in islice(Town(300, date(2026, 1, 2)).made(), 3000))
    found = {
        (place["address"], place.get("postcode"))
        for record in made
        for person in record.get("people") or ()
        for place in person.get("addresses") or ()
        if place.get("address")
    }
    short = 0
    for text, postcode in found:
        short += addresses._plain(text, "") is not None
        assert addresses.parse(text, postcode) == long_way(monkeypatch, text, postcode), text
    assert short > len(found) * 0.4
