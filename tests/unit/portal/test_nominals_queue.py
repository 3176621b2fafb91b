"""The pairs that wait for a word: hidden ones cost no question to the index, fill no page, and are named by no cursor."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, cast

import pytest

from access.cursors import Cursors
from access.gateway import Hit, Reading
from access.gateway_types import Current
from access.handling import Handling
from access.identity import Identity, Role
from indexer.resolve.edges import Edge
from portal.services.errors import Invalid
from portal.services.nominals.members import Walk
from portal.services.nominals.queue import MOST_PORTIONS, PAGE, PORTION, Waiting

from .hits import hit, person

READER, OTHER = Identity("s1", Role.SUPERVISOR, "01"), Identity("s2", Role.SUPERVISOR, "01")
OPEN, SHUT = Handling("OFFICIAL", False, "01", ("*",)), Handling("OFFICIAL", False, "01", ("*",), ("OP",))


@dataclass
class Town:
    """So many records in a row, each of which may be about the person of the next; some are hidden."""

    hidden: Iterable[int]
    number: int
    asked: list[str] = field(default_factory=list)
    looks: int = 0
    identity: Identity = READER

    def review(self, limit: int = 100, after: tuple[str, str] | None = None) -> list[Edge]:
        self.looks += 1
        ids = [f"CRIS/{n:06}~1" for n in range(self.number)]
        first = ids.index(after[0]) + 1 if after else 0
        return [Edge(a, b, 0.6, "review") for a, b in pairwise(ids[first : first + limit + 1])]

    def withheld(self) -> Sequence[str]:
        return ()

    def current(self, ids: Sequence[str]) -> Mapping[str, Current]:
        return {id_: Current(1, SHUT if int(id_[5:]) in self.hidden else OPEN) for id_ in ids}

    def fetch(self, ids: Sequence[str]) -> list[Hit]:
        self.asked += ids
        return [hit(id_[5:], people=[person()]) for id_ in ids if int(id_[5:]) not in self.hidden]

    def waiting(self) -> Waiting:
        return Waiting(self, self, Cursors(b"k" * 32), lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def walk(self) -> Walk:
        return Walk(cast("Reading", self), cast("Any", self))


def shown(town: Town, after: tuple[str, str] | None = None) -> list[int]:
    return [int(edge.a[5:11]) for edge in town.waiting().page(town.walk(), after).pairs]


def test_pages_follow_one_another_to_the_end():
    town, after, pages = Town((), 2 * PAGE + 4), None, []
    while not pages or after:
        page = town.waiting().page(town.walk(), after)
        pages.append([int(edge.a[5:11]) for edge in page.pairs])
        after = page.end
    assert [len(page) for page in pages] == [PAGE, PAGE, 3]
    assert [number for page in pages for number in page] == list(range(2 * PAGE + 3))


def test_hidden_pairs_fill_no_page_and_are_not_asked_of_the_index():
    last = 3 * PORTION
    town = Town(range(5, last), last + 40)
    assert shown(town) == [0, 1, 2, 3, *range(last, last + 16)]
    assert {int(id_[5:]) for id_ in town.asked} <= {*range(5), *range(last, last + 40)}


def test_where_hidden_pairs_alone_are_left_there_is_no_next_page():
    town = Town(range(PAGE + 1, 4 * PORTION), 4 * PORTION)
    page = town.waiting().page(town.walk(), None)
    assert (len(page.pairs), page.end) == (PAGE, None)
    assert town.looks > 1


def test_a_page_ends_after_so_many_pairs_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal.services.nominals.queue.PORTION", 10)
    most = 10 * MOST_PORTIONS
    town = Town(range(most + 5), most + 8)
    page = town.waiting().page(town.walk(), None)
    assert (list(page.pairs), town.looks, town.asked) == ([], MOST_PORTIONS, [])
    assert page.end
    assert shown(town, page.end) == [most + 5, most + 6]


def test_a_cursor_names_nobody_and_is_its_reader_s_alone():
    waiting = Town((), 2).waiting()
    place = ("CRIMINT/26SECRET~1", "CRIS/1~1")
    cursor = waiting.cursor(READER, place)
    assert cursor
    assert b"SECRET" not in base64.urlsafe_b64decode(cursor + "==")
    assert waiting.place(READER, cursor) == place
    assert waiting.place(READER, None) is waiting.cursor(READER, None) is None
    for reader, given in ((OTHER, cursor), (READER, cursor[:-2]), (READER, "CRIS/1~1")):
        with pytest.raises(Invalid, match="after"):
            waiting.place(reader, given)
