"""Dates, ages and parts of plates as despatchers type them."""

from datetime import date

import pytest

from indexer.resolve.query import PersonQuery
from indexer.resolve.scorer import score
from portal.search.box import plate_shapes, plates
from portal.search.box.ages import take as ages
from portal.search.box.ages import years_of
from portal.search.box.dates import written_out
from portal.search.box.question import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "murphy 03 02 1980", "murphy 3/Feb/1980", "murphy 03-Feb-80", "dob:03/02/80 murphy", "murphy d.o.b. 3.2.1980", "murphy 3rd of Feb 1980",
        "murphy 3feb80", "murphy 03feb1980",
        "murphy feb 3 80", "murphy 1980.02.03", "murphy 03 02 80", "murphy 3/2/80", "murphy 030280", "born on 3 february 1980 murphy",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(text):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.words) == (("1980-02-03",), ("murphy",))


@pytest.mark.parametrize("text", ["cooper ha1 4yr", "cooper HA1 4YO", "se20 7rt"])
def test_a_postcode_is_no_age(text):
    assert ages(text, TODAY) == (text, ())


@pytest.mark.parametrize("text", ["07700 90 01 23", "12 34 56", "flat 2 12 20 avenue road", "20 03"])
def test_figures_that_are_no_date_are_left_alone(text):
    assert written_out(text, TODAY) == text


@pytest.mark.parametrize(
    "text",
    ["murphy july 1991", "murphy born july 91", "murphy jul-91", "murphy july '91", "murphy 07/1991", "murphy 7/1991", "murphy 1991-07", "murphy july 91"],
)  # fmt: skip
def test_a_month_is_read_in_every_form(text):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.words, asked.references) == (("1991-07",), ("murphy",), ())


@pytest.mark.parametrize(
    ("text", "born"),
    [("murphy born 91", "1991"), ("dob '91 murphy", "1991"), ("murphy dob 24", "2024"), ("murphy yob 52", "1952"), ("murphy y.o.b. 52", "1952"), ("murphy born 52", "1952"), ("murphy 4 7 91", "1991-07-04")],
)  # fmt: skip
def test_a_year_of_two_figures_is_one_where_it_is_said_to_be(text, born):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.words) == ((born,), ("murphy",))


@pytest.mark.parametrize(
    ("text", "words", "building"),
    [
        ("may 12 avenue road", ("may",), "12 avenue road"), ("flat b 12 avenue road", (), "12 avenue road"),
        ("june 12 mill lane", ("june",), "12 mill lane"), ("40-42 mill lane", (), "40-42 mill lane"),
    ],
)  # fmt: skip
def test_a_house_s_number_is_no_year(text, words, building):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.words, asked.place.building_key) == ((), words, building)


@pytest.mark.parametrize(
    ("text", "born", "building"),
    [
        ("murphy 13apr05 26 mill lane", "2005-04-13", "26 mill lane"), ("murphy 4dec08 57 mill lane", "2008-12-04", "57 mill lane"),
        ("murphy 13 apr 05 26 mill lane", "2005-04-13", "26 mill lane"), ("murphy 14 9 62 5 mill lane", "1962-09-14", "5 mill lane"),
        ("murphy 20 2 02 penge", "2002-02-20", ""), ("murphy 11 4 80 thornton heath", "1980-04-11", ""),
    ],
)  # fmt: skip
def test_a_date_stands_before_a_house_or_a_town(text, born, building):
    asked = understand(text, TODAY)
    assert (asked.dates_of_birth, asked.place.building_key) == ((born,), building)
    assert "murphy" in {word for way in asked.readings() for word in way.words}


def test_two_ages_behind_a_name_are_a_band_and_behind_a_street_houses():
    asked = understand("ronald palmer 30-40", TODAY)
    assert (asked.words, asked.dates_of_birth) == (("ronald", "palmer"), ("1985-11-25/1996-11-24",))
    assert understand("ronald palmer mill lane 30-40", TODAY).dates_of_birth == ()
    assert understand("palmer 30-40", TODAY).dates_of_birth == ()


