"""The one scorer: what counts for and against, how much, and in which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resolve.alignment import HeldName, align, slots, tokens
from indexer.resolve.likeness import likeness
from indexer.resolve.places import keys_of, street_like
from indexer.resolve.query import Match, Reason, match_of
from indexer.resolve.scorer import PersonQuery, score

MURPHY = {
    "names": [
        {"kind": "birth", "forenames": "Sean Patrick", "surname": "Murphy"},
        {"kind": "alias", "text": "Spud"},
    ],
    "dates_of_birth": ["1980-02-03"],
    "identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123"]},
    "addresses": [{"role": "home", "address": "Flat 2, 12 Avenue Road, Pengate", "postcode": "SE20 7RT"}],
}


def named(surname: str, forenames: str = "", kind: str = "birth") -> dict[str, object]:
    return {"names": [{"kind": kind, "forenames": forenames, "surname": surname}]}


def ask(name: str, born: str = "", person: dict = MURPHY, **more: object) -> Match:
    return score(PersonQuery((name,) if name else (), (born,) if born else (), **more), person)


@pytest.mark.parametrize(
    "name",
    [
        "sean murphy", "murphy sean", "shaun murphy", "sean murfy", "saen murphy", "sean murhpy", "sean patrick murphy",
        "patrick murphy", "s murphy", "murphy", "sean muprhy", "se an murphy", "sean p murphy", "spud murphy",
    ],
)  # fmt: skip
def test_with_the_date_of_birth_every_way_of_writing_the_name_is_strong(name):
    assert ask(name, "1980-02-03").strength == "strong"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("1980-02-03", "date of birth the same"),
        ("1980-03-02", "day and month swapped"),
        ("1980-02-08", "one digit off"),
        ("1980-02-30", "another"),
        ("1982-02-03", "one digit off"),
        ("1979-02-03", "a year or two off"),
        ("1980", "year of birth the same"),
        ("1980-02", "month of birth the same"),
        ("1981", "year of birth near"),
        ("1908-02-03", "two digits swapped"),
    ],
)
def test_dates_of_birth_near_and_far(born, said):
    if born == "1980-02-30":
        born = "1955-11-21"
    match = ask("sean murphy", born)
    assert any(said in reason for reason in match.reasons)
    assert (match.strength == "strong") == (len(born) > 4 and said != "another")


def test_a_name_and_a_year_fit_many_and_are_possible_but_before_the_name_alone():
    year, name, other = (ask("sean murphy", born) for born in ("1980", "", "1990"))
    assert (year.strength, year.score > name.score > other.score) == ("possible", True)


def test_a_namesake_with_another_date_of_birth_is_weak():
    assert ask("sean murphy", "1991-11-17").strength == "weak"


def test_a_name_alone_is_possible_and_never_strong():
    assert ask("sean murphy").strength == "possible"
    assert ask("murphy").strength == "weak"
    assert ask("sean patrick murphy").strength != "weak"


@pytest.mark.parametrize("born", ["", "1980"])
@pytest.mark.parametrize(
    ("forenames", "surname"),
    [
        ("Sean Patrick", "Murphy"),
        ("Peregrine", "Featherstonehaugh"),
        ("Peregrine Ptolemy", "Featherstonehaugh"),
        ("Peregrine Ptolemy Quentin", "Featherstonehaugh"),
    ],
)
def test_however_long_and_rare_a_name_alone_or_with_a_year_is_never_strong(forenames, surname, born):
    held = named(surname, forenames) | {"dates_of_birth": ["1980-02-03"]}
    assert ask(f"{forenames} {surname}", born, held).strength == "possible"


def test_a_common_name_says_less_than_a_rare_one():
    names = [("John", "Smith"), ("Sean", "Murphy"), ("Peregrine", "Featherstonehaugh")]
    scores = [ask(" ".join(name), person=named(name[1], name[0])).score for name in names]
    assert scores == sorted(set(scores))
    assert ask("john smith", person=named("Smith", "John")).strength == "weak"


def test_a_name_misspelt_is_no_rarer_than_the_one_that_is_meant():
    right, wrong = (
        ask(name, person=named("Smith", "John")).weight("name") for name in ("john smith", "jhon smiht")
    )
    assert wrong < right
    assert ask("john smith", person=named("Smitth", "John")).weight("name") < right  # and the other way about


def test_a_near_date_makes_a_rare_name_strong_and_not_a_common_one():
    for name, surname, strength in (("john", "Smith", "possible"), ("peregrine", "Tidy", "strong")):
        held = named(surname, name.title()) | {"dates_of_birth": ["1980-02-08"]}
        assert ask(f"{name} {surname}", "1980-02-03", held).strength == strength
        held = named(surname, name.title()) | {"dates_of_birth": ["1980-02-03"]}
        assert ask(f"{name} {surname}", "1980-02-03", held).strength == "strong"


def test_an_initial_and_a_near_date_are_not_strong():
    held = named("Murphy", "Rory") | {"dates_of_birth": ["1980-02-08"]}
    assert ask("r murphy", "1980-02-03", held).strength == "possible"


def test_two_names_that_people_have_are_no_slip_of_one_another():
    held = named("Ali", "Fatima") | {"dates_of_birth": ["1958-09-12"]}
    assert "another forename: Fatima" in ask("halima ali", "1958-09-12", held).reasons


def test_a_town_says_less_than_a_surname_and_a_street_s_name_more_than_a_town():
    lives = {"addresses": [{"role": "home", "address": "12 Mill Lane, Penge", "postcode": "SE20 7AA"}]}
    other, same = named("Brock", "Pia Kaur") | lives, named("Lund", "Pia Kaur")
    assert ask("pia kaur lund penge", None, same).score > ask("pia kaur lund penge", None, other).score
    assert (
        ask("brock mill", None, other).score
        > ask("brock penge", None, other).score
        > ask("brock", None, other).score
    )


@pytest.mark.parametrize(
    ("asked", "held"), [("suresh", "Naresh"), ("dinesh", "Ganesh"), ("halima", "Fatima")]
)
def test_two_known_forenames_are_two_though_a_figure_of_the_date_is_all_that_differs_besides(asked, held):
    found = ask(f"{asked} lund", "1990-11-13", named("Lund", held) | {"dates_of_birth": ["1990-11-19"]})
    assert found.strength != "strong"
    assert f"another forename: {held}" in found.reasons


def test_the_middle_name_asked_for_that_no_record_gives_costs_less_than_another_one():
    alone, beside = (
        named("Brown", given) | {"dates_of_birth": ["1964-08-17"]} for given in ("Eoin", "Eoin Rhys")
    )
    asked = "patrick brown", "1964-08-17"
    assert ask(*asked, beside).score < ask(*asked, alone).score < 0.8
    assert ask(*asked, alone).score > ask(*asked, named("Brown", "Patrick")).score


def test_another_forename_with_the_same_birthday_may_be_a_twin_and_is_not_strong():
    assert ask("declan murphy", "1980-02-03").strength == "possible"


def test_another_surname_weighs_against():
    assert ask("sean kelly", "1980-02-03").score < ask("murphy", "1980-02-03").score
    assert "another surname: Murphy" in ask("sean kelly", "1980-02-03").reasons


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("marta field", ("Field-Jones", "Marta")),
        ("marta tidy", ("Field-Tidy", "Marta")),
        ("anna smith-jones", ("Smith-Jones", "Anna")),
        ("anna smithjones", ("Smith-Jones", "Anna")),
        ("mc donald ian", ("McDonald", "Ian")),
        ("ian macdonald", ("McDonald", "Ian")),
        ("o neill kate", ("O'Neill", "Kate")),
        ("kate oneill", ("O'Neill", "Kate")),
        ("jan van der berg", ("van der Berg", "Jan")),
        ("jan berg", ("van der Berg", "Jan")),
        ("jan vanderberg", ("van der Berg", "Jan")),
        ("annemarie tidy", ("Tidy", "Anne Marie")),
        ("anne marie tidy", ("Tidy", "Annemarie")),
        ("bob tidy", ("Tidy", "Robert")),
        ("mohamed khan", ("Khan", "Muhammad")),
        ("anna kowalska", ("Kowalski", "Anna")),
        ("MURPHY SEAN", ("MURPHY", "SEAN")),
        ("lukasz nowak", ("Nowak", "Łukasz")),
    ],
)
def test_names_as_the_police_meet_them(asked, held):
    match = ask(asked, person=named(*held))
    assert match.strength == "possible", match.reasons
    assert not any(reason.startswith("another") for reason in match.reasons)


def test_both_halves_of_a_double_name_without_its_particle_are_the_whole_name():
    held = named("da Silva Santos", "Maria")
    both, half, whole = (
        ask(f"maria {last}", person=held) for last in ("silva santos", "santos", "da silva santos")
    )
    assert "surname same by both halves: santos, da Silva Santos" in both.reasons
    assert half.score < both.score == whole.score
    assert half.score < ask("maria santos silva", person=held).score < both.score
    assert ask("maria santos santos", person=held).score < both.score


def test_a_double_name_is_as_rare_as_the_whole_of_it():
    held = named("Gallagher-Smith", "Aisling")
    for name in ("gallagher-smith", "gallagher smith", "smith gallagher"):
        assert ask(f"aisling {name}", person=held).weight("name") > 10.5, name
    assert "surname same: Gallagher-Smith" in ask("aisling gallagher smith", person=held).reasons
    assert ask("aisling smith", person=held).weight("name") < 9


def test_swapped_names_are_said_and_count_a_little_less():
    straight, swapped = ask("sean murphy"), ask("murphy sean")
    assert "surname asked for first" in swapped.reasons
    assert straight.score > swapped.score > straight.score - 0.1


def test_an_alias_is_met_alone_and_beside_the_surname():
    assert "alias same: Spud" in ask("spud").reasons
    assert "alias Spud" in ask("spud murphy").reasons


def test_a_town_that_is_not_the_persons_costs_little_and_one_that_is_helps():
    plain = ask("murphy", "1980-02-03").score
    assert ask("murphy pengate", "1980-02-03").score > plain
    assert ask("murphy peckham", "1980-02-03").score > plain - 0.1
    assert ask("murphy peckham", "1980-02-03").strength == "strong"


def test_a_part_of_an_address_with_its_number():
    match = ask("murphy avenue", numbers=("12",))
    assert {"in the address: avenue", "house number the same: 12"} <= set(match.reasons)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"flat": "2/12 avenue road", "building": "12 avenue road"}, "address the same"),
        ({"building": "12 avenue road"}, "building the same"),
        ({"streets": ("avenue road",)}, "street the same: avenue road"),
        ({"streets": ("avneue road",)}, "street alike: avenue road"),
        (
            {"building": "12 avenue close", "streets": ("avenue close",)},
            "number the same, street alike: 12 avenue road",
        ),
        ({"postcode": "SE20 7RT"}, "postcode the same"),
        ({"outward": "SE20"}, "postcode area the same: SE20"),
        ({"streets": ("mill lane",)}, "lives elsewhere"),
    ],
)
def test_addresses(more, said):
    assert said in ask("sean murphy", **more).reasons


def test_identifiers_decide():
    assert ask("", identifiers={"PNC_ID": ("2008/1234567R",)}).strength == "strong"
    assert (
        ask("sean murphy", "1980-02-03", identifiers={"PNC_ID": ("2009/7654321X",)}).score
        < ask("sean murphy", "1980-02-03").score
    )
    assert ask("", identifiers={"PHONE": ("+447700900123",)}).strength == "possible"


def test_the_evidence_adds_up_to_the_score():
    match = ask("shaun murphy", "1980-03-02")
    assert match_of(match.evidence).score == match.score
    assert len(match.reasons) == len(match.evidence) == 3
    assert match.weight("name") + match.weight("born") == pytest.approx(sum(r.weight for r in match.evidence))


def test_nothing_asked_or_nothing_known_is_no_match():
    assert ask("").score == 0.0
    assert ask("sean murphy", person={"names": []}).score == 0.0
    assert match_of([Reason("nothing", 0.0)]).strength == "weak"


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_any_names_can_be_compared(asked, surname, forenames):
    match = ask(asked, person=named(surname, forenames))
    assert 0.0 <= match.score <= 1.0


@given(
    st.sampled_from(["murphy", "sean", "o'brien", "smith-jones"]),
    st.sampled_from(["murfy", "shaun", "obrien", "jones"]),
)
def test_likeness_is_between_nothing_and_the_same(a, b):
    assert 0 <= likeness(a, b).degree <= 1
    assert likeness(a, a).degree == 1


def test_a_name_in_capitals_has_the_roles_of_one_in_small_letters():
    shouted, small = (
        HeldName("birth", "GRAHAM JOHN", "LLOYD", ""),
        HeldName("birth", "Graham John", "Lloyd", ""),
    )
    assert [(s.role, s.whole) for s in slots(shouted)] == [(s.role, s.whole) for s in slots(small)]


def test_each_word_is_used_once():
    aligned = align(tokens("james james"), HeldName("birth", "James", "Kirk", ""))
    assert len(aligned.pairs) == 1
    assert aligned.left == ("james",)


@pytest.mark.parametrize(
    ("asked", "held", "alike"),
    [
        ("avenue road", "avenue road", True),
        ("avneue road", "avenue road", True),
        ("lock road", "lock grove", True),
        ("saihnt johns road", "st johns road", True),
        ("st johns road", "st marys road", False),
        ("mill lane", "hill lane", False),
        ("oak road", "elm road", False),
        ("road", "avenue road", False),
        ("broadway", "the broadway", True),
        ("the ridgway", "the ridgeway", True),
        ("ridgeway", "ridgeway road", True),
        ("penge road", "penge", False),
        ("kingsway", "queensway", False),
        ("gloster road", "gloucester road", True),
        ("lester square", "leicester road", False),
        ("stasaph road", "st asaph road", True),
        ("mar mont road", "marmont road", True),
        ("stasaph road", "st asaph grove", False),
    ],
)
def test_streets_alike(asked, held, alike):
    assert street_like(asked, held) is alike


def test_the_keys_of_an_address():
    keys = keys_of("Flat 2, 12 Avenue Rd, Pengate", "se20 7rt")
    assert (keys.flat, keys.building, keys.street, keys.number, keys.town) == (
        "2/12 avenue road", "12 avenue road", "avenue road", "12", "pengate",
    )  # fmt: skip
    assert keys.words == {"avenue", "pengate"}  # that it is a road says nothing


def test_a_place_is_where_the_postcode_says_that_somebody_lives():
    people = [
        {"names": [{"forenames": "Oliver", "surname": "Fenwick"}], "addresses": [{"address": "9 Heathfield Gardens", "postcode": code}]}
        for code in ("IG11 3UD", "SE23 8JN", "SW2 1AA")
    ]  # fmt: skip
    barking = [score(PersonQuery(("oliver fenwick barking",)), person).score for person in people]
    assert 0.8 > barking[0] > barking[1] == barking[2]  # a name and a town are never strong
    forest_hill = [score(PersonQuery(("oliver fenwick forest hill",)), person).score for person in people]
    assert forest_hill[1] > forest_hill[0] == forest_hill[2]


def test_a_places_name_that_may_be_the_surname_is_no_place():
    smith = {
        "names": [{"forenames": "John", "surname": "Smith"}],
        "addresses": [{"address": "9 Mill Lane", "postcode": "SW13 9AA"}],
    }
    assert "another surname: Smith" in score(PersonQuery(("john barnes",)), smith).reasons


@pytest.mark.parametrize(
    ("asked", "held"),
    [("byme", "byrne"), ("gorclon", "gordon"), ("srnith", "smith"), ("edvvards", "edwards")],
)
def test_two_letters_taken_for_one_look_the_same(asked, held):
    assert likeness(asked, held).why == "looks the same"
    assert likeness(held, asked).why == "looks the same"


def test_what_only_is_two_letters_off_does_not_look_the_same():
    assert likeness("murphy", "murray").why != "looks the same"
    assert likeness("ann", "am").degree < likeness("byme", "byrne").degree


@pytest.mark.parametrize(
    ("asked", "held", "why"),
    [
        ("nite", "knight", "sounds the same"), ("gene", "jean", "sounds the same"),
        ("jankauskas", "jankauskiene", "form of the same name"), ("jankauskaite", "jankauskas", "form of the same name"),
        ("jake", "jane", "one letter off, short"), ("mark", "mary", "one letter off, short"), ("murpy", "murphy", "one letter off"),
    ],
)  # fmt: skip
def test_why_two_words_are_alike(asked, held, why):
    assert likeness(asked, held).why == why


def test_no_masculine_surname_is_another_s_form():
    assert likeness("jonas", "jonaitis").why != "form of the same name"
    assert likeness("davis", "davite").why != "form of the same name"


def weighed(asked, held, **more):
    return score(PersonQuery((asked,), **more), {"names": [{"kind": "birth", **held}]}).score


def test_an_initial_asked_for_is_rather_the_surname_s_own_bearer():
    jonathan = weighed("ellis j", {"forenames": "Jonathan", "surname": "Ellis"})
    assert jonathan > weighed("ellis j", {"forenames": "J", "surname": "Ellison"})


def test_an_initial_is_that_of_the_name_as_written():
    asked = {"forenames": "Oleksandr", "surname": "Kravchenko"}
    assert weighed("l kravchenko", asked) < weighed("o. kravchenko", asked)


def test_two_forenames_in_their_order_are_a_name_of_three_generations():
    held = {"forenames": "Yusuf Mahad", "surname": "Abdirahman"}
    assert weighed("yusuf mahad", held) > weighed("mahad yusuf", held)
    assert weighed("yusuf mahad", held) > weighed(
        "yusuf mahad", {"forenames": "Yusuf Hassan", "surname": "Mahamud"}
    )


def test_a_title_tells_namesakes_apart():
    women = score(PersonQuery(("vosper",), sex="2"), {"names": [{"surname": "Vosper"}], "sex": "2"}).score
    unknown = score(PersonQuery(("vosper",), sex="2"), {"names": [{"surname": "Vosper"}]}).score
    men = score(PersonQuery(("vosper",), sex="2"), {"names": [{"surname": "Vosper"}], "sex": "1"}).score
    assert women == unknown > men


NOLAN = {
    "names": [{"kind": "birth", "forenames": "Rory", "surname": "Nolan"}],
    "addresses": [{"address": "Flat 31, Gilkes Court, Lugard Road", "postcode": "SE20 3SZ"}],
}


def test_the_second_half_of_a_postcode_speaks_where_it_fits_and_costs_nothing_elsewhere():
    alone = ask("Nolan", person=NOLAN)
    assert ask("Nolan", person=NOLAN, inward="3SZ").reasons[1:] == ("postcode ends the same: 3SZ",)
    assert ask("Nolan", person=NOLAN, inward="3SX") == alone


def test_a_building_spelt_nearly_so():
    said = ask("Rory", person=NOLAN, streets=("gilkkes court",)).reasons
    assert "building alike: gilkes court" in said
    assert "lives elsewhere" in ask("Rory", person=NOLAN, streets=("gordon court",)).reasons


def test_of_two_at_one_address_whoever_lives_there_now_stands_before_whoever_did():
    moved = {**NOLAN, "addresses": [{**home, "to": "2019-05-01"} for home in NOLAN["addresses"]]}
    now, before = (ask("Nolan", person=person, streets=("gilkes court",)) for person in (NOLAN, moved))
    assert now.score > before.score
    assert "lived there until 2019-05-01" in before.reasons
