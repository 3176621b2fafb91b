"""Does the one box find the right person first? Half-wrong lines about people of a town that was not made by this house.

    python -m bench.recall [--people 20000] [--questions 2000] [--absent 300] [--folder DIR] [--kind KIND] [--misses] [--seed 5] [--bare]

People are loaded through POLE-1 (`recall_people`, `recall_records`), asked for at `/api/v1/risk` (`recall_noise`,
`recall_kinds`). recall@1: a record of the right person is among the first card's; recall@5: among the first five cards'.
Questions that somebody else of the town answers as well are left out (rule: `recall_noise`). Of people who do not exist,
counted is how many lines bring a person's card that is called strong. With `--folder` what was loaded is kept, and used again.
With `--bare` the answers are timed against the same Elasticsearch bodies sent bare, in turn, the first half being a warm-up.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from flask.testing import FlaskClient
from tqdm import tqdm

from bench.kept import house_of
from bench.lookup import beside, compare, quantile
from bench.recall_kinds import absent, questions
from bench.recall_noise import Facets
from bench.recall_people import Person, Town
from bench.recall_records import Records
from tests.support.house import PURPOSE, House


@contextmanager
def loaded(records: Records, folder: Path, kept: bool = False) -> Iterator[House]:
    """A house with the town's records in it; kept: so that the folder can be used again."""
    made = records.made()
    with house_of("recall", made, None, folder, kept) as here:
        # Where nothing was loaded, all are made all the same: it is known then whose each one is.
        deque(made, maxlen=0)
        yield here


def risk(client: FlaskClient, text: str) -> list[dict[str, Any]]:
    """The cards for a line."""
    answer = client.get(f"/api/v1/risk?q={quote(text)}", headers=PURPOSE)
    assert answer.status_code == 200, answer.text
    cards: list[dict[str, Any]] = json.loads(answer.data)["cards"]
    return cards


def place_of(cards: list[dict[str, Any]], refs: set[str]) -> int:
    """The place of the first card that holds one of the records; 99 for none."""
    return next((at for at, card in enumerate(cards) if any(r["ref"] in refs for r in card["records"])), 99)


class Score:
    """Places by kind, and what was missed."""

    def __init__(self) -> None:
        self.places: dict[str, list[int]] = defaultdict(list)
        self.missed: list[str] = []

    def add(self, kind: str, person: Person, text: str, cards: list[dict[str, Any]], refs: set[str]) -> None:
        """One answer."""
        place = place_of(cards, refs)
        self.places[kind].append(place)
        if place:
            first = f"{cards[0]['title']} {cards[0]['match']}" if cards else "nothing"
            right = cards[place]["match"] if place < 99 else ""
            self.missed.append(
                f"{kind}: {text!r} → {place} {right}; meant {person.name} {person.born} {person.maiden} {person.home.line}, "
                f"{person.home.postcode} {person.plate} {person.phone}; first {first}"
            )

    def table(self) -> Iterator[str]:
        """Markdown rows, the worst kind first."""
        yield "| kind | questions | recall@1 | recall@5 |"
        yield "|---|---|---|---|"
        every = [place for places in self.places.values() for place in places]
        yield _row("**all**", every)
        for kind, places in sorted(self.places.items(), key=lambda item: (_share(item[1], 1), item[0])):
            yield _row(kind, places)


def _share(places: list[int], within: int) -> float:
    return sum(place < within for place in places) / max(len(places), 1)


def _row(kind: str, places: list[int]) -> str:
    return f"| {kind} | {len(places)} | {_share(places, 1):.3f} | {_share(places, 5):.3f} |"


def measure(given: argparse.Namespace, folder: Path) -> Score:
    """Load, ask and print. given: the command's options; folder: for the house."""
    town = Town(given.people)
    records, facets, score = Records(town), Facets(town.people), Score()
    with loaded(records, folder, bool(given.folder)) as here:
        client = here.person(f"despatcher-{uuid4().hex[:8]}", "despatcher", sensitive=True)
        every = questions(town.people, facets, given.questions, given.seed)
        asked = [q for q in every if not given.kind or q[0] in given.kind]
        for kind, person, question in tqdm(asked, desc="Asking", mininterval=5):
            score.add(kind, person, question.text, risk(client, question.text), records.refs[person.key])
        print("\n".join(score.table()))
        if given.bare:
            _time(here, client, [question.text for _, _, question in asked])
        _ask_absent(client, town, facets, given.absent, given.seed + 72)
    return score


def _time(here: House, client: FlaskClient, lines: list[str]) -> None:
    with beside(here) as (spy, bare):
        paths = [f"/api/v1/risk?q={quote(line)}" for line in lines]
        pairs = [compare(client, spy, bare, path) for path in tqdm(paths, desc="Timing", mininterval=5)]
    counted = pairs[len(pairs) // 2 :]
    for share in (0.5, 0.95):
        house, alone = (quantile([pair[at] for pair in counted], share) for at in (0, 1))
        print(f"p{share * 100:.0f}: {house:.1f} ms, bare {alone:.1f} ms, × {house / alone:.2f}")
    print(f"of {len(counted)} questions, load {os.getloadavg()[0]:.1f}")


def _ask_absent(client: FlaskClient, town: Town, facets: Facets, number: int, seed: int) -> None:
    strong: list[str] = []
    every = list(absent(town, facets, number, seed))
    for kind, question in tqdm(every, desc="Absent", mininterval=5):
        for card in risk(client, question.text):
            if card["kind"] == "person" and card["match"]["strength"] == "strong":
                strong.append(f"absent, {kind}: {question.text!r} → {card['title']} {card['match']}")
                break
    print(f"\nabsent: {len(strong)} of {len(every)} strong ({len(strong) / max(len(every), 1):.3f})")
    print("\n".join(strong))


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--absent", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep what was loaded here")
    parser.add_argument("--kind", action="append", default=[], help="only this kind; may be repeated")
    parser.add_argument("--seed", type=int, default=5, help="another seed asks other questions")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    parser.add_argument("--bare", action="store_true", help="time the answers against the bare engine")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        score = measure(given, folder)
    if given.misses:
        print("\n".join(score.missed))


if __name__ == "__main__":
    main()