@pytest.mark.parametrize("text", ["XV7I OKP", "xv7i okp", "khan XV71 0KP"])
def test_a_plate_in_two_parts_may_be_misread(text):
    asked = understand(text, TODAY)
    assert asked.plate in {"XV7IOKP", "XV710KP"}
    assert set(asked.words) <= {"khan"}


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("murphy aged 44", "1981-11-25/1982-11-24"), ("murphy 44yo", "1981-11-25/1982-11-24"), ("44 years old murphy", "1981-11-25/1982-11-24"),
        ("murphy 44 y/o", "1981-11-25/1982-11-24"), ("murphy age about 44", "1979-11-25/1984-11-24"), ("murphy in his 40s", "1976-11-25/1986-11-24"),
        ("murphy mid 30s", "1988-11-25/1993-11-24"), ("murphy 20-25 yrs", "2000-11-25/2006-11-24"), ("murphy 1980s", "1980-01-01/1989-12-31"),
        ("a teen murphy", "2006-11-25/2013-11-24"),
    ],
)  # fmt: skip
def test_an_age_is_when_somebody_was_born(text, born):
    rest, found = ages(text, TODAY)
    assert found == (born,)
    assert "murphy" in rest


def test_an_age_on_the_29th_of_february():
    assert ages("aged 1", date(2024, 2, 29))[1] == ("2022-03-01/2023-02-28",)


def test_a_house_number_is_no_age():
    assert understand("murphy 44 avenue road", TODAY).place.building_key == "44 avenue road"


def test_the_years_of_an_interval():
    assert years_of("1981-11-25/1982-11-24") == ("1981", "1982")


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("1982-03-01", "of that age"),
        ("1982", "of that age"),
        ("1984-01-01", "near that age"),
        ("1990-01-01", "not of that age"),
    ],
)
def test_an_age_weighs_as_it_should(born, said):
    person = {"names": [{"text": "Sean Murphy"}], "dates_of_birth": [born]}
    found = score(PersonQuery(("sean murphy",), ("1981-11-25/1982-11-24",)), person)
    assert any(reason.startswith(said) for reason in found.reasons)


@pytest.mark.parametrize(
    ("text", "rest", "piece"),
    [
        ("khan co13*", "khan", "CO13"), ("white ??68JOK", "white", "68JOK"), ("silva *PDM", "silva", "PDM"), ("brown KN26", "brown", "KN26"),
        ("smith vrm W146", "smith vrm", "W146"), ("smith AB12 ???", "smith", "AB12"), ("smith 12CDE", "smith", "12CDE"), ("AB?2CDE", "", "AB?2CDE"), ("smith ?B1*", "smith", "B1"),
        ("smith se15", "smith se15", ""), ("murphy?", "murphy?", ""), ("smith*", "smith*", ""), ("12 avenue road", "12 avenue road", ""),
    ],
)  # fmt: skip
def test_a_part_of_a_plate_among_words(text, rest, piece):
    assert plates.take(text) == (rest, piece)


@pytest.mark.parametrize(
    ("token", "piece"), [("RF43STJ", "RF43STJ"), ("AB1ZCDE", "AB1ZCDE"), ("CRRT001", ""), ("2008/12", "")]
)
def test_a_plate_with_a_character_misread(token, piece):
    assert plates.misread((token,)) == piece


@pytest.mark.parametrize("text", ["2008 1234567R", "08 1234567 r", "pnc 2008/1234567R"])
def test_a_pnc_id_with_blanks(text):
    assert understand(text, TODAY).identifiers == {"PNC_ID": ("2008/1234567R",)}


def test_a_pnc_id_with_blanks_and_a_wrong_letter_is_none():
    assert "PNC_ID" not in understand("2008 1234567S", TODAY).identifiers


