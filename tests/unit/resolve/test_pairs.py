"""What follows from a pair: joined, for a person to decide, known to be two, or nothing; decided from the two alone."""

from copy import deepcopy
from typing import Any

import pytest

from indexer.resolve.pairs import compare, edge_of, kin
from indexer.resolve.persons import Person, person_of

SEAN: dict[str, Any] = {
    "names": [{"kind": "birth", "forenames": "Sean Patrick", "surname": "Featherstone"}],
    "dates_of_birth": ["1980-02-03"],
    "sex": "1",
    "identifiers": {},
    "addresses": [{"address": "12 Avenue Road, Pengate", "postcode": "SE20 7RT"}],
}
ELSEWHERE = [{"address": "3 Mill Lane, Norham", "postcode": "SE26 5EA"}]
IN_TOWN = [{"address": "3 Mill Lane, Pengate", "postcode": "SE20 5EA"}]
NEXT_DOOR = [{"address": "14 Avenue Road, Pengate", "postcode": "SE20 7RT"}]


def other(**changes: Any) -> dict[str, Any]:
    return deepcopy(SEAN) | changes


def named(forenames: str, surname: str = "Featherstone") -> list[dict[str, Any]]:
    return [{"kind": "birth", "forenames": forenames, "surname": surname}]


def decided(one: dict[str, Any], two: dict[str, Any]) -> str | None:
    a, b = person_of("CRIS/1~1", one), person_of("PNC/2~1", two)
    made, turned = (edge_of(x, y, compare(x, y), "batch") for x, y in ((a, b), (b, a)))
    assert made == turned
    return made.decision if made else None


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"names": named("Shaun"), "addresses": ELSEWHERE},
        {"names": named("Sean", "FETHERSTONE"), "dates_of_birth": []},
        {"names": [{"kind": "birth", "forenames": "Featherstone", "surname": "Sean"}]},
        {"dates_of_birth": ["1980-03-02"], "addresses": ELSEWHERE},
        {"dates_of_birth": ["1980"]},
        {"names": named("Sean", "Murphy")},
        {"dates_of_birth": ["1981-03-02"]},  # day and month exchanged, and a year off
        {
            "dates_of_birth": ["1980-02-13"],
            "addresses": ELSEWHERE,
        },  # three names the same, and all but a figure of the date
        {"dates_of_birth": ["1980"], "addresses": ELSEWHERE},
        {"names": named("Sean"), "dates_of_birth": ["1980-04-12"]},  # no mother's two sons are born so near
        {"names": named("Sean"), "dates_of_birth": ["1981-01-16"]},  # nor has she two Seans
        {"names": named("Sean"), "dates_of_birth": ["1980-02-13"], "addresses": ELSEWHERE},
        {"dates_of_birth": [], "addresses": NEXT_DOOR},
        {"names": named("Seean"), "dates_of_birth": []},
        {"names": named("Shane"), "dates_of_birth": []},  # another form of Sean, as the tables have it
        {"names": named("Sean"), "dates_of_birth": [], "living": "1975/1985"},
        {"names": named("Shaun", "Fetherstone"), "dates_of_birth": [], "living": "1975/1985"},
        {"dates_of_birth": [], "addresses": [{"address": "12 Avnoo Rode", "postcode": "SE20 7RT"}]},
    ],
)
def test_one_human_being_in_two_records_is_joined(changes: dict[str, Any]) -> None:
    assert decided(SEAN, other(**changes)) == "join"


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ("twins", {"names": named("Kevin")}),
        ("twins of names that no list holds", {"names": named("Zyxwen")}),
        ("father and son", {"dates_of_birth": ["1952-11-20"]}),
        ("a wife of the same name", {"dates_of_birth": ["1981-05-16"], "sex": "2"}),
        (
            "a namesake of about the age",
            {"names": named("Shaun"), "dates_of_birth": ["1980"], "addresses": ELSEWHERE},
        ),
        ("a brother", {"names": named("Sean Francis"), "dates_of_birth": ["1981-05-16"]}),
        (
            "a wife of about the age",
            {"names": named("", "Featherstone"), "dates_of_birth": [], "living": "1975/1985"},
        ),
        ("a husband of the same year", {"names": named("", "Featherstone"), "dates_of_birth": ["1980"]}),
        ("a sister of an alike name", {"names": named("Seana"), "sex": "2"}),
        ("one born on the same day", {"names": named("Sean", "Murphy"), "addresses": IN_TOWN}),
        ("a brother of an alike name", {"names": named("Dean"), "dates_of_birth": []}),
        (
            "a brother of an alike name and age",
            {"names": named("Dean"), "dates_of_birth": [], "living": "1975/1985"},
        ),
        ("a father", {"names": named("Patrick"), "dates_of_birth": []}),
        (
            "a brother of his name, near two years younger",
            {"names": named("Sean"), "dates_of_birth": ["1981-12-28"]},
        ),
        (
            "one of his name in another street of his postcode",
            {
                "names": named("Sean"),
                "dates_of_birth": [],
                "addresses": [{"address": "12 Mill Lane", "postcode": "SE20 7RT"}],
            },
        ),
        ("a lodger of the same forename", {"names": named("Sean", "Murphy"), "dates_of_birth": []}),
        ("a cousin of another middle name", {"names": named("Sean Francis"), "dates_of_birth": []}),
    ],
)
def test_who_may_be_another_is_left_to_a_person(who: str, changes: dict[str, Any]) -> None:
    assert decided(SEAN, other(**changes)) in ("review", None)


@pytest.mark.parametrize(("surname", "decision"), [("Featherstone", "join"), ("Smith", "review")])
def test_a_common_name_next_door_without_a_birth_is_left_to_a_person(surname: str, decision: str) -> None:
    here, next_door = (
        other(names=named("David", surname)),
        other(names=named("David", surname), addresses=NEXT_DOOR),
    )
    assert decided(here, next_door | {"dates_of_birth": []}) == decision


