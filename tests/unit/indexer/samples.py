"""POLE-1 objects to test with: an example with every field, and small ones."""

from copy import deepcopy
from typing import Any

HANDLING: dict[str, Any] = {
    "tier": "OFFICIAL",
    "sensitive": False,
    "force": "01",
    "audience": ["*"],
    "compartments": [],
    "denied": [],
    "releasable_to": [],
}

FULL: dict[str, Any] = {
    "system": "CRIS",
    "ref": "2314567/24",
    "kind": "event",
    "title": "Threats with a weapon",
    "version": 3,
    "recorded": "2024-03-02T08:10:00Z",
    "occurred": {"from": "2024-03-01T21:00:00Z", "to": None},
    "handling": {
        "tier": "OFFICIAL",
        "sensitive": True,
        "descriptor": None,
        "force": "01",
        "unit": "LX",
        "audience": ["*"],
        "compartments": [],
        "denied": [],
        "releasable_to": ["45"],
        "visible_from": None,
        "visible_until": None,
    },
    "grading": {
        "source": "2",
        "intelligence": "B",
        "handling": "C",
        "conditions": ["A1", "S2"],
        "original": None,
    },
    "classification": "8N Assault with injury",
    "status": "open",
    "flags": ["domestic-abuse"],
    "statement": "fact",
    "retention": {"group": 2, "review_on": "2034-03-01"},
    "people": [
        {
            "role": "suspect",
            "names": [
                {"kind": "birth", "forenames": "Sean Patrick", "surname": "Murphy"},
                {"kind": "alias", "text": "Spud"},
            ],
            "dates_of_birth": ["1980-02-03"],
            "sex": "1",
            "ethnicity": None,
            "description": None,
            "identifiers": {
                "pnc_id": "2008/1234567R",
                "cro": "012345/08V",
                "asn": None,
                "nino": None,
                "nhs": None,
                "phone": ["07700 900123"],
                "email": [],
                "imei": [],
                "other": [{"kind": "passport", "value": "123456789"}],
            },
            "markers": [
                {"code": "VI", "text": "Violent to police", "set_on": "2022-01-01", "review_on": "2025-01-01"}
            ],
            "orders": [
                {
                    "kind": "bail",
                    "conditions": "Not to enter Avenue Road",
                    "from": "2024-03-02",
                    "until": "2024-06-02",
                }
            ],
            "assessments": [{"kind": "DASH", "score": 15, "band": "high", "on": "2024-03-02"}],
            "addresses": [
                {
                    "role": "home",
                    "address": "Flat 2, 12 Avenue Road",
                    "postcode": "SE20 7RT",
                    "lat": 51.41,
                    "lon": -0.06,
                    "from": None,
                    "to": None,
                }
            ],
        }
    ],
    "objects": [
        {
            "role": "used-in",
            "type": "vehicle",
            "identifiers": {"vrm": "AB12 CDE"},
            "description": "Silver Ford Focus",
        }
    ],
    "locations": [
        {
            "role": "occurred-at",
            "address": "12 Avenue Road",
            "postcode": "SE20 7RT",
            "lat": 51.41,
            "lon": -0.06,
            "markers": [{"code": "DOG", "text": "Dangerous dog"}],
        }
    ],
    "links": [
        {
            "role": "linked",
            "to": {"system": "CRIMINT", "ref": "CRRT00123456"},
            "from": None,
            "until": None,
            "confidence": "confirmed",
        }
    ],
    "text": "Caller states that male is outside with a baseball bat.",
    "sanitised_text": None,
    "source_identity": None,
}


def full(**changes: Any) -> dict[str, Any]:
    """The full example, deep-copied, with top-level fields replaced."""
    return deepcopy(FULL) | changes


def small(ref: str = "1", system: str = "TEST", **changes: Any) -> dict[str, Any]:
    """A record with the required fields only, and `changes`."""
    base = {
        "system": system,
        "ref": ref,
        "kind": "event",
        "title": "Something seen",
        "recorded": "2026-01-02",
        "handling": dict(HANDLING),
    }
    return deepcopy(base) | changes
