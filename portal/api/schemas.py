"""The shapes of the API's input and answers, from which OpenAPI is written. docs/api.md."""

from __future__ import annotations

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, Raw, String
from marshmallow import INCLUDE
from marshmallow.validate import OneOf, Range

from access.purposes import Code
from nlp.assertions import Assertion

CODES = tuple(code.value for code in Code)


class Extensible(Schema):
    """An answer, which may carry more than is named here."""

    class Meta:
        unknown = INCLUDE


def _maybe(**more: Any) -> String:
    return String(allow_none=True, **more)


class Problem(Extensible):
    """RFC 9457 problem details."""

    type = String()
    title = String()
    status = Integer()
    detail = String()
    field = String(metadata={"description": "the field, parameter or header that is wrong"})
    audit_id = String(metadata={"description": "of the ledger row that the refusal has"})


class PurposeHeaders(Schema):
    """Why somebody looks, percent-encoded UTF-8."""

    purpose_code = String(
        required=True,
        data_key="X-Purpose-Code",
        validate=OneOf(CODES),
        metadata={"description": "why: the kind of purpose"},
    )
    purpose_reason = String(
        required=True,
        data_key="X-Purpose-Reason",
        metadata={
            "description": "why, in 3 to 250 characters, percent-encoded UTF-8",
            "example": "call%20to%20the%20address",
        },
    )
    reference = String(
        data_key="X-Reference", metadata={"description": "incident or case, percent-encoded UTF-8"}
    )


class System(Extensible):
    system = String()
    status = String(metadata={"description": "answered, late, failed or not loaded"})
    as_of = _maybe()
    count = Integer()


class Source(Extensible):
    system = String()
    ref = String()


class Composed(Extensible):
    systems = List(Nested(System))
    marking = String()
    audit_id = String()


class Answer(Composed):
    took_ms = Integer()


class RiskQuery(Schema):
    q = String(
        required=True, metadata={"description": "name, address, date of birth, plate, phone or reference"}
    )


class Interpreted(Extensible):
    names = List(Raw())
    dates_of_birth = List(String())
    identifiers = Raw()
    address = Raw(allow_none=True)
    references = List(String())
    plate = _maybe(metadata={"description": "a part of a registration"})
    numbers = List(
        String(), metadata={"description": "what may be a house's number, where no street was read"}
    )
    text = _maybe()
    not_searched = List(
        String(),
        metadata={"description": "identifiers that are not searched for this role: health service numbers"},
    )


class Match(Extensible):
    score = Float(validate=Range(0, 1))
    strength = String(validate=OneOf(("strong", "possible", "weak")))
    reasons = List(String())
    evidence = List(Dict(), metadata={"description": "the reasons, each with its `text` and `weight`"})


class Warned(Extensible):
    code = String()
    label = String()
    assertion = String(validate=OneOf([said.value for said in Assertion]))
    quote = _maybe()
    placement = _maybe(metadata={"description": "where the thing is said to be"})
    date = _maybe()
    age_days = Integer(allow_none=True)
    grading = Dict(allow_none=True)
    marking = String()
    source = Nested(Source)


class Happened(Extensible):
    system = String()
    ref = String()
    title = String()
    role = _maybe()
    occurred = _maybe()
    marking = String()


class Near(Extensible):
    same_address = List(Nested(Happened))
    same_building = List(Nested(Happened))
    same_street = List(Nested(Happened))


class Card(Extensible):
    kind = String(validate=OneOf(("person", "location", "object")))
    title = String()
    nominal = _maybe()
    records = List(Nested(Source))
    match = Nested(Match)
    band = String(validate=OneOf(("high", "medium", "low", "none")))
    warnings = List(Nested(Warned))
    status = List(Dict())
    context = List(Dict())
    events = List(Nested(Happened))
    links = List(Dict())
    near = Nested(Near)


class RiskAnswer(Answer):
    query = String()
    interpreted = Nested(Interpreted)
    cards = List(Nested(Card))


class SearchQuery(Schema):
    q = String(metadata={"description": "words; blank: everything; signs alone: nothing"})
    system = List(String())
    kind = List(String())
    classification = List(String())
    flag = List(String())
    mention = List(String())
    marking = List(String(), metadata={"description": "as it stands on the record: OFFICIAL-SENSITIVE"})
    from_ = String(
        data_key="from", metadata={"description": "first day, month, year or instant; ISO 8601, UTC"}
    )
    to = String(
        metadata={"description": "last day, month, year or instant: all of it is within; ISO 8601, UTC"}
    )
    near = String(metadata={"description": "lat,lon,metres"})
    sort = String()
    cursor = String()
    size = Integer()


class Count(Extensible):
    value = String()
    count = Integer()


class Hit(Extensible):
    system = String()
    ref = String()
    kind = String()
    title = String()
    score = Float()
    highlights = Dict(keys=String(), values=List(String()))
    marking = String()
    occurred = _maybe()
    source_force = String()


class SearchAnswer(Answer):
    total = Integer()
    hits = List(Nested(Hit))
    facets = Dict(keys=String(), values=List(Nested(Count)))
    next = _maybe()


