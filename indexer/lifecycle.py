"""Indices and their alias: made, built beside, swapped in one step. Readers and writers know the alias only."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from indexer import mapping
from indexer.writer import EngineAway, asking, behind


class Lifecycle:
    """The indices of one instance. prefix: what every name begins with, a dash at its end."""

    def __init__(self, client: Elasticsearch, prefix: str, *, shards: int = 1, replicas: int = 0) -> None:
        self._client, self.alias = client, mapping.alias(prefix)
        self._building = mapping.building(self.alias)
        self._body = mapping.index_body(shards, replicas)
        self._body["mappings"]["_meta"] = {"shape": shape()}

    def ensure(self) -> None:
        """Make the first index and its alias, where there is none. Safe to call at once from several processes."""
        with asking():
            if self._client.indices.exists_alias(name=self.alias):
                self._take_new_fields()
                return
            try:
                self._create(self._name(1), {self.alias: {"is_write_index": True}})
            except BadRequestError as error:
                if "resource_already_exists" not in str(error.error):
                    raise
                # Another process was first; its index came with the alias, in one step.

    def _take_new_fields(self) -> None:
        """Name in a live index of before the fields that are new, so that records go in until the rebuild that fills them;
        where a field has changed nothing is done, and that rebuild cannot wait."""
        if self.outdated():
            with suppress(BadRequestError):
                fields = self._body["mappings"]["properties"]
                self._client.indices.put_mapping(index=self.alias, properties=fields)

    def live(self) -> str | None:
        """The index behind the alias, or None."""
        return next(iter(behind(self._client, self.alias)), None)

    def outdated(self) -> bool:
        """Whether the live index was made with another mapping than today's: it needs a rebuild."""
        name = self.live()
        if name is None:
            return False
        with asking():
            meta = self._client.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
        return bool(meta.get("shape") != shape())

    @contextmanager
    def building(self) -> Iterator[str]:
        """A new index beside the live one, under the alias that workers look for. At the end without an error it becomes
        the live one, in one step; with one, nothing of it is left behind (`clear`, where even that fails or this process
        is killed). The index that was live before stays until `drop_old`."""
        name = self._name(max(self._numbers(), default=0) + 1)
        with asking():
            self._create(name, {self._building: {}})
        try:
            yield name
            self._swap(name)
        except BaseException:
            with suppress(EngineAway):
                self._delete([name])
            raise

    def clear(self) -> list[str]:
        """Remove what a build that was killed left behind; only where none is on its way."""
        return self._delete(behind(self._client, self._building))

    def old(self) -> list[str]:
        """Indices of ours that are not live: those before a rebuild, kept, and one that is being built."""
        live = self.live()
        return [self._name(n) for n in sorted(self._numbers()) if self._name(n) != live]

    def drop_old(self) -> list[str]:
        """Remove every index of ours but the live one."""
        return self._delete(self.old())

    def _delete(self, names: list[str]) -> list[str]:
        with asking():
            for name in names:
                self._client.indices.delete(index=name, ignore_unavailable=True)
        return names

    def _swap(self, name: str) -> None:
        with asking():
            self._client.indices.refresh(index=name)
        old = self.live()
        actions: list[dict[str, Any]] = [
            {"remove": {"index": name, "alias": self._building}},
            {"add": {"index": name, "alias": self.alias, "is_write_index": True}},
        ]
        if old:
            actions.append({"remove": {"index": old, "alias": self.alias}})
        with asking():
            self._client.indices.update_aliases(actions=actions)

    def _create(self, name: str, aliases: dict[str, dict[str, bool]]) -> None:
        self._client.indices.create(index=name, **self._body, aliases=aliases, wait_for_active_shards=1)

    def _name(self, number: int) -> str:
        return f"{self.alias}-{number:06d}"

    def _numbers(self) -> list[int]:
        with asking():
            names = self._client.indices.get(index=f"{self.alias}-*", features=["aliases"])
        found = (re.fullmatch(rf"{re.escape(self.alias)}-(\d+)", name) for name in names)
        return [int(match[1]) for match in found if match]


def shape() -> str:
    """A short name of today's mapping: it changes whenever the mapping does."""
    plain = json.dumps(mapping.mappings(), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
