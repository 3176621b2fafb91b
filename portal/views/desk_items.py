"""The records that may answer a request as fields of a form, and the form as decisions. No Flask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.services.gradings import must_consult
from portal.services.numbers import whole_number
from portal.views import words
from portal.views.desk_words import NEITHER, NOTHING_LEAVES, RELEASED, SANITISED, WITHHELD

CHOICES = (
    (SANITISED, "Release the sanitised text"),
    (RELEASED, "Release the full text"),
    (WITHHELD, "Withhold"),
    (NEITHER, "Neither confirm nor deny"),
)
TEXTS = {"full": "The full text", "sanitised": "The sanitised text", "written": "The text that you wrote"}
_WITHOUT = "-without-"
Row = Mapping[str, Any]
Given = Mapping[str, str]


def aligned(items: Sequence[Row], given: Given) -> Given:
    """The fields of a form by the records that they were shown with: the list may have grown since."""
    shown = {value: name.removesuffix("-id") for name, value in given.items() if name.endswith("-id")}
    if not shown:
        return given
    places = {shown[_id(item)]: f"item-{at}" for at, item in enumerate(items, 1) if _id(item) in shown}
    parted = ((name, *_field(name), value) for name, value in given.items())
    return {
        (f"{places[field]}{rest}" if field else name): value
        for name, field, rest, value in parted
        if not field or field in places
    }


def _id(item: Row) -> str:
    return f"{item['system']}/{item['ref']}"


def _field(name: str) -> tuple[str, str]:
    """`item-3` and `-reason` of `item-3-reason`; nothing of what is no field of a record."""
    head, _, rest = name.partition("-")
    number, mark, rest = rest.partition("-")
    return (f"item-{number}", f"{mark}{rest}") if head == "item" and number.isdecimal() else ("", "")


def written(given: Given) -> dict[str, str]:
    """The sanitised texts that were written for this release, by the record's id."""
    fields = {value: name.removesuffix("-id") for name, value in given.items() if name.endswith("-id")}
    return {id_: text for id_, field in fields.items() if (text := _plain(given.get(f"{field}-text", "")))}


def _plain(text: str) -> str:
    """A text as typed, with line ends of one kind."""
    return text.replace("\r\n", "\n").strip()


def item_views(items: Sequence[Row], given: Given) -> list[dict[str, Any]]:
    """The candidates with their form fields, filled from what was given before."""
    return [_item(f"item-{place}", item, given) for place, item in enumerate(items, 1)]


def _item(field: str, item: Row, given: Given) -> dict[str, Any]:
    """One candidate. Where its rules let nothing leave, it is withheld already, for the reason that the rule gives."""
    grading, open_ = item.get("grading") or {}, allowed(item)
    leaves, rule = not set(NOTHING_LEAVES).issuperset(open_), item.get("rule") or rule_words(grading)
    only = None if leaves else open_[0]
    conditions = ", ".join(map(str, grading.get("conditions") or ()))
    return {
        **item,
        "field": field,
        "id": _id(item),
        "by_words": by_words(item),
        "allowed": open_,
        "leaves": leaves,
        "rule": rule,
        "decision": given.get(field) or only,
        "reason": given.get(f"{field}-reason", rule if only else ""),
        "conditions_words": given.get(f"{field}-conditions", conditions),
        "text_written": given.get(f"{field}-text", ""),
        "ticked": bool(item.get("tick")) and given.get(f"{field}-checked") == item.get("tick"),
        "checks": [{**one, "title": TEXTS[one["which"]]} for one in item.get("texts") or ()],
        "persons": [_person(field, one, given) for one in item.get("people") or ()],
        **{name: given.get(f"{field}-{name}", "") for name in ("agreed_by", "agreed_on", "expires")},
    }


def _person(field: str, one: Row, given: Given) -> dict[str, Any]:
    person: Row = one["person"]
    name = f"{field}{_WITHOUT}{one['place']}"
    role = words.role_words(str(person.get("role") or ""))
    return {**one, "field": name, "name": words.person_name(person), "role": role, "out": name in given}


