"""The golden nominal: composed for each reader from the records that they may see and the edges between those.

Nobody's nominal is kept anywhere. What a reader may not see joins nothing for them, adds nothing and is not counted; the id
is the smallest visible member's, and any visible member's id leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from access.deeds import deed
from access.events import Action, Event, EventKind, Outcome
from access.handling import highest
from access.ledger import Ledger
from access.permit import Permit
from indexer.resolve.edges import Edge, UnknownMember
from portal.search.bands import Bands
from portal.services.asker import Asker, Desk, Look
from portal.services.errors import Invalid
from portal.services.feeds import by_system
from portal.services.links.around import around
from portal.services.links.service import LONGEST
from portal.services.nominals.answer import answer, associates, edge_as_json, hits_of, member_as_json
from portal.services.nominals.golden import Golden, golden
from portal.services.nominals.members import EdgeSource, Walk, edges_for, record_of
from portal.services.nominals.queue import Waiting

Json = Mapping[str, Any]
EVENTS = {
    "join": EventKind.NOMINAL_JOINED,
    "split": EventKind.NOMINAL_SPLIT,
    "veto": EventKind.NOMINAL_VETOED,
}
REASON = (3, 500)


class JudgedEdges(EdgeSource, Protocol):
    """Edges that people can speak on: `indexer.resolve.edges.Edges`."""

    def judge(self, a: str, b: str, word: str, user: str, reason: str) -> Edge:
        """Keep a person's word."""
        ...


class Nominals:
    """Nominals by any member's id, people's words on them, and what waits for a word."""

    def __init__(
        self,
        desk: Desk,
        edges: JudgedEdges,
        waiting: Waiting,
        ledger: Ledger,
        clock: Callable[[], datetime],
        bands: Bands | None = None,
    ) -> None:
        self._waiting, self._bands = waiting, bands
        self._desk, self._edges, self._ledger, self._clock = desk, edges, ledger, clock

    def nominal(self, asker: Asker, id_: str) -> dict[str, Any]:
        """The nominal that a member (`SYSTEM/ref~n`) belongs to. Raises NotFound for what is absent and for what is hidden."""
        with self._desk.look(asker, Action.NOMINAL, {"id": id_}) as look:
            walk = Walk(look.reading, self._edges)
            found = golden(walk, id_[:LONGEST])
            if found is None:
                raise look.not_found()
            return self._answer(look, walk, found)

    def _answer(self, look: Look, walk: Walk, found: Golden) -> dict[str, Any]:
        made = answer(found, self._clock().date(), self._bands)
        graph = around(walk, found.hits, lambda graph: graph.find(found.id))
        made["associates"] = associates(graph, graph.find(found.id) or found.id)
        hits = hits_of(found, made["associates"], graph)
        look.returned(sorted(hit.id for hit in hits))
        return {
            **made,
            "marking": highest(hit.marking for hit in hits),
            "systems": look.systems(by_system(found.hits)),
            "audit_id": look.audit_id,
        }

    # ------------------------------------------------------------------------------ people's words

    def judge(self, asker: Asker, body: object) -> dict[str, Any]:
        """A person's word on two members: `{"a", "b", "word": join|split|veto, "reason"}`.

        Both must be visible to the judge: raises NotFound for one that is absent or hidden, Invalid naming the field. The
        word is in the ledger before it holds. Whoever may see both records reads the reason.
        """
        a, b, word, reason = _judgement(body)
        asked = {"a": a, "b": b, "word": word, "reason": reason}
        with self._desk.look(asker, Action.NOMINAL_JUDGE, asked) as look:
            walk = Walk(look.reading, self._edges)
            if len(walk.begin([a, b])) < 2:
                raise look.not_found()
            with deed(self._ledger, judged(look.permit, asked)):
                edge = self._said(look, walk, asked)
            look.outcome = Outcome(word)
            look.returned(sorted({walk.seen[end].hit.id for end in (a, b)}))
            marking = highest(walk.seen[end].hit.marking for end in (a, b))
            return {**edge_as_json(edge), "word": word, "marking": marking, "audit_id": look.audit_id}

    def _said(self, look: Look, walk: Walk, asked: Mapping[str, str]) -> Edge:
        """Keep the word; the edge as this judge may have it."""
        try:
            edge = self._edges.judge(
                asked["a"], asked["b"], asked["word"], look.reading.identity.user, asked["reason"]
            )
        except UnknownMember:  # the record changed between our look at it and the word
            raise look.not_found() from None
        return next(edges_for(look.reading.identity, [edge], walk.seen))

    # ------------------------------------------------------------------------- what waits for a word

    def queue(self, asker: Asker, after: str | None = None) -> dict[str, Any]:
        """Pairs in the band below the threshold, both of whose ends the asker may see, by id.

        `next` is the `after` of the next page; None where nothing is left. Raises Invalid for another `after`.
        """
        place = self._waiting.place(asker.identity, after)
        with self._desk.look(asker, Action.NOMINAL_JUDGE, {"queue": list(place or ())}) as look:
            walk = Walk(look.reading, self._edges)
            page = self._waiting.page(walk, place)
            hits = {id_: walk.seen[id_].hit for edge in page.pairs for id_ in (edge.a, edge.b)}
            look.returned(sorted({hit.id for hit in hits.values()}))
            return {
                "pairs": [_pair(edge, walk) for edge in page.pairs],
                "next": self._waiting.cursor(asker.identity, page.end),
                "marking": highest(hit.marking for hit in hits.values()),
                "audit_id": look.audit_id,
            }


def judged(permit: Permit, asked: Mapping[str, str]) -> Event:
    """The row for a person's word on two members. asked: `{"a", "b", "word", "reason"}`, as it was said."""
    records = tuple(sorted({record for end in ("a", "b") if (record := record_of(asked[end]))}))
    return permit.event(EVENTS[asked["word"]], records, judgement=dict(asked))


def _pair(edge: Edge, walk: Walk) -> dict[str, Any]:
    """A pair with what each record says of its person."""
    return edge_as_json(edge) | {
        "one": member_as_json(walk.seen[edge.a]),
        "other": member_as_json(walk.seen[edge.b]),
    }


def _judgement(body: object) -> tuple[str, str, str, str]:
    """What is said of whom. Raises Invalid naming the field."""
    given = body if isinstance(body, Mapping) else {}
    for field in ("a", "b", "word", "reason"):
        if not isinstance(given.get(field), str):
            raise Invalid(field, "is needed")
    if unknown := sorted(set(given) - {"a", "b", "word", "reason"}):
        raise Invalid(str(unknown[0]), "unknown field")
    a, b, word, reason = (str(given[field]).strip() for field in ("a", "b", "word", "reason"))
    if word not in EVENTS:
        raise Invalid("word", "must be join, split or veto")
    if not REASON[0] <= len(reason) <= REASON[1]:
        raise Invalid("reason", f"must have {REASON[0]} to {REASON[1]} characters")
    if a == b:
        raise Invalid("b", "must be another than a")
    return a[:LONGEST], b[:LONGEST], word, reason
