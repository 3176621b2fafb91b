"""The analyst's query language, its clauses, filters and highlights."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.queries import AnyOf, Not, Order, Prefix, Range, Terms, Within
from portal.search.facets import Asked, SearchQuery, find_of, highlights
from portal.search.grammar import GrammarError, Shape, read

from .hits import hit

TODAY = date(2026, 11, 23)


def asked(q: str = "", **more: Any) -> Asked:
    return Asked.of(SearchQuery(q, **more), TODAY)


def shapes(text: str) -> list[list[tuple[str, str, bool]]]:
    return [[(t.shape.value, t.text, t.without) for t in group] for group in read(text).groups]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", []),
        ("knife door", [[("word", "knife", False)], [("word", "door", False)]]),
        (
            "knife OR blade door",
            [[("word", "knife", False), ("word", "blade", False)], [("word", "door", False)]],
        ),
        ('"front door"', [[("phrase", "front door", False)]]),
        ("“front door”", [[("phrase", "front door", False)]]),
        ("-knife", [[("word", "knife", True)]]),
        ('-"front door"', [[("phrase", "front door", True)]]),
        ("burgl*", [[("beginning", "burgl", False)]]),
        ("system:CRIS", [[("field", "CRIS", False)]]),
        ('classification:"9A Public order"', [[("field", "9A Public order", False)]]),
        ("OR knife OR", [[("word", "knife", False)]]),
        ("08:30", [[("word", "08:30", False)]]),
        ("bat AND door", [[("word", "bat", False)], [("word", "door", False)]]),
        ("bat and door", [[("word", w, False)] for w in ("bat", "and", "door")]),
        ('"AND"', [[("phrase", "AND", False)]]),
        ("murphy NOT sean", [[("word", "murphy", False)], [("word", "sean", True)]]),
        ("murphy AND NOT sean", [[("word", "murphy", False)], [("word", "sean", True)]]),
        ('bat NOT "front door"', [[("word", "bat", False)], [("phrase", "front door", True)]]),
        ("bat OR NOT door", [[("word", "bat", False), ("word", "door", True)]]),
        ("NOT system:CRIS", [[("field", "CRIS", True)]]),
        ("System:CRIS", [[("field", "CRIS", False)]]),
        ("Note: this", [[("word", "Note:", False)], [("word", "this", False)]]),
        ("https://a.example", [[("word", "https://a.example", False)]]),
        ("aa:bb:cc", [[("word", "aa:bb:cc", False)]]),
        ("(0)20 7946", [[("word", "(0)20", False)], [("word", "7946", False)]]),
        ("""5'11" "black hat\"""", [[("word", "5'11\"", False)], [("phrase", "black hat", False)]]),
        ("* - :", []),
        ("KX12 LMN", [[("number", "KX12 LMN", False)]]),
        (
            "silver KX12 LMN knife",
            [[("word", "silver", False)], [("number", "KX12 LMN", False)], [("word", "knife", False)]],
        ),
        ("07700 900456", [[("number", "07700 900456", False)]]),
        ("-KX12 LMN bat", [[("number", "KX12 LMN", True)], [("word", "bat", False)]]),
        ("bat NOT KX12 LMN", [[("word", "bat", False)], [("number", "KX12 LMN", True)]]),
        ("KX12 LMN OR AB12 CDE", [[("number", "KX12 LMN", False), ("number", "AB12 CDE", False)]]),
        ("CRIS 2399002/26", [[("number", "CRIS 2399002/26", False)]]),
        ("crimint+ CRRT00123456", [[("number", "CRIMINT CRRT00123456", False)]]),
        ("custody 2024", [[("word", "custody", False)], [("word", "2024", False)]]),
        ("KX12 -LMN", [[("word", "KX12", False)], [("word", "LMN", True)]]),
        ("KX12 LM*", [[("word", "KX12", False)], [("beginning", "LM", False)]]),
        ("SE20 7RT", [[("word", "SE20", False)], [("word", "7RT", False)]]),
    ],
)
def test_the_grammar(text, meaning):
    assert shapes(text) == meaning


def test_limits_are_said():
    with pytest.raises(GrammarError, match="500"):
        read("x" * 501)
    with pytest.raises(GrammarError, match="40 words"):
        read(" ".join("abcdefgh"[n % 8] + str(n) for n in range(41)))
    with pytest.raises(GrammarError, match="40 words"):
        read(" OR ".join("abcdefgh"[n % 8] + str(n) for n in range(41)))
    assert len(read(" OR ".join("abcdefgh"[n % 8] + str(n) for n in range(40))).wanted) == 40
    with pytest.raises(GrammarError, match="two letters"):
        find_of(asked("a*"), 20, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("surname:jones", "names surname, which is no field; there are area, classification, flag, kind,"),
        ('-foo:"a b"', 'As words: "foo:a b"'),
        ("note:this", "names note, which is no field"),
        ("((((", r"has a \( that nothing closes"),
        ("a) bat", r"has a \) that nothing opens"),
        ("[bat)", r"has a \) that nothing opens"),
        ('"front door', "has a quotation mark that nothing closes"),
        ("murphy NOT", "has a NOT with no word after it"),
        ("murphy NOT OR sean", "has a NOT with no word after it"),
        ("(bat door) OR knife", "brackets group nothing"),
        ("-(bat door)", "brackets group nothing"),
    ],
)
def test_what_the_grammar_cannot_read_is_named(text, said):
    with pytest.raises(GrammarError, match=said):
        read(text)


