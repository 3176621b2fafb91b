"""The index: its strict mapping, its settings, and what of it may be asked for. Written from one list of fields.

Per view (`open`, `full`) stands everything that a text has a part in, so that a reader's search and answer use their
text only. Nothing is analysed by Elasticsearch: forms, stems, trigrams and codes are made in Python, once, by the same
functions at index and at query time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access import handling
from access.gateway_types import FieldSpec
from indexer.pole import Record
from indexer.pole_shape import specs

VIEWS = ("open", "full")

# What POLE-1 itself says stands at the top of the index.
_OWN = {spec.name: FieldSpec(spec.indexed) for spec in specs(Record) if spec.indexed}

_TOP = {
    "id": FieldSpec("keyword"),
    **_OWN,
    "when": FieldSpec("date"),
    "until": FieldSpec("date"),
    "area": FieldSpec("keyword"),
    "source_force": FieldSpec("keyword"),
    "marking": FieldSpec("keyword"),
    "dob": FieldSpec("keyword"),
    "links": FieldSpec("keyword"),
    "revision": FieldSpec("integer"),
    "place.geo": FieldSpec("geo"),
}

_PER_VIEW = {
    name: FieldSpec("text" if name == "stems" else "keyword", per_view=True)
    for name in (
        "name.parts",
        "name.nick",
        "name.phonetic",
        "name.trigrams",
        "ident",
        "vrm_trigrams",
        "place.flat",
        "place.building",
        "place.street",
        "place.parts",
        "place.phonetic",
        "place.trigrams",
        "place.postcode",
        "place.outward",
        "stems",
        "words",
        "concepts",
        "mention",
        "fact",
    )
}

FIELDS: Mapping[str, FieldSpec] = {**_TOP, **_PER_VIEW}

# Sorted or counted by: only these need their values by document.
_COUNTED = frozenset(
    {
        "id",
        "system",
        "kind",
        "classification",
        "flags",
        "mention",
        "marking",
        "area",
        "source_force",
        "revision",
    }
)
_TYPES: dict[str, dict[str, Any]] = {
    "keyword": {"type": "keyword"},
    # Stems, joined by blanks. Neither norms nor frequencies: no score may depend on what else is there.
    "text": {"type": "text", "analyzer": "whitespace", "norms": False},
    "date": {"type": "date", "format": "strict_date_optional_time"},
    "geo": {"type": "geo_point"},
    "integer": {"type": "long"},
    "boolean": {"type": "boolean"},
}
_KEPT = {"type": "object", "enabled": False}  # returned, never searched


@dataclass(frozen=True, slots=True)
class Schema:
    """Implements `access.gateway_types.SearchSchema`: the alias that is read, and what may be asked."""

    alias: str
    fields: Mapping[str, FieldSpec]


def alias(prefix: str) -> str:
    """The name under which the index is read and written; every name of an instance begins with its prefix (which ends with a dash)."""
    return f"{prefix}records"


def building(alias: str) -> str:
    """The alias of the index that is being built beside the live one, as long as it is."""
    return f"{alias}-building"


def schema(prefix: str) -> Schema:
    """The index as the gateway knows it."""
    return Schema(alias(prefix), FIELDS)


def index_body(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Settings and mappings of a new index."""
    return {"settings": {"index": _settings(shards, replicas)}, "mappings": mappings()}


def mappings() -> dict[str, Any]:
    """The strict mapping: what is not named here is refused."""
    made: dict[str, Any] = {"dynamic": "strict", "properties": {}}
    for name, spec in FIELDS.items():
        for path in [f"{view}.{name}" for view in VIEWS] if spec.per_view else [name]:
            _place(made, path, _type(name, spec))
    for path in ("record", *(f"{view}.reading" for view in VIEWS)):
        _place(made, path, _KEPT)
    _place(made, "title", {"type": "keyword", "index": False, "doc_values": False})
    _place(made, "handling", handling.MAPPING)
    return made


def _settings(shards: int, replicas: int) -> dict[str, Any]:
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        # The worker refreshes when it has written, and only then calls a record indexed.
        "refresh_interval": "-1",
        "max_terms_count": 65_536,
        "mapping": {"coerce": False},
    }


def _type(name: str, spec: FieldSpec) -> dict[str, Any]:
    made = dict(_TYPES[str(spec.kind)])
    if made["type"] == "keyword" and name not in _COUNTED:
        made["doc_values"] = False
    return made


def _place(made: dict[str, Any], path: str, what: Mapping[str, Any]) -> None:
    *above, last = path.split(".")
    for step in above:
        made = made["properties"].setdefault(step, {"dynamic": "strict", "properties": {}})
    made["properties"][last] = what
