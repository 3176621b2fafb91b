"""Random towns: what a reader may not see changes nothing in any answer, whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from access import gateway
from access.handling import Handling, visible
from access.identity import Identity
from access.permit import Permits
from access.queries import (
    FACETS,
    All,
    AnyOf,
    AtLeast,
    Best,
    Clause,
    Everything,
    Find,
    Not,
    Order,
    Phrase,
    Prefix,
    Range,
    Term,
    Terms,
    Weighted,
    Within,
)

from .gateway_corpus import (
    ANALYST,
    DESPATCHER,
    NOW,
    OTHER_FORCE,
    ROBBER_HUNTER,
    Clock,
    Library,
    Paper,
    ledger_in,
    library,
    trigrams,
)
from .noninterference import as_bytes, differences

NAMES = ("sean", "shaun", "murphy", "murphey", "jones", "joan", "okoro", "smith")
WORDS = ("bat", "door", "knife", "front", "avenue", "road", "threat", "dog", "behind", "male")
GROUPS = ("robbery", "fraud", "homicide")
READERS = (
    replace(ANALYST, groups=frozenset({"fraud"}), compartments=frozenset({"OAK"})),
    ROBBER_HUNTER,
    DESPATCHER,
    OTHER_FORCE,
)
DAY = timedelta(days=1)


def some_handling(rng: random.Random) -> Handling:
    return Handling(
        tier=rng.choice(("OFFICIAL",) * 9 + ("SECRET",)),
        sensitive=rng.random() < 0.3,
        force=rng.choice(("01", "01", "01", "45")),
        audience=tuple(rng.choice((("*",), ("*",), (), rng.sample(GROUPS, 1), rng.sample(GROUPS, 2)))),
        compartments=tuple(rng.choice(((), (), (), ("OAK",), ("OAK", "ELM")))),
        denied=tuple(rng.choice(((), (), (), ("1001",), ("2001", "3001")))),
        releasable_to=tuple(rng.choice(((), ("45",), ("45", "46"), ("01", "46")))),
        visible_from=rng.choice((None, None, NOW - DAY, NOW + DAY)),
        visible_until=rng.choice((None, None, None, NOW - DAY, NOW + DAY)),
    )


def some_paper(rng: random.Random, number: int) -> Paper:
    """Visible and hidden ones are drawn from the same few names, words, places and days."""
    text = " ".join(rng.choices(WORDS, k=rng.randint(3, 9)))
    return Paper(
        ref=f"{rng.randrange(16**8):08x}-{number}",
        text=text,
        sanitised=rng.choice((None, None, " ".join(rng.choices(WORDS, k=4)))),
        handling=some_handling(rng),
        system=rng.choice(("CRIS", "CRIMINT", "PNC")),
        kind=rng.choice(("report", "event", "person")),
        names=tuple(rng.sample(NAMES, 2)),
        classification=rng.choice((None, "Robbery", "Assault", f"Operation {rng.randrange(5)}")),
        flags=tuple(rng.sample(("hate", "repeat", "domestic-abuse"), rng.randrange(3))),
        mentions=tuple({f"WEAPON:{word.upper()}" for word in text.split()}),
        when=rng.choice((None, *(f"20{rng.randrange(18, 24)}-0{rng.randrange(1, 9)}-11" for _ in range(5)))),
        geo=(51.4 + rng.random() / 50, -0.06),
        idents=(f"PHONE:+4477009009{rng.randrange(10, 40)}",),
    )


def some_clause(rng: random.Random, depth: int = 0) -> Clause:
    if depth < 3 and rng.random() < 0.55:
        parts = tuple(some_clause(rng, depth + 1) for _ in range(rng.randint(1, 4)))
        return rng.choice(
            (
                All(parts[:2]),
                AnyOf(parts),
                AnyOf(parts, 0),
                AnyOf(parts, min(2, len(parts))),
                Best(parts),
                Not(parts[0]),
                Weighted(parts[0], rng.random() * 5),
                Weighted(Best(parts), rng.random() * 5),
            )
        )
    name, word = rng.choice(NAMES), rng.choice(WORDS)
    grams = trigrams(name)
    return rng.choice(
        (
            Term("stems", word),
            Term("name.parts", name),
            Terms("kind", ("report", "person")),
            AtLeast("name.trigrams", grams, max(1, len(grams) * 6 // 10)),
            Prefix("words", word[: rng.randint(1, 3)]),
            Phrase("stems", (word, rng.choice(WORDS))),
            Range("when", f"20{rng.randrange(18, 24)}", None),
            Within("place.geo", 51.41, -0.06, rng.choice((300, 900))),
            Term("ident", f"PHONE:+4477009009{rng.randrange(10, 40)}"),
            Everything(),
        )
    )


def some_find(rng: random.Random) -> Find:
    return Find(
        some_clause(rng),
        tuple(some_clause(rng, 2) for _ in range(rng.randrange(2))),
        size=rng.choice((0, 1, 5, 20, 200)),
        order=rng.choice((Order.SCORE, Order.SCORE, Order.NEWEST)),
        facets=FACETS if rng.random() < 0.5 else (),
        months=rng.random() < 0.3,
    )


def all_pages(shelf: Library, totals: list[int] | None = None) -> Any:
    """A question with all the pages that follow, at most four; and the fetch of everything seen."""

    def ask(who: Identity, what: Find) -> list[Any]:
        reading, seen = shelf.read(who), []
        for _ in range(4):
            found = reading.find(what)
            seen.append(found)
            if totals is not None:
                totals.append(found.total)
            if not found.next:
                break
            what = replace(what, after=found.next)
        hits = [hit.id for found in seen for hit in found.hits]
        return [*seen, *reading.fetch(hits)]

    return ask


def grown(es: Any, papers: list[Paper], rng: random.Random, *rest: Any, **kw: Any) -> Any:
    """A library filled in random order and in several segments, with documents rewritten on the way."""
    shuffled = rng.sample(papers, len(papers))
    third = len(shuffled) // 3
    made = library(es, shuffled[:third], *rest, **kw)

    class Grown:
        def __enter__(self) -> Library:
            shelf = made.__enter__()
            for part in (shuffled[third : 2 * third], shuffled[2 * third :], shuffled[: third // 2]):
                shelf.add(part)
            return shelf

        def __exit__(self, *gone: Any) -> None:
            made.__exit__(*gone)

    return Grown()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def permits(tmp_path: Path, clock: Clock) -> Iterator[Permits]:
    with ledger_in(tmp_path, clock) as made:
        yield made


@pytest.mark.parametrize(("seed", "shards"), [(0, 1), (1, 1), (2, 1), (3, 1), (4, 2), (5, 2)])
def test_what_is_hidden_changes_no_answer(es: Any, permits: Permits, clock: Clock, seed: int, shards: int):
    rng = random.Random(1000 * shards + seed)
    reader = READERS[seed % len(READERS)]
    papers = [some_paper(rng, number) for number in range(300)]
    seen = [paper for paper in papers if visible(reader, paper.handling, NOW)]
    assert 15 < len(seen) < 285, "a control: there is something to see and something to hide"
    with (
        grown(es, seen, rng, permits, clock, shards=shards) as without,
        grown(es, papers, rng, permits, clock, shards=shards) as beside,
    ):
        requests = [some_find(rng) for _ in range(50)]
        totals: list[int] = []
        told = differences(all_pages(without), all_pages(beside, totals), [reader], requests)
        assert not told, f"{len(told)} of {len(requests)} answers tell:\n{told[0]}"
        assert len(totals) >= len(requests), "a control: every question was answered"
        assert sum(total > 0 for total in totals) > 25, "a control: most of them found something"


def test_the_harness_sees_what_is_visible(es: Any, permits: Permits, clock: Clock):
    """A control: a record more that may be seen is noticed, by the same questions."""
    rng = random.Random(7)
    papers = [
        replace(some_paper(rng, number), handling=Handling("OFFICIAL", False, "01", ("*",)))
        for number in range(40)
    ]
    with library(es, papers[:-5], permits, clock) as without, library(es, papers, permits, clock) as beside:
        requests = [some_find(rng) for _ in range(30)]
        assert len(differences(all_pages(without), all_pages(beside), [ANALYST], requests)) > 15


@pytest.mark.parametrize(
    "mutant", ["the filter is gone", "the withheld are forgotten", "equal scores as they fall"]
)
def test_mutants_are_caught(
    es: Any, permits: Permits, clock: Clock, monkeypatch: pytest.MonkeyPatch, mutant: str
):
    """The same comparison fails for a gateway that lacks one of its parts."""
    rng = random.Random(11)
    papers = [some_paper(rng, number) for number in range(200)]
    seen = [paper for paper in papers if visible(ANALYST, paper.handling, NOW)]
    with grown(es, seen, rng, permits, clock) as without, grown(es, papers, rng, permits, clock) as beside:
        if mutant == "the filter is gone":
            monkeypatch.setattr(gateway, "clause", lambda identity, now: {"match_all": {}})
        elif mutant == "the withheld are forgotten":
            tightened = [paper.id for paper in papers if paper not in seen]
            _loosen(beside, tightened)
        else:
            _unsorted(monkeypatch)
        requests = [some_find(rng) for _ in range(40)]
        assert differences(all_pages(without), all_pages(beside), [ANALYST], requests)


def _loosen(shelf: Library, ids: list[str]) -> None:
    """The index has these open to all, the store knows better, and `withheld` does not say so."""
    hidden = [shelf.store.papers[id_] for id_ in ids]
    shelf.add(replace(paper, handling=Handling("OFFICIAL", False, "01", ("*",))) for paper in hidden)
    shelf.store.papers |= {paper.id: paper for paper in hidden}


def _unsorted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ties fall to the engine's own document numbers."""
    from access.render import Renderer

    whole = Renderer.body

    def body(self: Renderer, *given: Any) -> dict[str, Any]:
        made = whole(self, *given)
        return made | {"sort": [made["sort"][0], "_doc"]}

    monkeypatch.setattr(Renderer, "body", body)


def test_answers_are_compared_to_the_byte():
    assert (
        as_bytes({"b": 1, "a": [{"next": "x", "took_ms": 3}]})
        == b'{"b": 1, "a": [{"next": true, "took_ms": true}]}'
    )
    assert as_bytes({"next": None}) != as_bytes({"next": "x"})
    assert as_bytes({"a": 1, "b": 2}) != as_bytes({"b": 2, "a": 1})
