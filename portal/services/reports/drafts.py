"""Reports under way: kept for their writer alone, read as they are typed, and looked for among what is known.

Every step that looks or writes has its permit and its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from access.events import Action, Outcome
from indexer.store_written import TokenSpent
from portal.search.box.question import LONGEST
from portal.services.asker import Act, Asker, Desk
from portal.services.errors import Conflict, Invalid, Invalids
from portal.services.reports import form, known, source
from portal.services.reports.draft import parts_of, report_of
from portal.services.reports.reading import Proposal, ReadFact, facts, proposals
from portal.services.reports.service import Drafted, Reports
from portal.services.reports.store import Draft, Moved, Opened, ReportStore, spend, spent_by

if TYPE_CHECKING:
    from nlp.reader import Reading

MOST_ASKED = 12  # proposals that are looked for among the known at once


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a text proposes, with who and what is known already. matches: by the proposal's key; telling: keys of those
    who seem to tell it, with their places and numbers, and so do not belong into the record."""

    read: Reading
    proposals: list[Proposal]
    facts: list[ReadFact]
    matches: Mapping[str, list[known.Match]]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What may tell the source. text: in the sanitised text; beside: in the title and the names that go with it."""

    text: list[source.Trace]
    beside: list[source.Trace]
    audit_id: str


class Changed(Conflict):
    """Another page saved the draft since this one was opened: nothing was kept, both are there. newer: as it stands now."""

    def __init__(self, newer: Draft, audit_id: str) -> None:
        super().__init__("this draft was changed in another window", audit_id)
        self.newer = newer


class ReportDrafts:
    """Everybody's drafts; each call reaches the asker's own."""

    def __init__(self, desk: Desk, store: ReportStore, reports: Reports) -> None:
        self._desk, self._store, self._reports = desk, store, reports

    def drafts(self, asker: Asker) -> tuple[list[Draft], str]:
        """One's own reports under way, and the audit id."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"drafts": "list"}) as act:
            return self._store.drafts(asker.identity.user), act.audit_id

    def begin(self, asker: Asker, token: str = "") -> str:
        """A new draft; with a token, about that person, thing or place. Raises NotFound."""
        query = {"draft": "new", "about": token}
        with self._desk.look(asker, Action.REPORT_CREATE, query) as look:
            body: dict[str, Any] = {}
            if token:
                piece = known.taken(look.reading, token)
                if piece is None:
                    raise look.not_found()
                look.returned([piece.id] if piece.id else [])
                body["subjects"] = [subject_of(piece, token)]
            look.outcome = Outcome.KEPT
            return self._store.begin(asker.identity.user, body)

    def open(self, asker: Asker, id_: str, step: str) -> tuple[Draft, str]:
        """One of one's own drafts, and the audit id. Raises NotFound."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": step}) as act:
            return self._own(act, asker, id_), act.audit_id

    def apart(self, asker: Asker, id_: str, changes: Mapping[str, Any]) -> str:
        """A draft of its own with these changes to one that another window changed, too. Raises NotFound."""
        query = {"draft": "new", "apart from": id_, "kept": sorted(changes)}
        with self._desk.act(asker, Action.REPORT_CREATE, query) as act:
            body = {**self._own(act, asker, id_).body, **changes}
            act.outcome = Outcome.KEPT
            return self._store.begin(asker.identity.user, body)

    def keep(self, asker: Asker, id_: str, step: str, changes: Mapping[str, Any], opened: Opened) -> Draft:
        """Keep what was typed. Raises NotFound, Changed, Conflict."""
        with self._desk.act(
            asker, Action.REPORT_CREATE, {"draft": id_, "step": step, "kept": sorted(changes)}
        ) as act:
            kept = self._kept(act, asker, id_, changes, opened)
            act.outcome = Outcome.KEPT
            return kept

    def drop(self, asker: Asker, id_: str) -> None:
        """Forget a draft. Raises NotFound."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": "forget"}) as act:
            if not self._store.drop(asker.identity.user, id_):
                raise act.not_found()
            act.outcome = Outcome.FORGOTTEN

    def check(self, asker: Asker, id_: str) -> tuple[Draft, dict[str, Any], list[tuple[str, str]], str]:
        """A draft, the report that it makes, what would keep that from being saved, and the audit id.

        Raises NotFound, Conflict naming the record where it was saved.
        """
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": "check"}) as act:
            draft = self._unsaved(act, asker, id_)
            report = self._report(draft)
            wrong = self._reports.closed(report, asker.identity)
            wrong += self._reports.problems(report, asker.identity.force)
            act.outcome = Outcome.CHECKED
            return draft, report, wrong, act.audit_id

    def file(self, asker: Asker, id_: str, opened: Opened) -> dict[str, Any]:
        """Save a draft as a record, once, as that page showed it: the draft goes in the transaction that makes the record.

        Raises as `Reports.file`, and NotFound, Changed, Conflict naming the record where it was saved before.
        """
        user = asker.identity.user
        with self._desk.act(asker, Action.REPORT_CREATE, {"draft": id_, "step": "save"}) as act:
            report = self._report(self._still(act, self._unsaved(act, asker, id_), opened))
            if closed := self._reports.closed(report, asker.identity):
                act.outcome = Outcome.REFUSED
                raise Invalids(closed)
            draft = Drafted(spent_by(user, id_), partial(spend, user=user, id_=id_, opened=opened))
            try:
                return self._reports.file_under(act, asker.identity, report, draft)
            except TokenSpent as before:
                raise _saved_before(before.id, act) from None
            except Moved:
                raise self._refused(act, asker, id_, opened) from None

    def _report(self, draft: Draft) -> dict[str, Any]:
        return report_of(draft.body, self._reports.read(str(draft.body.get("text") or "")))

    def _own(self, act: Act, asker: Asker, id_: str) -> Draft:
        draft = self._store.draft(asker.identity.user, id_)
        if draft is None:
            raise act.not_found()
        return draft

    def _unsaved(self, act: Act, asker: Asker, id_: str) -> Draft:
        """A draft that is about to be saved; where it was, Conflict tells as what."""
        if saved := self._store.saved_as(asker.identity.user, id_):
            raise _saved_before(saved, act)
        return self._own(act, asker, id_)

    def _kept(self, act: Act, asker: Asker, id_: str, changes: Mapping[str, Any], opened: Opened) -> Draft:
        draft = self._still(act, self._own(act, asker, id_), opened)
        body = {**draft.body, **changes}
        if not self._store.keep(asker.identity.user, id_, body, opened):
            raise self._refused(act, asker, id_, opened)
        return replace(draft, body=body, revision=draft.revision + 1, page=opened.page)

    def _still(self, act: Act, draft: Draft, opened: Opened) -> Draft:
        if not opened.newest_of(draft):
            act.outcome = Outcome.REFUSED
            raise Changed(draft, act.audit_id)
        return draft

    def _refused(self, act: Act, asker: Asker, id_: str, opened: Opened) -> Conflict:
        """Why the store kept nothing, though it would have a moment ago."""
        self._still(act, self._own(act, asker, id_), opened)
        act.outcome = Outcome.REFUSED
        return Conflict("The draft is being saved from another window.", act.audit_id)

    # ------------------------------------------------------------------------------------ looking

    def matches(self, asker: Asker, q: str) -> tuple[list[known.Match], str]:
        """Who and what is known by a question, and the audit id."""
        if not q.strip() or len(q) > LONGEST:
            raise Invalid("q", f"must have 1 to {LONGEST} characters")
        with self._desk.look(asker, Action.MATCH, {"q": q}) as look:
            (found,) = known.matches(look.reading, [q], self._reports.today())
            look.returned(id_ for match in found for id_ in match.ids)
            return found, look.audit_id

    def take(self, asker: Asker, token: str) -> known.Taken:
        """What a token stands for, read anew. Raises NotFound for what is absent and for what is hidden alike."""
        with self._desk.look(asker, Action.MATCH, {"taken": token}) as look:
            piece = known.taken(look.reading, token)
            if piece is None:
                raise look.not_found()
            look.returned([piece.id] if piece.id else [])
            return piece

    def propose(
        self, asker: Asker, id_: str, changes: Mapping[str, Any] | None = None, opened: Opened | None = None
    ) -> tuple[Draft, Proposed, str]:
        """Keep what was typed in a page, and say what its text proposes.

        Raises NotFound, Changed, Conflict, Invalid for a text that cannot be read.
        """
        if opened:
            draft = self.keep(asker, id_, "text", changes or {}, opened)
        else:
            draft = self.open(asker, id_, "text")[0]
        read = self._reports.read(str(draft.body.get("text") or ""))
        found = proposals(str(draft.body.get("text") or ""), read)
        asked = {one.key: question for one in found if (question := _question(one))}
        asked = dict(list(asked.items())[:MOST_ASKED])
        query = {"draft": id_, "step": "text", "asked": list(asked.values())}
        with self._desk.look(asker, Action.MATCH, query) as look:
            answers = known.matches(look.reading, list(asked.values()), self._reports.today())
            matches = {key: _of_kind(answer, key) for key, answer in zip(asked, answers, strict=True)}
            look.returned(id_ for ones in matches.values() for match in ones for id_ in match.ids)
            made = Proposed(read, found, facts(read), matches, _telling(draft.body, read, found))
            return draft, made, look.audit_id

    def traces(
        self, asker: Asker, id_: str, changes: Mapping[str, Any], opened: Opened | None = None
    ) -> tuple[Draft, Found]:
        """Keep what was typed in a page, and say what in the sanitised text may tell the source.

        Before anything was typed the sanitised text is the full one, as it will be shown; nothing is kept by looking.
        """
        query = {"draft": id_, "step": "sanitised", "kept": sorted(changes)}
        with self._desk.act(asker, Action.REPORT_CREATE, query) as act:
            if opened:
                draft = self._kept(act, asker, id_, changes, opened)
            else:
                draft = _to_sanitise(self._own(act, asker, id_))
            text = str(draft.body.get("sanitised_text") or "")
            told, record = self._told(draft.body)
            found = source.traces(text, self._reports.read(text), told)
            act.outcome = Outcome.CHECKED
            return draft, Found(found, _beside(draft.body, record, told), act.audit_id)

    def _told(self, body: Mapping[str, Any]) -> tuple[source.Told, Mapping[str, Any]]:
        """What is known of the report when its sanitised text is checked, and its people, places and things."""
        full = str(body.get("text") or "")
        read = self._reports.read(full)
        record = parts_of(body, read)
        identity = str(body.get("source_identity") or "")
        return source.Told(full, read, form.names_of(record), form.things_of(record), identity), record


