"""The codes of danger, in the order in which they are told to somebody about to send a unit: docs/risk-card.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of danger. alarming: shown in the danger's colour; deed: something that somebody does, so that what is told of a
    victim or a witness is somebody else's; of_place: it stays where it was seen, when those who are told of go elsewhere."""

    label: str
    alarming: bool = False
    deed: bool = False
    of_place: bool = False


KINDS = {
    "FI": Kind("Firearms", alarming=True, deed=True),
    "XP": Kind("Explosives", alarming=True, deed=True),
    "WE": Kind("Weapons", alarming=True, deed=True),
    "VI": Kind("Violent", alarming=True, deed=True),
    "DOG": Kind("Dangerous dog", alarming=True, of_place=True),
    "ES": Kind("Escape risk", alarming=True, deed=True),
    "THREAT": Kind("Threats", alarming=True, deed=True),
    "WANTED": Kind("Wanted"),
    "MISSING": Kind("Missing"),
    "OW": Kind("Offends against vulnerable people", deed=True),
    "DV": Kind("Domestic abuse", deed=True, of_place=True),
    "CHILD": Kind("Children present", of_place=True),
    "VUL": Kind("Vulnerable occupant"),
    "CO": Kind("Contagious"),
    "SU": Kind("Suicide risk"),
    "SH": Kind("Self-harm"),
    "MN": Kind("Mental health"),
    "DR": Kind("Drugs", of_place=True),
    "AT": Kind("Ailment"),
    "AL": Kind("Makes allegations"),
    "IM": Kind("Impersonates"),
}
LABELS = {code: kind.label for code, kind in KINDS.items()}
RANK = {code: place for place, code in enumerate(KINDS)}
ALARMING = frozenset(code for code, kind in KINDS.items() if kind.alarming)
DEEDS = frozenset(code for code, kind in KINDS.items() if kind.deed)
OF_PLACES = frozenset(code for code, kind in KINDS.items() if kind.of_place)
