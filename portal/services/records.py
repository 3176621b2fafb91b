"""One record, as this reader may have it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from access.events import Action
from access.gateway import Hit
from access.handling import parse, visible
from access.identity import Identity
from access.queries import AnyOf, Find, Order, Term, Terms
from indexer.store_written import Version
from portal.services.asker import Asker, Desk
from portal.services.retention.rules import when_reviewed
from portal.services.times import moment

MOST_LINKED = 100
Kin = Mapping[str, str]


class Records:
    """Records by system and reference. kin: ids that belong to a record without its saying so, each with its role; shown to
    those who may see them. retained: until when a record was retained at its last review. versions: every version of a record
    that was written here, the newest first."""

    def __init__(
        self,
        desk: Desk,
        kin: Callable[[Collection[str]], Mapping[str, Kin]],
        retained: Callable[[str], str | None],
        versions: Callable[[str], Sequence[Version]] = lambda _: (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._desk, self._kin, self._retained = desk, kin, retained
        self._versions, self._clock = versions, clock

    def record(self, asker: Asker, system: str, ref: str) -> dict[str, Any]:
        """POLE-1 less what the reader may not see, with what was read from the text (docs/api.md).

        Raises NotFound for what is absent and for what is hidden, after the same steps: one search that asks for the
        record and for what links to it, then one for what it links to and what belongs to it.
        """
        id_ = f"{system}/{ref}"
        with self._desk.look(asker, Action.RECORD, {"system": system, "ref": ref}) as look:
            asked = Find(
                AnyOf((Term("id", id_[:1000]), Term("links", id_[:1000]))),
                size=MOST_LINKED,
                order=Order.NEWEST,
            )
            itself = Find(Term("id", id_[:1000]), size=1)
            (found, around) = look.reading.find_all((itself, asked))
            hit = found.hits[0] if found.hits else None
            kin, retained, versions = self._kin([id_])[id_], self._retained(id_), self._versions(id_)
            # Each with a bound of its own: a warning that the reader may not see takes no link's place.
            (there, akin) = look.reading.find_all((_named(_linked_ids(hit)), _named(kin)))
            if hit is None:
                raise look.not_found()
            look.returned([hit.id])
            others = {h.id: h for h in (*akin.hits, *there.hits, *around.hits) if h.id != hit.id}
            look.returned(others)
            ours = hit.source_force == asker.identity.force
            return {
                "systems": look.systems({system: 1}),
                **_answer(hit, list(others.values()), kin, look.audit_id),
                "review": when_reviewed(hit.record, retained) if ours else None,
                "history": _history(hit, self._seen(versions, asker.identity)) if ours else [],
            }

    def _seen(self, versions: Iterable[Version], who: Identity) -> list[Version]:
        """Those that they may see by the version's own handling: one from before may have been handled more tightly."""
        now = self._clock()
        return [one for one in versions if visible(who, parse(one.body["handling"]), now)]


def _history(hit: Hit, versions: Iterable[Version]) -> list[dict[str, Any]]:
    """Which versions there were and when each was written, the newest first, up to the one that is shown; of what came by a
    feed nothing is kept but that one."""
    told = [
        {"version": one.version, "recorded": moment(one.at)}
        for one in versions
        if one.version <= hit.record["version"]
    ]
    return told or [{"version": hit.record["version"], "recorded": hit.record.get("recorded")}]


def _named(ids: Iterable[str]) -> Find:
    return Find(Terms("id", tuple(ids) or ("-",)), size=MOST_LINKED, order=Order.NEWEST)


def _linked_ids(hit: Hit | None) -> list[str]:
    links = hit.record.get("links") or () if hit else ()
    return [f"{link['to']['system']}/{link['to']['ref']}" for link in links if link.get("to")][:MOST_LINKED]


def _answer(hit: Hit, others: list[Hit], kin: Kin, audit_id: str) -> dict[str, Any]:
    return {
        **hit.record,
        "mentions": [dict(mention) for mention in hit.mentions],
        "facts": [dict(fact) for fact in hit.facts],
        "marking": hit.marking,
        "linked": [_linked(hit, other, kin) for other in others],
        "audit_id": audit_id,
    }


def _linked(hit: Hit, other: Hit, kin: Kin) -> dict[str, Any]:
    roles = [link.get("role") for link in hit.record.get("links") or () if _leads_to(link, other)]
    back = [link.get("role") for link in other.record.get("links") or () if _leads_to(link, hit)]
    return {
        "system": other.system, "ref": other.ref, "kind": other.kind, "title": other.title, "marking": other.marking,
        "occurred": other.when, "roles": list(dict.fromkeys(filter(None, [*roles, *back, kin.get(other.id)]))),
    }  # fmt: skip


def _leads_to(link: Any, hit: Hit) -> bool:
    to = link.get("to") or {}
    return bool(to.get("system") == hit.system and to.get("ref") == hit.ref)
