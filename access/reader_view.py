"""What of a record a reader gets: POLE-1's own fields by allow-list, less those that need a permission.

A field that this page does not name never leaves, whatever it holds and however deep it stands: lists
of what to hide have missed sub-fields elsewhere (several CVEs of Elasticsearch's field rules).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from access.identity import Identity
from access.permissions import Permission, permits

# A field's rule: makes what is shown of a value, or _GONE.
Rule = Callable[[Any, Identity], Any]
_GONE: Any = object()


def _plain(value: Any, _: Identity) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else _GONE


def _plains(value: Any, _: Identity) -> Any:
    if not isinstance(value, list | tuple):
        return _plain(value, _)
    return [item for item in value if isinstance(item, str | int | float | bool)]


def _anything(value: Any, _: Identity) -> Any:
    return value


def _needs(permission: Permission, rule: Rule) -> Rule:
    """Shown to holders of the permission; for others the field is not there."""

    def apply(value: Any, identity: Identity) -> Any:
        return rule(value, identity) if permits(identity, permission) else _GONE

    return apply


def _shape(plain: str = "", **rules: Rule) -> Rule:
    """An object: the plain fields named in one string, and others each with its rule."""
    fields: dict[str, Rule] = {**dict.fromkeys(plain.split(), _plain), **rules}

    def apply(value: Any, identity: Identity) -> Any:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            return _GONE
        shown = ((name, rule(value[name], identity)) for name, rule in fields.items() if name in value)
        return {name: made for name, made in shown if made is not _GONE}

    return apply


def _many(rule: Rule) -> Rule:
    def apply(value: Any, identity: Identity) -> Any:
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            return _GONE
        return [made for made in (rule(item, identity) for item in value) if made is not _GONE]

    return apply


def _other_identifier(value: Any, identity: Identity) -> Any:
    """An NHS number stays one when it was sent under `other`."""
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if isinstance(kind, str) and "nhs" in kind.casefold().replace(".", "").replace(" ", ""):
        return _sensitive(_OTHER)(value, identity)
    return _OTHER(value, identity)


def _sensitive(rule: Rule) -> Rule:
    return _needs(Permission.SENSITIVE_PERSONAL, rule)


_OTHER = _shape("kind value")
_IDENTIFIERS = _shape(
    "pnc_id cro asn nino vrm vin serial",
    nhs=_sensitive(_plain),
    phone=_plains,
    email=_plains,
    imei=_plains,
    other=_many(_other_identifier),
    # Values that failed their check: a mistyped NHS number may be among them.
    invalid=_sensitive(_plains),
)
_MARKERS = _many(_shape("code text set_on review_on"))
_PERSON = _shape(
    "role sex description",
    names=_many(_shape("kind forenames surname text")),
    dates_of_birth=_plains,
    ethnicity=_sensitive(_plain),
    identifiers=_IDENTIFIERS,
    markers=_MARKERS,
    orders=_many(_shape("kind conditions from until")),
    assessments=_many(_shape("kind score band on")),
    addresses=_many(_shape("role address postcode lat lon from to")),
)
_RECORD = _shape(
    "system ref kind title version recorded classification status statement text sanitised_text",
    occurred=_shape("from to"),
    handling=_shape("tier sensitive descriptor force unit"),
    grading=_shape("source intelligence handling", conditions=_plains, original=_anything),
    flags=_plains,
    retention=_shape("group review_on"),
    people=_many(_PERSON),
    objects=_many(_shape("role type description", identifiers=_IDENTIFIERS)),
    locations=_many(_shape("role address postcode lat lon", markers=_MARKERS)),
    links=_many(_shape("role from until confidence", to=_shape("system ref"))),
    source_identity=_needs(Permission.SOURCE_IDENTITY, _plain),
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


def reader_view(record: Mapping[str, Any], identity: Identity) -> dict[str, Any]:
    """The POLE-1 record (JSON object) as this reader gets it; a new object, the given one stays.

    Where two texts are present and the reader has no `full-intelligence`, `text` is null and
    `sanitised_text` is shown. Fields that need a permission that the reader lacks are absent.
    """
    shown: dict[str, Any] = _RECORD(record, identity)
    if has_two_texts(record) and not permits(identity, Permission.FULL_INTELLIGENCE):
        shown["text"] = None
    return shown
