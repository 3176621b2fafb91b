"""The channels of test_leaks: for each what a naive portal would send, and the question that serves the same need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from elasticsearch import Elasticsearch

from access.handling import clause
from access.queries import All, AnyOf, AtLeast, Everything, Find, Order, Phrase, Prefix, Range, Term, Terms

from .gateway_corpus import ANALYST, NOBODY, NOW, Paper, trigrams

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
