"""Parts of a registration that look like something other."""

from __future__ import annotations

import pytest

from portal.search.box import glued_names, plate_parts
from portal.search.box.phones import said_ends


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("FML", "*FML"), ("vfx", "*vfx"), ("HA MAR", "HA??MAR"), ("LU.. OCY", "LU??OCY"), ("dy-asl", "dy??asl"),
        ("skoda bfr", "skoda *bfr"), ("ooy gold", "gold *ooy"), ("brown uvs", "brown *uvs"), ("shah jjy", "shah *jjy"), ("ugp Johnson", "Johnson *ugp"), ("fashola ygt", "fashola *ygt"), ("agyeman akm", "agyeman *akm"),
        ("J26MA8", "*J26MAB"), ("c2ovat", "*C20VAT"), ("KFO88", "KF08B*"), ("8y26p", "BY26P*"), ("jones 8y26p", "jones BY26P*"),
        ("ex5x4nl", "EX54XNL"), ("p1s5nce smith", "PS15NCE smith"), ("nh6i 5yu", "NH61SYU"), ("hao6", "HA06*"), ("l066", "LO66*"),
        ("gold honda civic 5k8", "gold honda civic *SKB"), ("mt8 white hyundai i10", "*MTB white hyundai i10"), ("gmobhhf", "GM08HHF"),
    ],
)  # fmt: skip
def test_what_it_may_be_part_of(text: str, meant: str) -> None:
    assert meant in plate_parts.otherwise(text)


@pytest.mark.parametrize(
    "text",
    [
        "lee", "dan", "gun", "li wei", "SE20 7RT", "N79JU", "KF08BPB", "gibbons", "murphy 12 avenue road", "flat 12a", "john smith 3/2/80",
        "AB12 CDE", "brown lee", "se15", "bmw 320", "7th", "murphy 12b mill lane", "red car", "07700 900123", "smith",
        "gaz", "deb", "in car", "mr lee", "my mum", "smith ann", "nguyen thi",
    ],
)  # fmt: skip
def test_what_is_no_part_of_one(text: str) -> None:
    assert plate_parts.otherwise(text) == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("496 0123", ("4960123",)), ("7946 0123", ("79460123",)), ("smith 496-0123", ("4960123",)), ("tel 496 0123", ("4960123",)),
    ],
)  # fmt: skip
def test_a_telephone_number_without_its_area(text: str, ends: tuple[str, ...]) -> None:
    assert said_ends(text)[1] == ends


@pytest.mark.parametrize(
    "text", ["020 7946 0123", "0161 496 0123", "07700 900123", "smith 12 1980", "496 1980", "3 2 1980", "1234 5678 9012 3456", "cad 4512 2206", "crime ref: 2345 6789", "house 112 1145", "1430 1500"]
)  # fmt: skip
def test_no_telephone_number_of_one_place(text: str) -> None:
    assert said_ends(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("nehabanerjee mill lane", "neha banerjee mill lane"), ("elizabethjones 3/2/80", "elizabeth jones 3/2/80"), ("susanattwood 1980", "susan attwood 1980"), ("beatamichalska mill lane", "beata michalska mill lane"),
        ("12 mill lane garyhunt", "12 mill lane gary hunt"),
    ],
)  # fmt: skip
def test_a_name_run_together_stands_among_other_words(text: str, apart: str) -> None:
    assert apart in glued_names.apart(text)


@pytest.mark.parametrize(
    "text",
    [
        "smith woodvale close",
        "geoffrey 3 mill lane",
        "jones lewisham",
        "montgomery 12 mill lane",
        "assault mill lane",
    ],
)
def test_a_long_word_among_others_is_one_name(text: str) -> None:
    assert glued_names.apart(text) == []
