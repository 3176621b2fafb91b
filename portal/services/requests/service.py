"""Partner forces' intelligence requests: filed by machine, decided by a person item by item, collected as a package.

Every answer to a partner leaves through the same queue, so that nothing held and nothing to be released read alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from access.events import Action, Outcome
from access.gateway import Current, Hit, RecordCheck
from access.handling import highest, releasable
from access.identity import Identity
from indexer.store_sent import id_of_item
from portal.services.asker import Asker, Desk, Look
from portal.services.errors import Conflict, Invalid
from portal.services.requests import form
from portal.services.requests.found import Answer, Answers, answers
from portal.services.requests.items import Open, decided, kept, open_to, people_of
from portal.services.requests.sent import decided_items, sent_items, to_keep, with_handling
from portal.services.requests.source import Read, SourceCheck, tick
from portal.services.requests.store import ANSWERED, OPEN, REFUSED, Filed, Listed, RequestStore
from portal.services.requests.times import Times, packaged
from portal.services.times import iso

NOTICE = (
    "For the purpose stated in the request only. No onward disclosure without the originator's consent. "
    "Absence from this answer does not mean that nothing is held."
)
OF_A_STATUS = "OFFICIAL"  # how a request stands, which says nothing of whom it is about nor of what is held
ASKED_ABOUT = "OFFICIAL-SENSITIVE [PERSONAL DATA]"  # of whom a partner asks, and why, whatever is held


class Requests:
    """The requests of all partner forces."""

    def __init__(
        self,
        desk: Desk,
        store: RequestStore,
        check: RecordCheck,
        force: str,
        clock: Callable[[], datetime],
        read: Read,
        times: Times | None = None,
    ) -> None:
        """read: reads a text, for the check whether it tells who a source is; times: a force's own, by when it answers."""
        self._desk, self._store, self._check, self._force, self._clock = desk, store, check, force, clock
        self._source, self._times = SourceCheck(read), times or packaged()

    # ------------------------------------------------------------------------------- for the partner

    def file(self, asker: Asker, body: object) -> dict[str, Any]:
        """Take a request. Raises Invalid naming the field, PurposeMissing, Denied."""
        purpose = form.purpose_of(body) or asker.purpose
        with self._desk.act(Asker(asker.identity, purpose), Action.REQUEST, {"request": body}) as act:
            act.outcome = Outcome.REFUSED
            now = self._clock()
            asked = form.checked(body)
            if purpose:
                asked["purpose"] = {"code": str(purpose.code), "reason": purpose.reason}
            due = self._times.due(asked["urgency"], now)
            id_, who = secrets.token_hex(12), asker.identity
            filed = Filed(id_, who.force, who.user, OPEN, iso(now), iso(due), None, None, asked, None, None)
            self._store.add(filed)
            act.outcome = Outcome.FILED
            return {
                "id": id_, "status": OPEN, "due": filed.due, "marking": OF_A_STATUS, "audit_id": act.audit_id,
            }  # fmt: skip

    def status(self, asker: Asker, id_: str) -> dict[str, Any]:
        """How a request of one's own force stands. Raises NotFound."""
        with self._desk.act(asker, Action.REQUEST_STATUS, {"id": id_}) as act:
            filed = self._own(asker.identity, id_)
            if filed is None:
                raise act.not_found()
            return {
                "id": filed.id, "status": filed.status, "due": filed.due, "filed": filed.filed_at,
                "decided": filed.decided_at, "marking": OF_A_STATUS, "audit_id": act.audit_id,
            }  # fmt: skip

    def package(self, asker: Asker, id_: str) -> dict[str, Any]:
        """The package as it was sent, less what was tightened or deleted since. Raises NotFound, Conflict."""
        with self._desk.act(asker, Action.REQUEST_PACKAGE, {"id": id_}) as act:
            filed = self._own(asker.identity, id_)
            if filed is None:
                raise act.not_found()
            if filed.package is None:
                act.outcome = Outcome.NOT_YET
                said = "the request is not answered" if filed.status == OPEN else "the request was refused"
                raise Conflict(said, act.audit_id)
            items = self._still_releasable(filed)
            act.returned(map(id_of_item, items))
            marking = highest(item["marking"] for item in items)
            return {**filed.package, "items": items, "marking": marking, "audit_id": act.audit_id}

    def _own(self, who: Identity, id_: str) -> Filed | None:
        filed = self._store.get(id_[:64])
        return filed if filed and filed.force == who.force else None

    def _still_releasable(self, filed: Filed) -> list[dict[str, Any]]:
        now = self._clock()
        items = sent_items(filed.package, self._check)
        return [one.item for one in items if _releasable(one.now, filed.force, now)]

    # ---------------------------------------------------------------------- for the disclosure officer

    def queue(self, asker: Asker) -> dict[str, Any]:
        """Every open request, by time left, and those that were decided last."""
        with self._desk.act(asker, Action.REQUEST_QUEUE, {}) as act:
            rows = [_row(filed) for filed in self._store.queue()]
            return {
                "requests": rows,
                "marking": ASKED_ABOUT if rows else "OFFICIAL",
                "audit_id": act.audit_id,
            }

    def one(self, asker: Asker, id_: str, written: Mapping[str, str] | None = None) -> dict[str, Any]:
        """A request: with what was sent where it is decided (`sent`), else with what may answer it. Raises NotFound."""
        filed = self._store.get(id_[:64])
        return (
            self._sent(asker, filed)
            if filed and filed.status != OPEN
            else self.candidates(asker, id_, written)
        )

    def _sent(self, asker: Asker, filed: Filed) -> dict[str, Any]:
        """What left, as it left, and who let it; of the items those alone whose record the reader may see now, so that
        what was tightened or deleted since is shown to nobody from here."""
        with self._desk.act(asker, Action.REQUEST_SENT, {"id": filed.id}) as act:
            items, now = self._still_visible(filed, asker.identity), self._clock()
            said = decided_items(filed.decisions, self._check, asker.identity, now)
            act.returned([*map(id_of_item, items), *(f"{one['system']}/{one['ref']}" for one in said)])
            refused = (filed.decisions or []) if filed.status == REFUSED else []
            return {
                "request": _row(filed),
                "sent": {
                    "by": filed.decided_by, "at": filed.decided_at, "items": items, "decisions": said,
                    "notice": (filed.package or {}).get("notice"),
                    "marking": highest(item["marking"] for item in items),
                    "refused_because": next((str(d.get("reason")) for d in refused), None),
                },
                "marking": highest([ASKED_ABOUT, *(item["marking"] for item in items)]),
                "audit_id": act.audit_id,
            }  # fmt: skip

    def _still_visible(self, filed: Filed, who: Identity) -> list[dict[str, Any]]:
        """The package's items of records that they may see; `given`: whether the partner who collects now gets it still."""
        now = self._clock()
        return [
            {**one.item, "given": _releasable(one.now, filed.force, now)}
            for one in sent_items(filed.package, self._check)
            if one.seen_by(who, now)
        ]

    def candidates(self, asker: Asker, id_: str, written: Mapping[str, str] | None = None) -> dict[str, Any]:
        """A request and the records that may answer it, each with what its rules allow and what its texts may tell of a source.

        written: sanitised texts that were written for this release, by the record's id.
        """
        with self._desk.look(asker, Action.REQUEST_CANDIDATES, {"id": id_}) as look:
            filed = self._known(look, id_)
            found = self._found(look, filed)
            allowed = self._allowed([one.hit for one in found.found], filed)
            namesakes = [_named(hit) for hit in found.namesakes]
            items = [self._item(one, allowed[one.hit.id], written or {}) for one in found.found]
            look.returned(hit.id for hit in (*(one.hit for one in found.found), *found.namesakes))
            marking = highest([ASKED_ABOUT, *(one["marking"] for one in (*items, *namesakes))])
            return {
                "request": _row(filed),
                "items": items,
                "namesakes": namesakes,
                "more": found.more,
                "unread": found.unread,
                "marking": marking,
                "audit_id": look.audit_id,
            }

    def preview(self, asker: Asker, id_: str, decisions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The package exactly as the partner would get it."""
        with self._desk.look(asker, Action.REQUEST_CANDIDATES, {"id": id_, "preview": True}) as look:
            package = self._package(look, self._known(look, id_), decisions)
            return {**package, "audit_id": look.audit_id}

    def decide(self, asker: Asker, id_: str, decisions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Answer a request, item by item. Raises Invalid where a decision is missing or not allowed, Conflict."""
        with self._desk.look(
            asker, Action.REQUEST_DECIDE, {"id": id_, "decisions": list(map(kept, decisions))}
        ) as look:
            look.outcome = Outcome.REFUSED
            package = self._package(look, self._known(look, id_), decisions)
            said = with_handling([kept(d) for d in decisions], self._check)
            self._close(asker, id_, ANSWERED, said, to_keep(package, self._check))
            look.outcome = Outcome.ANSWERED
            return {"id": id_, "status": ANSWERED, "audit_id": look.audit_id}

    def refuse(self, asker: Asker, id_: str, reason: str) -> dict[str, Any]:
        """Refuse a request as a whole, with a reason that stays here. Raises Invalid, NotFound, Conflict."""
        if not reason.strip():
            raise Invalid("reason", "must be stated")
        with self._desk.act(asker, Action.REQUEST_DECIDE, {"id": id_, "refused": reason}) as act:
            if self._store.get(id_) is None:
                raise act.not_found()
            act.outcome = Outcome.FAILED  # `refused` is what the request is, once it is
            self._close(asker, id_, REFUSED, [{"reason": reason.strip()}], None)
            act.outcome = Outcome.REFUSED
            return {"id": id_, "status": REFUSED, "audit_id": act.audit_id}

    def _close(
        self,
        asker: Asker,
        id_: str,
        status: str,
        decisions: list[dict[str, Any]],
        package: dict[str, Any] | None,
    ) -> None:
        if not self._store.decide(id_, status, iso(self._clock()), asker.identity.user, decisions, package):
            raise Conflict("the request is decided already")

    def _known(self, look: Look, id_: str) -> Filed:
        filed = self._store.get(id_[:64])
        if filed is None:
            raise look.not_found()
        return filed

    def _found(self, look: Look, filed: Filed) -> Answers:
        """The records that may answer it, with why, the best first."""
        return answers(look.reading, filed.body, self._clock().date())

    def _allowed(self, hits: Sequence[Hit], filed: Filed) -> dict[str, Open]:
        """By id, which decisions each record's own handling and grading leave open, and the rule in words."""
        current, now = self._check.current([hit.id for hit in hits]), self._clock()
        may_ask = bool(filed.body.get("contact_originator"))
        return {
            hit.id: open_to(hit, filed.force, _releasable(current.get(hit.id), filed.force, now), may_ask)
            for hit in hits
        }

    def _item(self, answer: Answer, allowed: Open, written: Mapping[str, str]) -> dict[str, Any]:
        """A candidate as the officer sees it; the texts of what can only be withheld are not checked."""
        hit = answer.hit
        ours, leaves = written.get(hit.id, "").strip(), allowed.leaves
        return {
            "system": hit.system, "ref": hit.ref, "title": hit.title, "kind": hit.kind, "marking": hit.marking,
            "occurred": hit.when, "grading": hit.record.get("grading"), **answer.why(), "text": hit.record.get("text"),
            "sanitised_text": hit.record.get("sanitised_text"), "originator": hit.source_force, "allowed": allowed.allowed,
            "rule": allowed.rule, "todo": allowed.todo, "consult": allowed.consult, "people": people_of(hit, answer.subjects),
            "texts": self._source.texts(hit.record, ours, answer.subjects) if leaves else [],
            "tick": tick(hit.id, hit.record, ours),
        }  # fmt: skip

    def _package(self, look: Look, filed: Filed, decisions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        found = {one.hit.id: one.hit for one in self._found(look, filed).found}
        said = {f"{d.get('system')}/{d.get('ref')}": d for d in decisions}
        if unknown := set(said) - set(found):
            raise Invalid("decisions", f"not among the candidates: {min(unknown)}")
        allowed, today = self._allowed(list(found.values()), filed), self._clock().date()
        made = (decided(hit, said.get(id_), allowed[id_], today) for id_, hit in found.items())
        items = [item for item in made if item]
        look.returned(map(id_of_item, items))
        marking = highest(item["marking"] for item in items)
        return {"request": _for_partner(filed), "items": items, "marking": marking, "notice": NOTICE}


def _named(hit: Hit) -> dict[str, Any]:
    return {"system": hit.system, "ref": hit.ref, "title": hit.title, "marking": hit.marking}


def _releasable(current: Current | None, force: str, now: datetime) -> bool:
    """Whether the force may be given it at all, when it is decided and when it is collected: it stands, and is releasable."""
    return current is not None and releasable(current.handling, force, now)


def _row(filed: Listed) -> dict[str, Any]:
    return {
        **filed.body,
        "id": filed.id,
        "force": filed.force,
        "status": filed.status,
        "filed": filed.filed_at,
        "due": filed.due,
        "decided_at": filed.decided_at,
        "decided_by": filed.decided_by,
    }


def _for_partner(filed: Filed) -> dict[str, Any]:
    return {
        "id": filed.id,
        "reference": filed.body.get("reference"),
        "subject": filed.body["subject"],
        "status": ANSWERED,
    }
