"""Whom a fact is said of: who does it or has it, not who suffers or tells it."""

import pytest


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Amy Dean was punched by her ex Liam Cole.", "Liam Cole"),
        ("Amy Dean has been stabbed.", None),
        ("They argue over the stabbing of Jordan Price.", None),
        ("The cashier was struck by a male with a bat.", "male"),
        ("Slapped by ex-boyfriend.", "ex-boyfriend"),
        ("Sean Cole has been making threats to Amy Reid.", "Sean Cole"),
        ("Zak talked about the rifle that Adam Cole stores in the loft.", "Adam Cole"),
        ("The male had a cosh down his leg. Male gave details as Anton Petrov 30/09/1988.", "Anton Petrov"),
        ("DP disclosed that he took an overdose. DP Ricardo Lopes.", "Ricardo Lopes"),
        ("The suspect has a gun in his waistband. Suspect known as Junior Cole.", "Junior Cole"),
        (
            "Female on the roof says she wants to die. Her sister is called Priya Shah. Male is Ian Cole.",
            "Female",
        ),
        ("PCSO Lamb found two knives under a bush.", None),
        ("Three males dragged Mr Nadar over the counter and beat him.", "Three males"),
        ("Arrest warrant for Tom Reed.", "Tom Reed"),
        ("Knife carried by Dan Smith.", "Dan Smith"),
        ("PC Smith seized a knife from Adam Cole.", "Adam Cole"),
        ("Ketamine recovered from Dan Smith.", "Dan Smith"),
        ("MISPER JANE DOBSON AGED 15", "JANE DOBSON"),
        ("DP Dobson calm. Previously violent in custody.", "Dobson"),
        ("Kate Hall is a repeat victim and uses a wheelchair.", "Kate Hall"),
        ("Idris Cole (brother): warning signals for firearms.", "Idris Cole"),
        ("Adam Cole is subject to a SHPO.", "Adam Cole"),
        ("AN OFFENDER HAS A KNIFE AND THREATENED STAFF.", "OFFENDER"),
        ("The  male has a knife.", "male"),
        ("Suspect slashed victim in the arm with scissors.", "Suspect"),
        ("Tom Reed chased a man who had a knife.", "man"),
        ("Liam Cole denies it, but Ruth Dean says he has a gun.", "Liam Cole"),
        ("Mr Cole then waved a knife at Mrs Dean.", "Cole"),
        ("There is a male with a knife outside.", "male"),
        ("Officers were called to a male with a knife.", "male"),
        ("The suspect is a male with a gun.", "suspect"),
        ("Piotr Nowak was seen by PC Begum. He had a blade.", "Piotr Nowak"),
    ],
)
def test_whom_it_is_said_of(reader, text, subject):
    assert reader.read(text).facts[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Gary Moss visits Helen Firth. She fears him, as he carries a machete.", "Gary Moss"),
        ("Owen Rees. Nil weapons, nil drugs.", "Owen Rees"),
        ("Female, 30s, wrong side of the railings. Name given Kirsty Dunn.", "Kirsty Dunn"),
        ("BROWN, TOM VI TO POLICE", "BROWN, TOM"),
        ("Pepper spray by the door. Subj Lance Moss.", "Lance Moss"),
        ("Carl Dunn told his sister that he keeps a machete.", "Carl Dunn"),
    ],
)
def test_whose_it_is_follows_from_sex_heading_and_name(reader, text, subject):
    assert {fact.subject for fact in reader.read(text).facts} == {subject}
