"""The shapes of the API's input and answers, from which OpenAPI is written. Contract, section 3."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String


class PurposeHeaders(Schema):
    """Why somebody looks, percent-encoded UTF-8."""

    purpose_code = String(
        data_key="X-Purpose-Code", metadata={"description": "LIFE, ORDER, PREVENT, JUSTICE or DUTY"}
    )
    purpose_reason = String(data_key="X-Purpose-Reason", metadata={"description": "3 to 250 characters"})
    reference = String(data_key="X-Reference", metadata={"description": "incident or case"})


class System(Schema):
    system = String()
    status = String(metadata={"description": "answered, late, failed or not loaded"})
    as_of = String(allow_none=True)
    count = Integer()


class Source(Schema):
    system = String()
    ref = String()


class Answer(Schema):
    systems = List(Nested(System))
    marking = String()
    audit_id = String()
    took_ms = Integer()


class RiskQuery(Schema):
    q = String(
        required=True, metadata={"description": "name, address, date of birth, plate, phone or reference"}
    )


class RiskAnswer(Answer):
    query = String()
    interpreted = Dict()
    cards = List(Dict())


class SearchQuery(Schema):
    q = String()
    system = List(String())
    kind = List(String())
    classification = List(String())
    flag = List(String())
    mention = List(String())
    from_ = String(data_key="from")
    to = String()
    near = String(metadata={"description": "lat,lon,metres"})
    sort = String()
    cursor = String()
    size = Integer()


class Count(Schema):
    value = String()
    count = Integer()


class Hit(Schema):
    system = String()
    ref = String()
    kind = String()
    title = String()
    score = Float()
    highlights = Dict()
    marking = String()
    occurred = String(allow_none=True)
    source_force = String()


class SearchAnswer(Answer):
    total = Integer()
    hits = List(Nested(Hit))
    facets = Dict(keys=String(), values=List(Nested(Count)))
    next = String(allow_none=True)


class Token(Schema):
    access_token = String()
    token_type = String()
    expires_in = Integer()


class Subject(Schema):
    names = List(String())
    dates_of_birth = List(String())
    identifiers = Dict()
    address = String(allow_none=True)


class Purpose(Schema):
    code = String()
    reason = String()


class RequestBody(Schema):
    subject = Nested(Subject)
    purpose = Nested(Purpose)
    lawful_basis = String()
    period = Dict()
    urgency = String(metadata={"description": "threat-to-life, urgent, priority or routine"})
    need_by = String(allow_none=True)
    reference = String()
    officer = Dict()
    authoriser = String()
    contact_originator = Boolean()


class RequestStatus(Schema):
    id = String()
    status = String(metadata={"description": "open, answered or refused"})
    due = String()
    audit_id = String()


class Package(Schema):
    request = Dict()
    items = List(Dict())
    marking = String()
    notice = String()
    audit_id = String()
