"""Under what a record's own reference is found."""

from __future__ import annotations

from nlp.identifying import references


def test_a_reference_is_known_without_strokes_and_zeros() -> None:
    assert references.keys("CUSTODY", "01TW/0866/24") == {
        "01TW086624",
        "1-TW-866-24",
        "TW086624",
        "TW-866-24",
        "CUSTODY/1-866-24",
        "CUSTODY/866-24",
    }
    assert references.keys("CRIMINT", "CRRT00012345") == {"CRRT00012345", "CRRT-12345", "CRIMINT/12345"}


def test_a_reference_whose_year_comes_first_is_known_with_the_year_behind_and_short() -> None:
    assert references.keys("PNC", "2026/0123456") >= {"PNC/123456-26", "PNC/26-123456", "PNC/2026-123456"}
    assert references.keys("MERLIN", "09PAC012345") >= {"MERLIN/12345-9", "MERLIN/9-12345"}
    assert references.keys("COPA", "COPA/26/14984") >= {"COPA/14984-26", "COPA/26-14984"}


def test_other_references_have_no_year_to_turn() -> None:
    assert references.keys("CRIS", "2314567/24") == {"231456724", "2314567-24", "CRIS/2314567-24"}
    assert "CUSTODY/866-1" not in references.keys("CUSTODY", "01TW/0866/24")
    assert len(references.keys("CRIMINT", "CRRT00012345")) == 3


def test_what_is_too_short_is_no_key() -> None:
    assert "A-1" not in references.keys("X", "A/1")
