"""What a record's grading (3x5x2) asks for before anything of the record is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CONSULT = "S2"  # a condition: consult the originator


def must_consult(grading: Mapping[str, Any] | None) -> bool:
    """Whether the originator is asked first: wherever S2 stands among the conditions.

    The handling code does not decide. A record that is graded P and carries S2 contradicts itself, nothing refuses it at
    load, and of the two the one that asks a person holds. grading: POLE-1's object.
    """
    return CONSULT in ((grading or {}).get("conditions") or ())
