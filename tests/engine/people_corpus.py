"""Random towns of people: visible and hidden records share names, dates of birth, addresses, numbers, words and links.

Edges run between visible members, between hidden ones, and from one to the other; so do people's words. Whatever hangs
together only through a hidden record must not hang together for who may not see it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.handling import visible
from access.identity import Identity, Role
from indexer.drain import Text
from indexer.pole import parse
from indexer.resolve.edges import Edge, Why
from tests.support.house import reader

from .lookup_desk import NOW

FORENAMES, SURNAMES = ("Sean", "Shaun", "Carla", "Tom", "Amira"), ("Murphy", "Murphey", "Jones", "Okoro")
BORN = ("1980-02-03", "1980-03-02", "1985-05-05", "1980")
PLACES = (
    ("Flat 2, 12 Avenue Road", "SE20 7RT"), ("12 Avenue Road", None), ("7 Mill Lane", "SE20 1AA"),
    ("Flat 1, 12 Avenue Road", "SE20 7RT"), ("12 Avenue Road", "LB2 2AB"),
)  # fmt: skip
PHONES = ("07700 900123", "07700 900124")
PLATES = ("AB12 CDE", "LB22 KXN")
NUMBERS: tuple[dict[str, Any], ...] = (
    {"pnc_id": "2008/1234567R"}, {"nhs": "943 476 5919"}, {"other": [{"kind": "photo", "value": "IMG-1"}]}, {}, {},
)  # fmt: skip
TEXTS = (
    "Sean Murphy keeps a baseball bat behind the front door of 12 Avenue Road.",
    "Caller states that Carla Jones denied owning a gun. Vehicle AB12CDE seen at 7 Mill Lane.",
    "Tom Okoro may have a machete. Phone 07700 900124 was used.",
    "Dangerous dog seen at Flat 2, 12 Avenue Road.",
)
SYSTEMS = ("CRIS", "CRIMINT", "PNC", "CUSTODY", "EWMS")
GROUPS, COMPARTMENTS = ("robbery", "fraud"), ("OAK", "ELM")
READERS = (
    Identity("u-analyst", Role.ANALYST, "01", frozenset({"fraud"}), sensitive=True, compartments=frozenset({"OAK"})),
    Identity("u-despatcher", Role.DESPATCHER, "01", sensitive=True),
    Identity("u-officer", Role.OFFICER, "01"),
    Identity("u-supervisor", Role.SUPERVISOR, "45", sensitive=True),
)  # fmt: skip


class ReadOnce:
    """The real reader, asked once for each text."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def read_many(self, texts: Iterable[Text]) -> Iterator[Any]:
        for text in texts:
            if text not in self._known:
                self._known[text] = next(iter(reader().read_many([text])))
            yield self._known[text]


