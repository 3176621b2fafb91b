"""The pages of the sources say what the declarations say."""

from pathlib import Path

import pytest

from indexer.sources import SYSTEMS
from indexer.sources.page import index, page
from indexer.sources.system import System

PAGES = Path(__file__).resolve().parents[3] / "docs" / "sources"
WRITE = "write them anew: python -m indexer.sources.page docs/sources"


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.code)
def test_a_page_is_written_from_its_declaration(system: System) -> None:
    assert (PAGES / f"{system.code}.md").read_text("utf-8") == page(system), WRITE
    for name, shape in system.shape.walk("Record"):
        assert f"## {name}" in page(system) or name == "Record"
        assert all(f"| `{f.name}` |" in page(system) for f in shape.cells)


def test_the_list_names_every_page_and_there_is_no_other() -> None:
    assert (PAGES / "README.md").read_text("utf-8") == index(), WRITE
    assert {path.stem for path in PAGES.glob("*.md")} == {"README", *(s.code for s in SYSTEMS)}
