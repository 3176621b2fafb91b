"""The endpoints of `/api/v1`: each says what it is, calls a service and gives its answer. A docstring is OpenAPI's summary."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from access.queries import FACETS
from portal.api import (
    create_schemas,
    oauth,
    partner_schemas,
    report_schemas,
    review_schemas,
    reviewing,
    schemas,
    warning_schemas,
)
from portal.api.asking import number
from portal.api.description import PARTNER
from portal.api.endpoints import HIDDEN, endpoint, v1
from portal.presenters.here import services
from portal.search.facets import SearchQuery
from portal.services.asker import Asker
from portal.services.audit.service import FILTERS, HEADS, MARKING
from portal.services.creating.matches import TOKEN_FIELD
from portal.services.errors import Invalid

__all__ = ["v1"]

Answer = dict[str, Any]
HITS, MOST_HITS = 20, 100
MOST_EVENTS = 2**62


@endpoint(v1.get("/risk"), schemas.RiskAnswer, query=schemas.RiskQuery)
def risk(who: Asker) -> Answer:
    """What an officer must know: cards, best first."""
    return services().lookup.risk(who, request.args.get("q", ""))


@endpoint(v1.get("/suggest"), schemas.Suggestions, query=schemas.SuggestQuery)
def suggest(who: Asker) -> Answer:
    """Suggestions for what is being typed, from visible records."""
    return services().suggest.suggest(who, request.args.get("q", ""))


@endpoint(v1.get("/search"), schemas.SearchAnswer, query=schemas.SearchQuery)
def search(who: Asker) -> Answer:
    """Faceted search."""
    return services().lookup.search(who, search_query())


def search_query() -> SearchQuery:
    """The search that the address asks for; a list may be given by repeating a name."""
    given = request.args
    return SearchQuery(
        given.get("q", ""),
        **{name: tuple(value for value in given.getlist(name) if value) for name in FACETS},
        from_=given.get("from"),
        to=given.get("to"),
        near=given.get("near"),
        sort=given.get("sort") or "score",
        cursor=given.get("cursor"),
        size=number("size", 1, MOST_HITS) or HITS,
    )


@endpoint(v1.get("/records/<system>/<path:ref>"), schemas.Record, refusals=HIDDEN)
def record(who: Asker, system: str, ref: str) -> Answer:
    """One record, as the reader may have it."""
    return services().records.record(who, system, ref)


@endpoint(v1.get("/nominals/<path:id>"), schemas.Nominal, refusals=HIDDEN)
def nominal(who: Asker, id: str) -> Answer:
    """A golden nominal, by the id of any member."""
    return services().nominals.nominal(who, id)


@endpoint(v1.post("/nominals/judgements"), schemas.Judgement, body=schemas.JudgementBody, refusals=HIDDEN)
def judgement(who: Asker, body: Any) -> Answer:
    """A person's word on two members: join, split or veto."""
    return services().nominals.judge(who, body)


@endpoint(v1.get("/links/<path:id>"), schemas.LinksAnswer, refusals=HIDDEN)
def links(who: Asker, id: str) -> Answer:
    """What lies within two steps of a person, a record, a place, a vehicle or a phone."""
    return services().links.links(who, id)


@endpoint(v1.post("/reports"), report_schemas.ReportSaved, body=report_schemas.ReportBody, status=201)
def file_report(who: Asker, body: Any) -> Answer:
    """Save an intelligence report (3x5x2)."""
    return services().reports.file(who, body)


@endpoint(v1.post("/matches"), create_schemas.MatchAnswer, body=create_schemas.MatchBody)
def matches(who: Asker, body: Any) -> Answer:
    """Search before create: who or what is on record already."""
    return services().matches.search(who, body)


@endpoint(
    v1.post("/records"),
    create_schemas.Made,
    body=create_schemas.NewRecord,
    headers=(schemas.PurposeHeaders, create_schemas.MatchToken),
    status=201,
    refusals={409: "The token was used, or a strong match came since"},
)
def create_record(who: Asker, body: Any) -> tuple[Answer, dict[str, str]]:
    """Make a record of what was searched for."""
    token = request.headers.get(TOKEN_FIELD)
    made = services().matches.create(who, body, token)
    return made, {"Location": url_for("api.record", system=made["system"], ref=made["ref"])}