@dataclass
class Corpus:
    """A town and its edges, drawn from a seed. hidden ids: records that `reader` may not see."""

    seed: int
    size: int = 50
    records: list[dict[str, Any]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    words: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.reader = READERS[self.seed % len(READERS)]
        refs = [(self.rng.choice(SYSTEMS), f"{self.rng.randrange(16**6):06x}") for _ in range(self.size)]
        self.records = [self._record(system, ref, refs) for system, ref in refs]
        members = [
            f"{r['system']}/{r['ref']}~{n}" for r in self.records for n in range(1, len(r["people"]) + 1)
        ]
        self.edges = list(self._edges(members))
        self.words = [(*self._pair(members), self.rng.choice(("join", "split", "veto"))) for _ in range(12)]

    def seen(self, record: Mapping[str, Any]) -> bool:
        """Whether the corpus's reader may see it."""
        return visible(self.reader, parse(dict(record), None).handling, NOW)

    def visible_ids(self) -> set[str]:
        return {f"{r['system']}/{r['ref']}" for r in self.records if self.seen(r)}

    def members(self) -> list[str]:
        return [f"{r['system']}/{r['ref']}~{n}" for r in self.records for n in range(1, len(r["people"]) + 1)]

    # ------------------------------------------------------------------------------------- drawing

    def _record(self, system: str, ref: str, refs: Sequence[tuple[str, str]]) -> dict[str, Any]:
        rng = self.rng
        full = rng.choice((None, *TEXTS))
        address, postcode = rng.choice(PLACES)
        linked = rng.sample(refs, rng.choice((0, 0, 1, 2)))
        return {
            "system": system, "ref": ref, "kind": rng.choice(("event", "event", "report", "person")),
            "title": rng.choice(("Threats", "Stop", "Murphy, Sean")), "recorded": f"2026-1{rng.randrange(2)}-0{rng.randrange(1, 9)}T09:00:00Z",
            "handling": self._handling(), "people": [self._person() for _ in range(rng.randint(1, 3))],
            "objects": [{"role": "used-in", "type": "vehicle", "identifiers": {"vrm": rng.choice(PLATES)}}] if rng.random() < 0.3 else [],
            "locations": [{"role": "occurred-at", "address": address, "postcode": postcode}] if rng.random() < 0.4 else [],
            "links": [{"role": "linked", "to": {"system": s, "ref": r}} for s, r in linked if (s, r) != (system, ref)],
            "flags": rng.choice(([], ["domestic-abuse"])), "text": full,
            "sanitised_text": rng.choice((None, *TEXTS)) if full else None,
        }  # fmt: skip

    def _person(self) -> dict[str, Any]:
        rng = self.rng
        address, postcode = rng.choice(PLACES)
        return {
            "role": rng.choice(("suspect", "victim", "witness")), "sex": rng.choice(("1", "2", None)),
            "names": [{"kind": rng.choice(("birth", "alias")), "forenames": rng.choice(FORENAMES), "surname": rng.choice(SURNAMES)}],
            "dates_of_birth": rng.sample(BORN, rng.randint(0, 2)),
            "identifiers": {**rng.choice(NUMBERS), "phone": rng.sample(PHONES, rng.randrange(2))},
            "markers": [{"code": rng.choice(("FI", "VI")), "text": "marked", "review_on": "2025-01-01"}] if rng.random() < 0.2 else [],
            "addresses": [{"role": "home", "address": address, "postcode": postcode}] if rng.random() < 0.6 else [],
        }  # fmt: skip

    def _handling(self) -> dict[str, Any]:
        rng = self.rng
        return {
            "tier": "OFFICIAL", "sensitive": rng.random() < 0.15, "force": rng.choice(("01", "01", "01", "45")),
            "audience": rng.choice((["*"], ["*"], ["*"], ["*"], [], [rng.choice(GROUPS)])),
            "compartments": rng.choice(([], [], [], [], ["OAK"], list(COMPARTMENTS))),
            "denied": rng.choice(([], [], [], [], ["u-analyst", "u-supervisor"])),
            "releasable_to": rng.choice(([], ["45"], ["01", "45"], ["01", "45"])),
            "visible_from": rng.choice((None, None, None, "2026-11-01", "2027-01-01")), "visible_until": None,
        }  # fmt: skip

    def _edges(self, members: Sequence[str]) -> Iterator[Edge]:
        drawn = {self._pair(members): None for _ in range(len(members))}
        for a, b in drawn:
            decision = self.rng.choice(("join", "join", "join", "review", "apart"))
            why = self.rng.choice(
                (
                    (Why("NHS the same: 9434765919", 14.0, "identifier"),),
                    (
                        Why("surname the same: Murphy", 6.0, "name"),
                        Why("date of birth the same", 8.5, "born"),
                    ),
                )
            )
            yield Edge(a, b, round(self.rng.random(), 3), decision, "batch", why, None, 5.0)  # type: ignore[arg-type]

    def _pair(self, members: Sequence[str]) -> tuple[str, str]:
        a, b = sorted(self.rng.sample(members, 2))
        return a, b