@settings(deadline=None)  # the first call loads the tables of words
@given(st.text(max_size=500))
def test_whatever_is_typed_is_read_or_refused(text):
    with suppress(GrammarError):
        find_of(asked(text), 20, None)


def test_a_question_asks_for_all_its_words_with_newer_records_a_little_ahead():
    find = find_of(asked("knife -drugs"), 20, None)
    knife, drugs, recency = find.query.clauses
    assert isinstance(drugs, Not)
    assert recency.minimum == 0
    assert [part.clause.gte for part in recency.clauses] == [
        date(2026, 11, 16),
        date(2026, 10, 24),
        date(2025, 11, 23),
    ]
    assert find.months
    assert set(find.facets) == {"system", "kind", "classification", "flag", "mention", "marking", "area"}
    assert knife


@pytest.mark.parametrize("text", ["()", "!!!", "---", '""', "\N{PILE OF POO}", "* -", 'system:""', "OR"])
def test_signs_alone_ask_for_nothing(text):
    assert Terms("id", ()) in find_of(asked(text), 20, None).query.clauses


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_a_blank_question_asks_for_everything(text):
    assert find_of(asked(text), 20, None).query.minimum == 0


def test_a_beginning_is_a_prefix_of_words():
    (best, _) = find_of(asked("Burgl*"), 20, None).query.clauses
    assert {(w.clause.field, w.clause.value) for w in best.clauses if isinstance(w.clause, Prefix)} >= {
        ("words", "burgl")
    }


def test_filters():
    find = find_of(
        asked(
            "",
            system=("CRIS", "PNC"),
            flag=("domestic-abuse",),
            from_="2026-01",
            to="2026-02-01",
            near="51.41,-0.06,500",
        ),
        20,
        None,
    )
    assert find.filters == (
        Terms("system", ("CRIS", "PNC")),
        Terms("flags", ("domestic-abuse",)),
        Range("when", lt=datetime(2026, 2, 2, tzinfo=UTC)),
        AnyOf((Range("until", gte="2026-01"), Range("when", gte="2026-01"))),
        Within("place.geo", 51.41, -0.06, 500),
    )


def test_an_end_past_the_calendar_is_no_end():
    assert find_of(asked("", to="9999-12-31"), 20, None).filters == ()
    (span,) = find_of(asked("", from_="2026", to="9999"), 20, None).filters
    assert span == AnyOf((Range("until", gte="2026"), Range("when", gte="2026")))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"from_": "yesterday"}, "from"),
        ({"to": "2026-13-01"}, "to"),
        ({"to": "2026-13"}, "to"),
        ({"from_": "2026-1"}, "from"),
        ({"to": "20260101"}, "to"),
        ({"from_": "2026-04", "to": "2026-03"}, "to"),
        ({"from_": "2026-03-02", "to": "2026-03-01T21:00:00+00:00"}, "to"),
        ({"near": "here"}, "near"),
        ({"near": "51.4,-0.06"}, "near"),
        ({"near": "91,0,100"}, "near"),
        ({"near": "51,0,-5"}, "near"),
        ({"near": "nan,0,100"}, "near"),
        ({"sort": "random"}, "sort"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(more, field):
    with pytest.raises(GrammarError) as caught:
        asked("", **more)
    assert caught.value.field == field


def test_newest_first():
    assert asked("", sort="newest").order is Order.NEWEST


def test_highlights_mark_the_words_and_escape_the_rest():
    text = 'He had two <b>knives</b> & "a bat" behind the front door.'
    found = highlights(hit(title="Knife found", text=text), asked("knife"))
    assert found["title"] == ["<mark>Knife</mark> found"]
    assert found["text"] == [
        "He had two &lt;b&gt;<mark>knives</mark>&lt;/b&gt; &amp; &quot;a bat&quot; behind the front door."
    ]


def test_highlights_show_what_a_concept_found():
    found = highlights(hit(text="He was stabbed with a machete."), asked("weapon"))
    assert "<mark>machete</mark>" in found["text"][0]


def test_highlights_are_fragments_of_a_long_text():
    text = "word " * 200 + "the knife was here " + "word " * 200 + "and another knife there"
    fragments = highlights(hit(text=text), asked("knife"))["text"]
    assert len(fragments) == 2
    assert all(len(fragment) < 260 for fragment in fragments)
    assert fragments[0].startswith("… ")


def test_an_empty_question_marks_nothing():
    assert highlights(hit(text="knife"), asked("")) == {}
    assert highlights(hit(text="knife"), asked("-knife system:CRIS")) == {}


def test_every_shape_has_a_meaning():
    assert set(Shape) == {t.shape for t in read('a "b c" AB12 CDE de* system:X').wanted}


@pytest.mark.parametrize(
    ("q", "ident"),
    [
        ("KX12 LMN", "VRM:KX12LMN"),
        ("07700 900456", "PHONE:+447700900456"),
        ("CRIS 2399002/26", "CRIS_REF:2399002/26"),
        ("CRIS 2399002/26", "REF:2399002/26"),
        ("custody 01TW/0866/24", "REF:01TW/0866/24"),
    ],
)
def test_a_number_with_its_blanks_is_asked_for_as_the_index_keeps_it(q, ident):
    (number, _) = find_of(asked(q), 20, None).query.clauses
    assert f"'{ident}'" in repr(number)
    (without, _) = find_of(asked(f"NOT {q}"), 20, None).query.clauses
    assert f"'{ident}'" in repr(without)
    assert isinstance(without, Not)
