"""A draft's revision, on SQLite and PostgreSQL: of two pages that save over the same one, one is kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from indexer.store import Store
from indexer.store_tables import writing_engine
from portal.services.reports.store import Moved, Opened, ReportStore, spend

ONE, TWO = Opened(1, "one"), Opened(1, "two")


@pytest.fixture
def reports(either_store: Store) -> Iterator[ReportStore]:
    with closing(ReportStore(either_store.url)) as made:
        yield made


def test_a_save_moves_the_revision_on_and_names_its_page(reports: ReportStore) -> None:
    id_ = reports.begin("off1", {"text": "a"})
    assert reports.keep("off1", id_, {"text": "b"}, ONE)
    draft = reports.draft("off1", id_)
    assert draft
    assert (draft.revision, draft.page, draft.body) == (2, "one", {"text": "b"})
    assert ONE.newest_of(draft)
    assert not TWO.newest_of(draft)


def spent(store: Store, id_: str, opened: Opened) -> bool:
    """Whether a record may be made of the draft as that page showed it."""
    engine = writing_engine(store.url)
    try:
        with engine.begin() as connection:
            spend(connection, "off1", id_, opened)
    except Moved:
        return False
    finally:
        engine.dispose()
    return True


def test_only_the_page_that_saved_last_and_one_opened_since_may_save(
    reports: ReportStore, either_store: Store
) -> None:
    id_ = reports.begin("off1", {"text": "a"})
    assert reports.keep("off1", id_, {"text": "b"}, ONE)
    assert not reports.keep("off1", id_, {"text": "lost"}, TWO)
    assert not spent(either_store, id_, TWO)
    assert reports.keep("off1", id_, {"text": "c"}, ONE)
    assert reports.keep("off1", id_, {"text": "d"}, Opened(3, "three"))
    assert not reports.keep("off1", id_, {"text": "lost"}, ONE)
    assert not reports.keep("off2", id_, {"text": "lost"}, Opened(4, "three"))
    draft = reports.draft("off1", id_)
    assert draft
    assert (draft.revision, draft.body) == (4, {"text": "d"})
    assert spent(either_store, id_, Opened(4, "five"))
    assert reports.draft("off1", id_) is None


def test_of_pages_that_save_at_once_one_is_kept(reports: ReportStore) -> None:
    id_ = reports.begin("off1", {})
    pages = [Opened(1, f"page {n}") for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda page: reports.keep("off1", id_, {"by": page.page}, page), pages))
    assert kept.count(True) == 1
    draft = reports.draft("off1", id_)
    assert draft
    assert draft.body == {"by": pages[kept.index(True)].page}
