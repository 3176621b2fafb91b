"""Writing to Elasticsearch: bulk, with the store's revisions as external versions, every item's answer read.

An item that is refused because the index holds the same or a newer revision is done: repeats and late messages do no
harm. What the engine is too busy for is tried again later; what it cannot take at all is told with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk

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
        url, basic_auth=(user, password), request_timeout=timeout, retry_on_status=(), max_retries=0, **trust
    )


class Writer:
    """Writes documents under an alias, and into the indices beside it that are being built."""

    def __init__(self, client: Elasticsearch, alias: str, beside: Sequence[str] = ()) -> None:
        self._client, self._targets = client, (alias, *beside)

    def write(self, documents: Iterable[Json]) -> Written:
        """Write documents, each with its `id` and `revision`. Raises EngineAway; then nothing is known."""
        written, sent = Written(), {str(d["id"]): d for d in documents}
        for target in self._targets:
            self._write(target, sent, written)
        for id_ in (*written.busy, *written.refused):
            written.done.pop(id_, None)
        return written

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

    def refresh(self) -> None:
        """Make what was written searchable. Raises EngineAway."""
        try:
            answer = self._client.indices.refresh(index=list(self._targets))
        except (ApiError, TransportError) as error:
            raise EngineAway(_words(error)) from error
        if answer["_shards"]["failed"]:
            raise EngineAway("a shard could not be refreshed")


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
