"""Under what a record's own reference is found."""

from __future__ import annotations

from nlp import references


def test_a_reference_is_known_without_strokes_and_zeros() -> None:
    assert references.keys("CUSTODY", "01TW/0866/24") == {
        "01TW086624",
        "1-TW-866-24",
        "TW086624",
        "TW-866-24",
        "CUSTODY/1-866-24",
    }
    assert references.keys("CRIMINT", "CRRT00012345") == {"CRRT00012345", "CRRT-12345", "CRIMINT/12345"}


def test_what_is_too_short_is_no_key() -> None:
    assert "A-1" not in references.keys("X", "A/1")
