"""What the gateway writes for Elasticsearch, and what it never writes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access import queries as q
from access.gateway_types import FieldSpec
from access.render import Renderer, check_schema, sixteenths

FIELDS = {
    "kind": FieldSpec("keyword"),
    "system": FieldSpec("keyword"),
    "classification": FieldSpec("keyword"),
    "flags": FieldSpec("keyword"),
    "when": FieldSpec("date"),
    "score": FieldSpec("integer"),
    "live": FieldSpec("boolean"),
    "place.geo": FieldSpec("geo"),
    "stems": FieldSpec("text", per_view=True),
    "ident": FieldSpec("keyword", per_view=True),
    "mention": FieldSpec("keyword", per_view=True),
}
FULL = Renderer(FIELDS, "full", {})
OPEN = Renderer(FIELDS, "open", {"ident": "NHS:"})


def leaf(clause):
    return FULL.matching(clause)


def test_views_have_their_own_fields():
    clause = q.Term("stems", "bat")
    assert FULL.matching(clause) == {"term": {"full.stems": {"value": "bat"}}}
    assert OPEN.matching(clause) == {"term": {"open.stems": {"value": "bat"}}}
    assert OPEN.matching(q.Term("kind", "event")) == {"term": {"kind": {"value": "event"}}}


@pytest.mark.parametrize(
    "wrong",
    [
        q.Term("full.stems", "x"),
        q.Term("handling.readers", "01/*"),
        q.Term("record.text", "x"),
        q.Term("_id", "x"),
        q.Term("score", "x"),
        q.Term("score", True),
        q.Term("live", 1),
        q.Term("kind", 7),
        q.Term("when", "2024"),
        q.Phrase("kind", ("a",)),
        q.Prefix("when", "20"),
        q.Within("kind", 51, 0, 10),
        q.Range("stems", "a"),
        q.Range("when", 20240101),
        q.Range("when", "now-1d"),
        q.Range("when", "2024-02-30"),
        q.Range("when", "2024||/M"),
        q.Range("score", "1"),
        q.Range("kind", 1),
    ],
)
def test_unknown_fields_and_wrong_clauses_are_refused(wrong):
    for clause in (wrong, q.Not(wrong), q.All((q.Everything(), wrong))):
        with pytest.raises(q.QueryError):
            FULL.matching(clause)
        with pytest.raises(q.QueryError):
            FULL.scored(clause, 1.0)


def test_a_schema_may_not_offer_the_handling_or_the_record():
    for name in ("handling.denied", "record.text", "full.reading", "record"):
        with pytest.raises(ValueError, match="may not be offered"):
            check_schema({name: FieldSpec("keyword")})
    check_schema(FIELDS)


def test_dates_are_written_out():
    summer = timezone(timedelta(hours=1))
    bounds = {
        "2024": "2024-01-01",
        "2024-03": "2024-03-01",
        "2024-03-02": "2024-03-02",
        "2024-03-02T08:10:00Z": "2024-03-02T08:10:00.000Z",
        date(2024, 3, 2): "2024-03-02",
        datetime(2024, 3, 2, 8, 10, tzinfo=summer): "2024-03-02T07:10:00.000Z",
        datetime(2024, 3, 2, 8, 10, tzinfo=UTC): "2024-03-02T08:10:00.000Z",
    }
    for given_, written in bounds.items():
        assert leaf(q.Range("when", given_))["range"]["when"]["gte"] == written


def test_an_identifier_that_may_not_be_seen_may_not_be_searched_for():
    nothing = {"match_none": {}}
    assert OPEN.matching(q.Term("ident", "NHS:9434765919")) == nothing
    assert OPEN.matching(q.Prefix("ident", "NHS:94")) == nothing
    assert OPEN.matching(q.Terms("ident", ("NHS:9434765919", "CRO:1"))) == {
        "terms": {"open.ident": ["CRO:1"]}
    }
    assert OPEN.matching(q.AtLeast("ident", ("NHS:9434765919",), 1)) == nothing
    with pytest.raises(q.QueryError):
        OPEN.matching(q.Prefix("ident", "NH"))
    assert OPEN.matching(q.Term("ident", "CRO:1")) == {"term": {"open.ident": {"value": "CRO:1"}}}
    assert FULL.matching(q.Term("ident", "NHS:9434765919")) != nothing


def test_more_than_there_is_matches_nothing():
    assert leaf(q.AtLeast("kind", ("a", "b"), 3)) == {"match_none": {}}
    assert leaf(q.AnyOf((), 1)) == {"match_none": {}}
    assert leaf(q.Best(())) == {"match_none": {}}
    assert FULL.scored(q.Best(()), 1.0) == {"match_none": {}}


def test_a_weight_reaches_the_leaves_in_sixteenths():
    made = FULL.scored(
        q.Weighted(q.Best((q.Term("kind", "a"), q.Weighted(q.Term("kind", "b"), 0.3))), 2.01), 1.0
    )
    assert [part["constant_score"]["boost"] for part in made["dis_max"]["queries"]] == [2.0, 0.625]


@given(st.lists(st.floats(0, 64), min_size=2, max_size=60), st.randoms())
def test_sums_of_sixteenths_are_exact_in_any_order(weights, random):
    given_ = [sixteenths(w) for w in weights]
    shuffled = random.sample(given_, len(given_))
    assert sum(given_) == sum(shuffled)
    assert (sum(given_) * 16).is_integer()


# ------------------------------------------------------------------- what is never written, whoever asks

values = st.one_of(st.text(min_size=1, max_size=8), st.integers(), st.booleans())
names = st.sampled_from([*FIELDS, "handling.readers", "record", "nowhere"])
leaves = st.one_of(
    st.builds(q.Term, names, values),
    st.builds(q.Terms, names, st.lists(values, max_size=4)),
    st.builds(q.AtLeast, names, st.lists(values, min_size=1, max_size=4), st.integers(1, 4)),
    st.builds(q.Prefix, names, st.text(min_size=1, max_size=8)),
    st.builds(q.Phrase, names, st.lists(st.sampled_from(["bat", "door"]), min_size=1, max_size=3)),
    st.builds(q.Range, names, st.sampled_from(["2024", "a", 3]), st.just(None)),
    st.builds(q.Within, names, st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 1000)),
    st.builds(q.Everything),
)
clauses = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.builds(q.Not, part),
        st.builds(q.All, st.lists(part, max_size=3)),
        st.builds(q.AnyOf, st.lists(part, max_size=3), st.integers(0, 3)),
        st.builds(q.Best, st.lists(part, max_size=3)),
        st.builds(q.Weighted, part, st.floats(0, 10)),
    ),
    max_leaves=8,
)
finds = st.builds(
    q.Find,
    clauses,
    st.lists(clauses, max_size=2),
    size=st.integers(0, 200),
    order=st.sampled_from(q.Order),
    facets=st.lists(st.sampled_from(q.FACETS), unique=True),
    months=st.booleans(),
)
ALLOWED_KEYS = {
    "query", "bool", "must", "filter", "should", "must_not", "minimum_should_match", "size", "sort",
    "track_total_hits", "track_scores", "_source", "includes", "search_after", "aggs", "match_all", "match_none",
    "boost", "constant_score", "dis_max", "queries", "tie_breaker", "term", "terms", "value", "prefix", "match_phrase",
    "slop", "range", "gte", "lt", "format", "geo_distance", "distance", "lat", "lon", "_score", "id", "when", "order",
    "missing", "field", "shard_size", "min_doc_count", "_count", "_key", "date_histogram", "calendar_interval",
    "months", *q.FACETS, *FIELDS, *(f"full.{name}" for name in FIELDS), *(f"open.{name}" for name in FIELDS),
}  # fmt: skip


def keys(value):
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@given(finds)
def test_whatever_is_asked_only_these_words_are_written(find):
    security = {"term": {"kind": {"value": "the security clause"}}}
    try:
        body = OPEN.body(find, [security], ["CRIS/1"], None)
    except q.QueryError:
        return
    assert set(keys(body)) <= ALLOWED_KEYS
    assert security in body["query"]["bool"]["filter"]
    assert {"terms": {"id": ["CRIS/1"]}} in body["query"]["bool"]["must_not"]
    assert body["sort"][-1] == {"id": "asc"}
    assert body["track_total_hits"] is True
    assert "full." not in json.dumps(body)
    assert all(
        agg.get("terms", agg.get("date_histogram"))["min_doc_count"] == 1
        for agg in body.get("aggs", {}).values()
    )
