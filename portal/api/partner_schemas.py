"""The shapes of what partner forces send and get: tokens, intelligence requests, packages. docs/api.md."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, Nested, Raw, String
from marshmallow.validate import OneOf

from portal.api.schemas import CODES, Extensible, _maybe


class TokenRequest(Schema):
    """OAuth 2.0 client credentials (RFC 6749, section 4.4.2); the two may come by HTTP Basic instead."""

    grant_type = String(required=True, validate=OneOf(("client_credentials",)))
    client_id = String()
    client_secret = String()


class Token(Extensible):
    access_token = String()
    token_type = String()
    expires_in = Integer()


class Subject(Schema):
    names = List(Raw(metadata={"description": "a text, or forenames and surname"}))
    dates_of_birth = List(String())
    identifiers = Dict()
    address = String(allow_none=True)


class Purpose(Schema):
    code = String(validate=OneOf(CODES))
    reason = String()


class Period(Schema):
    from_ = _maybe(data_key="from")
    to = _maybe()


class Officer(Schema):
    name = String(required=True)
    rank = String()
    contact = String()


class RequestBody(Schema):
    subject = Nested(Subject, required=True)
    purpose = Nested(Purpose, required=True)
    lawful_basis = String(required=True)
    period = Nested(Period, allow_none=True)
    urgency = String(validate=OneOf(("threat-to-life", "urgent", "priority", "routine")))
    need_by = _maybe()
    reference = _maybe()
    officer = Nested(Officer, required=True)
    authoriser = String(required=True)
    contact_originator = Boolean()


class RequestStatus(Extensible):
    id = String()
    status = String(validate=OneOf(("open", "answered", "refused")))
    due = String()
    filed = String()
    decided = _maybe(metadata={"description": "when it was answered or refused; null while it is open"})
    marking = String()
    audit_id = String()


class Released(Extensible):
    record = Dict()
    decision = String(validate=OneOf(("released", "sanitised")))
    grading = Dict(allow_none=True)
    conditions = List(Raw())
    marking = String()
    originator = String()
    expires = _maybe()


class Package(Extensible):
    request = Dict()
    items = List(
        Nested(Released), metadata={"description": "empty alike where nothing is held and nothing released"}
    )
    marking = String()
    notice = String()
    audit_id = String()
