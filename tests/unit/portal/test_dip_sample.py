"""Drawing places of the ledger: the same for the same seed, each once, all alike likely."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import islice

from portal.services.audit.dip_sample import MOST_DRAWN, places
from portal.views.audit_words import records_words


def test_the_same_seed_draws_the_same_places_and_another_seed_others() -> None:
    first = list(islice(places("a1", 100, 9_999), 50))
    assert first == list(islice(places("a1", 100, 9_999), 50))
    assert first != list(islice(places("a2", 100, 9_999), 50))


def test_a_draw_can_be_done_again_by_hand() -> None:
    by_hand = 100 + int.from_bytes(hashlib.sha256(b"a1:0").digest()[:8]) % 9_900
    assert next(places("a1", 100, 9_999)) == by_hand


def test_each_place_is_drawn_once_and_none_outside() -> None:
    drawn = list(places("a1", 5, 40))
    assert sorted(drawn) == list(range(5, 41)), "few places are all reached"
    assert list(places("a1", 5, 4)) == []
    assert len(list(places("a1", 0, 10**9))) <= MOST_DRAWN


def test_no_place_is_likelier_than_another() -> None:
    counts = Counter(next(places(str(seed), 0, 9)) for seed in range(5_000))
    assert set(counts) == set(range(10))
    assert all(400 < count < 600 for count in counts.values()), counts


def test_records_are_named_or_counted() -> None:
    assert records_words([]) == ""
    assert records_words(["CRIS/1"]) == "CRIS/1"
    assert records_words(["restricted", "CRIS/1", "restricted"]) == "CRIS/1 and 2 restricted"
    assert records_words([f"CRIS/{n}" for n in range(7)]).endswith("CRIS/4 and 2 more")
