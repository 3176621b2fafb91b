"""The closed language: what can be said, and what cannot."""

from datetime import date

import pytest

from access import queries as q


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: q.Term("f", ""),
        lambda: q.Term("f", "x" * 1001),
        lambda: q.Term("f", 1.5),
        lambda: q.Term("f", {"script": "x"}),
        lambda: q.Terms("f", "abc"),
        lambda: q.Terms("f", {"index": "x", "id": "y", "path": "z"}.items()),
        lambda: q.Terms("f", ["x"] * 1001),
        lambda: q.AtLeast("f", ["a"], 0),
        lambda: q.Phrase("f", []),
        lambda: q.Phrase("f", ["two words"]),
        lambda: q.Range("f"),
        lambda: q.Within("f", 91, 0, 10),
        lambda: q.Within("f", float("nan"), 0, 10),
        lambda: q.Within("f", 51, 0, 0),
        lambda: q.Within("f", 51, 0, 600_000),
        lambda: q.AnyOf([], -1),
        lambda: q.Weighted(q.Everything(), float("inf")),
        lambda: q.Weighted(q.Everything(), -1),
        lambda: q.Weighted(q.Everything(), 1e9),
        lambda: q.Find(size=201),
        lambda: q.Find(size=-1),
        lambda: q.Find(facets=("handling.readers",)),
        lambda: q.Find(query={"match_all": {}}),
        lambda: q.Find(filters=({"term": {"a": "b"}},)),
        lambda: q.Find(query=q.All([q.Term("f", "x"), "y"])),
        lambda: q.Find(query=q.AnyOf([q.Terms("f", ["x"] * 1000)] * 3)),
    ],
)
def test_what_cannot_be_asked(wrong):
    with pytest.raises(q.QueryError):
        wrong()


def test_trees_have_a_depth():
    clause = q.Term("f", "x")
    for _ in range(q.DEEPEST):
        clause = q.Not(clause)
    with pytest.raises(q.QueryError):
        q.Find(clause)


def test_lists_and_generators_become_tuples():
    made = q.Find(q.All([q.Terms("f", (v for v in ("a", "b")))]), filters=[q.Everything()], facets=["kind"])
    assert made == q.Find(q.All((q.Terms("f", ("a", "b")),)), (q.Everything(),), facets=("kind",))
    hash(made)


def test_a_question_is_the_same_on_every_page_and_no_other_is():
    asked = q.Find(q.Term("f", "x"), (q.Range("when", date(2024, 1, 1)),))
    same = q.Find(asked.query, asked.filters, size=7, after="abc", facets=("kind",), months=True)
    others = [
        q.Find(q.Term("f", "y"), asked.filters),
        q.Find(q.Prefix("f", "x"), asked.filters),
        q.Find(q.Terms("f", ("x",)), asked.filters),
        q.Find(asked.query, ()),
        q.Find(asked.query, (q.Range("when", None, date(2024, 1, 1)),)),
        q.Find(asked.query, asked.filters, order=q.Order.NEWEST),
        q.Find(q.Weighted(asked.query, 2.0), asked.filters),
        q.Find(q.All((asked.query,)), asked.filters),
    ]
    assert q.canonical(asked) == q.canonical(same)
    assert len({q.canonical(f) for f in [asked, *others]}) == len(others) + 1


def test_values_cannot_run_into_one_another():
    one = q.Find(q.Terms("f", ("a','b",)))
    two = q.Find(q.Terms("f", ("a", "b")))
    assert q.canonical(one) != q.canonical(two)