@endpoint(v1.get("/notices"), create_schemas.NoticeList)
def notices(who: Asker) -> Answer:
    """New records that look like ones that their writers may not see; amendments of one's own that are asked for."""
    return services().notices.open(who)


@endpoint(
    v1.post("/notices/<id>"),
    create_schemas.NoticeSettled,
    body=create_schemas.NoticeWord,
    refusals={**HIDDEN, 409: "Somebody has dealt with it"},
)
def settle_notice(who: Asker, body: Any, id: str) -> Answer:
    """Say what became of a notice."""
    return services().notices.settle(who, id, _said(body, "word"))


@v1.post("/token")
@v1.doc(
    summary="A partner force's bearer token (OAuth 2.0 client credentials, form-encoded)",
    operation_id="token",
    responses={400: "Not a token request", 401: "Not a client, or not its secret"},
    security=[],
)
@v1.input(partner_schemas.TokenRequest, location="form", validation=False)
@v1.output(partner_schemas.Token)
def token(**_given: Any) -> Any:
    return oauth.token()


@endpoint(
    v1.post("/intelligence-requests"),
    partner_schemas.RequestStatus,
    body=partner_schemas.RequestBody,
    headers=(),
    status=201,
    by=PARTNER,
)
def file_request(who: Asker, body: Any) -> Answer:
    """File an intelligence request."""
    return services().requests.file(who, body)


@endpoint(v1.get("/intelligence-requests/<id>"), partner_schemas.RequestStatus, by=PARTNER, refusals=HIDDEN)
def request_status(who: Asker, id: str) -> Answer:
    """How a request stands."""
    return services().requests.status(who, id)


@endpoint(
    v1.get("/intelligence-requests/<id>/package"),
    partner_schemas.Package,
    by=PARTNER,
    refusals={**HIDDEN, 409: "Not answered yet"},
)
def request_package(who: Asker, id: str) -> Answer:
    """The package of an answered request."""
    return services().requests.package(who, id)


@endpoint(v1.get("/warnings"), warning_schemas.WarningTasks)
def warnings(who: Asker) -> Answer:
    """Dangers that no despatcher is told, as tasks to publish a sanitised warning."""
    return services().warnings.tasks(who)


@endpoint(v1.get("/warnings/<system>/<path:ref>"), warning_schemas.WarningTask, refusals=HIDDEN)
def warning(who: Asker, system: str, ref: str) -> Answer:
    """One task, with what the warning may be made of."""
    return services().warnings.task(who, system, ref)


@endpoint(
    v1.post("/warnings/<system>/<path:ref>/publish"),
    warning_schemas.WarningDecided,
    body=warning_schemas.WarningBody,
    status=201,
    refusals={**HIDDEN, 409: "Decided already"},
)
def publish_warning(who: Asker, body: Any, system: str, ref: str) -> Answer:
    """Publish a sanitised warning."""
    return services().warnings.publish(who, system, ref, body)


@endpoint(
    v1.post("/warnings/<system>/<path:ref>/decline"),
    warning_schemas.WarningDecided,
    body=warning_schemas.WarningDecline,
    refusals={**HIDDEN, 409: "Decided already"},
)
def decline_warning(who: Asker, body: Any, system: str, ref: str) -> Answer:
    """Say why no warning is published."""
    return services().warnings.decline(who, system, ref, _said(body, "reason"))


@endpoint(v1.get("/warnings/published/<ref>"), warning_schemas.WarningStanding, refusals=HIDDEN)
def standing_warning(who: Asker, ref: str) -> Answer:
    """A published warning, to be put right by who published it or a supervisor."""
    return services().standing_warnings.open(who, ref)


@endpoint(
    v1.post("/warnings/published/<ref>/amend"),
    warning_schemas.WarningPutRight,
    body=warning_schemas.WarningAmend,
    refusals={**HIDDEN, 409: "It stands at another version"},
)
def amend_warning(who: Asker, body: Any, ref: str) -> Answer:
    """Amend a published warning, with a reason."""
    return services().standing_warnings.amend(who, ref, body)


