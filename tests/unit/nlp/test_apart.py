"""A log puts remarks side by side, with a dash, a slash or a comma between them: what one says turns no other."""

import itertools

import pytest

THERE = (
    ("male has a knife", "WE"),
    ("MALE ARMED WITH MACHETE", "WE"),
    ("pistol in the glovebox", "FI"),
    ("baseball bat behind front door", "WE"),
    ("2 children asleep upstairs", "CHILD"),
    ("female has taken an overdose", "SU"),
    ("violent towards police", "VI"),
    ("pit bull in the yard", "DOG"),
    ("he threatened to kill her", "THREAT"),
)
NOT_OF_IT = (
    "no injuries",
    "no reply at door",
    "nothing further",
    "not known on PNC",
    "no trace PNC",
    "no previous calls",
    "nil on CCTV",
    "not answering phone",
    "denied entry to officers",
    "caller refused details",
    "never met him before",
    "no witnesses",
)
OF_ANOTHER_TIME = (
    "previously lived in Leeds",
    "in 2009 he moved to Kent",
    "was arrested in 2012 for theft",
    "historic tenancy dispute",
    "believed to be drunk",
    "may have left",
    "unsure of the door number",
)
TURNED = (
    ("no weapons seen", "WE", "negated"),
    ("weapons - none", "WE", "negated"),
    ("any weapons - no", "WE", "negated"),
    ("denied having a knife", "WE", "denied"),
    ("no drugs or weapons found", "DR", "negated"),
    ("male is not violent", "VI", "negated"),
    ("knife not seen", "WE", "negated"),
    ("possible firearm", "FI", "uncertain"),
    ("previously carried a knife", "WE", "historic"),
    ("in 2009 he had a shotgun", "FI", "historic"),
)
BESIDE = (
    "caller on scene",
    "male in red top",
    "ambulance required",
    "2 males fighting",
    "door open",
    "no injuries",
)
MARKS = (" - ", ". ", "; ", " / ", "\n")


def misread(reader, statements, remarks, marks):
    """The texts, either of the two first, in which a statement (text, code, assertion) is read as something else."""
    for (told, code, assertion), remark, mark in itertools.product(statements, remarks, marks):
        for text in (f"{told}{mark}{remark}", f"{remark}{mark}{told}"):
            begin = text.index(told)
            found = [
                f for f in reader.read(text).facts if f.code == code and begin <= f.start < begin + len(told)
            ]
            if {f.assertion for f in found} != {assertion}:
                yield text, [f.assertion for f in found]


@pytest.mark.parametrize("there", THERE)
def test_what_is_there_stays_there_beside_a_remark_on_something_else(reader, there):
    assert not list(misread(reader, [(*there, "affirmed")], NOT_OF_IT, (*MARKS, ", ")))
    assert not list(misread(reader, [(*there, "affirmed")], OF_ANOTHER_TIME, MARKS))


@pytest.mark.parametrize("turned", TURNED)
def test_what_is_turned_stays_so_beside_a_remark_on_something_else(reader, turned):
    assert not list(misread(reader, [turned], BESIDE, (*MARKS, ", ")))


@pytest.mark.parametrize(
    ("text", "assertions"),
    [
        ("KNIFE SEEN - NO DOGS", "affirmed negated"),
        ("male violent - no weapons", "affirmed negated"),
        ("has firearm - no warrant", "affirmed"),
        ("Weapons - no weapons seen", "negated"),
        ("Weapons: no knife seen", "negated negated"),
        ("weapons - nil seen", "negated"),
        ("weapons nil drugs nil", "negated negated"),
        ("ANY WEAPONS NEG ANY DOGS NEG", "negated negated"),
        ("WM VI WE ES NIL FI", "affirmed affirmed affirmed"),
        ("VI WE markers nil drugs", "affirmed affirmed negated"),
        ("Warning markers: FI - nil, WE - yes, VI - nil known", "negated affirmed negated"),
        ("Markers VI-yes WE-no", "affirmed negated"),
        ("PNC MARKERS VI WE - NO WARRANTS", "affirmed affirmed"),
        ("kids on scene safe and well", "affirmed"),
        ("no injuries possible firearm", "uncertain"),
        ("no vehicle seen male armed with machete", "affirmed"),
        ("no serious reported violence", "negated"),
        ("carried a knife - in 2012", "historic"),
        ("He carried a knife, he said, in 2009", "historic"),
    ],
)
def test_an_answer_reaches_to_where_the_next_thing_begins(reader, text, assertions):
    assert " ".join(fact.assertion for fact in reader.read(text).facts) == assertions
