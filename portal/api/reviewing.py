"""Reviews as JSON: a review of retention into the fields of its form and its errors back, a sample's parts as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portal.services.audit.dip_sample import PARTS
from portal.services.errors import Invalid, Invalids
from portal.services.retention.rules import rules

_SPOKEN = {True: "yes", False: "no"}
_WHY = "-why"


def decided(decide: Callable[[Mapping[str, Any]], dict[str, Any]], body: Any) -> dict[str, Any]:
    """What comes of a review. Raises Invalids that name the fields of the JSON."""
    try:
        return decide(_form(_object(body)))
    except Invalid as error:
        told = error.errors if isinstance(error, Invalids) else ((error.field, error.message),)
        raise Invalids((_path(field), message) for field, message in told) from None


def parts(given: Any) -> dict[str, str]:
    """What a sample follows from, of a body or of an address."""
    held = _object(given)
    return {name: str(held[name]) for name in PARTS if held.get(name) is not None}


def _form(body: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: body.get(name) for name in ("decision", "reason", "next_on", "reviewed")}
    made["revision"] = str(body.get("revision") or "")
    made["sure"] = _spoken(body.get("sure"))
    answers = _object(body.get("answers"))
    for question in rules().questions:
        answer = _object(answers.get(question))
        made |= {question: _spoken(answer.get("yes")), f"{question}{_WHY}": answer.get("why")}
    return {name: value for name, value in made.items() if value not in (None, "")}


def _path(field: str) -> str:
    question = field.removesuffix(_WHY)
    if question not in rules().questions:
        return field
    return f"answers.{question}.{'why' if field.endswith(_WHY) else 'yes'}"


def _spoken(value: Any) -> Any:
    return _SPOKEN[value] if isinstance(value, bool) else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
