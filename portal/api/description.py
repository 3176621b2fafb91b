"""What OpenAPI says of the API as a whole: who may ask, and how errors read. The rest is made from schemas and views."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from portal.api import schemas

PROBLEM = "application/problem+json"
PERSON, PARTNER = "session", "partner"
ABOUT = (
    "One search over what a police force already knows. Every read states a purpose in X-Purpose-Code and "
    "X-Purpose-Reason, percent-encoded UTF-8, and stands in the ledger before it is answered. People come with the "
    "cookie of POST /login; partner forces with a bearer token, which opens requests and their packages only."
)


def describe(app: APIFlask) -> None:
    """Give the app its description."""
    settings = app.extensions["sightline"].settings
    app.config.update(
        DESCRIPTION=ABOUT,
        SERVERS=[{"url": "/"}],
        AUTO_404_RESPONSE=False,
        AUTO_SERVERS=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        HTTP_ERROR_SCHEMA=schemas.Problem,
    )
    app.security_schemes = {
        PERSON: {
            "type": "apiKey",
            "in": "cookie",
            "name": f"sightline-{settings.instance}",
            "description": "Of POST /login with a JSON username and password. Writes send X-CSRF-Token too.",
        },
        PARTNER: {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": {}}},
        },
    }
    app.spec_processor(_problems)  # type: ignore[arg-type]


def _problems(spec: dict[str, Any]) -> dict[str, Any]:
    """Errors are problem details, and say so by their content type."""
    for path in spec["paths"].values():
        for operation in path.values():
            for status, response in operation.get("responses", {}).items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content and not _oauth(operation):
                    content[PROBLEM] = content.pop("application/json")
    return spec


def _oauth(operation: dict[str, Any]) -> bool:
    """The token endpoint answers errors as OAuth 2.0 has them (RFC 6749, section 5.2)."""
    return "token" in str(operation.get("operationId"))
