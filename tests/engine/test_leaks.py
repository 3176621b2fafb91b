"""Channels through which a filtered search still tells of hidden documents, one by one.

For each: what a naive portal would send, with the very same filter in front, tells the two worlds apart
(so the channel is real on this engine); the gateway's answer to the same need is one and the same, and
not empty; and a gateway without its filter fails that comparison. docs/security.md has the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from access import gateway
from access.handling import clause
from access.permit import Permits
from access.queries import AnyOf, Find, Phrase, Prefix, Range, Term

from .gateway_corpus import (
    ANALYST,
    DESPATCHER,
    NOBODY,
    NOW,
    ROBBER_HUNTER,
    ROBBERY,
    Clock,
    Library,
    Paper,
    ledger_in,
    library,
)
from .leak_channels import CHANNELS, HIDDEN, SECURITY, VISIBLE, WORDS, Channel
from .noninterference import answer_of


@pytest.fixture(scope="module")
def permits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Permits]:
    with ledger_in(tmp_path_factory.mktemp("ledger"), Clock()) as made:
        yield made


@pytest.fixture(scope="module")
def worlds(es: Any, permits: Permits) -> Iterator[tuple[Library, Library]]:
    """One world with the visible papers alone, and one with the hidden ones beside, before and after."""
    beside = (*HIDDEN[:6], *VISIBLE, *HIDDEN[6:])
    with (
        library(es, VISIBLE, permits, Clock()) as without,
        library(es, beside, permits, Clock()) as with_hidden,
    ):
        yield without, with_hidden


def naively(channel: Channel, shelf: Library) -> Any:
    """What a naive portal would get, in so far as it is about documents."""
    if callable(channel.naive):
        return repr(channel.naive(shelf.writer, shelf.index)).replace(shelf.index, "")
    body = shelf.writer.search(index=shelf.index, **channel.naive).body
    told = {key: value for key, value in body.items() if key not in ("took", "timed_out", "_shards")}
    return repr(told).replace(shelf.index, "")


def ask(shelf: Library) -> Any:
    def one(identity: Any, what: Any) -> Any:
        reading = shelf.read(identity)
        if isinstance(what, list):
            return reading.fetch(what)
        return [
            found := reading.find(what),
            *([reading.find(replace(what, after=found.next))] if found.next else []),
        ]

    return one


def without_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: the gateway asks without its clause, and the check says yes to all."""
    monkeypatch.setattr(gateway, "clause", lambda identity, now: {"match_all": {}})
    monkeypatch.setattr(gateway, "visible", lambda identity, handling, now: True)


@pytest.mark.parametrize("channel", CHANNELS, ids=str)
def test_the_channel_is_real(worlds: tuple[Library, Library], channel: Channel):
    without, beside = worlds
    assert naively(channel, without) == naively(channel, without), "a control: the answer is steady"
    assert naively(channel, without) != naively(channel, beside)


@pytest.mark.parametrize("channel", CHANNELS, ids=str)
def test_the_gateway_closes_it(worlds: tuple[Library, Library], channel: Channel):
    without, beside = (answer_of(ask(shelf), ANALYST, channel.ours) for shelf in worlds)
    assert without == beside
    assert without.startswith(b"["), "a control: an answer, and no error"
    assert any(word in without for word in (b"CRIS/v", b'"total": 8')), "a control: it finds what it should"


@pytest.mark.parametrize("channel", CHANNELS, ids=str)
def test_without_the_filter_it_would_tell(
    worlds: tuple[Library, Library], channel: Channel, monkeypatch: pytest.MonkeyPatch
):
    without_filter(monkeypatch)
    without, beside = (answer_of(ask(shelf), ANALYST, channel.ours) for shelf in worlds)
    assert without != beside


# ---------------------------------------------------------------------------------- channels of their own


def test_the_check_alone_lets_no_record_through(
    worlds: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
):
    """Were the filter lost, the record store's word still stands between a hidden record and a reader."""
    monkeypatch.setattr(gateway, "clause", lambda identity, now: {"match_all": {}})
    _, beside = worlds
    for what in (Find(size=50), Find(WORDS, size=3), Find(size=0), ["CRIS/h1", "CRIS/v1"]):
        assert b"CRIS/h" not in answer_of(ask(beside), ANALYST, what)


def test_a_scroll_is_anybody_s_and_a_cursor_is_not(es: Any, permits: Permits):
    with library(es, [Paper(str(n), handling=ROBBERY) for n in range(6)], permits, Clock()) as shelf:
        scroll = shelf.reader.search(
            index=shelf.index, size=2, scroll="1m", query={"bool": {"filter": [clause(ROBBER_HUNTER, NOW)]}}
        )
        replayed = shelf.reader.scroll(scroll_id=scroll["_scroll_id"])
        assert len(replayed["hits"]["hits"]) == 2, "real: the id alone gives the next page"
        cursor = shelf.read(ROBBER_HUNTER).find(Find(size=2)).next
        control = shelf.read(ROBBER_HUNTER).find(Find(size=2, after=cursor))
        assert [hit.ref for hit in control.hits] == ["2", "3"]
        with pytest.raises(gateway.CursorError):
            shelf.read(ANALYST).find(Find(size=2, after=cursor))


