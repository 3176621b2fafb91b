"""What a grading asks before anything is shared."""

from __future__ import annotations

from typing import Any

import pytest

from portal.services.gradings import must_consult


@pytest.mark.parametrize(
    ("grading", "asked"),
    [
        (None, False), ({}, False), ({"conditions": None}, False),
        ({"handling": "P", "conditions": []}, False), ({"handling": "C", "conditions": ["A1"]}, False),
        ({"handling": "C", "conditions": ["A1", "S2"]}, True),
        ({"handling": "P", "conditions": ["S2"]}, True), ({"conditions": ["S2"]}, True),
    ],
)  # fmt: skip
def test_the_originator_is_consulted_wherever_s2_stands(grading: dict[str, Any] | None, asked: bool) -> None:
    assert must_consult(grading) is asked
