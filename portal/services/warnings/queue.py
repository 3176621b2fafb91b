"""The queue of hidden dangers: what a despatcher may not see can still kill.

Indexing opens a task for each record that affirms firearms, explosives, weapons or violence and that no despatcher of its
force is told (`indexer.hidden_risks`). Here its owners, as far as they may see the record, publish a sanitised warning
with its own handling, or say why not. Until they publish, nothing of a task changes anything for a despatcher.

Which warning came from which record stands in the table of tasks alone, never in the warning, so that a reader of the
warning learns of no record that they may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from access.deeds import deed
from access.events import Action, Event, EventKind, Outcome
from access.gateway import MOST_FETCHED, Hit, RecordCheck
from access.gateway import Reading as Looking
from access.handling import highest
from access.identity import Identity, Role
from access.ledger import Ledger
from indexer.hidden_risks import BY_HANDLING, Watch
from indexer.store import Store
from indexer.store_warnings import DECLINED, OPEN, PUBLISHED, Task
from portal.services.asker import Asker, Desk, Look
from portal.services.creating.writing import Writing
from portal.services.errors import Conflict, Invalid
from portal.services.risk.codes import LABELS
from portal.services.times import minute
from portal.services.warnings import form
from portal.services.warnings.check import need_consulted, need_no_trace

if TYPE_CHECKING:  # the reader's own module brings spaCy with it
    from nlp.reader import Reading

MOST_DECIDED = 20
_ABSENT = "-"  # asked for where there is no task, so that absent and hidden take the same steps
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Watching:
    """How the queue is watched. red_after: how long a task may stay open; watch: what every despatcher holds."""

    red_after: timedelta = timedelta(hours=24)
    watch: Watch = field(default_factory=Watch)


class WarningsQueue:
    """The tasks of the asker's own force whose records the asker may see."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        check: RecordCheck,
        writing: Writing,
        ledger: Ledger,
        watching: Watching,
        clock: Callable[[], datetime],
        read: Callable[[str], Reading],
    ) -> None:
        self._desk, self._store, self._check, self._writing = desk, store, check, writing
        self._ledger, self._watching, self._clock, self._read = ledger, watching, clock, read

    # ------------------------------------------------------------------------------------ reading

    def tasks(self, asker: Asker) -> dict[str, Any]:
        """Open tasks, the oldest first, and those that were decided last."""
        with self._desk.look(asker, Action.WARNING_PUBLISH, {"list": "tasks"}) as look:
            force, now = asker.identity.force, self._clock()
            waiting = self._rows(look, waiting_tasks(self._store, self._check, self._watching, force, now))
            decided = self._decided(look, force)
            rows = [*waiting, *decided]
            look.returned(f"{row['record']['system']}/{row['record']['ref']}" for row in rows)
            return {
                "tasks": waiting,
                "decided": decided,
                "red_after_hours": self._watching.red_after / timedelta(hours=1),
                "systems": look.systems({}),
                "marking": highest(row["marking"] for row in rows),
                "audit_id": look.audit_id,
            }

    def task(self, asker: Asker, system: str, ref: str) -> dict[str, Any]:
        """One task with what the warning may be made of. Raises NotFound for absent and hidden alike."""
        asked = {"task": f"{system}/{ref}"}
        with self._desk.look(asker, Action.WARNING_PUBLISH, asked) as look:
            task, hit = self._known(look, f"{system}/{ref}")
            (row,) = self._rows(look, [task])
            return {
                **row,
                "draft": form.draft(hit, task.codes, self._clock().date()),
                "audit_id": look.audit_id,
            }

    def _decided(self, look: Look, force: str) -> list[dict[str, Any]]:
        """The last decided of the tasks that the reader may see: read page by page, however many others lie between."""
        found: list[dict[str, Any]] = []
        past, size = None, MOST_DECIDED * 2
        while len(found) < MOST_DECIDED and (page := self._store.warnings_decided(force, past, size)):
            found += self._seen(look, page)
            past, size = page[-1], MOST_FETCHED // 2  # two ids a task
        return sorted(
            found[:MOST_DECIDED], key=lambda row: (row["closed"], row["record"]["ref"]), reverse=True
        )

    def _seen(self, look: Look, tasks: Sequence[Task]) -> list[dict[str, Any]]:
        """Those of the tasks whose record the reader may see, in their order."""
        hits = _fetched(look.reading, [id_ for task in tasks for id_ in (task.record, task.published) if id_])
        who = look.permit.identity
        return [self._row(task, hits, who) for task in tasks if task.record in hits]

    def _rows(self, look: Look, tasks: Sequence[Task]) -> list[dict[str, Any]]:
        rows = self._seen(look, tasks)
        return sorted(rows, key=lambda row: (row["opened"], row["record"]["system"], row["record"]["ref"]))

    def _row(self, task: Task, hits: Mapping[str, Hit], who: Identity) -> dict[str, Any]:
        """A task in words. hits: what the reader may see of its record and of the warning that came of it."""
        hit, warning = hits[task.record], hits.get(task.published or "")
        return {
            "record": {"system": hit.system, "ref": hit.ref},
            "title": hit.title,
            "marking": hit.marking,
            "codes": [{"code": code, "label": LABELS[code]} for code in task.codes],
            "because": task.because,
            "status": task.status,
            "opened": _iso(task.opened),  # to the minute: how records came in together tells of others
            "overdue": late(task, self._watching, self._clock()),
            "due": _iso(task.opened + self._watching.red_after.total_seconds()),
            "closed": _iso(task.closed) if task.closed else None,
            "closed_by": task.closed_by,
            "reason": task.reason,
            "warning": {"system": warning.system, "ref": warning.ref} if warning else None,
            "yours": warning is not None and may_put_right(who, task.closed_by),
        }

    # ----------------------------------------------------------------------------------- deciding

    def publish(self, asker: Asker, system: str, ref: str, body: object) -> dict[str, Any]:
        """Publish a sanitised warning. body: see `form.checked`. Raises NotFound, Invalid, Conflict."""
        asked = {"task": f"{system}/{ref}", "warning": body}
        with self._desk.look(asker, Action.WARNING_PUBLISH, asked) as look:
            look.outcome = Outcome.REFUSED
            task, hit = self._still_open(look, f"{system}/{ref}")
            record = self._warning(form.checked(body), task, hit)
            saved = self._writing.save(look.permit, record, decides=task.id)
            id_ = f"{saved.system}/{saved.ref}"
            look.outcome = Outcome.PUBLISHED
            look.returned([hit.id, id_])
            return {
                "record": {"system": hit.system, "ref": hit.ref},
                "warning": {"system": saved.system, "ref": saved.ref},
                "status": PUBLISHED,
                "marking": hit.marking,
                "audit_id": look.audit_id,
            }

    def _warning(self, asked: form.Warning, task: Task, hit: Hit) -> dict[str, Any]:
        """The warning as a record: nobody whom the source is kept from may read what came of it, and nothing in it
        tells who told it."""
        form.need_days_to_come(asked, self._clock().date())
        need_consulted(hit.record, asked.consulted)
        current = self._check.current([hit.id])[hit.id].handling
        made = form.record(asked, hit, task.codes, current, self._clock())
        if not self._watching.watch.sees(form.handling_of(made), self._clock()):
            raise Invalid("handling", "would hide the warning from despatchers, whom it is for")
        need_no_trace(made, hit.record, asked.confirmed, self._read)
        return made

    def decline(self, asker: Asker, system: str, ref: str, reason: object) -> dict[str, Any]:
        """Say why no warning is published. Raises NotFound, Invalid, Conflict."""
        asked = {"task": f"{system}/{ref}", "reason": reason}
        with self._desk.look(asker, Action.WARNING_PUBLISH, asked) as look:
            look.outcome = Outcome.REFUSED
            task, hit = self._still_open(look, f"{system}/{ref}")
            said = form.reason(reason)
            with deed(self._ledger, _declined(look, hit, said)):
                if not self._store.close_warning(task.id, DECLINED, asker.identity.user, said):
                    raise Conflict("somebody else decided the task meanwhile")
            look.outcome = Outcome.DECLINED
            look.returned([hit.id])
            return {
                "record": {"system": hit.system, "ref": hit.ref},
                "status": DECLINED,
                "marking": hit.marking,
                "audit_id": look.audit_id,
            }

    # ---------------------------------------------------------------------------------------------

    def _known(self, look: Look, id_: str) -> tuple[Task, Hit]:
        """The asker's force's task about a record that they may see. Raises NotFound."""
        task = self._store.warning_of(id_)
        ours = task is not None and task.force == look.permit.identity.force
        hits = _fetched(look.reading, [id_ if ours else _ABSENT])
        if task is None or not ours or id_ not in hits:
            raise look.not_found()
        look.returned([id_])
        return task, hits[id_]

    def _still_open(self, look: Look, id_: str) -> tuple[Task, Hit]:
        task, hit = self._known(look, id_)
        if task.status != OPEN:
            raise Conflict(f"the task was {task.status} already")
        return task, hit


