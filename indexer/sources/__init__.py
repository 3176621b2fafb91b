"""The systems that records come from: one adapter each, known by the word that `sightline load` takes."""

from __future__ import annotations

from indexer.sources.airspace import AIRSPACE
from indexer.sources.copa import COPA
from indexer.sources.crimint import CRIMINT
from indexer.sources.cris import CRIS
from indexer.sources.custody import CUSTODY
from indexer.sources.ewms import EWMS
from indexer.sources.graph_csv import GraphCsv
from indexer.sources.merlin import MERLIN
from indexer.sources.pnc import PNC
from indexer.sources.pnd import PND
from indexer.sources.pole_lines import PoleLines
from indexer.sources.source import Item, Source, Unreadable
from indexer.sources.system import System

__all__ = ["SOURCES", "SYSTEMS", "Item", "Source", "System", "Unreadable"]

SYSTEMS: tuple[System, ...] = (CRIS, CRIMINT, CUSTODY, COPA, AIRSPACE, EWMS, MERLIN, PNC, PND)
_ALL: tuple[Source, ...] = (PoleLines(), GraphCsv(), *SYSTEMS)
SOURCES: dict[str, Source] = {source.code: source for source in _ALL}
