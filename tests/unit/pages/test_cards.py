"""Cards on the despatcher's page: which warnings are the same danger, wherever they stand."""

from __future__ import annotations

from typing import Any

from portal.views.cards import identity, shown


def marker(label: str, subject: str | None = None, ref: str = "1") -> dict[str, Any]:
    told = {"code": "VI", "assertion": "affirmed", "label": label, "quote": None}
    return told | {"source": {"system": "PNC", "ref": ref}} | ({"subject": subject} if subject else {})


def test_a_marker_is_the_same_on_its_owner_s_card_and_at_their_home() -> None:
    assert identity(marker("Violent")) == identity(marker("Violent (Sean Murphy)", "Sean Murphy"))
    assert identity(marker("Violent")) != identity(marker("Violent", ref="2"))


def test_what_a_marker_says_in_brackets_is_not_whose_it_is() -> None:
    assert identity(marker("Violent (to police)")) != identity(marker("Violent (to staff)"))
    assert identity(marker("Violent (to police) (Sean Murphy)", "Sean Murphy")) == identity(
        marker("Violent (to police)")
    )


def card(*warnings: dict[str, Any]) -> dict[str, Any]:
    return {"warnings": warnings, "match": {"strength": "strong"}}


def test_one_record_s_marker_of_two_people_is_told_of_both() -> None:
    both = [marker("Violent (Sean Murphy)", "Sean Murphy"), marker("Violent (Ruth Baker)", "Ruth Baker")]
    (home,) = shown([card(*both)])
    assert [(one.warning["subject"], one.number, one.again) for one in home.warnings] == [
        ("Sean Murphy", 1, False),
        ("Ruth Baker", 1, False),
    ]


def test_what_an_earlier_card_quotes_is_named_by_its_number() -> None:
    home, own = shown([card(marker("Violent (Sean Murphy)", "Sean Murphy")), card(marker("Violent"))])
    assert [(one.number, one.again) for one in own.warnings] == [(1, True)]
    assert [[one.number for one in group.warnings] for group in own.again] == [[1]]
    assert home.again == ()
