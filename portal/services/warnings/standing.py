"""Warnings that were published: put right or withdrawn at once, by who published them or a supervisor of their force.

A withdrawn warning is a version that nobody may see any more: no lookup shows it from that moment, whatever stands in the
index, and its words stay in the record store with who wrote and who withdrew them. Its source's task is open again, or
closed with the reason. Whoever may put a warning right need not see what it came from, and learns nothing of that here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from access.events import Action, Outcome
from access.gateway import Hit
from access.identity import Identity
from indexer import store_warnings
from indexer.store import Store
from indexer.store_warnings import PUBLISHED
from indexer.store_written import Version
from portal.services.asker import Asker, Desk, Look
from portal.services.creating.writing import SYSTEM, Saved, Writing
from portal.services.errors import Invalid
from portal.services.gradings import must_consult
from portal.services.times import moment
from portal.services.warnings import form
from portal.services.warnings.check import need_consulted, need_no_trace
from portal.services.warnings.queue import Watching, may_put_right

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """A warning as it stands. versions: the newest first; source: the record that it came from, as the asker sees it."""

    hit: Hit
    versions: list[Version]
    source: Hit | None

    @property
    def body(self) -> dict[str, Any]:
        """Its POLE-1."""
        return self.versions[0].body

    @property
    def told_from(self) -> Mapping[str, Any] | None:
        """The source's POLE-1."""
        return self.source.record if self.source else None


class StandingWarnings:
    """Published warnings of the asker's own force."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        writing: Writing,
        watching: Watching,
        clock: Callable[[], datetime],
        read: Callable[[str], Reading],
    ) -> None:
        self._desk, self._store, self._writing = desk, store, writing
        self._watching, self._clock, self._read = watching, clock, read

    def open(self, asker: Asker, ref: str) -> dict[str, Any]:
        """A warning as it stands, with its versions. Raises NotFound for absent, hidden and withdrawn alike, and Invalid
        where it is not theirs to put right."""
        with self._desk.look(asker, Action.WARNING_AMEND, {"warning": ref}) as look:
            found = self._own(look, ref)
            look.returned([found.hit.id, *([found.source.id] if found.source else [])])
            return {
                "warning": {"system": SYSTEM, "ref": ref},
                "title": str(found.body.get("title")),
                "version": found.versions[0].version,
                "draft": {
                    **form.standing(found.body),
                    "consult": must_consult((found.told_from or {}).get("grading")),
                },
                "record": {"system": found.source.system, "ref": found.source.ref} if found.source else None,
                "versions": [_version(one) for one in found.versions],
                "marking": found.hit.marking,
                "audit_id": look.audit_id,
            }

    def amend(self, asker: Asker, ref: str, body: object) -> dict[str, Any]:
        """Save the next version. body: see `form.amended`. Raises what `open` raises, Invalid, Conflict."""
        asked = {"warning": ref, "changes": body}
        with self._desk.look(asker, Action.WARNING_AMEND, asked) as look:
            look.outcome = Outcome.REFUSED
            found = self._own(look, ref)
            new = form.amended(body)
            changes = self._changes(found, new)
            version, why = form.version_of(body), form.said_why(body)
            saved = self._writing.amend(look.permit, ref, version, changes, why)
            look.outcome = Outcome.AMENDED
            return _done(look, found, saved, PUBLISHED)

    def _changes(self, found: Standing, new: form.Warning) -> dict[str, Any]:
        form.need_days_to_come(new, self._clock().date())
        changes = form.changes(found.body, new)
        after = {**found.body, **changes}
        if not self._watching.watch.sees(form.handling_of(after), self._clock()):
            raise Invalid("handling", "would hide the warning from despatchers, whom it is for: withdraw it")
        need_consulted(found.told_from, new.consulted)
        need_no_trace(after, found.told_from, new.confirmed, self._read)
        return changes

    def withdraw(self, asker: Asker, ref: str, body: object) -> dict[str, Any]:
        """Take a warning back: nobody is shown it from now on.

        body: `{"reason", "then"}`: whether the task of the record is `open` again, or `closed` with the reason. Raises what
        `open` raises, Invalid, Conflict.
        """
        asked = {"warning": ref, "withdraw": body}
        with self._desk.look(asker, Action.WARNING_WITHDRAW, asked) as look:
            look.outcome = Outcome.REFUSED
            found = self._own(look, ref)
            why, reopen = form.said_why(body), form.opens_again(body)
            hidden = {"handling": {**found.body["handling"], "visible_until": _at(self._clock())}}
            beside = partial(store_warnings.withdraw, by=asker.identity.user, reason=why, reopen=reopen)
            newest = found.versions[0].version
            saved = self._writing.amend(look.permit, ref, newest, hidden, why, beside=beside)
            look.outcome = Outcome.WITHDRAWN
            return _done(look, found, saved, "withdrawn")

    # ---------------------------------------------------------------------------------------------

    def _own(self, look: Look, ref: str) -> Standing:
        """A warning that the asker may put right. Raises NotFound, Invalid."""
        id_, who = f"{SYSTEM}/{ref}", look.permit.identity
        hits, versions = look.reading.fetch([id_]), self._writing.versions(ref)
        kin = list(self._store.warning_kin([id_])[id_])
        sources = look.reading.fetch(kin or ["-"])  # the same steps whether there is one or none
        if not hits:
            raise look.not_found()
        if not versions or not _theirs(who, versions[-1]):
            look.outcome = Outcome.REFUSED
            raise Invalid("warning", "is put right by who published it or a supervisor of their force")
        return Standing(hits[0], versions, sources[0] if sources else None)


def _theirs(who: Identity, first: Version) -> bool:
    """Whether a record is a warning that they may put right."""
    published = first.stamp.action == Action.WARNING_PUBLISH.value and first.stamp.force == who.force
    return published and may_put_right(who, first.stamp.user)


def _at(now: datetime) -> str:
    """A moment, to the second, as a record keeps it."""
    return moment(now.timestamp())


def _done(look: Look, found: Standing, saved: Saved, status: str) -> dict[str, Any]:
    look.returned([found.hit.id])
    return {
        "warning": {"system": saved.system, "ref": saved.ref},
        "version": saved.version,
        "status": status,
        "marking": found.hit.marking,
        "audit_id": look.audit_id,
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "version": one.version,
        "at": moment(one.at),
        "by": one.stamp.user,
        "reason": one.stamp.reason,
        "text": one.body.get("text"),
    }
