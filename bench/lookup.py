"""`/risk` and `/search` over HTTP against the same Elasticsearch bodies sent bare, in turn, in one run.

    python -m bench.lookup [--records 100000] [--rounds 150] [--folder DIR]

Prints p50 and p95 of both in milliseconds, and what the house adds: session, identity, two sealed ledger rows, clauses,
checks against the record store, scoring, cards, JSON. The town is synthetic; names and addresses asked for are its own,
each with a slip now and then.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from elasticsearch import Elasticsearch
from flask.testing import FlaskClient
from tqdm import tqdm

from access.gateway import Engine
from bench.kept import bare_engine, house_of
from indexer.demo.noise import typo
from indexer.demo.town import Town
from indexer.demo.world import Person
from indexer.memory import settle
from portal.commands.portal import YOUNG_OBJECTS
from tests.support.house import PURPOSE, House

WORDS = (
    "knife",
    "weapon",
    "rottweiler",
    "argument",
    "rucksack",
    "window",
    "cannabis",
    "visitors",
    "dementia",
    "phone",
)


class Spy:
    """Keeps the bodies that the gateway sends."""

    def __init__(self, engine: Engine) -> None:
        self._ask, self.sent = engine.ask, list[tuple[str, list[Any]]]()
        engine.ask = self.ask  # type: ignore[method-assign]

    def ask(self, alias: str, bodies: Any) -> Any:
        """As the engine's, but kept."""
        self.sent.append((alias, list(bodies)))
        return self._ask(alias, bodies)


@contextmanager
def town_of(records: int, kept: Path | None = None) -> Iterator[tuple[House, list[Person]]]:
    """A house with so many records in it, and some of its people. kept: a folder for what was loaded, to be found there again."""
    town = Town(records, datetime.now(UTC).date())
    each = (entry.record for entry in islice(town.made(), records))
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        with house_of("bench", each, records, folder, kept is not None) as made:
            yield made, list(islice(town.people(), 20_000))


@contextmanager
def beside(made: House) -> Iterator[tuple[Spy, Elasticsearch]]:
    """The bodies that a house sends from now on, and the bare engine for them; this process settled as the portal's is."""
    settle(YOUNG_OBJECTS)
    with bare_engine(made) as bare:
        yield Spy(made.services.gateway._engine), bare


def risk_question(rng: random.Random, person: Person) -> str:
    """What a despatcher might type of somebody: half of it, or with a slip."""
    name = f"{person.forenames[0]} {person.surname}"
    asked = rng.choice(
        (
            name,
            f"{person.surname} {person.home.street}",
            f"{name} {person.born:%d/%m/%Y}",
            f"{typo(rng, person.surname)} {person.forenames[0]}",
            person.home.line,
            f"{person.surname} {person.home.postcode}",
        )
    )
    return f"/api/v1/risk?q={quote(asked)}"


def search_question(rng: random.Random, person: Person) -> str:
    """What an analyst might type: a word or two, or a name."""
    asked = rng.choice(
        (rng.choice(WORDS), f"{rng.choice(WORDS)} {person.home.street.split()[0]}", person.surname)
    )
    return f"/api/v1/search?q={quote(asked)}"


def compare(client: FlaskClient, spy: Spy, bare: Elasticsearch, path: str) -> tuple[float, float]:
    """Milliseconds of the house and of its own bodies sent bare."""
    spy.sent.clear()
    began = time.perf_counter()
    answer = client.get(path, headers=PURPOSE)
    ours = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, answer.text
    return ours, again(spy, bare)


def again(spy: Spy, bare: Elasticsearch) -> float:
    """Milliseconds of the bodies that were sent, sent bare."""
    began = time.perf_counter()
    for alias, bodies in spy.sent:
        bare.msearch(searches=[part for body in bodies for part in ({"index": alias}, body)])
    return (time.perf_counter() - began) * 1000


def measure(
    records: int, rounds: int, kept: Path | None = None
) -> list[tuple[str, list[tuple[float, float]]]]:
    """(kind of question, pairs of milliseconds), after a warm-up."""
    rng = random.Random(3)
    with town_of(records, kept) as (made, people), beside(made) as (spy, bare):
        despatcher = made.person(f"bench-d{os.getpid()}", "despatcher", sensitive=True)
        analyst = made.person(f"bench-a{os.getpid()}", "analyst", sensitive=True)
        results = []
        for name, client, question in (
            ("/risk", despatcher, risk_question),
            ("/search", analyst, search_question),
        ):
            for _ in range(rounds):  # the engine compiles what it is asked often
                compare(client, spy, bare, question(rng, rng.choice(people)))
            pairs = [
                compare(client, spy, bare, question(rng, rng.choice(people)))
                for _ in tqdm(range(rounds), desc=name, mininterval=10)
            ]
            results.append((name, pairs))
        return results


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--folder", type=Path, help="keep what was loaded here")
    given = parser.parse_args()
    print(f"{given.records:,} records, {given.rounds} rounds each, load {os.getloadavg()[0]:.1f}")
    print("| question | house p50 | bare p50 | added | house p95 | bare p95 | added | median ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for name, pairs in measure(given.records, given.rounds, given.folder):
        ours, bare = [a for a, _ in pairs], [b for _, b in pairs]
        ratio = statistics.median(a / b for a, b in pairs)
        cells = []
        for share in (0.5, 0.95):
            a, b = quantile(ours, share), quantile(bare, share)
            cells += [f"{a:.1f} ms", f"{b:.1f} ms", f"+{a - b:.1f} ms"]
        print(f"| {name} | {' | '.join(cells)} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
