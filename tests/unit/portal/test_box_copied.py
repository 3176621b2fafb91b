"""What was copied from a link, a form, a log or a page in a wrong encoding."""

from datetime import date

import pytest

from portal.search.box.copied import in_plain
from portal.search.box.question import understand

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("copied", "plain"),
    [
        ("LOC//30//MILL LANE//AB1 2CD//", "30 MILL LANE AB1 2CD "), ("addr1=30b+Mill+Lane&pcode=AB1+2CD", "30b Mill Lane AB1 2CD"),
        ("https://maps.google.com/?q=30+Mill+Lane+AB1+2CD", "30 Mill Lane AB1 2CD"), ("https://maps.google.com/", "https://maps.google.com/"),
        ("https://[/?q=1", "https://[/?q=1"), ("Mary%20Jones%2023%2F06%2F1978", "Mary Jones 23/06/1978"), ("Mary+Jones%2C23", "Mary Jones,23"),
        ("AyÅŸe DoÄŸan", "Ayşe Doğan"), ("SÃ©an Ã\xa0 Murphy", "Séan à Murphy"), ("Séan Doğan", "Séan Doğan"), ("Séan", "Séan"),
        ("jones 29//03//88", "jones 29//03//88"), ("name:jones", "name:jones"), ("50% mill lane", "50% mill lane"), ("+44 7700 900123", "+44 7700 900123"),
    ],
)  # fmt: skip
def test_what_was_copied_is_brought_to_its_words(copied: str, plain: str) -> None:
    assert in_plain(copied) == plain


def test_it_is_read_as_its_words_are_and_told_as_it_was_typed() -> None:
    asked = understand("LOC//30//MILL LANE//SE25 3ZP//", TODAY)
    assert (asked.place.building_key, asked.place.postcode) == ("30 mill lane", "SE25 3ZP")
    assert asked.text == "LOC//30//MILL LANE//SE25 3ZP//"
    assert understand("jones 29//03//88", TODAY).dates_of_birth == ("1988-03-29",)
    person = understand("Mary%20Jones%2023%2F06%2F1978", TODAY)
    assert (person.words, person.dates_of_birth) == (("mary", "jones"), ("1978-06-23",))