class Record(Extensible):
    """POLE-1 less what the reader may not see, with what was read from its text."""

    system = String()
    ref = String()
    kind = String()
    title = String()
    recorded = String()
    handling = Dict()
    mentions = List(Dict())
    facts = List(Dict())
    linked = List(Dict())
    review = Dict(
        allow_none=True,
        metadata={
            "description": "next review: `on`, `by` (record, rule, review), `rule`; own force's records"
        },
    )
    history = List(
        Dict(),
        metadata={
            "description": "versions that are known, the newest first: `version`, `recorded`; own force's records"
        },
    )
    systems = List(Nested(System))
    marking = String()
    audit_id = String()


class Nominal(Composed):
    """A golden nominal, composed for this reader from the records that they may see and the edges between those."""

    id = String(metadata={"description": "the smallest visible member's; any visible member's id leads here"})
    kind = String()
    best_name = String()
    names = List(Dict())
    dates_of_birth = List(Dict())
    identifiers = List(Dict())
    photos = List(Dict())
    descriptions = List(Dict())
    addresses = List(Dict())
    markers = List(Dict(), metadata={"description": "warnings in the form of a risk card's"})
    status = List(Dict())
    context = List(Dict())
    band = String()
    band_reasons = List(String())
    band_rules = String()
    associates = List(Dict())
    events = List(Dict(), metadata={"description": "by system, the newest record first"})
    members = List(Dict())
    edges = List(Dict(), metadata={"description": "between members, with reasons and weights"})
    judgements = List(Dict(), metadata={"description": "people's words"})
    conflicts = List(Dict(), metadata={"description": "each value with its sources"})
    suggestions = List(Dict(), metadata={"description": "who may be the same, for people to look at"})


class JudgementBody(Schema):
    """A person's word on two members (`SYSTEM/ref~n`)."""

    a = String(required=True)
    b = String(required=True)
    word = String(required=True, validate=OneOf(("join", "split", "veto")))
    reason = String(
        required=True, metadata={"description": "3 to 500 characters; whoever may see both records reads it"}
    )


class Judgement(Extensible):
    a = String()
    b = String()
    word = String()
    decision = String()
    by = String()
    reason = String()
    marking = String()
    audit_id = String()


class LinkNode(Extensible):
    id = String()
    kind = String()
    title = String()
    records = List(Nested(Source))
    marking = String()


class LinkEdge(Extensible):
    from_ = String(data_key="from")
    to = String()
    role = String()
    records = List(Nested(Source))
    confidence = String()


class LinksAnswer(Composed):
    """What lies within two steps."""

    root = String()
    nodes = List(Nested(LinkNode))
    edges = List(Nested(LinkEdge))


class SuggestQuery(Schema):
    q = String(required=True, metadata={"description": "what stands in the box so far"})


class Suggested(Extensible):
    kind = String(validate=OneOf(("person", "address", "vehicle", "phone", "record")))
    text = String()
    ask = String(metadata={"description": "the question that asks for it"})


class Suggestions(Answer):
    query = String()
    suggestions = List(Nested(Suggested))


class AuditQuery(Schema):
    user = String(metadata={"description": "a user's name, in any case"})
    role = String()
    force = String()
    kind = String()
    action = String()
    purpose = String()
    audit_id = String()
    subject = String(
        metadata={"description": "a record: its id, SYSTEM/ref, or as pages write it, SYSTEM ref"}
    )
    since = String(metadata={"description": "ISO 8601"})
    until = String(metadata={"description": "ISO 8601; after `since`"})
    before = Integer(metadata={"description": "events older than this one: a page's `next`"})
    size = Integer(validate=Range(1, 100))


class AuditAnswer(Extensible):
    marking = String()
    audit_id = String()


class Events(AuditAnswer):
    events = List(Dict())
    next = Raw(allow_none=True)


class HeadsQuery(Schema):
    before = Integer(metadata={"description": "heads older than those of a page: its `next`"})
    size = Integer(validate=Range(1, 100))


class Heads(AuditAnswer):
    heads = List(
        Dict(), metadata={"description": "the newest first; `shipped`: whether it has arrived outside"}
    )
    uncovered = Integer(metadata={"description": "events that no head outside covers"})
    uncovered_since = String(allow_none=True, metadata={"description": "when the first of them was recorded"})
    late = Boolean(metadata={"description": "that was longer ago than a head may take (a minute)"})
    next = Integer(allow_none=True)


class Proof(AuditAnswer):
    """An inclusion proof (RFC 9162, section 2.1.3)."""

    public_key = String(metadata={"description": "Ed25519, in hexadecimal: what the head is checked with"})


class SizesQuery(Schema):
    from_ = Integer(
        data_key="from", required=True, metadata={"description": "events that the first head covers"}
    )
    to = Integer(metadata={"description": "events that the second covers; all there are where absent"})


class Consistency(AuditAnswer):
    """A consistency proof (RFC 9162, section 2.1.4)."""

    first = Dict(metadata={"description": "the head of `from`: the one that was shipped, else signed now"})
    second = Dict()
    path = List(String())
    public_key = String(metadata={"description": "Ed25519, in hexadecimal: what the heads are checked with"})
