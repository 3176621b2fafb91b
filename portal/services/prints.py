"""Prints: what leaves the screen on paper, recorded as an act of its own."""

from __future__ import annotations

from access.events import Action, EventKind, Outcome
from access.ledger import Ledger
from portal.services.asker import Asker, Desk
from portal.services.numbers import whole_number

LONGEST = 64  # characters of an audit id


class Prints:
    """Tells the ledger of prints."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        self._desk, self._ledger = desk, ledger

    def printed(self, asker: Asker, of: str, card: str | None = None) -> None:
        """Somebody printed an answer. of: its audit id, which stands on the paper; card: which of its cards, from 1."""
        asked: dict[str, object] = {"of": of[:LONGEST]}
        if (place := whole_number(card, most=999)) is not None:
            asked["card"] = place
        with self._desk.act(asker, Action.PRINT, asked) as act:
            act.outcome = Outcome.PRINTED
            self._ledger.record(act.permit.event(EventKind.PRINTED, (), **asked))