def test_the_end_of_a_telephone_number():
    asked = understand("murphy 900123", TODAY)
    assert asked.identifiers["PHONE_END"] == ("900123",)
    person = {"names": [{"text": "Sean Murphy"}], "identifiers": {"phone": ["07700 900123"]}}
    assert (
        "PHONE ends the same: +447700900123"
        in score(PersonQuery(("murphy",), (), asked.identifiers), person).reasons
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("white male murphy", ("murphy",)), ("a female called catrin jones", ("catrin", "jones")), ("ic1 male sean murphy", ("sean", "murphy")),
        ("john white", ("john", "white")), ("lee man wong", ("lee", "man", "wong")), ("murphy living at", ("murphy",)),
        ("mary smith nee jones", ("mary", "smith", "jones")), ("an nguyen", ("an", "nguyen")),
    ],
)  # fmt: skip
def test_what_somebody_looks_like_is_no_name(text, words):
    assert understand(text, TODAY).words == words


@pytest.mark.parametrize(
    ("text", "plate", "words"),
    [
        ("reg starts GP69", "GP69", ()), ("DA15...", "DA15", ()), ("partial L174R", "L174R", ()), ("...WPA", "WPA", ()), ("ends ELX", "ELX", ()),
        ("silver mazda ...UTC", "UTC", ("silver", "mazda")), ("red Ford Fiesta DL26", "DL26", ("red", "ford", "fiesta")),
        ("black hyundai UWL", "UWL", ("black", "hyundai")), ("red volvo v40 T689", "T689", ("red", "volvo", "v40")), ("osman T355", "T355", ("osman",)),
        ("jones VM7", "VM7", ("jones",)), ("jones BLM", "BLM", ("jones",)), ("RP65 Hu", "RP65", ("hu",)), ("PE61PU", "PE61PU", ()), ("DY210RE", "DY21ORE", ()), ("fenwick ...0360", "", ("fenwick",)),
        ("X8IIEMW", "XB11EMW", ()), ("RCG96XU", "RC69GXU", ()), ("FJ61G_O", "FJ61G?O", ()), ("NU16 A?R", "NU16A?R", ()), ("XY0?UXG", "XY0?UXG", ()), ("khan N?65 WWR", "N?65WWR", ("khan",)),
        ("john LEE", "", ("john", "lee")), ("smith...", "", ("smith",)), ("smith ending 0770", "", ("smith",)),
        ("olivia car ending eyy", "EYY", ("olivia",)), ("car ending 4 rtx", "4RTX", ()), ("peter reg starting ab 12", "AB12", ("peter",)),
        ("reg ending 123 peter", "123", ("peter",)), ("plate ending eyk yaa", "EYK", ("yaa",)), ("victor car", "", ("victor", "car")),
        ("reg no ending 4 rtx", "4RTX", ()), ("car reg ending rtx smith", "RTX", ("smith",)), ("van starting ab12 ali", "AB12", ()),
        ("ford van ending eyy", "EYY", ("ford",)), ("smith car ending 1234", "", ("smith", "car")),
        ("smith car ending 123", "", ("smith", "car")),
    ],
)  # fmt: skip
def test_a_part_of_a_plate_is_known_by_what_is_said_of_it(text, plate, words):
    asked = understand(text, TODAY)
    assert (asked.plate, asked.words) == (plate, words)


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("FT 57 XFG", "FT57XFG"),
        ("ft 57 xfg", "FT57XFG"),
        ("foxtrot tango five 7 x-ray foxtrot golf", "FT57XFG"),
    ],
)
def test_a_plate_in_pieces_is_one(text, plate):
    assert understand(text, TODAY).identifiers == {"VRM": (plate,)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("vehicle starting at 12 mill lane", "12 mill lane"), ("reg ending 12 oak avenue", "12 oak avenue"),
        ("plate ending 12 st johns road", "12 st johns road"), ("car ending eyy parked on mill lane", "mill lane"),
    ],
)  # fmt: skip
def test_an_address_behind_what_is_said_of_a_plate_stays_one(text, place):
    assert understand(text, TODAY).as_json()["address"] == place


@pytest.mark.parametrize("text", ["al 12 jan", "mike oscar victor", "romeo victor 12 avenue road"])
def test_a_date_or_a_name_is_no_plate_in_pieces(text):
    asked = understand(text, TODAY)
    assert (asked.identifiers, asked.plate) == ({}, "")


