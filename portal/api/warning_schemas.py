"""The shapes of dangers that no despatcher is told, as tasks of their records' owners (`/warnings`). docs/api.md."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String
from marshmallow.validate import OneOf

from portal.api.schemas import Answer, Extensible, Source, _maybe


class WarningRow(Extensible):
    """A danger that no despatcher is told: a task of the record's owner."""

    record = Nested(Source)
    title = String()
    marking = String()
    codes = List(Dict())
    because = String(
        validate=OneOf(("handling", "full text")), metadata={"description": "what hides it from despatchers"}
    )
    status = String(validate=OneOf(("open", "published", "declined", "settled")))
    opened = String()
    due = String()
    overdue = Boolean()
    closed = _maybe()
    closed_by = _maybe()
    reason = _maybe()
    warning = Nested(Source, allow_none=True)
    yours = Boolean(metadata={"description": "whether the reader may amend or withdraw the warning"})


class WarningTasks(Answer):
    tasks = List(Nested(WarningRow))
    decided = List(Nested(WarningRow))
    red_after_hours = Float()


class WarningTask(WarningRow):
    draft = Dict(metadata={"description": "what a warning may be made of"})
    audit_id = String()


class WarningBody(Schema):
    text = String(required=True, metadata={"description": "nothing that tells of the source"})
    people = List(
        Integer(), metadata={"description": "whom it is about: places in the source's people, from 0"}
    )
    locations = List(Integer(), metadata={"description": "places in the source's locations, from 0"})
    address = String(metadata={"description": "a place in words, in their stead"})
    postcode = String()
    sensitive = Boolean()
    audience = List(
        String(), metadata={"description": "groups of the force, or *; despatchers must be among them"}
    )
    until = _maybe(metadata={"description": "the last day on which it is shown"})
    review_on = _maybe()
    grading = Dict(required=True)
    sanitised_confirmed = List(
        String(), metadata={"description": "words of the text that may stay though they may tell the source"}
    )
    consulted = Boolean(
        metadata={
            "description": "that the originator was consulted: needed where the record's grading carries S2"
        }
    )


class WarningAmend(Schema):
    version = Integer(required=True, metadata={"description": "the version that its writer saw"})
    text = String(required=True)
    sensitive = Boolean()
    until = _maybe()
    review_on = _maybe()
    grading = Dict(required=True)
    sanitised_confirmed = List(String())
    consulted = Boolean()
    reason = String(required=True)


class WarningWithdraw(Schema):
    reason = String(required=True)
    then = String(
        required=True,
        validate=OneOf(("open", "closed")),
        metadata={"description": "whether the record's task is open again, or closed with the reason"},
    )


class WarningVersion(Extensible):
    version = Integer()
    at = String()
    by = String()
    reason = _maybe()
    text = String()


class WarningStanding(Answer):
    """A published warning, for who may put it right."""

    warning = Nested(Source)
    title = String()
    version = Integer()
    draft = Dict(metadata={"description": "what of it may be put right, as it stands"})
    record = Nested(
        Source, allow_none=True, metadata={"description": "what it came from, where the reader may see that"}
    )
    versions = List(Nested(WarningVersion))


class WarningPutRight(Extensible):
    warning = Nested(Source)
    version = Integer()
    status = String(validate=OneOf(("published", "withdrawn")))
    marking = String()
    audit_id = String()


class WarningDecline(Schema):
    reason = String(required=True)


class WarningDecided(Extensible):
    record = Nested(Source)
    warning = Nested(Source)
    status = String(validate=OneOf(("published", "declined")))
    marking = String()
    audit_id = String()
