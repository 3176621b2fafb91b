"""What an analyst asked, as it stands in the address bar, and every other address that leads on from it. No Flask.

The address bar always holds the whole search; so each filter, tag, order, month and page is an ordinary link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from access.partial_dates import first_day, last_day
from portal.services.numbers import whole_number
from portal.views import words
from portal.views.value_words import mention_words

FACETS = (
    ("system", "System"),
    ("kind", "Kind"),
    ("classification", "Classification"),
    ("flag", "Flag"),
    ("mention", "Mentioned"),
    ("marking", "Marking"),
    ("area", "Postcode district"),
)
SINGLE = ("from", "to", "near", "sort", "view")
# What an address of the page may hold, once and repeated; whatever else it holds is refused by name.
ONCE, MANY_TIMES = ("q", *SINGLE, "cursor", "page"), tuple(name for name, _ in FACETS)
TITLES = {**dict(FACETS), "from": "From", "to": "To", "near": "Within"}
SORTS = (("", "Best first"), ("newest", "Newest first"))
SHAPES = (("", "List"), ("map", "Map"), ("links", "Links"))
SHOWN = 9
PAGE = 20
MANY = 1000

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One search of an address: its text and its filters, as (name, value) pairs in a fixed order."""

    path: str
    text: str
    pairs: Pairs
    cursor: str = ""
    page: int = 1

    @classmethod
    def of(cls, path: str, arguments: Iterable[tuple[str, str]]) -> Asked:
        """Read the address's pairs; unknown names are left out (the view refuses them), blanks too."""
        given = [(name, value.strip()) for name, value in arguments if value.strip()]
        single = dict(given)
        many = [(name, value) for name, _ in FACETS for n, value in given if n == name]
        pairs = [*dict.fromkeys(many), *((name, single[name]) for name in SINGLE if name in single)]
        return cls(
            path,
            single.get("q", ""),
            tuple(pairs),
            single.get("cursor", ""),
            whole_number(single.get("page")) or 1,
        )

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a filter."""
        return tuple(value for n, value in self.pairs if n == name)

    def one(self, name: str) -> str | None:
        """The value of a single setting."""
        return next(iter(self.all(name)), None)

    def href(self, pairs: Pairs | None = None, **extra: str | int) -> str:
        """The address with these pairs in place of its own, on the first page unless `extra` says otherwise."""
        kept = self.pairs if pairs is None else pairs
        return self.path + "?" + urlencode([("q", self.text), *kept, *extra.items()])

    def without(self, name: str, value: str | None = None) -> Pairs:
        """The pairs less one."""
        return tuple(
            pair for pair in self.pairs if pair[0] != name or (value is not None and pair[1] != value)
        )

    def with_(self, name: str, value: str) -> Pairs:
        """The pairs and one more."""
        return (*self.pairs, (name, value))

    def set_(self, name: str, value: str) -> str:
        """The address with a single setting changed; a blank value is the default and leaves it out."""
        pairs = self.without(name)
        return self.href((*pairs, (name, value)) if value else pairs)


def value_label(name: str, value: str) -> str:
    """A facet's value as people say it."""
    if name == "system":
        return words.system_name(value)
    if name == "flag":
        return value.replace("-", " ")
    if name == "mention" and ":" in value:
        label, _, said = value.partition(":")
        return mention_words(label, said)
    return words.day(value) if name in {"from", "to"} else value


def page_of(asked: Asked, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """Everything that the search page shows around its hits."""
    found = answer or {}
    facets: Mapping[str, Sequence[Mapping[str, Any]]] = found.get("facets") or {}
    return {
        "text": asked.text,
        "page": asked.page,
        "start": (asked.page - 1) * PAGE + 1,
        "kept": [pair for pair in asked.pairs if pair[0] != "cursor"],
        "kept_but_dates": [pair for pair in asked.pairs if pair[0] not in {"from", "to"}],
        "kept_but_near": [pair for pair in asked.pairs if pair[0] != "near"],
        "from_": asked.one("from"),
        "to": asked.one("to"),
        "near": asked.one("near"),
        "tags": _tags(asked),
        "cleared": asked.href(tuple(pair for pair in asked.pairs if pair[0] in {"sort", "view"})),
        "facets": [
            facet
            for name, title in FACETS
            if (facet := _facet(asked, name, title, facets.get(name) or (), _others(asked, name, found)))
        ],
        "months": _months(asked, facets.get("month") or ()),
        "sorts": _choices(asked, "sort", SORTS),
        "shapes": _choices(asked, "view", SHAPES),
        "shape": asked.one("view") or "",
        "total_words": words.plural(int(found.get("total") or 0), "record"),
        "many": int(found.get("total") or 0) > MANY,
        "next": asked.href(cursor=found["next"], page=asked.page + 1) if found.get("next") else None,
        "first": asked.href(),
    }


def _tags(asked: Asked) -> list[dict[str, str]]:
    return [
        {
            "title": TITLES[name],
            "label": value_label(name, value),
            "href": asked.href(asked.without(name, value)),
        }
        for name, value in asked.pairs
        if name in TITLES
    ]


def _others(asked: Asked, name: str, found: Mapping[str, Any]) -> list[str]:
    """The systems beside those chosen, of which the answer counts none: which there are, everybody is told below it."""
    if name != "system" or not asked.all(name):
        return []
    return [str(one["system"]) for one in found.get("systems") or () if one["status"] != "not loaded"]


def _facet(
    asked: Asked, name: str, title: str, values: Sequence[Mapping[str, Any]], others: Sequence[str]
) -> dict[str, Any] | None:
    chosen = asked.all(name)
    counted = {str(one["value"]): int(one["count"]) for one in values}
    shown = [_value(asked, name, value, count, value in chosen) for value, count in counted.items()]
    shown += [_value(asked, name, value, 0, True) for value in chosen if value not in counted]
    shown += [
        _value(asked, name, value, None, False)
        for value in others
        if value not in counted and value not in chosen
    ]
    shown.sort(key=lambda one: not one["chosen"])
    return {"name": name, "title": title, "first": shown[:SHOWN], "rest": shown[SHOWN:]} if shown else None


def _value(asked: Asked, name: str, value: str, count: int | None, chosen: bool) -> dict[str, Any]:
    """count: of the records that are shown; None: not counted, for they are asked for only once it is chosen."""
    pairs = asked.without(name, value) if chosen else asked.with_(name, value)
    return {"label": value_label(name, value), "count": count, "chosen": chosen, "href": asked.href(pairs)}


def _months(asked: Asked, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    base = tuple(pair for pair in asked.pairs if pair[0] not in {"from", "to"})
    counted = sorted(((str(one["value"])[:7], int(one["count"])) for one in values), reverse=True)
    return [
        {
            "value": month,
            "label": words.month(month),
            "count": count,
            "href": asked.href((*base, ("from", first_day(month)), ("to", last_day(month)))),
        }
        for month, count in counted
    ]


def _choices(asked: Asked, name: str, options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    now = asked.one(name) or ""
    return [
        {"text": text, "href": asked.set_(name, value), "current": value == now} for value, text in options
    ]
