"""3x5x2 reports: read, checked for what may tell their source, and saved as a record.

The ledger keeps which report was saved; of its words it keeps a digest, since they may tell who the source is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from access.events import Action, Outcome
from access.gateway import RecordCheck
from access.handling import Handling, marking, visible
from access.handling import parse as parse_handling
from access.identity import Identity
from indexer.store_written import Spent
from portal.services.asker import Act, Asker, Desk
from portal.services.creating.subjects import look_over
from portal.services.creating.writing import Writing
from portal.services.errors import Invalid, Invalids
from portal.services.reports import form, source
from portal.services.reports import handling as reports_handling
from portal.services.reports.desk import ReadingRoom
from portal.services.reports.store import correct

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from nlp.reader import Reading

_EVERYONE = "*"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft that a report is of. spent: its token; gone: takes it away, in the transaction that saves the record."""

    spent: Spent
    gone: Callable[[Connection], None]


class Reports:
    """Reports of this instance's own officers."""

    def __init__(
        self,
        desk: Desk,
        writing: Writing,
        room: ReadingRoom,
        check: RecordCheck,
        clock: Callable[[], datetime],
        users: reports_handling.Users,
    ) -> None:
        self._desk, self._writing, self._room = desk, writing, room
        self._check, self._clock, self._users = check, clock, users

    # -------------------------------------------------------------------------------------- saving

    def file(self, asker: Asker, body: object) -> dict[str, Any]:
        """Save a report. Raises Invalid or Invalids naming the fields, Denied, PurposeMissing."""
        with self._desk.act(asker, Action.REPORT_CREATE, {"report": told(body)}) as act:
            act.outcome = Outcome.REFUSED
            # A draft's numbers are as they were read, or as a record that was taken from has them.
            report = form.checked(body, asker.identity.force)
            look_over(report.record, self.today())
            return self._keep(act, asker.identity, report)

    def file_under(self, act: Act, who: Identity, body: object, draft: Drafted) -> dict[str, Any]:
        """Save the report of a draft under an act that has begun. Raises what `draft` raises, and TokenSpent, too."""
        act.outcome = Outcome.REFUSED
        return self._keep(act, who, form.checked(body, who.force), draft)

    def _keep(
        self, act: Act, who: Identity, report: form.Report, draft: Drafted | None = None
    ) -> dict[str, Any]:
        self._need_meant(report, who.force)
        self._need_no_trace(report)
        linked = linked_of(report.record)
        record = {**report.record, "handling": self._inherited(report.record["handling"], linked, who)}

        def beside(connection: Connection, id_: str) -> None:
            if draft is not None:
                draft.gone(connection)
            if report.corrections is not None:
                correct(connection, id_, who.user, record["handling"], _gold(id_, report))

        tokens = [draft.spent] if draft else []
        saved = self._writing.save(act.permit, record, seen=linked, tokens=tokens, beside=beside)
        act.outcome = Outcome.SAVED
        act.returned([f"{saved.system}/{saved.ref}"])
        handling = parse_handling(record["handling"])
        return {
            "system": saved.system,
            "ref": saved.ref,
            "version": saved.version,
            "status": self._writing.state(saved),
            "yours": visible(who, handling, self._clock()),
            "marking": marking(handling),
            "audit_id": act.audit_id,
        }

    def _need_no_trace(self, report: form.Report) -> None:
        """Refuse what may tell the source, unless a person said of each trace that it may stay."""
        told = self._told(report)
        stay = {source.said(words) for words in report.confirmed}
        found = [
            (name, source.traces(text, self.read(text), told)) for name, text in _shown_to_all(report.record)
        ]
        found += [(name, source.naming(text, told)) for name, text in form.named(report.record)]
        left = [(name, [one for one in traces if one.said not in stay]) for name, traces in found]
        if wrong := [(name, _left_over(traces)) for name, traces in left if traces]:
            raise Invalids(wrong)

    def _need_meant(self, report: form.Report, force: str) -> None:
        """Refuse a report whose handling or date cannot be meant."""
        if wrong := reports_handling.problems(report.record, force, self.today(), self._users):
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

    # ------------------------------------------------------------------------------------ reading

    def read(self, text: str) -> Reading:
        """The reading of a text. Raises Invalid for one that cannot be read."""
        if len(text) > form.LONGEST_TEXT:
            raise Invalid("text", f"is longer than {form.LONGEST_TEXT:,} characters")
        try:
            return self._room.read(text, self.today())
        except ValueError as refused:
            raise Invalid("text", str(refused)) from None

    def closed(self, report: Mapping[str, Any], who: Identity) -> list[tuple[str, str]]:
        """A problem where a record that was taken from is gone, or not open to the writer any more: both read the same."""
        ids, now = linked_of(report), self._clock()
        current = self._check.current(ids)
        open_ = [id_ for id_ in ids if id_ in current and visible(who, current[id_].handling, now)]
        said = "name a record that is not open to you any more: take out what came from it, or choose again"
        return [("links", said)] if len(open_) < len(ids) else []

    def problems(self, body: object, force: str) -> list[tuple[str, str]]:
        """What would keep a report from being saved: (field, message) each."""
        try:
            report = form.checked(body, force)
            self._need_meant(report, force)
            self._need_no_trace(report)
        except Invalids as wrong:
            return list(wrong.errors)
        except Invalid as wrong:
            return [(wrong.field, wrong.message)]
        return []

    def handling_problems(self, handling: Mapping[str, Any], force: str) -> list[tuple[str, str]]:
        """What of a handling cannot be meant, as far as it is filled in yet: (its field, what is wrong) each."""
        return reports_handling.handling_problems(handling, force, self.today(), self._users)

    def warm(self) -> None:
        """Get ready to read, without waiting for it."""
        self._room.warm()

    def today(self) -> date:
        """The day by which texts are read."""
        return self._clock().date()


def told(body: object) -> dict[str, Any]:
    """What the ledger keeps of a report: which fields it has, its grading and handling, and a digest of its text."""
    given = body if isinstance(body, Mapping) else {}
    digest = hashlib.sha256(str(given.get("text") or "").encode("utf-8", "replace")).hexdigest()
    shown = {
        name: given.get(name) for name in ("grading", "handling") if isinstance(given.get(name), Mapping)
    }
    return {**shown, "fields": sorted(map(str, given))[:50], "text_sha256": digest}


def linked_of(record: Mapping[str, Any]) -> list[str]:
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
    return f"may tell who the source is: {words}{more}. Take them out, or {source.CONFIRM}"


def _gold(id_: str, report: form.Report) -> dict[str, Any]:
    """A correction in the format of gold reports (`nlp.evaluate.load_gold`)."""
    given = report.corrections or {}
    return {
        "id": id_, "group": "corrections", "text": report.record["text"], "mentions": list(given.get("mentions") or ()),
        "facts": list(given.get("facts") or ()),
    }  # fmt: skip
