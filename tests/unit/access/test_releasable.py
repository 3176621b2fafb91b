"""Which records a force may be given a copy of, held against who sees them; and what the copy says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.handling import Handling, partner_view, reader_view, releasable, visible
from access.identity import Identity, Role, Via

from .test_handling_view import everything

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
FORCES = st.sampled_from(["01", "45", "46"])
MOMENTS = st.one_of(
    st.none(), st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(seconds=1), NOW + timedelta(9)])
)


def some(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=len(names)).map(tuple)


HANDLINGS = st.builds(
    Handling, st.sampled_from(["OFFICIAL", "SECRET"]), st.booleans(), FORCES, some("*", "robbery"), some("OP-HERON"),
    some("1001"), some("01", "45", "46"), visible_from=MOMENTS, visible_until=MOMENTS,
)  # fmt: skip
OPEN = Handling("OFFICIAL", True, "01", audience=("*",), releasable_to=("45",))


def cleared(force: str) -> Identity:
    """Somebody of that force who is cleared for what is sensitive, and holds nothing else."""
    return Identity("9001", Role.ANALYST, force, sensitive=True)


@given(HANDLINGS, FORCES)
def test_what_leaves_for_a_force_is_what_its_cleared_readers_would_see_here(
    handling: Handling, force: str
) -> None:
    seen = visible(cleared(force), handling, NOW)
    assert releasable(handling, force, NOW) == (seen and force in handling.releasable_to)


@given(HANDLINGS, FORCES)
def test_what_stands_in_a_compartment_leaves_for_no_force(handling: Handling, force: str) -> None:
    assert not releasable(replace(handling, compartments=("OP-HERON",)), force, NOW)


@pytest.mark.parametrize(
    ("handling", "force", "leaves"),
    [
        (OPEN, "45", True),
        (OPEN, "46", False),
        (OPEN, "01", False),
        (replace(OPEN, denied=("partner", "1001")), "45", True),  # people are denied, not forces
        (replace(OPEN, audience=()), "45", True),
        (replace(OPEN, releasable_to=("01",)), "01", True),
        (replace(OPEN, releasable_to=("01",), audience=("robbery",)), "01", False),
        (replace(OPEN, tier="SECRET"), "45", False),
        (replace(OPEN, visible_from=NOW + timedelta(seconds=1)), "45", False),
        (replace(OPEN, visible_until=NOW), "45", False),
    ],
)
def test_which_force_may_be_given_it(handling: Handling, force: str, leaves: bool) -> None:
    assert releasable(handling, force, NOW) is leaves


@pytest.mark.parametrize(("sanitised", "text"), [(True, "short"), (False, "long")])
def test_the_copy_is_what_a_partner_reads_with_one_text_and_no_links(sanitised: bool, text: str) -> None:
    record = everything() | {"text": "long", "sanitised_text": "short"}
    read = reader_view(
        record | {"text": text, "sanitised_text": None}, Identity("5", Role.PARTNER, "45", via=Via.TOKEN)
    )
    assert read.pop("links")
    assert partner_view(record, sanitised=sanitised) == read
    assert read["text"] == text
    assert "source_identity" not in read
