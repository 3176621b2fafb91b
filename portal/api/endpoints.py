"""What the endpoints of `/api/v1` have in common: how one is described, who asks and why, what it may be asked, JSON out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import orjson
from apiflask import APIBlueprint, Schema
from apiflask.fields import List
from flask import Response, request

from access.events import EventKind, event_of
from access.permit import PurposeMissing
from portal.api import schemas
from portal.api.asking import asker
from portal.api.description import PERSON
from portal.presenters.here import services
from portal.presenters.parameters import only
from portal.services.errors import Invalid

v1 = APIBlueprint("api", __name__, url_prefix="/api/v1")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
Refusals = Mapping[int, str]
Shape = type[Schema]

HIDDEN: Refusals = {404: "Not there, or not to be seen: both read the same"}
_EVERYWHERE: Refusals = {
    401: "Nobody is logged in",
    403: "The role does not allow it",
    422: "Input or purpose missing or wrong; `field` names it",
    429: "Too many requests",
    503: "The ledger or the search engine does not answer: no data",
}
_OF_BODIES: Refusals = {
    400: "The body is no JSON, or holds a number or a character that nothing here can keep"
}


def endpoint(
    route: Decorator,
    answer: Shape,
    *,
    query: Shape | None = None,
    body: Shape | None = None,
    headers: Sequence[Shape] = (schemas.PurposeHeaders,),
    status: int = 200,
    by: str = PERSON,
    refusals: Refusals | None = None,
) -> Decorator:
    """An endpoint that is called with the asker, the JSON body where it has one, and what its path names.

    It returns what is answered, or that and headers; its docstring says what it is. query: the parameters that it knows, others are refused; by: who
    may ask, `PERSON` or `PARTNER`; refusals: beside those of every endpoint. Shapes describe what comes in; the services
    check it, so that a refusal stands in the ledger.
    """
    asked = [v1.input(one, location="headers", validation=False) for one in headers]
    asked += [v1.input(query, location="query", validation=False)] if query else []
    asked += [v1.input(body, validation=False)] if body else []

    def made(view: Callable[..., Any]) -> Callable[..., Any]:
        summary = (view.__doc__ or "").rstrip(".")
        refused = {**_EVERYWHERE, **(_OF_BODIES if body else {}), **(refusals or {})}
        told = v1.doc(summary, responses=refused, security=[{by: []}])
        wrapped = _answering(view, query, body is not None, status)
        if schemas.PurposeHeaders in headers:
            wrapped = _purpose_first(wrapped)
        for wrap in reversed([route, told, *asked, v1.output(answer, status_code=status)]):
            wrapped = wrap(wrapped)
        return wrapped

    return made


def _answering(
    view: Callable[..., Any], query: Shape | None, with_body: bool, status: int
) -> Callable[..., Response]:
    once, many = _parameters(query)

    @wraps(view)
    def answering(**_described: Any) -> Response:
        who = asker()
        only(*once, many=many)
        given = (who, request.get_json(silent=True)) if with_body else (who,)
        return _json(view(*given, **(request.view_args or {})), status)

    return answering


def _purpose_first(answering: Callable[..., Response]) -> Callable[..., Response]:
    """Where nobody said why they ask, that is refused, with its row, before whatever else is wrong with the question."""

    @wraps(answering)
    def asked(**described: Any) -> Response:
        try:
            return answering(**described)
        except Invalid:
            who = asker()
            if who.purpose is not None:
                raise
            query = {"path": str(request.url_rule)}
            event = event_of(EventKind.PERMIT_PURPOSE_MISSING, who.identity, details={"query": query})
            raise PurposeMissing(None, services().ledger.record(event)) from None

    return asked


def _parameters(query: Shape | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of parameters that may be given once, and of those that may be repeated."""
    fields = {field.data_key or name: field for name, field in query().fields.items()} if query else {}
    many = tuple(name for name, field in fields.items() if isinstance(field, List))
    return tuple(name for name in fields if name not in many), many


def _json(answered: Any, status: int) -> Response:
    """JSON with its keys in order at every depth: no order tells what was found first."""
    answer, headers = answered if isinstance(answered, tuple) else (answered, None)
    body = orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)
    return Response(body, status, headers, mimetype="application/json")
