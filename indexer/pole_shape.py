"""How a frozen dataclass declares a JSON object, and how the declaration becomes its reader.

Each attribute says its kind, whether it is required, and a note for people; a trailing underscore is dropped from the
name (`from_` is JSON's `from`). Reading collects everything that is wrong, not the first thing only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from indexer.pole_values import FieldError, Kind, Wrong, json_name


@dataclass(frozen=True, slots=True)
class Spec:
    """One declared field: JSON name, attribute, kind, note; `indexed` is its type at the top of the index."""

    name: str
    attribute: str
    kind: Kind
    required: bool
    note: str
    indexed: str | None = None


def one(
    kind: Kind, note: str, *, required: bool = False, indexed: str | None = None, default: Any = None
) -> Any:
    """Declare a dataclass attribute as a POLE-1 field."""
    meta = {"kind": kind, "note": note, "required": required, "indexed": indexed}
    if required:
        return field(metadata=meta)
    return field(default=kind.empty if default is None else default, metadata=meta)


def specs(shape: type) -> Iterator[Spec]:
    """The declared fields of a dataclass, in order; attributes without a kind are not JSON's."""
    for f in fields(shape):
        if "kind" in f.metadata:
            meta = f.metadata
            yield Spec(
                f.name.rstrip("_"), f.name, meta["kind"], meta["required"], meta["note"], meta["indexed"]
            )


def reader(shape: type) -> Callable[..., Any]:
    """The function that reads a JSON object as `shape`, raising Wrong with every problem.

    Attributes that are not JSON's come as keywords. A method `problems(self)` of the shape, where there is one, says what is wrong between its fields.
    """
    declared = [(s.name, s.attribute, s.required, s.kind.read) for s in specs(shape)]
    known = frozenset(name for name, _, _, _ in declared)
    between: Callable[[Any], Iterator[FieldError]] | None = getattr(shape, "problems", None)

    def read(value: Any, **beside: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Wrong.here(f"must be an object, not {json_name(value)}")
        values: dict[str, Any] = {}
        wrong: list[FieldError] = []
        for name, attribute, required, read_one in declared:
            given = value.get(name)
            if given is None:
                if required:
                    wrong.append(FieldError(name, "is missing"))
                continue
            try:
                values[attribute] = read_one(given)
            except Wrong as found:
                wrong += found.under(name)
        if not value.keys() <= known:
            wrong += [FieldError(str(name)[:100], "unknown field") for name in value if name not in known]
        if wrong:
            raise Wrong(wrong)
        made = shape(**values, **beside)
        if between and (found_between := tuple(between(made))):
            raise Wrong(found_between)
        return made

    return read


def nested(shape: type) -> Kind:
    """The kind of a field that holds one object of a shape; absent is None."""
    return Kind(f"object: {shape.__name__}", reader(shape), None, shape)
