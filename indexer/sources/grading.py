"""Older gradings (5x5x5) as 3x5x2, the original kept.

Source: the College of Policing's 3x5x2, in use since 2016: source A, B → 1, C → 2, D → 3, E → 2; intelligence 1, 2 → A,
3 → B, 4 → D, 5 → E; handling 1 → P, 2 to 5 → C with the older code as the condition where none is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.sources.shape import Piece

_SOURCE = {"A": "1", "B": "1", "C": "2", "D": "3", "E": "2"}
_INTELLIGENCE = {"1": "A", "2": "A", "3": "B", "4": "D", "5": "E"}
_HANDLING = {"1": "P", "2": "C", "3": "C", "4": "C", "5": "C"}


def settle(piece: Piece) -> Piece:
    """The piece with an older grading mapped; any other stays as it is."""
    given: dict[str, Any] = piece.get("grading") or {}
    source, intelligence, handling = (given.get(name) for name in ("source", "intelligence", "handling"))
    if source not in _SOURCE or intelligence not in _INTELLIGENCE or handling not in _HANDLING:
        return piece
    conditions = given.get("conditions") or ([] if handling == "1" else [f"5x5x5:{handling}"])
    mapped = {
        "source": _SOURCE[source],
        "intelligence": _INTELLIGENCE[intelligence],
        "handling": _HANDLING[handling],
        "conditions": conditions,
        "original": {"source": source, "intelligence": intelligence, "handling": handling},
    }
    return {**piece, "grading": mapped}


def unsettle(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The inverse of `settle`: a record whose grading keeps an older original as it stood before it was mapped."""
    grading = record.get("grading") or {}
    original = grading.get("original")
    if not isinstance(original, Mapping) or set(original) != {"source", "intelligence", "handling"}:
        return record
    given = [code for code in grading.get("conditions") or () if code != f"5x5x5:{original['handling']}"]
    return {**record, "grading": {**original, "conditions": given}}
