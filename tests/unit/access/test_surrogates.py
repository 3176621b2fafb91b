"""Halves of surrogate pairs in JSON, made readable."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.surrogates import readable


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("\ud800", "\\ud800"),
        ("a \udfff b", "a \\udfff b"),
        ("\udc00\ud800", "\\udc00\\ud800"),
        ("\ud83d\ud83d\ude00", "\\ud83d\U0001f600"),
        ("\U0001f600", "\U0001f600"),
        ("\\ud800", "\\ud800"),
        ("\\\ud800", "\\\\ud800"),
        ("\x00 \n é", "\x00 \n é"),
    ],
)
def test_only_halves_are_changed(given_: str, shown: str) -> None:
    assert json.loads(readable(json.dumps(given_))) == shown


@given(st.text(st.characters(categories=["Cs", "Cc", "L", "P", "So"])))
def test_what_comes_out_can_be_written_in_utf_8(text: str) -> None:
    read = json.loads(readable(json.dumps([text, {text: text}])))
    assert json.dumps(read, ensure_ascii=False).encode()