def by_words(item: Row) -> str:
    """`person, weak match; address: the address asked for`: what of the request a candidate was found by."""
    return "; ".join(
        f"person, {one['reason']} match" if one["kind"] == "person" else f"{one['kind']}: {one['reason']}"
        for one in item.get("by") or ()
    )


def allowed(item: Row) -> tuple[str, ...]:
    """Which decisions the item's rules leave open."""
    stated = item.get("allowed")
    return tuple(stated) if stated is not None else (SANITISED, RELEASED, *NOTHING_LEAVES)


_CODES = {
    "C": "C: sharing has conditions; a person decides.",
    "P": "P: may be released after the sanitisation check.",
}


def rule_words(grading: Row) -> str:
    """What the handling code asks before anything leaves (3x5x2)."""
    code = _CODES.get(str(grading.get("handling")), "")
    return f"{code} Consult the originator first.".strip() if must_consult(grading) else code


def missing(items: Sequence[Row], given: Given) -> dict[str, str]:
    """What is still to be said, all at once: a decision for each item that its rules allow, its reason, and with a release
    what that needs."""
    errors: dict[str, str] = {}
    for place, item in enumerate(items, 1):
        field, name = f"item-{place}", f"{words.system_name(item['system'])} {item['ref']}"
        decision = given.get(field)
        if decision not in allowed(item):
            errors[field] = f"Choose a decision for {name}"
        if not given.get(f"{field}-reason", "").strip():
            errors[f"{field}-reason"] = f"Give the reason for {name}"
        if decision in allowed(item) and decision not in NOTHING_LEAVES:
            errors |= _needed(field, name, item, given)
    return errors


def _needed(field: str, name: str, item: Row, given: Given) -> dict[str, str]:
    """What a release still needs."""
    errors, ours = {}, _plain(given.get(f"{field}-text", ""))
    if given.get(field) == SANITISED and item.get("text") and not (item.get("sanitised_text") or ours):
        errors[f"{field}-text"] = f"Write the sanitised text of {name}: it has none"
    elif given.get(f"{field}-checked") != item.get("tick"):
        of = "what you wrote on" if ours else "the texts of"
        errors[f"{field}-checked"] = f"Read the source check of {of} {name}, and tick that you did"
    if item.get("consult"):
        if not given.get(f"{field}-agreed_by", "").strip():
            errors[f"{field}-agreed_by"] = f"Say who of the originator agreed to the release of {name}"
        if not given.get(f"{field}-agreed_on", "").strip():
            errors[f"{field}-agreed_on"] = f"Say on which day the originator agreed to the release of {name}"
    return errors


def field_of(items: Sequence[Row], id_: str) -> str:
    """The field of the record that a refusal names; of one that names none, the first."""
    places = {_id(item): f"item-{place}" for place, item in enumerate(items, 1)}
    return places.get(id_, "item-1")


def decisions(items: Sequence[Row], given: Given) -> list[dict[str, Any]]:
    """The decisions as the service takes them."""
    return [_decision(f"item-{place}", item, given) for place, item in enumerate(items, 1)]


def _decision(field: str, item: Row, given: Given) -> dict[str, Any]:
    conditions = [part.strip() for part in given.get(f"{field}-conditions", "").split(",")]
    made = {
        "system": item["system"], "ref": item["ref"], "decision": given[field],
        "reason": given.get(f"{field}-reason", "").strip(), "conditions": [one for one in conditions if one],
    }  # fmt: skip
    if given[field] in NOTHING_LEAVES:
        return made
    text = _plain(given.get(f"{field}-text", ""))
    said = {
        **{name: given.get(f"{field}-{name}", "").strip() for name in ("checked", "expires")},
        **({"sanitised_text": text} if text else {}),
        "without": _without(f"{field}{_WITHOUT}", given),
    }
    if item.get("consult"):
        said |= {name: given.get(f"{field}-{name}", "").strip() for name in ("agreed_by", "agreed_on")}
    return {**made, **{name: value for name, value in said.items() if value}}


def _without(begin: str, given: Given) -> list[int]:
    places = (name.removeprefix(begin) for name in given if name.startswith(begin))
    return sorted(number for place in places if (number := whole_number(place, most=9999)) is not None)
