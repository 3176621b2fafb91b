"""An identifier given by itself is read by a shorter way; it must say what the long way says."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.demo.town import Town
from nlp import identifiers

FIELDS = {"pnc_id": "PNC_ID", "cro": "CRO", "asn": "ASN", "nino": "NINO", "nhs": "NHS", "vrm": "VRM"}
SEVERAL = {"phone": "PHONE", "email": "EMAIL", "imei": "IMEI"}


def long_way(label: str, raw: str) -> str | None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(identifiers, "_whole", lambda *_: None)
        return identifiers.normalise(label, raw)


def held() -> set[tuple[str, str]]:
    found = set()
    for made in islice(Town(300, date(2026, 1, 2)).made(), 3000):
        record = made.record
        for thing in (*(record.get("people") or ()), *(record.get("objects") or ())):
            idents = thing.get("identifiers") or {}
            found |= {(label, idents[name]) for name, label in FIELDS.items() if idents.get(name)}
            found |= {(label, v) for name, label in SEVERAL.items() for v in idents.get(name) or ()}
        found |= {("POSTCODE", p["postcode"]) for p in record.get("locations") or () if p.get("postcode")}
    return found


def test_of_a_whole_town() -> None:
    found = held()
    assert len(found) > 200
    for label, raw in found:
        assert identifiers.normalise(label, raw) == long_way(label, raw), (label, raw)


@settings(max_examples=1500, deadline=None)
@given(
    label=st.sampled_from(identifiers.LABELS),
    raw=st.text("0123456789/ -ABCDEFRTZ:.@gkmx", min_size=1, max_size=20)
    | st.sampled_from(sorted({v for _, v in held()})),
)
@example("IMEI", "490154203237518")
@example("PHONE", "+447700900123")
@example("CARD", "4111 1111 1111 1111")
@example("CAD_REF", "1234/02MAR24")
@example("DATE", "02/03/1980")
@example("IP", "::")
def test_whatever_is_given(label: str, raw: str) -> None:
    assert identifiers.normalise(label, raw) == long_way(label, raw)
