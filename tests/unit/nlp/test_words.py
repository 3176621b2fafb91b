import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from nlp import stems, words


@pytest.mark.parametrize("word", ["knives", "blade", "machete", "stabbed"])
def test_a_search_for_knife_finds(word):
    text = f"He {word} it"
    spans = words.highlight(text, [s.stem for s in words.stems("knife")], words.concept_terms("knife"))
    assert [text[start:end] for start, end in spans] == [word]


@pytest.mark.parametrize("text", ["a knife", "two guns", "a baseball bat", "he stabbed him", "a grenade"])
def test_a_search_for_weapon_finds_all_of_them(text):
    assert words.concept_terms("weapon") == ("weapon",)
    assert "weapon" in words.concepts(text)


def test_stems_carry_their_place():
    assert [(s.stem, s.start, s.end) for s in words.stems("Knives, O'Neill's")] == [
        ("knife", 0, 6),
        ("oneil", 8, 17),
    ]


def test_weights_come_from_the_fixed_table():
    assert words.weight("the") == 1.0
    assert words.weight("zzyzx") == 4.0
    assert (
        words.weight("the") < words.weight(words.stem_of("street")) < words.weight(words.stem_of("machete"))
    )


def test_highlights_do_not_overlap():
    assert words.highlight("baseball bat", ["bat"], ["weapon"]) == [(0, 12)]


def test_threads_stem_at_the_same_time():
    plain = [f"{word}{end}" for word in ("knif", "machet", "burglar", "assault", "threaten") for end in ("ing", "ies", "ed", "er", "ation", "fulness")] * 40  # fmt: skip
    alone = [stems.stem_of.__wrapped__(word) for word in plain]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = [*threads.map(lambda _: [stems.stem_of.__wrapped__(word) for word in plain], range(4))]
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 4
