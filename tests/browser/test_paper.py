"""Paper of more than one sheet: each carries the marking at its head and foot, who printed it, when, and the audit id."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Own
from tests.support.paper import Run, said, sheets

LONGEST = (
    "a male outside with what looks like a knife, the caller in the kitchen and two children upstairs " * 3
)
SHEET = {"width": 718, "height": 1000}  # the width between the margins of A4, in pixels
PAGES = [
    pytest.param("analyst", "/nominals/CRIS/2000011%2F26~1", id="nominal"),
    pytest.param("analyst", "/records/CRIMINT/CRRT00000456", id="record"),
    pytest.param("auditor", "/audit", id="audit"),
]


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_every_sheet_is_marked_and_says_who_when_and_under_which_audit_id(
    own: Own, role: str, path: str
) -> None:
    with own(role, reason=LONGEST[:250], reference="CAD 1234") as visit:
        visit.goto(path)
        marking = "".join(visit.page.locator("#marking-top").inner_text().split())
        printed = "".join((visit.page.locator("#printed").text_content() or "").split())
        paper = sheets(visit.page.pdf(format="A4", prefer_css_page_size=True))
    assert len(paper) > 1
    for sheet in paper:
        rest = between(sheet, marking, printed)
        assert rest
        assert min(run.y for run in rest) - sheet[0].y > 12, "a line's height below the marking"


def between(sheet: list[Run], marking: str, printed: str) -> list[Run]:
    """What stands below the marking at the head and above the print line and the marking at the foot."""
    lines = [run for run in sheet if run.text.strip()]
    assert said(lines[:1]) == said(lines[-1:]) == marking
    foot = next(at for at in range(len(lines) - 1, 0, -1) if said(lines[at:-1]) == printed)
    return lines[1:foot]


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_no_column_of_a_table_is_cut_off_on_paper(own: Own, role: str, path: str) -> None:
    with own(role) as visit:
        visit.goto(path)
        visit.page.set_viewport_size(SHEET)  # type: ignore[arg-type]
        visit.page.emulate_media(media="print")
        edges = visit.page.locator("main table").evaluate_all(
            "tables => tables.map(table => [table.getBoundingClientRect().right, document.body.clientWidth])"
        )
        assert edges
        assert all(right <= width + 1 for right, width in edges), edges
