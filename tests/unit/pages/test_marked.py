"""A report's text cut into pieces: nothing lost, every thing reachable, overlaps joined."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.views.marked import Piece, marked, numbered
from portal.views.words import sentence_id

TEXT = (
    "Flat 2, 12 Avenue Road, SE20 7RT. A baseball bat is kept behind the front door. He denied owning a gun."
)


def mention(label: str, words: str, **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {
        "label": label,
        "start": start,
        "end": start + len(words),
        "text": words,
        "value": words.upper(),
        **more,
    }


def fact(
    code: str, words: str, sentence: str, assertion: str = "affirmed", **more: object
) -> dict[str, object]:
    start = TEXT.index(words)
    return {
        "code": code,
        "term": words,
        "start": start,
        "end": start + len(words),
        "assertion": assertion,
        "sentence": sentence,
    } | more


def flat(pieces: list[Piece] | tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.pieces:
            yield from flat(piece.pieces)
        else:
            yield piece


BAT = fact(
    "WE", "baseball bat", "A baseball bat is kept behind the front door.", placement="behind the front door"
)
GUN = fact("FI", "gun", "He denied owning a gun.", "denied")


def test_pieces_join_to_the_text() -> None:
    pieces = marked(
        TEXT, [mention("ADDRESS", "Flat 2, 12 Avenue Road"), mention("WEAPON", "gun")], [BAT, GUN]
    )
    assert "".join(piece.text for piece in pieces) == TEXT
    assert "".join(piece.text for piece in flat(pieces)) == TEXT


def test_a_facts_sentence_carries_the_anchor_that_the_card_links_to() -> None:
    pieces = marked(TEXT, [], [BAT])
    sentence = next(piece for piece in pieces if piece.sentence)
    assert sentence.sentence == sentence_id("a baseball bat is kept behind the front door")
    assert sentence.tone == "danger"


def test_a_denied_weapon_is_marked_as_absent_and_not_as_danger() -> None:
    pieces = marked(TEXT, [mention("WEAPON", "gun", assertion="denied")], [GUN])
    gun = next(piece for piece in flat(pieces) if piece.text == "gun")
    assert gun.tone == "absent"
    assert {note.assertion for note in gun.notes} == {"denied"}


def test_overlapping_mentions_become_one_piece_with_all_notes() -> None:
    pieces = marked(
        TEXT, [mention("ADDRESS", "12 Avenue Road, SE20 7RT"), mention("POSTCODE", "SE20 7RT")], []
    )
    both = next(piece for piece in flat(pieces) if piece.notes)
    assert both.text == "12 Avenue Road, SE20 7RT"
    assert [note.label for note in both.notes] == ["Address", "Postcode"]


def test_a_mention_leads_to_its_row() -> None:
    mentions = numbered([mention("ADDRESS", "12 Avenue Road"), mention("POSTCODE", "SE20 7RT")])
    targets = [piece.target for piece in flat(marked(TEXT, mentions, [])) if piece.notes]
    assert targets == ["mention-1", "mention-2"]


@pytest.mark.parametrize(
    "bad",
    [
        {"start": -1, "end": 3},
        {"start": 5, "end": 5},
        {"start": 0, "end": 10_000},
        {"start": None, "end": 2},
        {},
    ],
)
def test_offsets_that_do_not_fit_are_left_out(bad: dict[str, object]) -> None:
    assert marked(TEXT, [{"label": "PERSON", **bad}], []) == [Piece(TEXT)]


def test_repeated_sentence_is_found_where_its_term_stands() -> None:
    text = "Knife seen. Knife seen."
    later = {
        "code": "WE",
        "term": "Knife",
        "start": 12,
        "end": 17,
        "assertion": "affirmed",
        "sentence": "Knife seen.",
    }
    pieces = marked(text, [], [later])
    assert pieces[0].text == "Knife seen. "
    assert pieces[1].sentence


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_whatever_the_offsets_the_text_stays_whole(
    text: str, spans: list[tuple[int, int]], sentences: list[tuple[int, int]]
) -> None:
    mentions = [{"label": "PERSON", "start": a, "end": b} for a, b in spans]
    facts = [
        {"code": "WE", "start": a, "end": b, "sentence": text[max(0, a - 5) : b + 5]} for a, b in sentences
    ]
    assert "".join(piece.text for piece in flat(marked(text, mentions, facts))) == text
