"""A draft becomes a record once, or stays as it was: whatever fails between, and on either database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sqlalchemy as sa

from access import purposes
from access.events import Event, EventKind
from access.identity import Identity, Role
from access.ledger import Ledger, LedgerUnavailable
from access.permit import Permits
from indexer import migrations
from indexer.store import Store
from indexer.store_tables import writing_engine
from portal.services.asker import Asker, Desk
from portal.services.creating.writing import Writing
from portal.services.errors import Conflict, NotFound
from portal.services.reports import service as reports
from portal.services.reports.desk import ReadingRoom
from portal.services.reports.drafts import Changed, ReportDrafts
from portal.services.reports.service import Reports
from portal.services.reports.store import Opened, ReportStore
from tests.support.house import reader

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
OFF1, OFF2 = (
    Asker(
        Identity(user, Role.OFFICER, "01", sensitive=True),
        purposes.parse("PREVENT", "report from the street"),
    )
    for user in ("off1", "off2")
)
PAGE = Opened(1, "one")
BODY = {
    "text": "A snarler is kept in the shed.", "sanitised_text": "A snarler is kept in the shed.",
    "grading": {"source": "2", "intelligence": "B", "handling": "P", "conditions": []},
    "handling": {"sensitive": False, "audience": ["*"], "compartments": [], "denied": [], "releasable_to": []},
    "missed": [{"kind": "fact", "words": "snarler", "as": "FI", "assertion": "affirmed"}],
}  # fmt: skip


class Desks:
    """Drafts over a real ledger and a real record store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.ledger = Ledger.open(f"sqlite:///{folder}/ledger.db", folder / "key", ship_every=3600.0)
        self.store, self.drafts = store, ReportStore(store.url)
        nothing = cast(Any, SimpleNamespace())
        desk = Desk(Permits(self.ledger, lambda: NOW), nothing, nothing)
        writing = Writing(self.ledger, store, lambda: NOW)
        made = Reports(
            desk, writing, ReadingRoom(reader), store.check, lambda: NOW, lambda names, _: frozenset(names)
        )
        self.reports = ReportDrafts(desk, self.drafts, made)

    def records(self) -> list[str]:
        """The records that off1 wrote."""
        return self.store.written_by("off1")


@pytest.fixture
def made(either_store: Store, tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(either_store, tmp_path)
    with closing(desks.ledger), closing(desks.drafts):
        yield desks


@pytest.fixture
def draft(made: Desks) -> str:
    return made.drafts.begin("off1", BODY)


def test_a_draft_goes_with_the_record_and_what_was_put_right_comes_with_it(made: Desks, draft: str) -> None:
    saved = made.reports.file(OFF1, draft, PAGE)
    id_ = f"{saved['system']}/{saved['ref']}"
    assert made.records() == [id_]
    assert made.drafts.draft("off1", draft) is None
    assert [one.id for one in made.drafts.corrections()] == [id_]


def test_who_presses_again_is_told_what_it_was_saved_as_and_nobody_else_is(made: Desks, draft: str) -> None:
    saved = made.reports.file(OFF1, draft, PAGE)
    for again in (lambda: made.reports.file(OFF1, draft, PAGE), lambda: made.reports.check(OFF1, draft)):
        with pytest.raises(Conflict, match=f"saved already: SIGHTLINE {saved['ref']}"):
            again()
    with pytest.raises(NotFound):
        made.reports.file(OFF2, draft, PAGE)
    assert len(made.records()) == 1


def test_where_what_was_put_right_cannot_be_kept_nothing_is_saved_and_the_draft_stands(
    made: Desks, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(reports, "correct", fails)
        with pytest.raises(OSError, match="full"):
            made.reports.file(OFF1, draft, PAGE)
    assert made.records() == []
    assert made.reports.keep(OFF1, draft, "text", {"title": "Shed"}, PAGE).revision == 2
    made.reports.file(OFF1, draft, PAGE)
    assert len(made.records()) == 1


def test_where_the_ledger_goes_after_the_record_it_is_not_saved_again(
    made: Desks, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = made.ledger.record

    def goes(event: Event) -> str:
        if event.kind is EventKind.REPORT_CREATED:
            raise LedgerUnavailable("gone")
        return record(event)

    with monkeypatch.context() as broken:
        broken.setattr(made.ledger, "record", goes)
        with pytest.raises(LedgerUnavailable):
            made.reports.file(OFF1, draft, PAGE)
    with pytest.raises(Conflict, match="saved already"):
        made.reports.file(OFF1, draft, PAGE)
    assert len(made.records()) == 1


def test_what_another_window_saved_meanwhile_is_not_lost(
    made: Desks, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = made.store.write

    def late(*given: Any) -> None:
        assert made.drafts.keep("off1", draft, {**BODY, "title": "Newer"}, Opened(1, "two"))
        write(*given)

    monkeypatch.setattr(made.store, "write", late)
    with pytest.raises(Changed):
        made.reports.file(OFF1, draft, PAGE)
    assert made.records() == []
    kept = made.drafts.draft("off1", draft)
    assert kept
    assert kept.body["title"] == "Newer"


def test_of_those_who_press_at_once_one_saves_it(made: Desks, draft: str) -> None:
    def press(_: int) -> str:
        try:
            return str(made.reports.file(OFF1, draft, PAGE)["ref"])
        except Conflict as told:
            return str(told)

    with ThreadPoolExecutor(4) as pool:
        said = set(pool.map(press, range(4)))
    (id_,) = made.records()
    ref = id_.partition("/")[2]
    assert said == {ref, f"This report is saved already: SIGHTLINE {ref}."}


def test_a_draft_that_was_left_half_saved_is_a_draft_again(made: Desks, draft: str) -> None:
    migrations.downgrade(made.store.url, "0016")
    engine = writing_engine(made.store.url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE report_draft SET filing = :yes"), {"yes": True})
    engine.dispose()
    migrations.upgrade(made.store.url)
    made.reports.file(OFF1, draft, PAGE)
    assert len(made.records()) == 1
