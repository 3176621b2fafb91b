"""What of a record a reader gets: POLE-1's own fields by allow-list, less those that need a permission.

A field that this page does not name never leaves, whatever it holds and however deep it stands: lists
of what to hide have missed sub-fields elsewhere (several CVEs of Elasticsearch's field rules).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from access.identity import Identity
from access.permissions import Permission, permits

# A field's rule makes what is shown of a value, or _GONE.
Rule = Callable[[Any], Any]
_GONE: Any = object()
_PLAIN = frozenset([str, int, float, bool, type(None)])  # what JSON has, no subclass of it


def _plain(value: Any) -> Any:
    return value if type(value) in _PLAIN else _GONE


def _plains(value: Any) -> Any:
    if type(value) is not list and not isinstance(value, tuple):
        return _plain(value)
    return [item for item in value if item is not None and type(item) in _PLAIN]


def _anything(value: Any) -> Any:
    return value


def _shape(plain: str = "", **rules: Rule | None) -> Rule:
    """An object: the plain fields named in one string, and others each with its rule (None: not shown)."""
    simple = frozenset(plain.split())
    fields: dict[str, Rule] = {name: rule for name, rule in rules.items() if rule is not None}

    def apply(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is dict:
            # Most objects hold nothing but what is shown: seen by two questions instead of two a field.
            if simple.issuperset(value) and _PLAIN.issuperset(map(type, value.values())):
                return value.copy()
        elif not isinstance(value, Mapping):  # the abstract class is slow to ask
            return _GONE
        shown: dict[str, Any] = {}
        plain = _PLAIN
        for name, item in value.items():  # a page of records passes through here: no more than it must
            if name in simple:
                if type(item) in plain:
                    shown[name] = item
            elif (rule := fields.get(name)) is not None and (made := rule(item)) is not _GONE:
                shown[name] = made
        return shown

    return apply


def _many(rule: Rule) -> Rule:
    def apply(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is not list and not isinstance(value, tuple):
            return _GONE
        return [made for made in map(rule, value) if made is not _GONE]

    return apply


_OTHER = _shape("kind value")


def _other_but_nhs(value: Any) -> Any:
    """An NHS number stays one when it was sent under `other`."""
    kind = value.get("kind") if isinstance(value, Mapping) else None
    is_nhs = isinstance(kind, str) and "nhs" in kind.casefold().replace(".", "").replace(" ", "")
    return _GONE if is_nhs else _OTHER(value)


@lru_cache(maxsize=4)
def _record(*, source_identity: bool, sensitive_personal: bool) -> Rule:
    """The allow-list for readers of these permissions."""
    identifiers = _shape(
        "pnc_id cro asn nino vrm vin serial",
        nhs=_plain if sensitive_personal else None,
        phone=_plains,
        email=_plains,
        imei=_plains,
        other=_many(_OTHER if sensitive_personal else _other_but_nhs),
        # Values that failed their check: a mistyped NHS number may be among them.
        invalid=_plains if sensitive_personal else None,
    )
    markers = _many(_shape("code text set_on review_on"))
    person = _shape(
        "role sex description",
        names=_many(_shape("kind forenames surname text")),
        dates_of_birth=_plains,
        ethnicity=_plain if sensitive_personal else None,
        identifiers=identifiers,
        markers=markers,
        orders=_many(_shape("kind conditions from until")),
        assessments=_many(_shape("kind score band on")),
        addresses=_many(_shape("role address postcode lat lon from to")),
    )
    return _shape(
        "system ref kind title version recorded classification status statement text sanitised_text",
        occurred=_shape("from to"),
        handling=_shape("tier sensitive descriptor force unit"),
        grading=_shape("source intelligence handling", conditions=_plains, original=_anything),
        flags=_plains,
        retention=_shape("group review_on"),
        people=_many(person),
        objects=_many(_shape("role type description", identifiers=identifiers)),
        locations=_many(_shape("role address postcode lat lon", markers=markers)),
        links=_many(_shape("role from until confidence", to=_shape("system ref"))),
        source_identity=_plain if source_identity else None,
    )


def has_two_texts(record: Mapping[str, Any]) -> bool:
    """Whether a full text stands beside a sanitised one; an empty sanitised text is one, too."""
    return record.get("text") is not None and record.get("sanitised_text") is not None


def text_for(record: Mapping[str, Any], *, full: bool) -> str | None:
    """The one text of a record that a view is made from: whoever indexes uses the rule that strips."""
    if has_two_texts(record):
        return str(record["text"] if full else record["sanitised_text"])
    text = record.get("text")
    return record.get("sanitised_text") if text is None else text


def view_of(identity: Identity) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """The stripping of records for one reader, made once for many records; see reader_view."""
    shape = _record(
        source_identity=permits(identity, Permission.SOURCE_IDENTITY),
        sensitive_personal=permits(identity, Permission.SENSITIVE_PERSONAL),
    )
    full = permits(identity, Permission.FULL_INTELLIGENCE)

    def view(record: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = shape(record)
        if not full and has_two_texts(record):
            shown["text"] = None
        return shown

    return view


def reader_view(record: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """The POLE-1 record (JSON object) as this reader gets it; a new object, the given one stays.

    Where two texts are present and the reader has no `full-intelligence`, `text` is null and
    `sanitised_text` is shown. Fields that need a permission that the reader lacks are absent.
    """
    return view_of(identity)(record)


def partner_view(record: Mapping[str, Any], *, sanitised: bool) -> dict[str, Any]:
    """The POLE-1 record as another force is given a copy: the one text that was decided on, no source, no sensitive personal
    data, and no links, which name other records."""
    text = record.get("sanitised_text" if sanitised else "text")
    shape = _record(source_identity=False, sensitive_personal=False)
    shown: dict[str, Any] = shape({**record, "text": text, "sanitised_text": None})
    return {name: value for name, value in shown.items() if name != "links"}