def _saved_before(id_: str, act: Act) -> Conflict:
    act.outcome = Outcome.REFUSED
    return Conflict(f"This report is saved already: {id_.replace('/', ' ')}.", act.audit_id)


def _beside(body: Mapping[str, Any], record: Mapping[str, Any], told: source.Told) -> list[source.Trace]:
    """Who tells it and stands in the title or among the people: readers of the sanitised text see these, too."""
    title = str(body.get("title") or form.title_of(record))
    shown = [title, *(name for _, name in form.named(record))]
    return [one for text in shown for one in source.naming(text, told)]


def _to_sanitise(draft: Draft) -> Draft:
    return replace(draft, body={"sanitised_text": draft.body.get("text") or "", **draft.body})


def subject_of(piece: known.Taken, token: str) -> dict[str, Any]:
    """A piece that was taken over, as a draft keeps it."""
    roles = {"person": "subject", "place": "named-in", "thing": "named-in"}
    return {
        "kind": piece.kind, "title": piece.title, "role": roles[piece.kind], "pole": piece.pole,
        "from": piece.id, "token": token, "addresses": list(piece.addresses),
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


def _of_kind(found: Sequence[known.Match], key: str) -> list[known.Match]:
    return [match for match in found if match.kind == key.partition("-")[0]]


def _telling(body: Mapping[str, Any], read: Reading, found: Sequence[Proposal]) -> frozenset[str]:
    """Keys of those who seem to tell it, and of what stands right behind them."""
    about = frozenset(subject["title"] for subject in body.get("subjects") or ())
    tellers = source.tellers(source.Told(str(body.get("text") or ""), read, about))
    starts, ends = {one.start for one in tellers}, [one.end for one in tellers]
    people = [start for one in found if one.kind == "person" for start, _ in one.spans]

    def belongs(one: Proposal) -> bool:
        if one.kind == "person":
            return any(start in starts for start, _ in one.spans)
        return any(_follows(start, ends, people) for start, _ in one.spans)

    return frozenset(one.key for one in found if belongs(one))


def _follows(start: int, ends: Sequence[int], people: Sequence[int]) -> bool:
    """Whether something stands behind a teller, before anybody else is named."""
    return any(end <= start < end + 60 and not any(end <= at < start for at in people) for end in ends)
