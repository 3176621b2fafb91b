"""Who is told by somebody close to them, a family by its name, and surnames of before and since."""

from datetime import date

import pytest

from indexer.resolve.scorer import Held, score
from portal.search.box import kin
from portal.search.box.question import understand
from portal.services.risk.doors import close_by
from portal.services.risk.people import query_of

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "other", "close"),
    [
        ("pia mother of jan mill lane", "pia mill lane", "jan"), ("pia lund, sister of jan lund", "pia lund", "jan"),
        ("ole brother of jan lund mill lane", "ole lund mill lane", "jan"), ("ole is the younger brother of jan lund", "ole lund", "jan"),
        ("jans wife pia mill lane", "pia mill lane", "jan"), ("jan lund's wife pia mill lane", "pia lund mill lane", "jan"),
        ("jan's step-son ole mill lane", "ole mill lane", "jan"),
    ],
)  # fmt: skip
def test_the_one_asked_for_is_told_by_another(text, other, close):
    assert (list(kin.texts(text))[:1], kin.close(text)) == ([other], close)


@pytest.mark.parametrize(
    "text",
    [
        "jans partner car",
        "pia lund",
        "son heung lund",
        "wife of jan lund",
        "jan lund partner mill lane",
        "12 sisters of mercy lane",
    ],
)
def test_where_nobody_is_told_so_there_is_no_other_text(text):
    assert (list(kin.texts(text)), kin.close(text)) == ([], "")


@pytest.mark.parametrize(
    ("text", "other"),
    [("lund family mill lane", "lund mill lane"), ("the lund-brock family", "lund-brock"), ("the lund household at 12 mill lane", "lund 12 mill lane")],
)  # fmt: skip
def test_a_family_is_told_by_its_name(text, other):
    assert list(kin.texts(text)) == [other]


def test_a_street_of_that_name_is_no_family():
    assert list(kin.texts("holy family road")) == []


@pytest.mark.parametrize(
    ("text", "others", "surnames"),
    [
        ("pia lund nee brock", ["pia lund", "pia brock"], ("lund", "brock")), ("pia lund (formerly brock) mill lane", ["pia lund mill lane", "pia brock mill lane"], ("lund", "brock")),
        ("lund formerly brock eastgate", ["lund eastgate", "brock eastgate"], ("lund", "brock")),
        ("pia costa lund nee dias brock", ["pia costa lund brock", "pia dias brock", "pia costa lund"], ("lund", "dias")),
    ],
)  # fmt: skip
def test_both_surnames_are_asked_for_each_alone(text, others, surnames):
    assert (list(kin.texts(text)), kin.surnames(text)) == (others, surnames)


def _named(*names):
    return {"names": [{"kind": kind, "forenames": "Pia", "surname": surname} for kind, surname in names]}


def test_who_has_had_both_surnames_is_meant_rather_than_who_has_one():
    ways = [query_of(way) for way in understand("pia lund nee brock", TODAY).readings()]
    both, one = (_named(("birth", "Brock"), ("married", "Lund")), _named(("birth", "Brock")))
    assert max(score(way, both).score for way in ways) > max(score(way, one).score for way in ways)
    assert not any("both surnames" in why for way in ways for why in score(way, one).reasons)


def test_a_home_is_told_by_who_lives_there_too():
    jan = Held({"names": [{"kind": "birth", "forenames": "Jan", "surname": "Lund"}]})
    assert close_by("jan", jan).text == "home of Jan, too"
    assert close_by("lund", jan) is close_by("", jan) is None
