"""3x5x2 reports: kept while they are written, read as they are typed, checked for their source, saved as a record.

Every step that looks or writes has its permit and its rows. The ledger keeps what was looked for and which report was
saved; of the words of a report it keeps a digest, since they may tell who the source is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from access.events import Action
from access.gateway import RecordCheck
from access.handling import Handling, marking, visible
from access.handling import parse as parse_handling
from access.identity import Identity
from portal.search.onebox import LONGEST
from portal.services import reports_form as form
from portal.services import reports_known as known
from portal.services import reports_source as source
from portal.services.asker import Act, Asker, Desk
from portal.services.errors import Conflict, Invalid, Invalids, NotFound
from portal.services.reports_desk import ReadingRoom
from portal.services.reports_reading import Proposal, ReadFact, facts, proposals
from portal.services.reports_store import Draft, ReportStore
from portal.services.writing import Writing

if TYPE_CHECKING:
    from nlp.reader import Reading

MOST_ASKED = 12  # proposals that are looked for among the known at once
_EVERYONE = "*"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a text proposes, with who and what is known already. matches: by the proposal's key; telling: keys of those
    who seem to tell it, with their places and numbers, and so do not belong into the record."""

    read: Reading
    proposals: list[Proposal]
    facts: list[ReadFact]
    matches: Mapping[str, list[known.Match]]
    telling: frozenset[str]