def may_put_right(who: Identity, publisher: str | None) -> bool:
    """Whether somebody may amend or withdraw a warning of their own force that this person published."""
    return who.user == publisher or who.role is Role.SUPERVISOR


def _declined(look: Look, hit: Hit, reason: str) -> Event:
    return look.permit.event(EventKind.WARNING_DECLINED, (hit.id,), why=reason)


def waiting_tasks(
    store: Store, check: RecordCheck, watching: Watching, force: str, now: datetime
) -> list[Task]:
    """A force's open tasks of which something is hidden today: not those whose record's own dates have settled them."""
    tasks = store.warning_tasks(force, OPEN)
    current = check.current([task.record for task in tasks])

    def hidden(task: Task) -> bool:
        found = current.get(task.record)
        if found is None:
            return False  # deleted a moment ago
        until = found.handling.visible_until
        told = task.because == BY_HANDLING and watching.watch.sees(found.handling, now)
        return not told and (until is None or now < until)

    return [task for task in tasks if hidden(task)]


def late(task: Task, watching: Watching, now: datetime) -> bool:
    """Whether a task is open for longer than it may be."""
    return task.status == OPEN and now - datetime.fromtimestamp(task.opened, UTC) > watching.red_after


def _fetched(reading: Looking, ids: Sequence[str]) -> dict[str, Hit]:
    """Those of the records that the reader may see, by id."""
    parts = (ids[at : at + MOST_FETCHED] for at in range(0, len(ids), MOST_FETCHED))
    return {hit.id: hit for part in parts for hit in reading.fetch(part)}


def _iso(seconds: float) -> str:
    """A moment, to the minute."""
    return minute(seconds)