@pytest.mark.parametrize("text", ["hossein ahmadi 46y", "hossein ahmadi (46)", "hossein ahmadi approx 46"])
def test_an_age_is_read_in_short(text):
    asked = understand(text, TODAY)
    assert (len(asked.dates_of_birth), asked.words, asked.numbers) == (1, ("hossein", "ahmadi"), ())


@pytest.mark.parametrize(
    ("text", "building"),
    [("10/180 ridgeway square", "180 ridgeway square"), ("green ford 12 avenue road", "12 avenue road")],
)
def test_an_address_is_read_beside_what_looks_like_another_thing(text, building):
    assert understand(text, TODAY).place.building_key == building


@pytest.mark.parametrize(
    ("text", "building", "words"),
    [
        ("71 junction square cr4 7zx", "71 junction square", ()), ("7 quarry parade forest hill", "7 quarry parade", ("forest", "hill")),
        ("93 ash6urnham crescent", "93 ashburnham crescent", ()), ("9 mile end road", "9 mile end road", ()),
        ("12 mill hill", "12 mill hill", ()), ("kestrel walk 134", "134 kestrel walk", ()), ("#134 kestrel walk", "134 kestrel walk", ()), ("97 sandringham grv", "97 sandringham grove", ()), ("flat 10 92 milton str", "92 milton street", ()),
    ],
)  # fmt: skip
def test_a_street_ends_where_its_name_does(text, building, words):
    asked = understand(text, TODAY)
    assert (asked.place.building_key, asked.words) == (building, words)


@pytest.mark.parametrize(
    "text",
    ["12 avenue road flat 2", "f2 12 avenue road", "12 avenue road, flat 2", "2/12 avenue road", "12 avenue road room 2",
     "12 avenue road fl 2", "fl 2 12 avenue road", "bedsit 2, 12 avenue road", "12 avenue road flat 2 se20 7rt",
     "12 avenue road flat 2 se20"],
)  # fmt: skip
def test_a_flat_may_stand_anywhere(text):
    asked = understand(f"jones {text}", TODAY)
    assert (asked.place.flat_key, asked.words) == ("2/12 avenue road", ("jones",))


@pytest.mark.parametrize(
    ("text", "flat"),
    [("carlyle house flat 14", "14/carlyle house"), ("carlyle house, apmt 14", "14/carlyle house"),
     ("carlyle house flat 14 se20 7rt", "14/carlyle house"), ("carlyle buildings unit 14", "14/carlyle buildings"),
     ("12 kings court flat 2", "2/12 kings court")],
)  # fmt: skip
def test_a_flat_may_stand_behind_its_building(text, flat):
    asked = understand(f"jones {text}", TODAY)
    assert (asked.place.flat_key, asked.words) == (flat, ("jones",))


def test_where_roads_meet_is_no_street_of_that_name():
    assert understand("smith junction of high street", TODAY).place.streets[-1] == "high street"


def test_a_postcode_may_want_its_last_letters():
    place = understand("mckenzie e17 8", TODAY).place
    assert (place.outward, place.sector, place.written) == ("E17", "E17 8", "E17 8")


@pytest.mark.parametrize(
    ("postcode", "least", "most"), [("E17 8HD", 8.7, 9), ("E17 9HD", 7.3, 7.5), ("E4 8HD", 0, 6)]
)
def test_the_figure_of_a_postcode_tells_one_half_of_a_district(postcode, least, most):
    person = {
        "names": [{"forenames": "Neville", "surname": "Fenwick"}],
        "addresses": [{"address": "65 Glebe Hill", "postcode": postcode}],
    }
    found = score(PersonQuery(("fenwick",), outward="E17 8"), person)
    assert least <= found.weight("name") + found.weight("address") <= most


def test_the_last_four_figures_of_a_telephone_tell_namesakes_apart():
    people = [
        {"names": [{"surname": "Fenwick"}], "identifiers": {"phone": [number]}}
        for number in ("07700 900770", "07700 900771")
    ]
    right, other = (score(PersonQuery(("fenwick",), numbers=("0770",)), person) for person in people)
    assert right.score > other.score


