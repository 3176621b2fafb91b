"""Names as records and notebooks write them, whole and by themselves; and what is written like them and is nobody's."""

import pytest


def _people(reader, text):
    return [m.text for m in reader.read(text).mentions if m.label == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Detained person HOLT, Kimberley Jane d.o.b 30-06-1997", "HOLT, Kimberley Jane"),
        ("Returned at night. Harris, Megan. Letter shown.", "Harris, Megan"),
        ("Ó Faoláin, Cathal born 1980", "Ó Faoláin, Cathal"),
        ("WARRANT: GILL-KAUR, JASMEET FTA 17.07.2024", "GILL-KAUR, JASMEET"),
        ("PHAM, VAN LONG DOB 02/03/1980", "PHAM, VAN LONG"),
        ("CO-ACCUSED TRAN THI MAI. NO MARKERS.", "TRAN THI MAI"),
        ("NOWAK/TOMASZ 01/01/1986 M.", "NOWAK/TOMASZ"),
        ("ADEYEMI, SAMUEL T. NO MARKERS", "ADEYEMI, SAMUEL T"),
        ("Present: Ms A. Lacey-Pike and the chair", "A. Lacey-Pike"),
        ("Drone flown by T. Vickers-Holm: nothing seen", "T. Vickers-Holm"),
        ("His post goes c/o A Ozolina, 55 Wharf Way", "A Ozolina"),
        ("account 55410937 in name R Salazar. Cards stopped", "R Salazar"),
        ("N/F W. Mace. Nothing more.", "W. Mace"),
        ("O/s front pass T. Wynt - PNC none", "T. Wynt"),
        ("KEEPER TOMPSETT I TN24 0GB.", "TOMPSETT I"),
        ("Cell: pris Garvie c/o chest pain", "Garvie"),
        ("DP R. Stubbs. Fit to detain.", "R. Stubbs"),
        ("Drv Marek Horák Czech id shown", "Marek Horák"),
        ("OCC LYDIA MARKS 82 YRS LEFT HOME", "LYDIA MARKS"),
        ("Grandmother Patience Owusu-Ansah rang", "Patience Owusu-Ansah"),
        ("INFT RABBI LEVIN RPTS MALE OUTSIDE", "LEVIN"),
        ('She sees an older male "Uncle Vic". He pays.', "Uncle Vic"),
        ('sold to a new keeper "Del" in June', "Del"),
        ("apologies from D.S. Bloom. Next item", "Bloom"),
        ("66 | Wm. Tulley | med", "Wm. Tulley"),
    ],
)
def test_names(reader, text, name):
    assert name in _people(reader, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("HELP, Adam shouted from the window", "HELP, Adam"),
        ("Ellis, Bronwen, Mark and Tom were there", "Ellis, Bronwen"),
        ("With Ellis, Bronwen and Mark", "Ellis, Bronwen"),
        ("MALE/FEMALE SEEN WITH KNIFE/ADAM", "KNIFE/ADAM"),
        ("Flat B Harris was out", "B Harris"),
        ("A Smith said that he knew", "A Smith"),
        ("DRIVER INTOXICATED, CALLER RINGING", "INTOXICATED"),
        ("Owner Occupier", "Occupier"),
        ("Suspect Brixton based", "Brixton"),
        ("Vic Inez Carvalho says", "Vic Inez Carvalho"),
        ("DRIVER ON FOOT TWDS PARK, VEH STILL IN JCT", "TWDS"),
        ("3 SUSPS, BALACLAVAS, GREY TRACKIES", "BALACLAVAS"),
        ("WANTED FOR BURG AND ROBB", "BURG"),
    ],
)
def test_nobody(reader, text, wrong):
    assert wrong not in _people(reader, text)


def test_a_family_name_before_a_slash_is_said_last(reader):
    value = next(m.value for m in reader.read("NOWAK/TOMASZ 01/01/1986 M.").mentions if m.label == "PERSON")
    assert value == "Tomasz Nowak"


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("VEH R/K BELLA BLINDS LTD, NOT STOLEN", "BELLA BLINDS LTD"),
        ("MALE O/S LLOYD'S CHEMIST WITH BOTTLE", "LLOYD'S CHEMIST"),
    ],
)
def test_firms_behind_shorthand(reader, text, firm):
    assert firm in [m.text for m in reader.read(text).mentions if m.label == "ORG"]