class Reports:
    """Reports of this instance's own officers."""

    def __init__(
        self,
        desk: Desk,
        store: ReportStore,
        writing: Writing,
        room: ReadingRoom,
        check: RecordCheck,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk, self._store, self._writing, self._room = desk, store, writing, room
        self._check, self._clock = check, clock

    # -------------------------------------------------------------------------------------- saving

    def file(self, asker: Asker, body: object) -> dict[str, Any]:
        """Save a report. Raises Invalid or Invalids naming the fields, Denied, PurposeMissing."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"report": _told(body)}) as act:
            return self._file(act, asker.identity, body)

    def _file(self, act: Act, who: Identity, body: object) -> dict[str, Any]:
        act.outcome = "refused"
        report = form.checked(body, who.force)
        self._need_no_trace(report)
        linked = _linked(report.record)
        record = {**report.record, "handling": self._inherited(report.record["handling"], linked, who)}
        saved = self._writing.save(act.permit, record, seen=linked)
        id_ = f"{saved.system}/{saved.ref}"
        if report.corrections is not None:
            self._store.correct(id_, who.user, record["handling"], _gold(id_, report))
        act.outcome = "saved"
        act.returned([id_])
        handling = parse_handling(record["handling"])
        return {
            "system": saved.system,
            "ref": saved.ref,
            "version": saved.version,
            "status": self._writing.state(saved),
            "yours": visible(who, handling, self._clock()),
            "marking": marking(handling),
            "audit_id": act.permit.audit_id,
        }

    def _need_no_trace(self, report: form.Report) -> None:
        """Refuse what may tell the source, unless a person said of each trace that it may stay."""
        told = self._told(report)
        stay = {source.said(words) for words in report.confirmed}
        wrong = [
            (name, _left_over(left))
            for name, text in _shown_to_all(report.record)
            if (left := [one for one in source.traces(text, self.read(text), told) if one.said not in stay])
        ]
        if wrong:
            raise Invalids(wrong)

    def _told(self, report: form.Report) -> source.Told:
        full, identity = str(report.record["text"]), str(report.record.get("source_identity") or "")
        return source.Told(full, self.read(full), report.names, report.things, identity)

    def _inherited(self, given: Mapping[str, Any], linked: Sequence[str], who: Identity) -> dict[str, Any]:
        """The handling that was given, and not wider than that of the records that the report takes from."""
        made, now = dict(given), self._clock()
        for current in self._check.current(list(linked)).values():
            if visible(who, current.handling, now):  # a hidden record changes nothing
                made = _narrowed(made, current.handling)
        return made

    # ------------------------------------------------------------------------------------- drafts

    def drafts(self, asker: Asker) -> tuple[list[Draft], str]:
        """One's own reports under way, and the audit id."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"drafts": "list"}) as act:
            return self._store.drafts(asker.identity.user), act.permit.audit_id

    def begin(self, asker: Asker, token: str = "") -> str:
        """A new draft; with a token, about that person, thing or place. Raises NotFound."""
        query = {"draft": "new", "about": token}
        with self._desk.look(asker, Action.REPORT_CREATE, query) as look:
            body: dict[str, Any] = {}
            if token:
                piece = known.taken(look.reading, token)
                if piece is None:
                    look.outcome = "not-found"
                    raise NotFound(look.permit.audit_id)
                look.returned([piece.id] if piece.id else [])
                body["subjects"] = [subject_of(piece, token)]
            look.outcome = "kept"
            return self._store.begin(asker.identity.user, body)

    def open(self, asker: Asker, id_: str, step: str) -> tuple[Draft, str]:
        """One of one's own drafts, and the audit id. Raises NotFound."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": step}) as act:
            return self._own(act, asker, id_), act.permit.audit_id

    def keep(self, asker: Asker, id_: str, step: str, changes: Mapping[str, Any]) -> Draft:
        """Keep what was typed. Raises NotFound, Conflict where it is just being saved."""
        with self._desk.act(
            asker, Action.REPORT_CREATE, {"draft": id_, "step": step, "kept": sorted(changes)}
        ) as act:
            kept = self._kept(act, asker, id_, changes)
            act.outcome = "kept"
            return kept

    def drop(self, asker: Asker, id_: str) -> None:
        """Forget a draft. Raises NotFound."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": "forget"}) as act:
            if not self._store.drop(asker.identity.user, id_):
                act.outcome = "not-found"
                raise NotFound(act.permit.audit_id)
            act.outcome = "forgotten"

    def file_draft(self, asker: Asker, id_: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Save a draft as a record, once. body: the report that it makes. Raises as `file`, and NotFound, Conflict."""
        user = asker.identity.user
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "report": _told(body)}) as act:
            self._own(act, asker, id_)
            if not self._store.claim(user, id_):
                act.outcome = "refused"
                raise Conflict("the report is being saved already")
            try:
                saved = self._file(act, asker.identity, body)
            except BaseException:
                self._store.release(user, id_)
                raise
            self._store.drop(user, id_)
            return saved

    def _own(self, act: Act, asker: Asker, id_: str) -> Draft:
        draft = self._store.draft(asker.identity.user, id_)
        if draft is None:
            act.outcome = "not-found"
            raise NotFound(act.permit.audit_id)
        return draft

    def _kept(self, act: Act, asker: Asker, id_: str, changes: Mapping[str, Any]) -> Draft:
        draft = self._own(act, asker, id_)
        body = {**draft.body, **changes}
        if not self._store.keep(asker.identity.user, id_, body):
            raise Conflict("the report is being saved already")
        return replace(draft, body=body)

    # ------------------------------------------------------------------------------------ looking

    def matches(self, asker: Asker, q: str) -> tuple[list[known.Match], str]:
        """Who and what is known by a question, and the audit id."""
        if not q.strip() or len(q) > LONGEST:
            raise Invalid("q", f"must have 1 to {LONGEST} characters")
        with self._desk.look(asker, Action.MATCH, {"q": q}) as look:
            (found,) = known.matches(look.reading, [q], self._today())
            look.returned(id_ for match in found for id_ in match.ids)
            return found, look.permit.audit_id

    def take(self, asker: Asker, token: str) -> known.Taken:
        """What a token stands for, read anew. Raises NotFound for what is absent and for what is hidden alike."""
        with self._desk.look(asker, Action.MATCH, {"taken": token}) as look:
            piece = known.taken(look.reading, token)
            if piece is None:
                look.outcome = "not-found"
                raise NotFound(look.permit.audit_id)
            look.returned([piece.id] if piece.id else [])
            return piece

    def propose(
        self, asker: Asker, id_: str, changes: Mapping[str, Any], about: Sequence[str] = ()
    ) -> tuple[Draft, Proposed, str]:
        """Keep what was typed, and say what its text proposes. about: names of those whom the report is about already.

        Raises NotFound, Conflict, Invalid for a text that cannot be read.
        """
        step = {"draft": id_, "step": "text", "kept": sorted(changes)}
        draft = self.keep(asker, id_, "text", changes) if changes else self.open(asker, id_, "text")[0]
        text = str(draft.body.get("text") or "")
        read = self.read(text)
        found = proposals(text, read)
        asked = {one.key: _question(one) for one in found[:MOST_ASKED] if _question(one)}
        with self._desk.look(asker, Action.MATCH, {**step, "asked": list(asked.values())}) as look:
            answers = known.matches(look.reading, list(asked.values()), self._today())
            by_key = {
                key: [match for match in answer if match.kind == _kind(key)]
                for key, answer in zip(asked, answers, strict=True)
            }
            look.returned(i for ones in by_key.values() for match in ones for i in match.ids)
            told = source.Told(text, read, frozenset(about))
            made = Proposed(read, found, facts(read), by_key, _telling(told, found))
            return draft, made, look.permit.audit_id

    def traces(
        self, asker: Asker, id_: str, changes: Mapping[str, Any], report: Mapping[str, Any]
    ) -> tuple[Draft, list[source.Trace], str]:
        """Keep what was typed, and say what in the sanitised text may tell the source. report: the POLE-1 so far."""
        query = {"draft": id_, "step": "sanitised", "kept": sorted(changes)}
        with self._desk.act(asker, Action.REPORT_CREATE, query) as act:
            draft = self._kept(act, asker, id_, changes) if changes else self._own(act, asker, id_)
            full, text = str(draft.body.get("text") or ""), str(draft.body.get("sanitised_text") or "")
            told = source.Told(
                full, self.read(full), form.names_of(report), form.things_of(report),
                str(draft.body.get("source_identity") or ""),
            )  # fmt: skip
            found = source.traces(text, self.read(text), told)
            act.outcome = "checked"
            return draft, found, act.permit.audit_id

    def read(self, text: str) -> Reading:
        """The reading of a text. Raises Invalid for one that cannot be read."""
        if len(text) > form.LONGEST_TEXT:
            raise Invalid("text", f"is longer than {form.LONGEST_TEXT:,} characters")
        try:
            return self._room.read(text, self._today())
        except ValueError as refused:
            raise Invalid("text", str(refused)) from None

    def warm(self) -> None:
        """Get ready to read, without waiting for it."""
        self._room.warm()

    def _today(self) -> date:
        return self._clock().date()


def subject_of(piece: known.Taken, token: str, role: str = "") -> dict[str, Any]:
    """A piece that was taken over, as a draft keeps it."""
    roles = {"person": "subject", "place": "named-in", "thing": "named-in"}
    return {
        "kind": piece.kind, "title": piece.title, "role": role or roles[piece.kind], "pole": piece.pole,
        "from": piece.id, "token": token, "addresses": list(piece.addresses),
    }  # fmt: skip


def _told(body: object) -> dict[str, Any]:
    """What the ledger keeps of a report: which fields it has, its grading and handling, and a digest of its text."""
    given = body if isinstance(body, Mapping) else {}
    digest = hashlib.sha256(str(given.get("text") or "").encode("utf-8", "replace")).hexdigest()
    shown = {
        name: given.get(name) for name in ("grading", "handling") if isinstance(given.get(name), Mapping)
    }
    return {**shown, "fields": sorted(map(str, given))[:50], "text_sha256": digest}


def _linked(record: Mapping[str, Any]) -> list[str]:
    """The records that a report takes from or refers to."""
    return list(
        dict.fromkeys(f"{one['to']['system']}/{one['to']['ref']}" for one in record.get("links") or ())
    )


def _narrowed(given: dict[str, Any], source_: Handling) -> dict[str, Any]:
    """Handling made as narrow as that of a record: what came from it must not reach those who may not see it."""
    made = {
        **given,
        "sensitive": given["sensitive"] or source_.sensitive,
        "compartments": sorted({*given["compartments"], *source_.compartments}),
        "denied": sorted({*given["denied"], *source_.denied}),
        "audience": _audience(given, source_),
    }
    if given["force"] == source_.force:
        made["releasable_to"] = [one for one in given["releasable_to"] if one in source_.releasable_to]
    return made


def _audience(given: Mapping[str, Any], source_: Handling) -> list[str]:
    own = list(given["audience"])
    if given["force"] != source_.force or _EVERYONE in source_.audience:
        return own
    left = list(source_.audience) if _EVERYONE in own else [one for one in own if one in source_.audience]
    if not left:
        raise Invalid("handling.audience", "a record that the report takes from is not for these groups")
    return left


def _shown_to_all(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What readers of the sanitised text get in words, with its field."""
    shown = [("sanitised_text", str(record["sanitised_text"])), ("title", str(record["title"]))]
    for name in ("people", "objects"):
        for place, one in enumerate(record.get(name) or ()):
            if one.get("description"):
                shown.append((f"{name}[{place}].description", str(one["description"])))
    return shown


def _left_over(left: Sequence[source.Trace]) -> str:
    told = source.together(left)
    words = "; ".join(f"“{one.text}” ({one.reasons[0]})" for one in told[:5])
    more = f" and {len(told) - 5} more" if len(told) > 5 else ""
    return f"may tell who the source is: {words}{more}. Take them out, or confirm each in sanitised_confirmed"


def _gold(id_: str, report: form.Report) -> dict[str, Any]:
    """A correction in the format of gold reports (`nlp.evaluate.load_gold`)."""
    given = report.corrections or {}
    return {
        "id": id_, "group": "corrections", "text": report.record["text"], "mentions": list(given.get("mentions") or ()),
        "facts": list(given.get("facts") or ()),
    }  # fmt: skip


def _question(one: Proposal) -> str:
    """A proposal as one would ask for it."""
    if one.kind == "person":
        held = one.pole.get("identifiers") or {}
        return " ".join(
            [one.title, *one.pole.get("dates_of_birth", ())[:1], *filter(None, (held.get("pnc_id"),))]
        )
    if one.kind == "thing":
        return str((one.pole.get("identifiers") or {}).get("vrm") or "")
    return " ".join(filter(None, (one.pole.get("address"), one.pole.get("postcode"))))


def _kind(key: str) -> str:
    return key.partition("-")[0]


def _telling(told: source.Told, found: Sequence[Proposal]) -> frozenset[str]:
    """Keys of those who seem to tell it, and of what stands right behind them."""
    ends = [mention.end for mention in source.tellers(told)]
    starts = {mention.start for mention in source.tellers(told)}
    people = [start for one in found if one.kind == "person" for start, _ in one.spans]

    def belongs(one: Proposal) -> bool:
        if one.kind == "person":
            return any(start in starts for start, _ in one.spans)
        return any(_follows(start, ends, people) for start, _ in one.spans)

    return frozenset(one.key for one in found if belongs(one))


def _follows(start: int, ends: Sequence[int], people: Sequence[int]) -> bool:
    """Whether something stands behind a teller, before anybody else is named."""
    return any(end <= start < end + 60 and not any(end <= at < start for at in people) for end in ends)
