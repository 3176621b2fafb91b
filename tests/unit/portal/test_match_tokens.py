"""The token of a search: for one person, one purpose, one subject and a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from access import purposes
from access.identity import Identity, Role
from portal.services.creating.tokens import MatchTokens, TokenInvalid

KEY = b"k" * 32
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
OFFICER = Identity("PC7", Role.OFFICER, "01")
PURPOSE = purposes.parse("PREVENT", "new record", "CAD 1")
SEAN: dict[str, Any] = {
    "names": [{"surname": "Murphy", "forenames": "Sean"}],
    "dates_of_birth": ["1980-02-03"],
    "identifiers": {"phone": ["07700 900123"], "email": []},
    "description": "tall",
}


@pytest.fixture
def tokens() -> MatchTokens:
    return MatchTokens(KEY)


@pytest.fixture
def token(tokens: MatchTokens) -> str:
    return tokens.seal(OFFICER, PURPOSE, "person", SEAN, ["CUSTODY/1"], NOW)


def test_it_opens_for_whom_and_what_it_was_made_for(tokens: MatchTokens, token: str) -> None:
    found = tokens.open(token, OFFICER, PURPOSE, NOW + timedelta(minutes=14))
    assert found.differs("person", SEAN) == []
    assert found.showed("CUSTODY/1")
    assert not found.showed("CUSTODY/2")


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (replace(OFFICER, user="PC8"), PURPOSE),
        (replace(OFFICER, force="45"), PURPOSE),
        (replace(OFFICER, role=Role.ANALYST), PURPOSE),
        (OFFICER, purposes.parse("LIFE", "new record", "CAD 1")),
        (OFFICER, purposes.parse("PREVENT", "another reason", "CAD 1")),
        (OFFICER, purposes.parse("PREVENT", "new record", "CAD 2")),
        (OFFICER, None),
    ],
)
def test_it_opens_for_nobody_and_nothing_else(
    tokens: MatchTokens, token: str, who: Identity, why: Any
) -> None:
    with pytest.raises(TokenInvalid) as caught:
        tokens.open(token, who, why, NOW)
    assert not caught.value.late


def test_it_expires(tokens: MatchTokens, token: str) -> None:
    with pytest.raises(TokenInvalid) as caught:
        tokens.open(token, OFFICER, PURPOSE, NOW + timedelta(minutes=15))
    assert caught.value.late
    short = MatchTokens(KEY, timedelta(seconds=5))
    made = short.seal(OFFICER, PURPOSE, "person", SEAN, [], NOW)
    with pytest.raises(TokenInvalid):
        short.open(made, OFFICER, PURPOSE, NOW + timedelta(seconds=5))


def test_another_instance_s_or_a_changed_one_is_none(tokens: MatchTokens, token: str) -> None:
    with pytest.raises(TokenInvalid):
        MatchTokens(b"o" * 32).open(token, OFFICER, PURPOSE, NOW)
    for place in range(0, len(token), 7):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(TokenInvalid):
            tokens.open(other, OFFICER, PURPOSE, NOW)
    for wrong in ("", "x", "é" * 40, "A" * 9_000, token + "!"):
        with pytest.raises(TokenInvalid):
            tokens.open(wrong, OFFICER, PURPOSE, NOW)


def test_spellings_of_one_token_are_spent_as_one(tokens: MatchTokens, token: str) -> None:
    """The last letter of base64 may carry bits that nothing reads."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    digests = set()
    for letter in alphabet:
        try:
            digests.add(tokens.open(token[:-1] + letter, OFFICER, PURPOSE, NOW).digest)
        except TokenInvalid:
            continue
    assert len(digests) == 1


def test_it_names_the_critical_fields_that_differ(tokens: MatchTokens, token: str) -> None:
    found = tokens.open(token, OFFICER, PURPOSE, NOW)
    assert found.differs("person", SEAN | {"description": "short", "role": "suspect"}) == []
    assert found.differs("person", SEAN | {"identifiers": {"phone": [" 07700  900123 "]}}) == []
    assert found.differs("person", SEAN | {"names": []}) == ["names"]
    both = SEAN | {"dates_of_birth": ["1980"], "identifiers": {}}
    assert found.differs("person", both) == ["dates_of_birth", "identifiers"]
    assert found.differs("object", {"type": "vehicle"}) == ["kind"]