@pytest.mark.parametrize(
    "name",
    [
        {"kind": "alias", "text": "Dappa"},
        {"kind": "alias", "forenames": "Dappa"},
        {"kind": "alias", "surname": "Dappa"},
    ],
)
def test_a_street_name_is_one_in_whichever_field_it_stands(name):
    person = {"names": [{"forenames": "Margaret", "surname": "Fenwick"}, name]}
    found = score(PersonQuery(("margaret dappa fenwick",)), person)
    assert "alias Dappa" in found.reasons


@pytest.mark.parametrize("text", ["fenwick 0770", "fenwick ...0770", "fenwick *0770"])
def test_four_figures_beside_a_name_are_kept(text):
    asked = understand(text, TODAY)
    assert (asked.words, asked.numbers, asked.plate) == (("fenwick",), ("0770",), "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("TD0906T", "TDO906T"), ("45IMKA", "451MKA"), ("AF63WN6", "AF63WNG"), ("7O7PKO", "707PKO")],
)
def test_look_alikes_are_taken_for_what_a_registration_has_there(typed, meant):
    assert meant in plate_shapes.shaped(typed)


def test_what_no_registration_can_be_stands_for_none():
    assert plate_shapes.shaped("SMITHSON") == ()
    assert plate_shapes.shaped("ABCDEFG") == ()


def test_a_registration_in_three_pieces_may_have_a_letter_misread():
    assert understand("y0 72 lka", TODAY).plate == "Y072LKA"  # no figures of a plate begin with 0
    assert understand("af 63 wn6", TODAY).plate == "AF63WN6"
    assert understand("al 12 jan", TODAY).words == ("al",)
    assert understand("ty i3 yuv", TODAY).plate == "TYI3YUV"
    assert understand("meg of 63 elm walk", TODAY).place.building_key == "63 elm walk"
    assert understand("jo and tim", TODAY).words == ("jo", "and", "tim")


@pytest.mark.parametrize(
    ("text", "birthdays", "born"),
    [
        ("khan dob 9 May", ("--05-09",), ()), ("khan born 9/5", ("--05-09",), ()), ("khan born on the 29th of February", ("--02-29",), ()),
        ("khan dob 9/5/80", (), ("1980-05-09",)), ("khan born 9 may 80", (), ("1980-05-09",)), ("khan born may 91", (), ("1991-05",)),
        ("khan dob 31/2", (), ()), ("khan 9 june", (), ()),
    ],
)  # fmt: skip
def test_a_day_of_birth_may_have_no_year(text, birthdays, born):
    asked = understand(text, TODAY)
    assert (asked.words, asked.birthdays, asked.dates_of_birth) == (("khan",), birthdays, born)


def test_a_day_of_birth_without_a_year_tells_namesakes_apart():
    def weighed(*born):
        return score(
            PersonQuery(("Andrew Holmes",), ("--05-09",)),
            {"names": [{"text": "Andrew Holmes"}], "dates_of_birth": list(born)},
        )

    assert weighed("2004-05-09").score > weighed("2004").score > weighed("1960-08-12").score
    assert "day and month of birth the same" in weighed("2004-05-09").reasons


@pytest.mark.parametrize(
    ("text", "words", "born"),
    [
        ("mary surname n/k approx 38 lives mill lane", ("mary",), ("1985-11-25/1990-11-24",)), ("mary nk surname", ("mary",), ()),
        ("jones dob unk", ("jones",), ()), ("u/k jones", ("jones",), ()), ("nk patel", ("nk", "patel"), ()),
        ("surname jones forename mary", ("jones", "mary"), ()), ("jones ??/07/1944", ("jones",), ("1944-07",)),
        ("00/07/1944 jones", ("jones",), ("1944-07",)), ("jones n/k/07/1944", ("jones",), ("1944-07",)),
        ("mary looks 45-50 mill lane", (), ("1975-11-25/1981-11-24",)), ("about 12-14 mill lane", ("about",), ()),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out(text, words, born):
    asked = understand(text, TODAY)
    assert (asked.words, asked.dates_of_birth) == (words, born)
