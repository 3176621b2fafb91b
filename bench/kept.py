"""A house with records in it, for a measurement: gone afterwards, or kept in a folder to be measured again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from tqdm import tqdm

from indexer.home import Home
from indexer.local_es import LocalElasticsearch
from tests.support.house import House, house

CHUNK = 5_000


@contextmanager
def house_of(
    name: str, records: Iterable[Mapping[str, Any]], total: int | None, folder: Path, kept: bool
) -> Iterator[House]:
    """A house with these records on an engine of its own, both in the folder. name: of its index; total: how many they are,
    where that is known; kept: left there, and found again instead of being loaded."""
    local = LocalElasticsearch(Home.open(folder / "engine"), "1g", environment=os.environ)
    es = local.start()
    try:
        with house(es, f"{es.prefix}{name}-", folder / "house", kept=kept) as made:
            _load(made, iter(records), total, folder / "loaded")
            yield made
    finally:
        local.stop() if kept else local.purge()


def _load(made: House, records: Iterator[Mapping[str, Any]], total: int | None, stamp: Path) -> None:
    if stamp.exists():
        return
    with tqdm(total=total, desc="Loading", unit=" records", mininterval=5) as bar:
        while chunk := list(islice(records, CHUNK)):
            made.put(chunk)
            bar.update(len(chunk))
    stamp.touch()


@contextmanager
def bare_engine(made: House) -> Iterator[Elasticsearch]:
    """The ordinary client of the house's engine, as the user that may read."""
    given = made.services.settings
    login = given.engine_user, given.engine_password
    with Elasticsearch(given.engine_url, basic_auth=login, request_timeout=60) as client:
        yield client
