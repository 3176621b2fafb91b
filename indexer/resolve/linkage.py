"""Splink on DuckDB: the same comparisons as SQL, with a model that is fixed, or in the course of being trained.

Only commands import this module: Splink comes with the extra `[resolve]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from indexer.resolve.comparisons import ALL
from indexer.resolve.keys import hashed, keys_of_person
from indexer.resolve.levels import Comparison, Level
from indexer.resolve.persons import COLUMNS, Person

Weights = Mapping[str, Mapping[str, Mapping[str, float]]]
_LISTS = frozenset(field.name for field in fields(Person) if field.type == "Words")


@dataclass(frozen=True, slots=True)
class Vector:
    """A pair as Splink scored it: match weight, and the place of the level of each comparison (-1: nothing to compare)."""

    a: str
    b: str
    weight: float
    gammas: tuple[int, ...]


def settings(model: Weights | None, prior: float) -> dict[str, Any]:
    """Splink's settings. model: comparison → level → m and u; without one, they are to be trained."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "member",
        "probability_two_random_records_match": prior,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.keys = r.keys", "sql_dialect": "duckdb", "arrays_to_explode": ["keys"]}
        ],
        "comparisons": [_comparison(one, (model or {}).get(one.name)) for one in ALL],
    }


def _comparison(comparison: Comparison, weights: Mapping[str, Mapping[str, float]] | None) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_level(level, weights) for level in comparison.levels],
    }


def _level(level: Level, weights: Mapping[str, Mapping[str, float]] | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.key,
        "is_null_level": level.null,
    }
    if level.tf:
        made |= {"tf_adjustment_column": level.tf, "tf_adjustment_weight": 1.0}
    if weights and not level.null:
        made |= {"m_probability": weights[level.key]["m"], "u_probability": weights[level.key]["u"]}
    return made


def table(people: Iterable[Person], truths: Sequence[str] | None = None) -> pa.Table:
    """People as a table: their columns, their keys, and the truth where it is known."""
    rows = list(people)
    made = {name: pa.array([_cell(name, getattr(p, name)) for p in rows], _type(name)) for name in COLUMNS}
    made["keys"] = pa.array([sorted(map(hashed, keys_of_person(p))) for p in rows], pa.list_(pa.int64()))
    if truths is not None:
        made["truth"] = pa.array(truths, pa.string())
    return pa.table(made)


def _cell(name: str, value: Any) -> Any:
    return list(value) if name in _LISTS else value


def _type(name: str) -> pa.DataType:
    if name.startswith("tf_"):
        return pa.float64()
    return pa.list_(pa.string()) if name in _LISTS else pa.string()


def linker(people: pa.Table, model: Weights | None, prior: float) -> Linker:
    """A linker over a table of people."""
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    api = DuckDBAPI(connection)
    frame = api.register(people)
    return Linker(frame, settings(model, prior), log_level=None)


def predict(people: pa.Table, model: Weights, prior: float, least: float) -> Iterator[Vector]:
    """Every pair of people who share a key and come to a match weight of `least`, by their members."""
    scored = linker(people, model, prior).inference.predict(threshold_match_weight=least)
    columns = ", ".join(f"gamma_{one.name}" for one in ALL)
    ends = "least(member_l, member_r) AS a, greatest(member_l, member_r) AS b"
    found = scored.as_duckdbpyrelation().select(f"{ends}, match_weight, {columns}").order("a, b")
    return (Vector(a, b, weight, tuple(gammas)) for a, b, weight, *gammas in found.fetchall())
