"""The systems that records come from: one adapter each, known by the word that `sightline load` takes."""

from __future__ import annotations

from indexer.sources.graph_csv import GraphCsv
from indexer.sources.pole_lines import PoleLines
from indexer.sources.source import Item, Source, Unreadable

__all__ = ["SOURCES", "Item", "Source", "Unreadable"]

SOURCES: dict[str, Source] = {source.code: source for source in (PoleLines(), GraphCsv())}
