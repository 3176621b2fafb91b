"""The endpoints of `/api/v1`: parse, call a service, answer."""

from __future__ import annotations

from typing import Any

import orjson
from apiflask import APIBlueprint
from flask import Response, render_template, request, url_for

from access.gateway import FacetValue
from portal.api import create_schemas, oauth, partner_schemas, report_schemas, schemas
from portal.api.asking import asker, number, only
from portal.api.description import PARTNER, PERSON
from portal.presenters.here import services
from portal.services.audit import FILTERS
from portal.services.feeds import systems
from portal.services.lookup import SearchQuery
from portal.services.matches import TOKEN_FIELD

v1 = APIBlueprint("api", __name__, url_prefix="/api/v1")
HITS, MOST_HITS = 20, 100
MOST_EVENTS = 2**62
AUDIT_MARKING = "OFFICIAL-SENSITIVE"


def _doc(what: str, who: str = PERSON, **more: str) -> dict[str, Any]:
    """The words and the refusals that every endpoint has in common; more: `_404` and the like."""
    refusals = {
        401: "Nobody is logged in",
        403: "The role does not allow it",
        422: "Input or purpose missing or wrong; `field` names it",
        429: "Too many requests",
        503: "The ledger or the search engine does not answer: no data",
    }
    own = {int(name.lstrip("_")): said for name, said in more.items()}
    return {"summary": what, "responses": refusals | own, "security": [{who: []}]}


HIDDEN = "Not there, or not to be seen: both read the same"


