import json
import time

import pytest

import nlp.reader
from nlp.reader import LONGEST, Reader, TextRefusedError
from nlp.text.clean import sections, working_copy

PLAIN = "Sean Murphy keeps a knife behind the door at 12 Avenue Road. "
HOSTILE = {
    "no spaces": "a" * 100_000,
    "digits": "1" * 100_000,
    "signs": "a@1/2.3:" * 5_000,
    "control": "".join(map(chr, range(32))) * 500,
    "right to left": "\u202e" + "שלום عربى " * 2_000,
    "emoji": "\U0001f52a\U0001f600 " * 5_000,
    "mark-up": "<div class='x'><b>" * 2_000 + PLAIN + "</b></div>" * 2_000,
    "surrogate": "\ud800 " + PLAIN,
    "terms": "KNIFE GUN " * 2_000,
    "phrases": "he threw the big old thing at the tall man and put both of his hands " * 150,
    "cues": "denied, that it is not known if he may have, " * 150,
    "lists": "no weapons, drugs or dogs " * 1_000,
    "streets": "Road Street " * 2_000,
    "blank lines": "\n" * 40_000 + PLAIN,
    "blank lines of spaces": " \r\n" * 20_000 + PLAIN,
    "empty": "",
    "blank": " \n\t ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_time(reader, text):
    begun = time.monotonic()
    read = reader.read(text)
    assert time.monotonic() - begun < 30
    assert all(text[m.start : m.end] == m.text for m in read.mentions)
    json.dumps(read.as_json())


def test_one_bad_text_harms_no_other(reader):
    batch = [PLAIN, "x" * (LONGEST + 1), *HOSTILE.values(), PLAIN]
    read = list(reader.read_many((text, None) for text in batch))
    assert len(read) == len(batch)
    assert read[0] == read[-1]
    assert [fact.code for fact in read[0].facts] == ["WE"]
    assert "longer than" in str(read[1].error)
    assert "error" in read[1].as_json()


def test_where_reading_went_wrong_is_logged_without_the_words(reader, monkeypatch, caplog):
    sound = nlp.reader.working_copy

    def broken(text):
        return sound(text) if "badly" not in text else {}[text]

    monkeypatch.setattr(nlp.reader, "working_copy", broken)
    good, bad = reader.read_many([(PLAIN, None), ("Murphy behaved badly.", None)])
    assert (good.error, bad.error) == (None, "text could not be read: KeyError")
    together, alone = (record.getMessage() for record in caplog.records)
    assert "2 texts could not be read together" in together
    assert "a text of 21 characters could not be read: KeyError" in alone
    assert "in broken" in together
    assert "in broken" in alone
    assert "Murphy" not in caplog.text


def test_what_is_too_long_is_refused_clearly(reader):
    with pytest.raises(TextRefusedError, match="longer than"):
        reader.read(PLAIN * 50_000)


def test_what_takes_too_long_is_refused_clearly():
    with pytest.raises(TextRefusedError, match="took longer than"):
        Reader(seconds=0.0).read(PLAIN * 1_000)


def test_a_long_text_keeps_its_offsets(reader):
    text = ("Nothing to report. " * 2_000) + PLAIN
    read = reader.read(text)
    assert [text[fact.start : fact.end] for fact in read.facts] == ["knife"]
    assert [m.text for m in read.mentions if m.label == "ADDRESS"] == ["12 Avenue Road"]


def test_mark_up_and_zero_width_signs_hide_nothing(reader):
    (fact,) = reader.read("He has a <b>knife</b>\u200b under\u00a0the bed.").facts
    assert (fact.code, fact.placement) == ("WE", "under the bed")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_working_copy_keeps_every_place(text):
    assert len(working_copy(text)) == len(text)


def test_sections_cover_a_text_once():
    text = PLAIN * 100
    cut = sections(text, 1_000)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(end - start <= 1_000 for start, end in cut)
