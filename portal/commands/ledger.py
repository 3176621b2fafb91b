"""The ledger as the command line uses it: what operators do is recorded like anybody else's acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from access.events import EventKind, event_of
from access.identity import Identity, Role, Via
from access.ledger import Ledger, LedgerDamaged, LedgerUnavailable
from indexer.home import Home
from indexer.store import Store
from portal.commands.context import Context, Failure, operator_name
from portal.services.audit.owed import seal_owed


@contextmanager
def open_ledger(context: Context, home: Home) -> Iterator[Ledger]:
    """The instance's ledger, made where it is new. Raises Failure where it cannot be had."""
    with _opened(lambda: Ledger.open(context.ledger_url(home), home.signing_key, home.heads)) as ledger:
        yield ledger


@contextmanager
def standing_ledger(context: Context, home: Home) -> Iterator[Ledger]:
    """The instance's ledger as it stands, for who reads it as evidence. Raises Failure, LedgerMissing."""
    with _opened(lambda: Ledger.standing(context.ledger_url(home), home.signing_key, home.heads)) as ledger:
        yield ledger


@contextmanager
def _opened(open_: Callable[[], Ledger]) -> Iterator[Ledger]:
    try:
        ledger = open_()
    except (OSError, ValueError) as error:
        raise Failure(f"the ledger cannot be opened: {error}") from None
    except SQLAlchemyError as error:
        raise Failure(
            f"the ledger cannot be opened: {type(error).__name__}; run: sightline audit verify"
        ) from None
    try:
        yield ledger
    except LedgerUnavailable as error:
        raise Failure(f"{error}: nothing is done without a ledger") from None
    except LedgerDamaged as error:
        raise Failure(f"{error}; run: sightline audit verify") from None
    finally:
        ledger.close()


def note(context: Context, home: Home, kind: EventKind, details: Mapping[str, object]) -> None:
    """Record what the operator at this machine did. Raises Failure."""
    with open_ledger(context, home) as ledger:
        ledger.record(event_of(kind, operator(home), details={"command": True, **details}))


def tell_owed(context: Context, home: Home, store: Store) -> None:
    """Seal what the record store owes the ledger. Raises Failure."""
    with open_ledger(context, home) as ledger:
        seal_owed(store, ledger)


def operator(home: Home) -> Identity:
    """Who sits at the command line: known to the machine, and not to the instance."""
    return Identity(user=operator_name(), role=Role.ADMINISTRATOR, force=home.force, via=Via.JOB)