def test_a_realtime_get_sees_what_no_search_does(es: Any, permits: Permits):
    with library(es, [Paper("old")], permits, Clock()) as shelf:
        shelf.add([Paper("new", handling=NOBODY)], refresh=False)
        assert shelf.reader.exists(index=shelf.index, id="CRIS/new"), "real: before any refresh"
        assert [hit.ref for hit in shelf.read(ANALYST).fetch(["CRIS/new", "CRIS/old"])] == ["old"]


def test_a_record_made_narrower_is_gone_at_once(es: Any, permits: Permits):
    """Stale copies: the index still has the open one, the store has tightened or deleted it."""
    with library(es, [Paper("1"), Paper("2"), Paper("3")], permits, Clock()) as shelf:
        naive = shelf.reader.search(index=shelf.index, query={"bool": {"filter": [SECURITY]}})
        shelf.store.papers["CRIS/1"] = Paper("1", handling=NOBODY, revision=2)
        del shelf.store.papers["CRIS/3"]
        shelf.store.waiting = {"CRIS/1", "CRIS/3"}
        assert naive["hits"]["total"]["value"] == 3, "real: the engine does not know yet"
        found = shelf.read(ANALYST).find(Find(facets=("kind",)))
        assert ([hit.ref for hit in found.hits], found.total, found.facets["kind"][0].count) == (["2"], 1, 1)


def test_a_tombstone_is_nobody_s(es: Any, permits: Permits):
    with library(es, [Paper("1", handling=NOBODY, text=""), Paper("2")], permits, Clock()) as shelf:
        assert [hit.ref for hit in shelf.read(ANALYST).find(Find()).hits] == ["2"]


def test_a_hidden_id_and_an_absent_one_take_the_same_steps(
    worlds: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
):
    _, shelf = worlds
    steps: list[str] = []
    send, current, withheld = shelf.engine.ask, shelf.store.current, shelf.store.withheld
    monkeypatch.setattr(shelf.engine, "ask", lambda *a: (steps.append("ask"), send(*a))[1])
    monkeypatch.setattr(
        shelf.store, "current", lambda ids: (steps.append(f"current {len(ids)}"), current(ids))[1]
    )
    monkeypatch.setattr(shelf.store, "withheld", lambda: (steps.append("withheld"), withheld())[1])
    taken = []
    for id_ in ("CRIS/h1", "CRIS/absent", "NOWHERE/1"):
        steps.clear()
        assert shelf.read(ANALYST).fetch([id_]) == []
        taken.append(tuple(steps))
    assert set(taken) == {("withheld", "ask", "current 0")}


def test_errors_say_the_same_of_hidden_and_absent(worlds: tuple[Library, Library]):
    wrong = [
        Find(Term("record.text", "zebra1")),
        Find(Term("handling.readers", "01/:homicide")),
        Find(after="nonsense"),
        Find(Range("when", "not a date")),
    ]
    for what in wrong:
        without, beside = (answer_of(ask(shelf), ANALYST, what) for shelf in worlds)
        assert without == beside
        assert b"Error" in without


def test_a_hidden_text_stays_hidden_in_every_field_of_a_visible_record(es: Any, permits: Permits):
    """The same for what is hidden inside a record: the full text beside a sanitised one."""
    plain = Paper("1", "bat", sanitised="bat", mentions=("WEAPON:BAT",))
    telling = replace(plain, text="zebra machete bat bat", mentions=("WEAPON:BAT", "WEAPON:MACHETE"))
    questions = [
        Find(facets=("mention", "flag"), months=True),
        Find(Term("stems", "zebra")),
        Find(AnyOf((Term("stems", "bat"), Term("stems", "machete")))),
        Find(Prefix("words", "mach")),
        Find(Term("mention", "WEAPON:MACHETE")),
        Find(Phrase("stems", ("machete", "bat"))),
        ["CRIS/1"],
    ]
    with library(es, [plain], permits, Clock()) as one, library(es, [telling], permits, Clock()) as other:
        for what in questions:
            answers = [answer_of(ask(shelf), DESPATCHER, what) for shelf in (one, other)]
            assert answers[0] == answers[1]
        assert b"CRIS/1" in answer_of(ask(other), DESPATCHER, questions[2])
        assert b"CRIS/1" in answer_of(ask(other), ANALYST, questions[1]), "a control: it is there for others"


def test_the_gateway_offers_nothing_else():
    """Whoever adds a way in must come by here."""
    assert {name for name in dir(gateway.Reading) if not name.startswith("_")} == {
        "fetch",
        "find",
        "find_all",
        "identity",
    }
    assert {name for name in dir(gateway.Gateway) if not name.startswith("_")} == {"open", "ready"}
