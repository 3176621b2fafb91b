"""What officers put right in the reading of their reports, as training data: taken out by a person who may have each report.

A correction holds a report's full text. So it is given to whoever may take data out and may see the report as it is
handled now, and to nobody else; one whose record is gone is gone with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from access.events import Action
from access.gateway import RecordCheck
from access.handling import highest, marking, visible
from access.identity import Identity
from access.permissions import Permission, permits
from access.permit import Permits
from portal.services.asker import Asker
from portal.services.reports.store import ReportStore

_AT_ONCE = 500


class Corrections:
    """Every correction, for whoever may have it."""

    def __init__(
        self, permits: Permits, store: ReportStore, check: RecordCheck, clock: Callable[[], datetime]
    ) -> None:
        self._permits, self._store, self._check, self._clock = permits, store, check, clock

    def export(self, asker: Asker) -> tuple[list[dict[str, Any]], str]:
        """Corrections as gold reports (`nlp.evaluate.load_gold`), by the record's id, and the marking of them all.

        Raises Denied, PurposeMissing, LedgerUnavailable.
        """
        permit = self._permits.grant(asker.identity, asker.purpose, Action.EXPORT, {"export": "corrections"})
        found = self._visible(asker.identity) if permits(asker.identity, Permission.FULL_INTELLIGENCE) else []
        permit.complete("answered", [id_ for id_, _, _ in found], len(found))
        return [dict(body) for _, body, _ in found], highest(one for _, _, one in found)

    def _visible(self, who: Identity) -> list[tuple[str, Mapping[str, Any], str]]:
        kept, now = self._store.corrections(), self._clock()
        made: list[tuple[str, Mapping[str, Any], str]] = []
        for start in range(0, len(kept), _AT_ONCE):
            batch = kept[start : start + _AT_ONCE]
            current = self._check.current([one.id for one in batch])
            for one in batch:
                stands = current.get(one.id)
                if stands and visible(who, stands.handling, now):
                    made.append((one.id, one.body, marking(stands.handling)))
        return made
