"""The shapes of reviews: of retention (`/retention`) and of looks (`/audit/sample`). docs/api.md."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Integer, List, Nested, String
from marshmallow.validate import OneOf, Range

from portal.api.schemas import AuditAnswer, Extensible, Source, _maybe
from portal.services.audit.dip_sample import LONGEST_NOTE, LONGEST_SEED, MOST, VERDICTS
from portal.services.retention.rules import DECISIONS, rules


class LastReview(Extensible):
    decision = String()
    by = String()
    at = String()
    reason = String()


class DueReview(Source):
    kind = String()
    title = String()
    since = String(metadata={"description": "the day from which it is due"})
    by = String(
        validate=OneOf(("record", "rule", "review")),
        metadata={
            "description": "what gives the day: the record, the rule of the first review, the last review"
        },
    )
    rule = Dict(allow_none=True, metadata={"description": "`years` after the day on which it was `recorded`"})
    group = Integer(allow_none=True)
    label = String()
    when = _maybe()
    revision = Integer()
    last = Nested(LastReview, allow_none=True)
    asked = _maybe(metadata={"description": "what is to be put right, where nothing has changed since"})
    marking = String()


class ReviewQueue(Extensible):
    """The first 50, the longest overdue first."""

    due = List(Nested(DueReview))
    more = Boolean(metadata={"description": "whether there are others than those given"})
    marking = String()
    audit_id = String()


class ReviewAnswer(DueReview):
    """A record whose review is due, with what decides about it."""

    record = Dict()
    facts = List(Dict())
    grounds = Dict(metadata={"description": "group and periods; `against`: what speaks against disposal now"})
    questions = Dict(metadata={"description": "name → question; each is answered"})
    answer = Dict(allow_none=True, metadata={"description": "its owner's, to what was to be put right"})
    audit_id = String()


class Assessed(Schema):
    yes = Boolean(required=True)
    why = String(required=True, metadata={"description": "the reason for the answer, whichever it is"})


Answers = Schema.from_dict(
    {
        name: Nested(Assessed, required=True, metadata={"description": asked})
        for name, asked in rules().questions.items()
    },
    name="Answers",
)


class ReviewBody(Schema):
    decision = String(required=True, validate=OneOf(DECISIONS))
    reason = String(required=True, metadata={"description": "nothing personal: it outlives the record"})
    revision = Integer(required=True, metadata={"description": "the record's, as it was read"})
    reviewed = _maybe(metadata={"description": "`last.at` of the review as it was read; null for none"})
    answers = Nested(Answers, required=True)
    next_on = _maybe(metadata={"description": "the next review, where it is retained: ISO 8601"})
    sure = Boolean(metadata={"description": "true, where it is disposed of: it cannot be undone"})


class Reviewed(Source):
    decision = String(validate=OneOf(DECISIONS))
    marking = String()
    audit_id = String()


class SampleQuery(Schema):
    """What a sample follows from; the same gives the same looks to everybody."""

    since = String(required=True, metadata={"description": "ISO 8601"})
    until = String(required=True, metadata={"description": "ISO 8601, passed"})
    number = Integer(required=True, validate=Range(1, MOST))
    seed = String(
        required=True, metadata={"description": f"1 to {LONGEST_SEED} characters that nobody chose"}
    )


class Verdict(Extensible):
    by = String()
    at = String()
    verdict = String()
    note = String()


class SampledLook(Extensible):
    look = Dict(metadata={"description": "the event, as under /audit/events"})
    after = Dict(allow_none=True, metadata={"description": "the event that tells what came of it"})
    verdicts = List(Nested(Verdict), metadata={"description": "the newest first"})


class Sample(AuditAnswer):
    since = String()
    until = String()
    number = Integer()
    seed = String()
    looks = List(Nested(SampledLook), metadata={"description": "in the order drawn"})


class VerdictBody(SampleQuery):
    """The sample that the look is of, and what is said of it."""

    verdict = String(required=True, validate=OneOf(VERDICTS))
    note = String(
        metadata={"description": f"up to {LONGEST_NOTE} characters; required unless it is justified"}
    )


class Judged(AuditAnswer):
    look = String()
    verdict = String()
