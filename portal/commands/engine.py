"""The search engine of an instance: the one that the environment names, or the home's local one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from indexer.home import Home
from indexer.local_es import LocalElasticsearch
from portal.commands.context import Failure

HEAP = "SIGHTLINE_ELASTICSEARCH_HEAP"


@dataclass(frozen=True, slots=True)
class EngineAccess:
    """Where Elasticsearch is, and what lets one in: user name and password to read and, if known, to write."""

    url: str
    reader: tuple[str, str] = field(repr=False)
    writer: tuple[str, str] | None = field(repr=False, default=None)
    ca_certs: str | None = None

    def for_portal(self) -> dict[str, str]:
        """The environment of a process that reads."""
        return self._place() | {
            "ELASTICSEARCH_USER": self.reader[0],
            "ELASTICSEARCH_PASSWORD": self.reader[1],
        }

    def for_worker(self) -> dict[str, str]:
        """The environment of the one process that writes. Raises Failure."""
        user, password = self.must_write()
        return self._place() | {"ELASTICSEARCH_WRITER_USER": user, "ELASTICSEARCH_WRITER_PASSWORD": password}

    def must_write(self) -> tuple[str, str]:
        """The writer's name and password. Raises Failure."""
        if self.writer is None:
            raise Failure(
                "set ELASTICSEARCH_WRITER_USER and ELASTICSEARCH_WRITER_PASSWORD as well: this writes"
            )
        return self.writer

    def _place(self) -> dict[str, str]:
        trust = {"ELASTICSEARCH_CA_CERTS": self.ca_certs} if self.ca_certs else {}
        return {"ELASTICSEARCH_URL": self.url, **trust}


def given(environment: Mapping[str, str]) -> EngineAccess | None:
    """The engine that ELASTICSEARCH_URL names, or None where it is unset. Raises Failure."""
    url = environment.get("ELASTICSEARCH_URL")
    if not url:
        return None
    reader = _pair(environment, "ELASTICSEARCH_USER", "ELASTICSEARCH_PASSWORD")
    writer = _pair(environment, "ELASTICSEARCH_WRITER_USER", "ELASTICSEARCH_WRITER_PASSWORD")
    if reader is None:
        raise Failure("ELASTICSEARCH_URL is set: set ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD too")
    return EngineAccess(url, reader, writer, environment.get("ELASTICSEARCH_CA_CERTS"))


def local(home: Home, environment: Mapping[str, str], port: int = 0) -> LocalElasticsearch:
    """The home's local server, not started yet."""
    heap = environment.get(HEAP) or "512m"
    return LocalElasticsearch(home, heap, environment=environment, port=port)


@contextmanager
def engine(home: Home, environment: Mapping[str, str]) -> Iterator[EngineAccess]:
    """The instance's engine: given, found running, or started for as long as it is needed."""
    if named := given(environment):
        yield named
        return
    with local(home, environment) as server:
        yield EngineAccess(server.url, server.reader, server.writer)


def _pair(environment: Mapping[str, str], user: str, password: str) -> tuple[str, str] | None:
    found = environment.get(user), environment.get(password)
    return (found[0], found[1]) if found[0] and found[1] else None
