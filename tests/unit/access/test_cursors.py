"""Cursors: whose they are, and what they do not show."""

import base64

import pytest

from access.cursors import Cursors
from access.gateway_types import CursorError

KEY = bytes(range(32))
PLACE = (12.0625, "CRIS/2314567/24")


def test_a_cursor_opens_for_its_reader_and_question():
    cursors = Cursors(KEY)
    assert (
        Cursors(KEY).open(cursors.seal(PLACE, "me, my purpose, my question"), "me, my purpose, my question")
        == PLACE
    )


def test_it_opens_for_nobody_else():
    sealed = Cursors(KEY).seal(PLACE, "me")
    for cursors, binding in ((Cursors(KEY), "you"), (Cursors(KEY[::-1]), "me")):
        with pytest.raises(CursorError):
            cursors.open(sealed, binding)


def test_it_shows_nothing_and_is_never_the_same_twice():
    cursors = Cursors(KEY)
    one, other = cursors.seal(PLACE, "me"), cursors.seal(PLACE, "me")
    assert one != other
    assert b"CRIS" not in base64.urlsafe_b64decode(one + "===")


@pytest.mark.parametrize("bent", ["", "x", "ü", "A" * 64, "A" * 10_000, "$$$$", "\ud800"])
def test_what_is_no_cursor_is_refused(bent):
    with pytest.raises(CursorError):
        Cursors(KEY).open(bent, "me")


def test_every_changed_character_is_noticed():
    cursors = Cursors(KEY)
    sealed = cursors.seal(PLACE, "me")
    for at in range(len(sealed) - 1):
        changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(CursorError):
            cursors.open(changed, "me")


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="at least 32"):
        Cursors(b"short")
