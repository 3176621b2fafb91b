"""Events as a table: no cell is a formula."""

from __future__ import annotations

import pytest

from portal.views.audit_csv import cell, table


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_other_values_stand_as_they_are() -> None:
    assert [cell(one) for one in (None, 3, "jones; a=b", "")] == ["", "3", "jones; a=b", ""]


def test_a_table_begins_with_its_marking_and_names_the_columns() -> None:
    lines = table(
        [{"at": "2026", "reason": "=x", "subjects": ["CRIS/1", "restricted"]}], "OFFICIAL"
    ).splitlines()
    assert lines[0] == "OFFICIAL"
    assert lines[1].startswith("at,user,role,force,kind")
    assert "'=x" in lines[2]
    assert '"CRIS/1, restricted"' in lines[2]