def test_who_has_nothing_of_their_own_in_common_are_strangers_or_left_to_a_person() -> None:
    assert decided(SEAN, other(names=named("Kevin"), dates_of_birth=["1952-11-20"])) in ("review", None)
    assert decided(SEAN, other(names=named("Kevin", "Brown"), addresses=ELSEWHERE)) is None


def phoned(phone: str, **changes: Any) -> dict[str, Any]:
    return other(identifiers={"phone": [phone]}, **changes)


@pytest.mark.parametrize(
    ("changes", "same", "another"),
    [
        ({"dates_of_birth": [], "addresses": ELSEWHERE}, "join", "review"),
        ({"dates_of_birth": ["1952-11-20"], "addresses": ELSEWHERE}, "review", "review"),  # a father's phone
        ({"names": named("Shaun"), "dates_of_birth": [], "addresses": ELSEWHERE}, "review", None),
        ({"names": named("Sean"), "dates_of_birth": ["1981-05-16"]}, "join", "review"),
        ({"names": named("Sean", "Murphy"), "addresses": IN_TOWN}, "join", "review"),
        ({"names": named("Shaun"), "dates_of_birth": []}, "join", "review"),
        ({"dates_of_birth": []}, "join", "review"),
    ],
)
def test_what_a_phone_decides(changes: dict[str, Any], same: str, another: str | None) -> None:
    mine = phoned("07700 900123")
    assert decided(mine, phoned("07700 900123", **changes)) == same
    assert decided(mine, phoned("07700 900456", **changes)) == another


def test_in_thin_records_what_is_unlike_is_an_error() -> None:
    thin = other(sex=None)
    assert decided(thin, thin | {"names": named("Shaun"), "dates_of_birth": []}) == "join"


def test_in_thin_records_another_forename_elsewhere_is_another_person() -> None:
    thin = other(sex=None)
    assert decided(thin, thin | {"names": named("Kevin"), "addresses": ELSEWHERE}) == "review"


def test_an_age_told_is_said_in_its_reason() -> None:
    a, b = person_of("CRIS/1~1", SEAN), person_of("PNC/2~1", other(dates_of_birth=[], living="1975/1985"))
    made = edge_of(a, b, compare(a, b), "batch")
    assert made is not None
    assert "of the age told: 1980-02-03, born 1975 to 1985" in [why.text for why in made.reasons]


KIN = [
    ("twins", {"names": named("Kevin")}),
    ("father and son", {"dates_of_birth": ["1952-11-20"]}),
    ("father and son of one birthday", {"dates_of_birth": ["1952-02-03"]}),
]


@pytest.mark.parametrize(("who", "changes"), KIN)
@pytest.mark.parametrize("told", [{"sex": "1"}, {"identifiers": {"phone": ["07700 900123"]}}])
def test_one_full_record_is_enough_to_leave_kin_to_people(who: str, changes: Any, told: Any) -> None:
    thin = other(sex=None)
    assert decided(thin, thin | changes) == "join", "so that FEBRL's errors are taken for errors"
    assert decided(thin, thin | changes | told) == "review", who


@pytest.mark.parametrize(("who", "changes"), KIN)
def test_kin_are_known_however_thin_their_records(who: str, changes: Any) -> None:
    assert kin(SEAN, other(sex=None, **changes)), who


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"names": named("Shaun")},
        {"names": named("Sxean")},
        {"dates_of_birth": ["1982-02-03"]},
        {"dates_of_birth": []},
    ],
)
def test_who_is_merely_written_otherwise_is_no_kin(changes: Any) -> None:
    assert not kin(SEAN, other(sex=None, **changes))


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("pnc_id", "2008/1234567R", "2009/1234567B"),
        ("cro", "012345/08V", "012346/08W"),
        ("nino", "QQ123456C", "QQ123457C"),
        ("nhs", "9434765919", "4505577104"),
    ],
)
def test_another_number_of_which_a_person_has_one_vetoes(name: str, one: str, two: str) -> None:
    mine = other(identifiers={name: one})
    assert decided(mine, other(identifiers={name: two})) == "apart"
    assert decided(mine, other(identifiers={name: one}, names=named("Kevin"))) == "join"


def test_two_people_of_one_record_are_two() -> None:
    a, b = person_of("CRIS/1~1", SEAN), person_of("CRIS/1~2", SEAN)
    assert edge_of(a, b, compare(a, b), "batch") is None


def test_a_rare_name_counts_for_more() -> None:
    def weight(surname: str) -> float:
        one = person_of("CRIS/1~1", other(names=named("Sean", surname)))
        return compare(one, one).weight

    assert weight("Featherstonehaugh") > weight("Murphy") > weight("Smith")


def test_reasons_add_up_and_are_said_in_words() -> None:
    a, b = person_of("CRIS/1~1", SEAN), person_of("PNC/2~1", other(names=named("Shaun")))
    made = edge_of(a, b, compare(a, b), "arrival")
    assert made is not None
    assert [why.text for why in made.reasons][:2] == [
        "surname the same: featherstone",
        "a form of the same forename: sean, shaun",
    ] or made.reasons[1].text.startswith("forename sounds the same")
    assert sum(why.weight for why in made.reasons) == pytest.approx(
        compare(a, b).weight - compare(a, b)._replace(parts=()).weight, abs=0.1
    )


def test_a_name_that_nobody_knows_is_no_name() -> None:
    made: Person = person_of("CRIS/1~1", other(names=named("Unknown", "Male")))
    assert (made.surname, made.forename, made.surnames) == (None, None, ())
