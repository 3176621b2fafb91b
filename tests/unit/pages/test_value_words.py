"""Normal forms, reasons and the ledger's codes as people write them."""

from __future__ import annotations

import pytest

from access.events import Action, EventKind
from portal.views import audit_words, nominal_words
from portal.views.value_words import mention_value, mention_words, reason_words


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [("PHONE", "+447700900123", "07700 900123"), ("PHONE", "+12025550123", "+1 202-555-0123"), ("PHONE", "not one", "not one"),
     ("ADDRESS", "2/12 avenue road", "Flat 2, 12 Avenue Road"), ("ADDRESS", "b/19 ropewalk yard", "Flat B, 19 Ropewalk Yard"),
     ("ADDRESS", "12 avenue road", "12 Avenue Road"), ("VRM", "AB12CDE", "AB12CDE")],
)  # fmt: skip
def test_a_normal_value_is_told_as_it_is_written(label: str, value: str, said: str) -> None:
    assert mention_value(value, label) == said


def test_a_weapon_of_no_kind_is_said_once() -> None:
    assert mention_words("WEAPON", "weapon") == "Weapon"
    assert mention_words("WEAPON", "knife") == "Weapon knife"


@pytest.mark.parametrize(
    ("reason", "said"),
    [("sex the same: 2", "sex the same: female"), ("another sex: 2, 1", "another sex: female, male"),
     ("no phone or e-mail the same: PHONE:+447700900146, EMAIL:a@b.example", "no phone or e-mail the same: 07700 900146, a@b.example"),
     ("another identifier: PNC_ID:2012/2999992T", "another identifier: PNC ID 2012/2999992T"),
     ("PHONE ends the same: +447700900123", "phone ends the same: 07700 900123"),
     ("PNC ID one character off: 2008/1234567R", "PNC ID one character off: 2008/1234567R"),
     ("street the same: avenue road", "street the same: Avenue Road"), ("surname sounds the same: murfy, Murphy", "surname sounds the same: Murfy, Murphy"),
     ("another date of birth: 1995, 1996-08-26", "another date of birth: 1995, 26 Aug 1996"),
     ("joined by PCJONES: the same tattoo", "joined by PCJONES: the same tattoo"), ("date of birth the same", "date of birth the same")],
)  # fmt: skip
def test_a_reason_is_told_without_codes(reason: str, said: str) -> None:
    assert reason_words(reason) == said


@pytest.mark.parametrize(
    ("role", "other", "inward", "said"),
    [("suspect", "event", False, "suspect in"), ("named-in", "report", False, "named in"), ("home", "location", False, "home at"),
     ("occurred-at", "location", False, "occurred at"), ("uses", "phone", False, "uses"), ("uses", "person", True, "used by"),
     ("home", "person", True, "home of"), ("occurred-at", "event", True, "place of"), ("in", "location", True, "holds"),
     ("victim", "person", True, "victim"), ("named in the text", "location", False, "names"),
     ("named in the text", "report", True, "named in the text of")],
)  # fmt: skip
def test_a_tie_is_told_from_either_end(role: str, other: str, inward: bool, said: str) -> None:
    assert nominal_words.tie_words(role, other, inward) == said


def test_every_action_and_kind_of_event_is_told_in_words_of_its_own() -> None:
    actions = [audit_words.action_words(action.value) for action in Action]
    kinds = [audit_words.kind_words(kind.value) for kind in EventKind]
    for told in (actions, kinds):
        assert len(set(told)) == len(told)
        assert not [said for said in told if "." in said or "-" in said or not said[0].isupper()]
    assert {action for action in Action if action not in audit_words.ACTION_WORDS} == set()
