"""What somebody says who makes a record over a strong match: it is none of those. Their word holds against whatever is computed."""

from __future__ import annotations

from collections.abc import Sequence

from access.deeds import deed
from access.ledger import Ledger
from access.permit import Permit
from indexer.resolve.edges import UnknownMember
from portal.services.creating.matching import Candidate
from portal.services.creating.subjects import Subject
from portal.services.creating.writing import Saved
from portal.services.nominals.service import JudgedEdges, judged


class NotThem:
    """Keeps such a word as the split of two people, in the ledger before it holds."""

    def __init__(self, edges: JudgedEdges, ledger: Ledger) -> None:
        self._edges, self._ledger = edges, ledger

    def say(
        self,
        permit: Permit,
        saved: Saved,
        asked: Sequence[Subject],
        found: Sequence[Sequence[Candidate]],
        reason: str | None,
    ) -> None:
        """Part each of the new record's people from their strong matches, which the writer was shown and passed over for a
        reason. asked, found: the record's subjects and what answers each. Raises LedgerUnavailable."""
        for subject, candidates in zip(asked, found, strict=True):
            mine = f"{saved.system}/{saved.ref}~{_place(subject)}"
            for other in candidates:
                if subject.kind == other.kind == "person" and other.strong and reason:
                    self._part(permit, mine, other, reason)

    def _part(self, permit: Permit, mine: str, other: Candidate, reason: str) -> None:
        word = {"a": mine, "b": other.id, "word": "split", "reason": reason}
        try:
            with deed(self._ledger, judged(permit, word)):
                self._edges.judge(mine, other.id, "split", permit.identity.user, reason)
        except UnknownMember:
            pass  # that record changed since it was looked at: of whom it tells now, nobody has said anything


def _place(subject: Subject) -> int:
    """The place of a record's person, from 1: `people[0]` is the first."""
    return int(subject.path.partition("[")[2].partition("]")[0] or 0) + 1