@v1.get("/risk")
@v1.doc(**_doc("What an officer must know: cards, best first"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.RiskQuery, location="query", validation=False)
@v1.output(schemas.RiskAnswer)
def risk(**_given: Any) -> Response:
    who = asker()
    only("q")
    return _json(services().lookup.risk(who, request.args.get("q", "")))


@v1.get("/suggest")
@v1.doc(**_doc("Suggestions for what is being typed, from visible records"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.SuggestQuery, location="query", validation=False)
@v1.output(schemas.Suggestions)
def suggest(**_given: Any) -> Response:
    who = asker()
    only("q")
    return _json(services().suggest.suggest(who, request.args.get("q", "")))


@v1.get("/search")
@v1.doc(**_doc("Faceted search"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.SearchQuery, location="query", validation=False)
@v1.output(schemas.SearchAnswer)
def search(**_given: Any) -> Response:
    who = asker()
    only(*ONE, "q", "size", many=MANY)
    return _json(services().lookup.search(who, search_query()))


MANY = ("system", "kind", "classification", "flag", "mention")
ONE = ("from", "to", "near", "sort", "cursor")


def search_query() -> SearchQuery:
    """The search that the address asks for; a list may be given by repeating a name."""
    given = request.args
    system, kind, classification, flag, mention = (
        tuple(value for value in given.getlist(name) if value) for name in MANY
    )
    return SearchQuery(
        given.get("q", ""),
        system,
        kind,
        classification,
        flag,
        mention,
        from_=given.get("from"),
        to=given.get("to"),
        near=given.get("near"),
        sort=given.get("sort") or "score",
        cursor=given.get("cursor"),
        size=number("size", 1, MOST_HITS) or HITS,
    )


@v1.get("/records/<system>/<path:ref>")
@v1.doc(**_doc("One record, as the reader may have it", _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.Record)
def record(system: str, ref: str, **_given: Any) -> Response:
    who = asker()
    only()
    found = services().records.record(who, system, ref)
    fed = systems(services().store.feeds(), [FacetValue(system, 1)])
    return _json({**found, "systems": fed, "audit_id": found["audit_id"]})


@v1.get("/nominals/<path:id>")
@v1.doc(**_doc("A golden nominal, by the id of any member", _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.Nominal)
def nominal(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().nominals.nominal(who, id))


@v1.post("/nominals/judgements")
@v1.doc(**_doc("A person's word on two members: join, split or veto", _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.JudgementBody, validation=False)
@v1.output(schemas.Judgement)
def judgement(**_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().nominals.judge(who, request.get_json(silent=True)))


@v1.get("/links/<path:id>")
@v1.doc(
    **_doc("What lies within two steps of a person, a record, a place, a vehicle or a phone", _404=HIDDEN)
)
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.LinksAnswer)
def links(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().links.links(who, id))


@v1.post("/reports")
@v1.doc(**_doc("Save an intelligence report (3x5x2)"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(report_schemas.ReportBody, validation=False)
@v1.output(report_schemas.ReportSaved, status_code=201)
def file_report(**_given: Any) -> Response:
    who = asker()
    only()
    answer = _json(services().reports.file(who, request.get_json(silent=True)))
    answer.status_code = 201
    return answer


@v1.post("/matches")
@v1.doc(**_doc("Search before create: who or what is on record already"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(create_schemas.MatchBody, validation=False)
@v1.output(create_schemas.MatchAnswer)
def matches(**_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().matches.search(who, request.get_json(silent=True)))


@v1.post("/records")
@v1.doc(
    **_doc("Make a record of what was searched for", _409="The token was used, or a strong match came since")
)
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(create_schemas.MatchToken, location="headers", validation=False)
@v1.input(create_schemas.NewRecord, validation=False)
@v1.output(create_schemas.Made, status_code=201)
def create_record(**_given: Any) -> Response:
    who = asker()
    only()
    token = request.headers.get(TOKEN_FIELD)
    made = services().matches.create(who, request.get_json(silent=True), token)
    answer = _json(made)
    answer.status_code = 201
    answer.headers["Location"] = url_for("api.record", system=made["system"], ref=made["ref"])
    return answer


@v1.get("/notices")
@v1.doc(**_doc("New records that look like ones that their writers may not see"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(create_schemas.NoticeList)
def notices(**_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().notices.open(who))


@v1.post("/notices/<id>")
@v1.doc(**_doc("Say what became of a notice", _404=HIDDEN, _409="Somebody has dealt with it"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(create_schemas.NoticeWord, validation=False)
@v1.output(create_schemas.NoticeSettled)
def settle_notice(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    body = request.get_json(silent=True)
    return _json(services().notices.settle(who, id, body.get("word") if isinstance(body, dict) else None))


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


@v1.post("/intelligence-requests")
@v1.doc(**_doc("File an intelligence request", PARTNER))
@v1.input(partner_schemas.RequestBody, validation=False)
@v1.output(partner_schemas.RequestStatus, status_code=201)
def file_request(**_given: Any) -> Response:
    who = asker()
    only()
    answer = _json(services().requests.file(who, request.get_json(silent=True)))
    answer.status_code = 201
    return answer


@v1.get("/intelligence-requests/<id>")
@v1.doc(**_doc("How a request stands", PARTNER, _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(partner_schemas.RequestStatus)
def request_status(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().requests.status(who, id))


@v1.get("/intelligence-requests/<id>/package")
@v1.doc(**_doc("The package of an answered request", PARTNER, _404=HIDDEN, _409="Not answered yet"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(partner_schemas.Package)
def request_package(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().requests.package(who, id))


@v1.get("/warnings")
@v1.doc(**_doc("Dangers that no despatcher is told, as tasks to publish a sanitised warning"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.WarningTasks)
def warnings(**_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().warnings.tasks(who))


@v1.get("/warnings/<system>/<path:ref>")
@v1.doc(**_doc("One task, with what the warning may be made of", _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.WarningTask)
def warning(system: str, ref: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().warnings.task(who, system, ref))


@v1.post("/warnings/<system>/<path:ref>/publish")
@v1.doc(**_doc("Publish a sanitised warning", _404=HIDDEN, _409="Decided already"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.WarningBody, validation=False)
@v1.output(schemas.WarningDecided, status_code=201)
def publish_warning(system: str, ref: str, **_given: Any) -> Response:
    who = asker()
    only()
    answer = _json(services().warnings.publish(who, system, ref, request.get_json(silent=True)))
    answer.status_code = 201
    return answer


@v1.post("/warnings/<system>/<path:ref>/decline")
@v1.doc(**_doc("Say why no warning is published", _404=HIDDEN, _409="Decided already"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.WarningDecline, validation=False)
@v1.output(schemas.WarningDecided)
def decline_warning(system: str, ref: str, **_given: Any) -> Response:
    who = asker()
    only()
    body = request.get_json(silent=True)
    reason = body.get("reason") if isinstance(body, dict) else None
    return _json(services().warnings.decline(who, system, ref, reason))


@v1.get("/audit/events")
@v1.doc(**_doc("The ledger's events, the newest first"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.AuditQuery, location="query", validation=False)
@v1.output(schemas.Events)
def audit_events(**_given: Any) -> Response:
    who = asker()
    only(*FILTERS, "before", "size")
    asked = {name: value for name in FILTERS if (value := request.args.get(name))}
    before, size = number("before", 0, MOST_EVENTS), number("size", 1, MOST_HITS) or HITS
    return _audit(services().audit.events(who, asked, before=before, size=size))


@v1.get("/audit/heads")
@v1.doc(**_doc("The ledger's signed heads"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.Heads)
def audit_heads(**_given: Any) -> Response:
    who = asker()
    only()
    return _audit(services().audit.heads(who))


@v1.get("/audit/proofs/<event>")
@v1.doc(**_doc("That an event stands in the ledger", _404=HIDDEN))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.Proof)
def audit_proof(event: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _audit(services().audit.proof(who, event))


@v1.get("/docs")
@v1.doc(hide=True)
def docs() -> str:
    """The API to browse."""
    return render_template("api.html", openapi_url=url_for("openapi.spec"))


def _audit(answer: dict[str, Any]) -> Response:
    """What people did and why is theirs: never below sensitive, whatever the records were."""
    return _json({"marking": AUDIT_MARKING, **answer})


def _json(answer: Any) -> Response:
    return Response(orjson.dumps(answer, option=orjson.OPT_SORT_KEYS), mimetype="application/json")
