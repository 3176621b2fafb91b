"""The shapes of search before create: `POST /matches` and `POST /records`. docs/api.md."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, Raw, String
from marshmallow.validate import OneOf, Range

from portal.api.schemas import Answer, Extensible, Source, _maybe


class MatchToken(Schema):
    """The token of a search before create."""

    match_token = String(
        data_key="X-Match-Token",
        metadata={"description": "of POST /matches; the body's `token` says the same"},
    )


class MatchBody(Extensible):
    """A person, an object or a location, with that kind's fields as POLE-1 has them."""

    kind = String(required=True, validate=OneOf(("person", "object", "location")))


class Weight(Extensible):
    text = String()
    weight = Float(metadata={"description": "for where positive, against where negative"})
    about = String()


class Weighed(Extensible):
    score = Float(validate=Range(0, 1))
    strength = String(validate=OneOf(("strong", "possible", "weak")))
    reasons = List(Nested(Weight))


class RecordNamed(Source):
    kind = String()
    title = String()
    marking = String()


class Candidate(Extensible):
    kind = String()
    id = String(
        metadata={"description": "SYSTEM/ref~n: the n-th of the record's people, objects or locations"}
    )
    nominal = _maybe(metadata={"description": "a member's id, by which a person's nominal is found"})
    record = Nested(RecordNamed)
    subject = Dict(metadata={"description": "the person, object or location as the reader may see it"})
    match = Nested(Weighed)
    occurred = _maybe()
    marking = String()


class MatchAnswer(Answer):
    kind = String()
    candidates = List(Nested(Candidate))
    token = String(
        metadata={"description": "what POST /records needs; sealed, for this person and purpose, used once"}
    )
    expires_in = Integer(metadata={"description": "seconds"})


class NewRecord(Extensible):
    """POLE-1 less what is given here (system, ref, version, recorded); kind person, object or location."""

    kind = String(required=True, validate=OneOf(("person", "object", "location")))
    token = Raw(metadata={"description": "of the search; where there is no header X-Match-Token"})
    tokens = List(String(), metadata={"description": "one for each person and thing in the record"})
    reason = _maybe(metadata={"description": "why it is none of the strong matches that were shown"})


class Made(Source):
    version = Integer()
    index = String(validate=OneOf(("searchable", "waiting", "not indexed")))
    marking = String()
    audit_id = String()


class Noticed(Extensible):
    id = String()
    at = String(metadata={"description": "to the minute"})
    record = Nested(RecordNamed, metadata={"description": "the new record"})
    other = Nested(
        RecordNamed, metadata={"description": "the one that it looks like, and that its writer was not shown"}
    )
    match = Nested(Weighed)
    marking = String()


class AmendmentAsked(Extensible):
    """What a records manager asks to be put right in a record of the reader's."""

    id = String()
    at = String(metadata={"description": "to the minute"})
    by = String(metadata={"description": "who asks it"})
    reason = String(metadata={"description": "what is to be put right"})
    record = Nested(RecordNamed)
    here = Boolean(
        metadata={"description": "whether it is amended here, and not in the system that it is from"}
    )
    marking = String()


class NoticeList(Extensible):
    notices = List(Nested(Noticed))
    amendments = List(Nested(AmendmentAsked))
    marking = String()
    audit_id = String()


class NoticeWord(Schema):
    word = String(required=True, metadata={"description": "what became of it"})


class NoticeSettled(Extensible):
    id = String()
    status = String()
    marking = String()
    audit_id = String()
