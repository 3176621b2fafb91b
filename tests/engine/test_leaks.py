"""Channels through which a filtered search still tells of hidden documents, one by one.

For each: what a naive portal would send, with the very same filter in front, tells the two worlds apart
(so the channel is real on this engine); the gateway's answer to the same need is one and the same, and
not empty; and a gateway without its filter fails that comparison. docs/security.md has the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from access import gateway
from access.handling import clause
from access.permit import Permits
from access.queries import All, AnyOf, AtLeast, Everything, Find, Order, Phrase, Prefix, Range, Term, Terms

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
    trigrams,
)
from .noninterference import answer_of

SECURITY = clause(ANALYST, NOW)

VISIBLE = tuple(
    Paper(
        f"v{n}",
        f"a bat behind the front door of number {n}" + " murphy" * (n == 3) + " machete" * (n == 4),
        names=(("Sean", "Murphy") if n % 2 else ("Joan", "Jones")),
        classification="Robbery" if n % 2 else "Assault",
        flags=("repeat",) if n < 4 else ("hate",),
        mentions=("WEAPON:BAT",),
        when=f"2024-0{1 + n % 5}-11",
        idents=(f"PHONE:+4477009000{n:02}",),
    )
    for n in range(8)
)
# Hidden ones share names, words, places and days with visible ones, and have some of their own.
HIDDEN = tuple(
    Paper(
        f"h{n}",
        f"a bat and a murphi machete zebra{n} murphia murphib macheta behind the front door bat",
        handling=replace(NOBODY, audience=("homicide",)),
        names=("Sean", "Murphi"),
        classification="Operation Zebra" if n % 3 else "Robbery",
        flags=("hate", "witness-protection"),
        mentions=("WEAPON:BAT", "WEAPON:MACHETE"),
        when=f"2024-0{1 + n % 5}-12",
        idents=("PHONE:+447700900003", f"PHONE:+4477009001{n:02}"),
    )
    for n in range(12)
)


@dataclass(frozen=True)
class Channel:
    """naive: body of a search, or a call; ours: the question that serves the same need."""

    name: str
    naive: dict[str, Any] | Callable[[Elasticsearch, str], Any]
    ours: Any

    def __str__(self) -> str:
        return self.name


def filtered(query: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"query": {"bool": {"must": [query], "filter": [SECURITY]}}, **rest}


def counting(**aggregation: Any) -> dict[str, Any]:
    return filtered({"match_all": {}}, size=0, aggs={"a": aggregation})


def terms(field: str, **more: Any) -> dict[str, Any]:
    return {"terms": {"field": field, **more}}


def suggesting(**suggester: Any) -> dict[str, Any]:
    return filtered({"match_all": {}}, suggest={"s": suggester})


ANY = {"match_all": {}}
BAT = {"match": {"full.stems": "bat door"}}
WORDS = AnyOf((Term("stems", "bat"), Term("stems", "door"), Term("stems", "machete")))
BY_TRIGRAM = Find(AtLeast("name.trigrams", trigrams("murphi"), 4))

CHANNELS = [
    Channel(
        "terms aggregation with min_doc_count 0",
        counting(**terms("classification", min_doc_count=0)),
        Find(facets=("classification", "flag"), size=0),
    ),
    Channel(
        "global aggregation",
        counting(**{"global": {}, "aggs": {"b": terms("classification")}}),
        Find(facets=("classification", "kind", "system"), months=True, size=0),
    ),
    Channel(
        "significant_terms",
        filtered(
            {"term": {"classification": "Robbery"}},
            size=0,
            aggs={"a": {"significant_terms": {"field": "flags", "min_doc_count": 1}}},
        ),
        Find(Term("classification", "Robbery"), facets=("flag",)),
    ),
    Channel(
        "significant_text",
        filtered(BAT, size=0, aggs={"a": {"significant_text": {"field": "full.stems", "min_doc_count": 1}}}),
        Find(WORDS, facets=("mention",)),
    ),
    Channel(
        "term suggester",
        suggesting(text="machetes", term={"field": "full.stems", "suggest_mode": "always"}),
        Find(AtLeast("name.trigrams", trigrams("murphy"), 4)),
    ),
    Channel(
        "phrase suggester",
        suggesting(text="zebra1 bet", phrase={"field": "full.stems", "max_errors": 2, "confidence": 0}),
        Find(Phrase("stems", ("front", "door"))),
    ),
    Channel(
        "completion suggester",
        suggesting(prefix="Se", completion={"field": "suggest", "size": 50}),
        Find(Prefix("words", "mach")),
    ),
    Channel("explain", filtered(BAT, explain=True), Find(WORDS)),
    Channel(
        "profile",
        lambda es, index: _rewritten(es.search(index=index, profile=True, **filtered(_PREFIXED))),
        Find(Prefix("words", "mur")),
    ),
    Channel(
        "validate with rewrite",
        lambda es, index: es.indices.validate_query(index=index, query=_FUZZY, rewrite=True)["explanations"][0][
            "explanation"
        ],
        BY_TRIGRAM,
    ),
    Channel("BM25 score", filtered(BAT), Find(WORDS)),
    Channel(
        "rescore by the engine's own statistics",
        filtered(ANY, rescore={"window_size": 50, "query": {"rescore_query": BAT}}),
        Find(All((WORDS, AnyOf((Phrase("stems", ("front", "door")),), 0)))),
    ),
    Channel(
        "more_like_this by id",
        lambda es, index: _scores(
            es.search(
                index=index,
                **filtered(
                    {
                        "more_like_this": {
                            "fields": ["full.stems"],
                            "like": [{"_index": index, "_id": "CRIS/h1"}],
                            "min_term_freq": 1,
                            "min_doc_freq": 1,
                        }
                    }
                ),
            )
        ),
        Find(AnyOf((Terms("stems", ("machete", "murphy")), Term("name.parts", "murphy")))),
    ),
    Channel(
        "more_like_this chooses its terms by the index's statistics",
        filtered({"more_like_this": {"fields": ["full.stems"], "like": "bat machete", "min_term_freq": 1, "min_doc_freq": 5}}),
        Find(AnyOf((Term("stems", "bat"), Term("stems", "machete")))),
    ),
    Channel("order by document number", filtered(ANY, sort=["_score", "_doc"]), Find(Everything(), size=3)),
    Channel("count of the index", lambda es, index: es.count(index=index)["count"], Find(size=0)),
    Channel(
        "statistics of the index",
        lambda es, index: es.indices.stats(index=index)["_all"]["primaries"]["docs"]["count"],
        Find(facets=("system",), size=0),
    ),
    Channel(
        "terms_enum with an index filter",
        lambda es, index: es.terms_enum(index=index, field="classification", string="O", index_filter=SECURITY)["terms"],
        Find(Prefix("classification", "R"), facets=("classification",)),
    ),
    Channel(
        "termvectors",
        lambda es, index: es.termvectors(
            index=index, id="CRIS/v1", fields=["full.stems"], term_statistics=True
        )["term_vectors"],
        Find(Term("name.parts", "sean")),
    ),
    Channel("get by id", lambda es, index: bool(es.exists(index=index, id="CRIS/h1")), ["CRIS/h1", "CRIS/v1"]),
    Channel(
        "multi-get without source",
        lambda es, index: [
            doc["found"] for doc in es.mget(index=index, ids=["CRIS/h1", "CRIS/v1"], source=False)["docs"]
        ],
        ["CRIS/h2", "CRIS/none", "CRIS/v1"],
    ),
    Channel(
        "explain by id",
        lambda es, index: es.options(ignore_status=404).explain(index=index, id="CRIS/h1", query=BAT).body.get("matched"),
        ["CRIS/h3", "CRIS/v3"],
    ),
    Channel(
        "terms lookup",
        lambda es, index: _scores(
            es.search(index=index, **filtered({"terms": {"flags": {"index": index, "id": "CRIS/h1", "path": "flags"}}}))
        ),
        Find(Terms("flags", ("hate", "witness-protection"))),
    ),
    Channel(
        "security in post_filter",
        {"query": ANY, "post_filter": SECURITY, "size": 0, "aggs": {"a": terms("classification")}},
        Find(facets=("classification",), size=0),
    ),
    Channel(
        "fuzziness crowded out by hidden terms",
        filtered({"match": {"full.stems": {"query": "murphi", "fuzziness": 1, "max_expansions": 2}}}),
        BY_TRIGRAM,
    ),
    Channel(
        "match_phrase_prefix crowded out by hidden terms",
        filtered({"match_phrase_prefix": {"full.stems": {"query": "machet", "max_expansions": 1}}}),
        Find(Prefix("words", "machet")),
    ),
    Channel(
        "max_score and shard numbers of a point in time",
        lambda es, index: _pit(es, index),
        Find(order=Order.NEWEST, size=4),
    ),
    Channel(
        "scores of an unfiltered clause beside the filter",
        {"query": {"bool": {"should": [BAT, SECURITY], "minimum_should_match": 2}}},
        Find(All((WORDS, Range("when", "2024-02"), Term("ident", "PHONE:+447700900003")))),
    ),
]  # fmt: skip

_PREFIXED = {"prefix": {"full.stems": {"value": "mur", "rewrite": "scoring_boolean"}}}
_FUZZY = {"fuzzy": {"full.stems": {"value": "murphy", "fuzziness": 2}}}


def _rewritten(answer: Any) -> Any:
    """The words that the profile shows the query was rewritten to."""
    return answer["profile"]["shards"][0]["searches"][0]["query"][0]["description"]


def _scores(answer: Any) -> Any:
    return [(hit["_id"], hit["_score"], hit.get("sort")) for hit in answer["hits"]["hits"]]


def _pit(es: Elasticsearch, index: str) -> Any:
    pit = es.open_point_in_time(index=index, keep_alive="1m")["id"]
    answer = es.search(pit={"id": pit}, **filtered(ANY, sort=["system"]))
    es.close_point_in_time(id=pit)
    return _scores(answer)


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
