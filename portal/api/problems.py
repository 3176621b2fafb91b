"""Errors of the API as RFC 9457 problem details. They name fields, never records that may not be seen."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from apiflask.exceptions import HTTPError
from flask import Response, g, request

from access.gateway import CursorError, EngineUnavailable
from access.ledger import LedgerDamaged
from access.permit import Denied, LedgerUnavailable, PermitExpired, PurposeMissing
from portal.services.errors import Busy, Conflict, Invalid, Invalids, NotFound

PURPOSE_IN_BODY = frozenset({"api.file_request"})
NOTHING = "Nothing there that you may see."


def problem(status: int, detail: str | None = None, **more: Any) -> Response:
    """A problem as a response; `more` are extension members."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or title, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")


def for_exception(error: Exception) -> Response | None:
    """The problem that a service's error is; None for a fault."""
    match error:
        case NotFound():
            return problem(404, NOTHING, audit_id=error.audit_id)
        case Denied():
            return problem(403, "Your role does not allow this.", audit_id=error.audit_id)
        case PurposeMissing():
            return _no_purpose(error)
        case Invalids():
            errors = [{"field": field, "message": message} for field, message in error.errors]
            return problem(422, error.message, field=error.field, errors=errors)
        case Invalid():
            return problem(422, error.message, field=error.field)
        case CursorError():
            return problem(422, "The cursor is not one for this question.", field="cursor")
        case Conflict():
            return problem(409, str(error), **({"audit_id": error.audit_id} if error.audit_id else {}))
        case LedgerUnavailable():
            return problem(503, "The ledger cannot be written, and without it nothing is answered.")
        case LedgerDamaged():
            return problem(503, f"The ledger is damaged: {error}.")
        case RecursionError() if request.is_json:  # the schemas' own reader does not catch it
            return problem(400, "The body is nested too deeply.")
        case Busy():
            return problem(503, "Texts of others are still being read. Try again in a minute.")
        case PermitExpired():
            return problem(503, "It took longer than it may, and was stopped. Try again in a minute.")
        case EngineUnavailable():
            return problem(503, "The search engine does not answer: nothing was searched.")
    return None


def _no_purpose(error: PurposeMissing) -> Response:
    """Where a purpose is stated: in the body of what is filed, in headers else."""
    field, detail = ("purpose", "State a purpose: its code and reason.")
    if request.endpoint not in PURPOSE_IN_BODY:
        field, detail = "X-Purpose-Code", "State a purpose: X-Purpose-Code and X-Purpose-Reason."
        if isinstance(wrong := g.get("purpose_error"), Invalid):
            field, detail = wrong.field, wrong.message
    return problem(422, detail, field=field, audit_id=error.audit_id)


def for_api(error: HTTPError) -> Any:
    """What APIFlask itself refuses: input that does not fit a schema, or a plain HTTP error."""
    if not request.path.startswith("/api/"):
        return {"message": error.message}, error.status_code, error.headers
    fields = [
        {"field": str(name), "message": "; ".join(map(str, said)) if isinstance(said, list) else str(said)}
        for where in (error.detail or {}).values()
        for name, said in (where.items() if isinstance(where, dict) else ())
    ]
    if fields:
        return problem(error.status_code, fields[0]["message"], field=fields[0]["field"], errors=fields)
    made = problem(error.status_code, error.message)
    made.headers.extend(error.headers or {})
    return made
