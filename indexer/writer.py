"""Writing to Elasticsearch: bulk, with the store's revisions as external versions, every item's answer read.

An item that is refused because the index holds the same or a newer revision is done: repeats and late messages do no
harm. What the engine is too busy for is tried again later; what it cannot take at all is told with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, OrjsonSerializer, TransportError
from elasticsearch.helpers import streaming_bulk

from indexer.mapping import building

Json = Mapping[str, Any]

_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_CHUNK_DOCUMENTS = 500
_CHUNK_BYTES = 8 << 20


class EngineAway(Exception):  # noqa: N818  (it is the engine's state, and nobody's error)
    """The engine does not answer, or not yet as it should: nothing is known to be written, try again later."""


@dataclass(slots=True)
class Written:
    """What became of the documents: done (id → revision), busy (to be tried again), refused (id → reason)."""

    done: dict[str, int] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def connect(
    url: str, user: str, password: str, *, ca_certs: str | None = None, timeout: float = 60.0
) -> Elasticsearch:
    """A client with the writer's rights. Busy answers are ours to repeat, item by item."""
    trust: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
    return Elasticsearch(
        url,
        basic_auth=(user, password),
        request_timeout=timeout,
        retry_on_status=(),
        max_retries=0,
        serializer=OrjsonSerializer(),
        **trust,
    )


@contextmanager
def asking() -> Iterator[None]:
    """Say that the engine is away where it is; an answer that is our mistake stays as it is."""
    try:
        yield
    except TransportError as error:
        raise EngineAway(f"the search engine does not answer: {type(error).__name__}") from error
    except ApiError as error:
        if error.status_code in (401, 403, 429, 502, 503, 504):
            raise EngineAway(f"the search engine refuses ({error.status_code})") from error
        raise


def behind(client: Elasticsearch, alias: str) -> list[str]:
    """The indices behind an alias; none where there is no such alias. Raises EngineAway."""
    try:
        with asking():
            return list(client.indices.get_alias(name=alias))
    except NotFoundError:
        return []


class Writer:
    """Writes documents under an alias, and into the indices beside it that are being built.

    beside: those indices; None asks the engine at each write, so that a rebuild misses nothing that comes meanwhile. What
    is written was read from the store before that, and a rebuild reads the store after its index is there: a document
    that went to the live index alone is not newer than what the rebuild finds.
    """

    def __init__(self, client: Elasticsearch, alias: str, beside: Sequence[str] | None = None) -> None:
        self._client, self._alias, self._fixed = client, alias, beside
        self._targets = [alias, *(beside or ())]

    def write(self, documents: Iterable[Json]) -> Written:
        """Write documents, each with its `id` and `revision`. Raises EngineAway; then nothing is known."""
        written, sent = Written(), {str(d["id"]): d for d in documents}
        if self._fixed is None:
            self._targets = [self._alias, *behind(self._client, building(self._alias))]
        for target in self._targets:
            self._write(target, sent, written)
        for id_ in (*written.busy, *written.refused):
            written.done.pop(id_, None)
        return written

    def tombstones(self) -> Iterator[str]:
        """The ids of the tombstones that searches find, in order. Raises EngineAway."""
        alone: dict[str, Any] = {"bool": {"must_not": {"exists": {"field": "kind"}}}}
        by_id: list[Mapping[str, Any]] = [{"id": "asc"}]
        after: dict[str, Any] = {}
        while True:
            with asking():
                answer = self._client.search(
                    index=self._alias, query=alone, sort=by_id, size=_CHUNK_DOCUMENTS, source=False, **after
                )
            hits = answer["hits"]["hits"]
            yield from (hit["_id"] for hit in hits)
            if not hits:
                return
            after = {"search_after": hits[-1]["sort"]}

    def alike(
        self, ways: Sequence[Json], worth: Sequence[tuple[Json, float]], limit: int, system: str | None = None
    ) -> list[str]:
        """The ids of records that meet any of these clauses, those first that come to most by what each is worth; hidden
        ones too: for what no reader is answered. system: of that one alone. Raises EngineAway."""
        own = [{"term": {"system": system}}] if system else []
        any_of: dict[str, Any] = {
            "bool": {
                "filter": [*own, {"bool": {"should": list(ways), "minimum_should_match": 1}}],
                "should": [{"constant_score": {"filter": clause, "boost": boost}} for clause, boost in worth],
                "minimum_should_match": 0,
            }
        }
        with asking():
            answer = self._client.search(
                index=self._alias,
                query=any_of,
                sort=[{"_score": "desc"}, {"id": "asc"}],
                size=limit,
                source=False,
            )
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def remove(self, revisions: Mapping[str, int]) -> None:
        """Take out tombstones that stand at these revisions; one that is newer by now stays. Raises EngineAway."""
        actions = (
            {"_op_type": "delete", "_index": self._alias, "_id": id_, "version": revision}
            | {"version_type": "external_gte"}
            for id_, revision in revisions.items()
        )
        with asking():
            for _ in streaming_bulk(self._client, actions, raise_on_error=False, max_retries=0):
                pass  # absent or newer: somebody else was first

    def refresh(self) -> None:
        """Make what was written last searchable. Raises EngineAway."""
        try:
            answer = self._client.indices.refresh(index=self._targets)
        except (ApiError, TransportError) as error:
            raise EngineAway(_words(error)) from error
        if answer["_shards"]["failed"]:
            raise EngineAway("a shard could not be refreshed")

    def _write(self, target: str, sent: Mapping[str, Json], written: Written) -> None:
        actions = (_action(target, document) for document in sent.values())
        try:
            answers = streaming_bulk(
                self._client,
                actions,
                chunk_size=_CHUNK_DOCUMENTS,
                max_chunk_bytes=_CHUNK_BYTES,
                raise_on_error=False,
                raise_on_exception=False,
                max_retries=0,
            )
            for _, item in answers:
                _read(item["index"], sent, written)
        except (ApiError, TransportError) as error:
            raise EngineAway(_words(error)) from error


def _action(target: str, document: Json) -> dict[str, Any]:
    return {
        "_op_type": "index",
        "_index": target,
        "_id": document["id"],
        "version": document["revision"],
        "version_type": "external",
        "_source": document,
    }


def _read(item: Json, sent: Mapping[str, Json], written: Written) -> None:
    id_, status = str(item["_id"]), item.get("status")
    if status in (200, 201, 409):  # 409: the index holds this revision or a newer one
        written.done[id_] = int(sent[id_]["revision"])
    elif not isinstance(status, int) or status in _BUSY:
        written.busy.append(id_)
    elif status in (401, 403, 404):  # a password or an index that is missing is no record's fault
        raise EngineAway(f"the engine answers {status} to a write")
    else:
        written.refused[id_] = _reason(item.get("error"), status)


def _reason(error: object, status: int) -> str:
    """Type and place of what the engine found wrong; never the value, which its words may hold."""
    if isinstance(error, Mapping):
        cause = error.get("caused_by") or {}
        kinds = [error.get("type"), cause.get("type") if isinstance(cause, Mapping) else None]
        return f"the engine refused it ({status}): " + ", ".join(str(kind) for kind in kinds if kind)
    return f"the engine refused it ({status})"


def _words(error: Exception) -> str:
    status = f" ({error.status_code})" if isinstance(error, ApiError) else ""
    return f"the search engine does not answer as it should: {type(error).__name__}{status}"
