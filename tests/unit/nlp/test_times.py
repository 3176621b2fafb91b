"""Times of day as logs, notebooks and callers write them, and the figures that are none."""

import pytest

from nlp import identifiers


def _times(text):
    return [(hit.text, hit.value) for hit in identifiers.find(text, told=True) if hit.label == "TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0412 FROM CONTROL: MALE ON ROOF", ["04:12"]),
        ("2214 Rook Lane j/w Dock St. Two stopped.", ["22:14"]),
        ("1921 cell. 1934 nurse called. 2011 fluids given", ["19:21", "19:34", "20:11"]),
        ("Gate left open. 1142", ["11:42"]),
        ('He shouted "come on then". 0710', ["07:10"]),
        ("Nurse assessed 2310, fit until 0600.", ["23:10", "06:00"]),
        ("Left 0930, back 1015 w/ staff.", ["09:30", "10:15"]),
        ("Unit redeployed 1907", ["19:07"]),
        ("Time of next review 0415.", ["04:15"]),
        ("Att Wharf Ln 2202. No reply.", ["22:02"]),
        ("on 16/01/2024 0745 he left", ["07:45"]),
        ("13/6 0930 enquiry at the shop", ["09:30"]),
        ("As of 0900 7 November 2024 nothing was known", ["09:00"]),
        ("Fri 2330 two males seen", ["23:30"]),
        ("curfew 1900-0700", ["19:00", "07:00"]),
        ("open 18:00-19:00 daily", ["18:00", "19:00"]),
        ("executed 0600-2200 only", ["06:00", "22:00"]),
        ("At 13.20 he rang, call ended 16.02", ["13:20", "16:02"]),
        ("22.40 last night in the lobby", ["22:40"]),
        ("seized 23.12hrs", ["23:12"]),
        ("o/s the club, c.2330hrs", ["23:30"]),
        ("half past 3 kids will be out", ["03:30"]),
        ("screaming since half six and still at it", ["06:30"]),
        ("quarter to six in the evening", ["17:45"]),
        ("about ten past four on Monday", ["04:10"]),
        ("At 3 in the morning I woke", ["03:00"]),
        ("rang at nine o'clock", ["09:00"]),
    ],
)
def test_times(text, expected):
    assert [value for _, value in _times(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "lives at 1403 Marsh Towers",
        "Address:\n1204 London Road",
        "1204 Harrow Road, Flat 3",
        "flat 1403, PIN is 1403",
        "PC 1403 Jones and collar no. 1403",
        "stopped by 1403 Jones",
        "until 2010 he lived there",
        "Convicted in 2005. 2010 robbery. 2015 wounding.",
        "2023 saw ten calls. 2024 saw 11.",
        "between 2015-2019 he was inside",
        "arrested 2010 for robbery",
        "about 1500 tablets and roughly 1200 people",
        "he won 1500 by betting",
        "bought it for 1500 and sold at 2000",
        "it cost 13.20 and sold at 12.50 each",
        "houses 1200-1204 are empty",
        "Ref. 1234 applies, ext. 2145 rings",
        "warrant 1200/24 was issued",
        "meter reading 1015 and 1200 on the dial",
        "ten to six people came",
        "about five to six people came",
        "took 5 in the morning and 3 at night",
        "a half six pack",
        "the left 1500 metres away",
        "Photos 0912 to 0934 were sealed as exhibit 1015.",
        "Serial 0745-1200 was recovered with batch 0600-2200.",
        "Payment of 1200 on 3 May 2023",
        "He served from 1200 to 1500 drinks.",
        "Log 0312 3 May 2024 refers to crime 0815.",
        "The flight is BA 2130 and the bus 1430.",
        "extension 2145, room 1507, locker 0930",
    ],
)
def test_figures_that_are_no_time(text):
    assert _times(text) == []


def test_a_question_is_not_read_as_a_log():
    assert not [hit for hit in identifiers.find("1204 harrow road") if hit.label == "TIME"]


def test_a_time_before_a_street_is_no_house(reader):
    labels = {(m.label, m.text) for m in reader.read("2214 Rook Lane j/w Dock St. Two stopped.").mentions}
    assert {("TIME", "2214"), ("LOCATION", "Rook Lane")} <= labels
