"""Who asks and why, and the frame in which every look is taken: permit, reading, outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from access.events import Action, Outcome
from access.gateway import Gateway, Reading
from access.identity import Identity
from access.permit import LedgerUnavailable, Permit, PermitExpired, Permits
from access.purposes import Purpose
from access.queries import QueryError
from portal.services.errors import Busy, Invalid, NotFound
from portal.services.feeds import Systems


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the purpose that they stated."""

    identity: Identity
    purpose: Purpose | None


@dataclass
class Act:
    """One act on its way: its permit, and what will be said of it in the ledger."""

    permit: Permit
    outcome: Outcome = Outcome.ANSWERED
    ids: list[str] = field(default_factory=list)

    @property
    def audit_id(self) -> str:
        """The id of its row before, which every answer carries."""
        return self.permit.audit_id

    def not_found(self) -> NotFound:
        """What to raise where there is nothing for this reader: absent and hidden alike, and so recorded."""
        self.outcome = Outcome.NOT_FOUND
        return NotFound(self.audit_id)

    def returned(self, ids: Iterable[str]) -> None:
        """Note records that the answer holds."""
        self.ids = list(dict.fromkeys([*self.ids, *ids]))


@dataclass(kw_only=True)
class Look(Act):
    """An act that reads records."""

    reading: Reading
    feeds: Systems

    def systems(self, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """How the systems stand for this reader. counts: of the records that the answer holds, by system."""
        return self.feeds.told(self.reading, counts)


class Desk:
    """Opens looks. No permit, no query; no row after, no answer."""

    def __init__(self, permits: Permits, gateway: Gateway, feeds: Systems) -> None:
        self.permits, self._gateway, self._feeds = permits, gateway, feeds

    @contextmanager
    def act(self, asker: Asker, action: Action, query: Mapping[str, object]) -> Iterator[Act]:
        """An act that reads no records through the gateway; its outcome is durable when the block is left."""
        permit = self.permits.grant(asker.identity, asker.purpose, action, query)
        done = Act(permit)
        with _completed(done):
            yield done

    @contextmanager
    def look(self, asker: Asker, action: Action, query: Mapping[str, object]) -> Iterator[Look]:
        """A look for as long as the block lasts; its outcome is durable when the block is left.

        Raises Denied, PurposeMissing, LedgerUnavailable, EngineUnavailable. A block that raises is recorded as failed
        (or by the word that it left in `outcome`); one that waited or took too long as busy or expired.
        """
        permit = self.permits.grant(asker.identity, asker.purpose, action, query)
        look = Look(permit=permit, reading=self._opened(permit), feeds=self._feeds)
        with _completed(look):
            yield look

    def _opened(self, permit: Permit) -> Reading:
        try:
            return self._gateway.open(permit)
        except PermitExpired:
            permit.complete(Outcome.EXPIRED, (), 0)
            raise


@contextmanager
def _completed(act: Act) -> Iterator[None]:
    try:
        yield
    except LedgerUnavailable:
        raise
    except QueryError as error:
        act.permit.complete(Outcome.REFUSED, (), 0)
        raise Invalid("q", str(error)) from None
    except (Busy, PermitExpired) as late:
        act.permit.complete(Outcome.BUSY if isinstance(late, Busy) else Outcome.EXPIRED, (), 0)
        raise
    except BaseException:
        act.permit.complete(Outcome.FAILED if act.outcome is Outcome.ANSWERED else act.outcome, (), 0)
        raise
    act.permit.complete(act.outcome, act.ids, len(act.ids))
