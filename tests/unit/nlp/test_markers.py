"""Codes of warning markers at the head of what is said of them, as PNC and custody write them."""

import pytest

_TOLD = [
    ("HARGREAVE, OWEN SU: TRIED TO DROWN SELF IN CELL TOILET", [("SU", "affirmed")]),
    ("SH: EATS GLASS WHEN LOCKED UP", [("SH", "affirmed")]),
    ("VI: NONE", [("VI", "negated")]),
    ("FI: NIL. XP: NIL. ES: CUT TAG", [("FI", "negated"), ("XP", "negated"), ("ES", "affirmed")]),
    ("MN - PARANOID TOWARDS POLICE. VI - NIL", [("MN", "affirmed"), ("VI", "negated")]),
    ("SU: DENIES", [("SU", "denied")]),
    ("FI: POSS, UNDER REVIEW", [("FI", "uncertain")]),
    ("VI: NO LONGER. MN: SEEN BY CPN", [("VI", "historic"), ("MN", "affirmed")]),
    ("SU: 2003 OD OF PARACETAMOL IN YOI", [("SU", "historic")]),
    ("LARKE, TINA FI 1997 ROBBERY OF BANK", [("FI", "historic")]),
    ("LARKE, TINA VI TOWARDS STAFF IN HOSPITAL ONLY", [("VI", "affirmed")]),
    ("Carl Ames: no vi hist.", [("VI", "negated")]),
    ("HER BROTHER HAS A WE MARKER", [("WE", "affirmed")]),
    ("Detainee denies SH/SU.", [("SH", "denied"), ("SU", "denied")]),
    # what tells the danger in words of its own is not told twice
    ("WE: KNIFE IN SOCK", [("WE", "affirmed")]),
    ("WE ARE LEAVING NOW. CO RANG BACK", []),
]


@pytest.mark.parametrize(("text", "facts"), _TOLD, ids=[text for text, _ in _TOLD])
def test_a_code_tells_of_what_stands_behind_it(reader, text, facts):
    assert [(fact.code, fact.assertion) for fact in reader.read(text).facts] == facts


def test_a_code_is_in_nobodys_name_and_is_said_of_whoever_is_named_before_it(reader):
    read = reader.read("ORCHARD, AMY VI: NIL. WE: NONE. SH: BITES OWN ARM.")
    assert [m.text for m in read.mentions if m.label == "PERSON"] == ["ORCHARD, AMY"]
    assert {fact.subject for fact in read.facts} == {"ORCHARD, AMY"}
