"""The shapes of a 3x5x2 report as the API takes it, and of what it answers."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, Nested, String
from marshmallow.validate import OneOf

from portal.api.schemas import Extensible, _maybe


class Grading(Schema):
    """3x5x2."""

    source = String(required=True, validate=OneOf(("1", "2", "3")))
    intelligence = String(required=True, validate=OneOf(("A", "B", "C", "D", "E")))
    handling = String(required=True, validate=OneOf(("P", "C")))
    conditions = List(String(), metadata={"description": "not empty where handling is C"})


class Handled(Schema):
    """Who may see it; the force is the writer's own, the tier OFFICIAL."""

    sensitive = Boolean(required=True)
    audience = List(String(), required=True, metadata={"description": "groups, or * for the whole force"})
    compartments = List(String(), required=True)
    denied = List(String(), required=True, metadata={"description": "user names"})
    releasable_to = List(String(), required=True, metadata={"description": "force codes"})
    descriptor = _maybe()
    unit = _maybe()
    visible_from = _maybe()
    visible_until = _maybe()


class Corrections(Schema):
    """What the writer put right in the reading of `text`, as a gold report has it; kept as training data."""

    mentions = List(Dict(), metadata={"description": "label, start, end, value"})
    facts = List(Dict(), metadata={"description": "code, start, end, assertion, placement, subject"})


class ReportBody(Schema):
    text = String(required=True)
    sanitised_text = String(
        required=True, metadata={"description": "the text with nothing in it that may tell who the source is"}
    )
    grading = Nested(Grading, required=True)
    handling = Nested(Handled, required=True)
    title = _maybe()
    occurred = Dict(allow_none=True)
    source_identity = _maybe(metadata={"description": "shown by a permission of its own"})
    people = List(Dict(), metadata={"description": "of POLE-1, as objects, locations and links are"})
    objects = List(Dict())
    locations = List(Dict())
    links = List(Dict(), metadata={"description": "the handling becomes no wider than that of these records"})
    classification = _maybe()
    flags = List(String())
    statement = String(allow_none=True, validate=OneOf(("fact", "opinion")))
    sanitised_confirmed = List(
        String(), metadata={"description": "words that the check found and that a person says may stay"}
    )
    corrections = Nested(Corrections, allow_none=True)


class ReportSaved(Extensible):
    system = String()
    ref = String()
    version = Integer()
    status = String(validate=OneOf(("searchable", "waiting", "not indexed")))
    yours = Boolean(metadata={"description": "whether the writer may open it"})
    marking = String()
    audit_id = String()