@endpoint(
    v1.post("/warnings/published/<ref>/withdraw"),
    warning_schemas.WarningPutRight,
    body=warning_schemas.WarningWithdraw,
    refusals={**HIDDEN, 409: "It was changed meanwhile"},
)
def withdraw_warning(who: Asker, body: Any, ref: str) -> Answer:
    """Withdraw a published warning at once, with a reason."""
    return services().standing_warnings.withdraw(who, ref, body)


@endpoint(v1.get("/retention"), review_schemas.ReviewQueue)
def reviews(who: Asker) -> Answer:
    """Records of the own force whose review of retention (MoPI) is due, the longest overdue first."""
    return services().retention.queue(who)


@endpoint(v1.get("/retention/<system>/<path:ref>"), review_schemas.ReviewAnswer, refusals=HIDDEN)
def review(who: Asker, system: str, ref: str) -> Answer:
    """One record that is due, with what decides about it."""
    return services().retention.one(who, system, ref)


@endpoint(
    v1.post("/retention/<system>/<path:ref>"),
    review_schemas.Reviewed,
    body=review_schemas.ReviewBody,
    refusals={**HIDDEN, 409: "The record was changed or reviewed since it was read"},
)
def decide_review(who: Asker, body: Any, system: str, ref: str) -> Answer:
    """Retain a record, have it put right first, or dispose of it."""
    return reviewing.decided(lambda form: services().retention.decide(who, system, ref, form), body)


@endpoint(v1.get("/audit/sample"), review_schemas.Sample, query=review_schemas.SampleQuery)
def audit_sample(who: Asker) -> Answer:
    """Looks drawn at random, each with what came of it and what auditors said of it."""
    return _audit(services().dip_sample.sample(who, reviewing.parts(request.args)))


@endpoint(
    v1.post("/audit/sample/<event>"),
    review_schemas.Judged,
    body=review_schemas.VerdictBody,
    refusals=HIDDEN,
)
def audit_verdict(who: Asker, body: Any, event: str) -> Answer:
    """Say of a look of a sample whether it was justified."""
    drawn, verdict, note = reviewing.parts(body), _said(body, "verdict"), _said(body, "note")
    return _audit(services().dip_sample.judge(who, drawn, event, verdict, note))


@endpoint(v1.get("/audit/events"), schemas.Events, query=schemas.AuditQuery)
def audit_events(who: Asker) -> Answer:
    """The ledger's events, the newest first."""
    asked = {name: value for name in FILTERS if (value := request.args.get(name))}
    before, size = number("before", 0, MOST_EVENTS), number("size", 1, MOST_HITS) or HITS
    return _audit(services().audit.events(who, asked, before=before, size=size))


@endpoint(v1.get("/audit/heads"), schemas.Heads, query=schemas.HeadsQuery)
def audit_heads(who: Asker) -> Answer:
    """The ledger's signed heads, the newest first."""
    before, size = number("before", 0, MOST_EVENTS), number("size", 1, MOST_HITS) or HEADS
    return _audit(services().audit.heads(who, before, size))


@endpoint(v1.get("/audit/heads/proof"), schemas.Consistency, query=schemas.SizesQuery)
def audit_consistency(who: Asker) -> Answer:
    """That the ledger under one head begins with that under another."""
    first, second = number("from", 1, MOST_EVENTS), number("to", 1, MOST_EVENTS)
    if first is None:
        raise Invalid("from", "is missing: the number of events that the first head covers")
    return _audit(services().audit.consistency(who, first, second))


@endpoint(v1.get("/audit/proofs/<event>"), schemas.Proof, refusals=HIDDEN)
def audit_proof(who: Asker, event: str) -> Answer:
    """That an event stands in the ledger."""
    return _audit(services().audit.proof(who, event))


@v1.get("/docs")
@v1.doc(hide=True)
def docs() -> str:
    """The API to browse."""
    return render_template("api.html", openapi_url=url_for("openapi.spec"))


def _audit(answer: Answer) -> Answer:
    return {"marking": MARKING, **answer}


def _said(body: Any, name: str) -> Any:
    """One field of a body; None where it is no object or has none of that name."""
    return body.get(name) if isinstance(body, dict) else None
