"""What counts as a purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.purposes import Code, Purpose, PurposeError, parse


def test_a_purpose_is_tidied():
    assert parse(" life ", "  door \n knock ", " CAD 1234 ") == Purpose(Code.LIFE, "door knock", "CAD 1234")
    assert parse("DUTY", "abc").reference is None
    assert parse("DUTY", "abc", "  ").reference is None


@pytest.mark.parametrize("code", ["LIFE", "ORDER", "PREVENT", "JUSTICE", "DUTY"])
def test_the_five_codes(code):
    assert parse(code, "a reason").code == code


@pytest.mark.parametrize(
    ("code", "reason", "reference", "field"),
    [
        (None, "a reason", None, "code"),
        ("", "a reason", None, "code"),
        ("CURIOSITY", "a reason", None, "code"),
        ("LIFE", None, None, "reason"),
        ("LIFE", "ab", None, "reason"),
        ("LIFE", " a  ", None, "reason"),
        ("LIFE", "x" * 251, None, "reason"),
        ("LIFE", "a\x00reason", None, "reason"),
        ("LIFE", "a\x1breason", None, "reason"),
        ("LIFE", "a reason", "x" * 101, "reference"),
        ("LIFE", "a reason", "CAD\x07", "reference"),
    ],
)
def test_what_is_wrong_is_named(code, reason, reference, field):
    with pytest.raises(PurposeError) as caught:
        parse(code, reason, reference)
    assert caught.value.field == field


@pytest.mark.parametrize("length", [3, 250])
def test_the_limits_of_a_reason(length):
    assert parse("LIFE", "x" * length).reason == "x" * length


@given(st.text(), st.text(), st.none() | st.text())
def test_anything_else_is_refused_or_fits(code, reason, reference):
    try:
        purpose = parse(code, reason, reference)
    except PurposeError:
        return
    assert purpose.code in Code
    assert 3 <= len(purpose.reason) <= 250
    assert purpose.reference is None or 1 <= len(purpose.reference) <= 100
