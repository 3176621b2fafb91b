"""Nominals, links, cards, suggestions, matches, what waits for review and what is refused: a hidden record changes none of them, by a byte.

Random towns (four small ones in the ordinary run, twenty larger ones in the slow one), each asked by a reader in a world of what they may see and in one
that holds the hidden records besides, with their edges and people's words on them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import uuid4

import pytest

from access import gateway
from access.identity import Identity
from access.purposes import parse as purpose
from indexer.local_es import Server
from indexer.resolve.arrival import Arrivals
from indexer.resolve.edges import Edge, Edges
from portal.services.asker import Asker
from portal.services.nominals import members as nominals_members

from .lookup_desk import LookupDesk, lookup_desk
from .noninterference import IGNORED, Difference, differences
from .people_corpus import READERS, Corpus, ReadOnce

# When something was said is of the moment: the two worlds are filled one after the other. A token is sealed with chance.
LEFT_OUT = IGNORED | {"decided", "opened", "due", "token"}
QUESTIONS = (
    "sean murphy", "murphy 3/2/80", "carla jones 12 avenue road", "avenue road", "flat 2 12 avenue road se20 7rt",
    "07700 900123", "AB12 CDE", "2008/1234567R", "amira okoro", "7 mill lane", "8 mill lane", "12a avenue road", "machete", "owning a gun",
)  # fmt: skip
TYPED = (
    "sean",
    "mur",
    "murphy s",
    "carla jo",
    "amira",
    "avenue r",
    "12 ave",
    "mill",
    "AB12",
    "07700 90",
    "2008/12",
)
KEYS = (
    "place:12 avenue road",
    "place:2/12 avenue road@SE20",
    "place:mill lane",
    "VRM:AB12CDE",
    "PHONE:+447700900123",
)
SUBJECTS: tuple[dict[str, Any], ...] = (
    {
        "kind": "person",
        "names": [{"forenames": "Sean", "surname": "Murphy"}],
        "dates_of_birth": ["1980-02-03"],
    },
    {"kind": "person", "names": [{"text": "Carla Jones"}], "identifiers": {"phone": ["07700 900123"]}},
    {"kind": "object", "type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}},
    {"kind": "location", "address": "12 Avenue Road", "postcode": "SE20 7RT"},
)
Request = tuple[str, Any]
READ_ONCE = ReadOnce()


@dataclass
class Worlds:
    """The two worlds of a corpus: what its reader may see alone, and with the hidden records besides."""

    corpus: Corpus
    without: LookupDesk
    beside: LookupDesk

    def differences(self, who: Identity, requests: Sequence[Request]) -> tuple[list[Difference], int]:
        """The questions that differ, and how many were answered rather than refused."""
        answered = Counter[bool]()

        def counted(who: Identity, what: Request) -> Any:
            answer = ask(self.without)(who, what)
            answered[True] += 1
            return answer

        return differences(counted, ask(self.beside), [who], requests, LEFT_OUT), answered[True]


@pytest.fixture(scope="module")
def worlds(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int, int], Worlds]]:
    """Makes the worlds of a seed and a size, each once."""
    with ExitStack() as held:

        def world(corpus: Corpus, ids: set[str]) -> LookupDesk:
            prefix, folder = f"{es.prefix}p{uuid4().hex[:10]}-", tmp_path_factory.mktemp("world")
            desk = held.enter_context(lookup_desk(es, prefix, folder))
            records = [r for r in corpus.records if f"{r['system']}/{r['ref']}" in ids]
            desk.put(corpus.rng.sample(records, len(records)), READ_ONCE)
            _tie(desk, corpus, ids)
            return desk

        @cache
        def made(seed: int, size: int) -> Worlds:
            corpus = Corpus(seed, size)
            everything = {f"{r['system']}/{r['ref']}" for r in corpus.records}
            return Worlds(corpus, world(corpus, corpus.visible_ids()), world(corpus, everything))

        yield made


def _tie(desk: LookupDesk, corpus: Corpus, ids: set[str]) -> None:
    """The edges that are computed when records come, and over them those and the words of which both ends are there."""
    url = desk.services.settings.records_url
    arrivals, edges = Arrivals(url), Edges(url, migrate=False)
    arrivals.drain()
    arrivals.close()
    there = [edge for edge in corpus.edges if _record(edge.a) in ids and _record(edge.b) in ids]
    edges.put(there)
    for a, b, word in corpus.words:
        if _record(a) in ids and _record(b) in ids:
            edges.judge(a, b, word, "u-judge", f"said {word} of {a} and {b}")
    edges.close()


def _record(member: str) -> str:
    return member.rpartition("~")[0]


def ask(desk: LookupDesk) -> Callable[[Identity, Request], Any]:
    """What a desk answers to a request of any kind."""

    def asked(who: Identity, request: Request) -> Any:
        kind, what = request
        asker = Asker(who, purpose("LIFE", "call to the address", "CAD 1/2"))
        services = desk.services
        if kind == "risk":
            return services.lookup.risk(asker, what)
        if kind == "nominal":
            return services.nominals.nominal(asker, what)
        if kind == "links":
            return services.links.links(asker, what)
        if kind == "suggest":
            return services.suggest.suggest(asker, what)
        if kind == "match":
            return services.matches.search(asker, what)
        if kind == "warnings":
            return services.warnings.tasks(asker)
        if kind == "queue":
            return _every_page(lambda after: services.nominals.queue(asker, after))
        return services.nominals.judge(asker, what)

    return asked


def _every_page(page: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    pages = [page(None)]
    while pages[-1]["next"]:
        pages.append(page(pages[-1]["next"]))
    return pages


def requests_of(corpus: Corpus, most: int) -> list[Request]:
    """Everybody and everything, hidden and absent ones too; words on hidden people last, as words change things."""
    members, visible = corpus.members(), corpus.visible_ids()
    rng = random.Random(corpus.seed)
    some = rng.sample(members, min(most, len(members)))
    hidden = [one for one in members if _record(one) not in visible]
    seen = [one for one in members if _record(one) in visible]
    return [
        *(("risk", q) for q in QUESTIONS),
        *(("suggest", q) for q in TYPED),
        *(("match", subject) for subject in SUBJECTS),
        ("warnings", None),
        *(("nominal", one) for one in (*some, "CRIS/absent~1", "nonsense")),
        *(("links", one) for one in (*KEYS, *some[:6], *map(_record, some[:6]), "CRIS/absent")),
        ("queue", None),
        *(("judge", _word(a, b)) for a, b in zip(seen[:3], hidden[:3], strict=False)),
        ("judge", _word(seen[0], "CRIS/absent~1")),
    ]


def _word(a: str, b: str) -> dict[str, str]:
    return {"a": a, "b": b, "word": "join", "reason": "the same"}


SEEDS = [pytest.param(n, 60, 200, marks=pytest.mark.slow, id=f"{n}") for n in range(20)]
SMALL = [pytest.param(100 + n, 30, 14, id=f"small {n}") for n in range(4)]


@pytest.mark.parametrize(("seed", "size", "most"), [*SMALL, *SEEDS])
def test_what_is_hidden_changes_no_nominal_link_or_card(worlds: Any, seed: int, size: int, most: int) -> None:
    made = worlds(seed, size)
    seen, requests = made.corpus.visible_ids(), requests_of(made.corpus, most)
    assert size * 0.15 < len(seen) < size * 0.85, "a control: there is something to see and something to hide"
    found, answered = made.differences(made.corpus.reader, requests)
    assert not found, f"{len(found)} answers tell:\n{found[0]}"
    assert answered > len(requests) / 4, "a control: what may be seen is answered"


def test_the_comparison_sees_what_more_is_visible(worlds: Any) -> None:
    """A control: somebody who may see the added records gets other nominals, links and cards."""
    made = worlds(100, 30)
    other = replace(
        READERS[0], groups=frozenset({"fraud", "robbery"}), compartments=frozenset({"OAK", "ELM"})
    )
    found, _ = made.differences(other, _looks(made.corpus))
    assert {"nominal", "links", "risk", "suggest", "match"} <= {one.request[0] for one in found}


@pytest.mark.parametrize(
    "mutant", ["neither filter nor check", "joined through the hidden", "an edge needs one visible end"]
)
def test_mutants_are_caught(worlds: Any, monkeypatch: pytest.MonkeyPatch, mutant: str) -> None:
    made = worlds(100, 30)
    if mutant == "neither filter nor check":
        monkeypatch.setattr(gateway, "clause", lambda identity, now: {"match_all": {}})
        monkeypatch.setattr(gateway, "visible", lambda identity, handling, now: True)
    elif mutant == "joined through the hidden":
        monkeypatch.setattr(Edges, "touching", _through(Edges.touching))
    else:
        monkeypatch.setattr(nominals_members, "edges_for", lambda identity, edges, seen: iter(list(edges)))
    found, _ = made.differences(made.corpus.reader, _looks(made.corpus))
    assert "nominal" in {one.request[0] for one in found}


def _looks(corpus: Corpus) -> list[Request]:
    return [
        one for one in requests_of(corpus, 10) if one[0] in ("nominal", "links", "risk", "suggest", "match")
    ]


def _through(touching: Callable[..., list[Edge]]) -> Callable[..., list[Edge]]:
    """As a linkage that clusters everything in the store would have it: friends of friends are friends."""

    def joined(self: Edges, members: Iterable[str]) -> list[Edge]:
        wanted = sorted(members)
        found = touching(self, wanted)
        ends = {end for edge in found for end in (edge.a, edge.b)} - set(wanted)
        further = [e for e in touching(self, ends) if e.decision == "join"]
        pairs = {
            tuple(sorted((one, far))) for one in wanted for e in further for far in (e.a, e.b) if one != far
        }
        return [*found, *(Edge(a, b, 0.9, "join") for a, b in sorted(pairs))]

    return joined
