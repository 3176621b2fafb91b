"""The kinds of danger, in the order in which they are told to somebody about to send a unit: docs/risk-card.md."""

from __future__ import annotations

DANGERS = {
    "FI": "Firearms",
    "XP": "Explosives",
    "WE": "Weapons",
    "VI": "Violent",
    "DOG": "Dangerous dog",
    "ES": "Escape risk",
    "THREAT": "Threats",
    "WANTED": "Wanted",
    "MISSING": "Missing",
    "OW": "Offends against vulnerable people",
    "DV": "Domestic abuse",
    "CHILD": "Children present",
    "VUL": "Vulnerable occupant",
    "CO": "Contagious",
    "SU": "Suicide risk",
    "SH": "Self-harm",
    "MN": "Mental health",
    "DR": "Drugs",
    "AT": "Ailment",
    "AL": "Makes allegations",
    "IM": "Impersonates",
}
RANK = {code: place for place, code in enumerate(DANGERS)}
