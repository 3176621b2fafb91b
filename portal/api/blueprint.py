"""The endpoints of `/api/v1`: parse, call a service, answer."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.api import oauth, schemas
from portal.api.asking import asker, only, services
from portal.services.audit import FILTERS
from portal.services.errors import Invalid
from portal.services.lookup import SearchQuery

v1 = APIBlueprint("api", __name__, url_prefix="/api/v1")
MOST_HITS = 100


def _doc(what: str) -> dict[str, Any]:
    """The responses that every read has in common."""
    common = {
        401: "Nobody is logged in",
        403: "The role does not allow it",
        422: "Input or purpose missing or wrong",
        503: "The ledger or the search engine does not answer: no data",
    }
    return {"summary": what, "responses": common}


@v1.get("/risk")
@v1.doc(**_doc("What an officer must know: cards, best first"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.RiskQuery, location="query", validation=False)
@v1.output(schemas.RiskAnswer)
def risk(**_given: Any) -> Response:
    who = asker()
    only("q")
    return _json(services().lookup.risk(who, request.args.get("q", "")))


@v1.get("/search")
@v1.doc(**_doc("Faceted search"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.input(schemas.SearchQuery, location="query", validation=False)
@v1.output(schemas.SearchAnswer)
def search(**_given: Any) -> Response:
    who = asker()
    only(*MANY, *ONE, "q", "size")
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
        size=_size(given.get("size")),
    )


def _size(text: str | None) -> int:
    if text is None:
        return 20
    if not text.isdecimal() or not 1 <= int(text) <= MOST_HITS:
        raise Invalid("size", f"must be 1 to {MOST_HITS}")
    return int(text)


@v1.get("/records/<system>/<path:ref>")
@v1.doc(**_doc("One record, as the reader may have it"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
def record(system: str, ref: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().records.record(who, system, ref))


@v1.post("/token")
@v1.doc(summary="A partner force's bearer token (client credentials, form-encoded)")
def token() -> Any:
    return oauth.token()


@v1.post("/intelligence-requests")
@v1.doc(**_doc("File an intelligence request"))
@v1.input(schemas.RequestBody, validation=False)
@v1.output(schemas.RequestStatus, status_code=201)
def file_request(**_given: Any) -> Response:
    who = asker()
    answer = _json(services().requests.file(who, request.get_json(silent=True)))
    answer.status_code = 201
    return answer


@v1.get("/intelligence-requests/<id>")
@v1.doc(**_doc("How a request stands"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.RequestStatus)
def request_status(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().requests.status(who, id))


@v1.get("/intelligence-requests/<id>/package")
@v1.doc(**_doc("The package of an answered request"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
@v1.output(schemas.Package)
def request_package(id: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().requests.package(who, id))


@v1.get("/audit/events")
@v1.doc(**_doc("The ledger's events, the newest first"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
def audit_events(**_given: Any) -> Response:
    who = asker()
    only(*FILTERS, "before", "size")
    asked = {name: value for name in FILTERS if (value := request.args.get(name))}
    before = request.args.get("before", type=int)
    return _json(services().audit.events(who, asked, before=before, size=_size(request.args.get("size"))))


@v1.get("/audit/heads")
@v1.doc(**_doc("The ledger's signed heads"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
def audit_heads(**_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().audit.heads(who))


@v1.get("/audit/proofs/<event>")
@v1.doc(**_doc("That an event stands in the ledger"))
@v1.input(schemas.PurposeHeaders, location="headers", validation=False)
def audit_proof(event: str, **_given: Any) -> Response:
    who = asker()
    only()
    return _json(services().audit.proof(who, event))


@v1.get("/docs")
@v1.doc(hide=True)
def docs() -> str:
    """The API to browse."""
    return render_template("api.html", openapi_url=url_for("openapi.spec"))


def _json(answer: Any) -> Response:
    return jsonify(answer)
