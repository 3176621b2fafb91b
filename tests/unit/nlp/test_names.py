import pytest

from nlp import names
from nlp.addressing.heard import heard


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Anna Smith-Jones", ("anna", "smith", "jones", "smithjones")),
        ("O'Neill", ("oneill",)),
        ("O Neill", ("oneill",)),
        ("O M Neill", ("o", "m", "neill")),
        ("Mc Donald", ("mcdonald",)),
        ("MacDonald", ("mcdonald",)),
        ("St. John", ("stjohn",)),
        ("Saint John", ("stjohn",)),
        ("Jan van der Berg", ("jan", "berg", "vanderberg")),
        ("Al-Rashid", ("rashid", "alrashid")),
        ("Mr Łukasz Nowak", ("lukasz", "nowak")),
    ],
)
def test_parts(written, expected):
    assert names.parts(written) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sean", "Shaun"),
        ("Mohammed", "Muhammad"),
        ("Mohammed", "Mohd"),
        ("Catherine", "Katherine"),
        ("Kowalska", "Kowalski"),
        ("Smith", "Smyth"),
    ],
)
def test_spellings_meet(a, b):
    first, second = names.parts(a)[0], names.parts(b)[0]
    met = set(names.phonetic(first)) & set(names.phonetic(second)) or names.nicknames(
        first
    ) & names.nicknames(second)
    assert met


def test_one_phonetic_code_alone_splits_sean_from_shaun():
    assert len(set(names.phonetic("sean")) & set(names.phonetic("shaun"))) == 1


@pytest.mark.parametrize(
    ("written", "forenames", "surname"),
    [
        ("MURPHY, Sean Patrick", ("Sean", "Patrick"), "MURPHY"),
        ("Sean Patrick Murphy", ("Sean", "Patrick"), "Murphy"),
        ("MURPHY Sean", ("Sean",), "MURPHY"),
        ("Dr Jan van der Berg", ("Jan",), "van der Berg"),
        ("Jones", (), "Jones"),
        ("", (), ""),
    ],
)
def test_parse(written, forenames, surname):
    assert names.parse(written) == names.PersonName(forenames, surname)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("Sean Murphy", "Sean Murphy", 1.0, 1.0),
        ("Sean Murphy", "Shaun Murphy", 0.9, 0.99),
        ("Bob Smith", "Robert Smith", 0.9, 0.99),
        ("Murphy Sean", "Sean Murphy", 0.9, 0.99),
        ("S Murphy", "Sean Murphy", 0.8, 0.95),
        ("Anna Smith-Jones", "Anna Jones", 0.85, 0.98),
        ("John Smith", "John Jones", 0.0, 0.6),
        ("John Smith", "Jane Smith", 0.0, 0.8),
        ("John Brown", "Mary Green", 0.0, 0.3),
        ("Murphy", "Sean Murphy", 0.5, 0.7),
    ],
)
def test_compare(a, b, low, high):
    found = names.compare(a, b)
    assert low <= found.score <= high
    assert found == names.compare(a, b)
    assert names.compare(b, a).score == found.score


def test_a_comparison_says_why():
    assert any("Bob" in reason for reason in names.compare("Bob Smith", "Robert Smith").reasons)
    assert "swapped" in names.compare("Murphy Sean", "Sean Murphy").reasons[0]


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("shivawn", "siobhan"), ("nwala", "nuala"), ("eefah", "aoife"), ("klohda", "clodagh"), ("pew", "pugh"), ("chumley", "cholmondeley"),
        ("voychek", "wojciech"), ("shivahn", "siobhan"), ("rosheene", "roisin"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_it_is_heard(heard, name):
    assert names.nicknames(heard) & names.nicknames(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alfred", "frederick"), ("bob", "dan"), ("james", "jason"), ("isaac", "zachary"), ("ian", "john"), ("lee", "william"),
        ("natalie", "natasha"), ("ellie", "helen"), ("anne", "rose"), ("evan", "john"), ("lucy", "mila"), ("emma", "manuel"),
        ("connie", "neil"), ("francis", "franklin"), ("sal", "sam"),
    ],
)  # fmt: skip
def test_two_names_are_not_one_by_a_form_that_both_have(one, other):
    assert names.nicknames(one).isdisjoint(names.nicknames(other))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("fred", "alfred"), ("fred", "frederick"), ("bob", "bogdan"), ("bob", "robert"), ("jay", "james"), ("jay", "jason"),
        ("zak", "isaac"), ("zak", "zachary"), ("jan", "ian"), ("jan", "john"), ("lee", "liam"), ("liam", "william"), ("sam", "salvatore"),
        ("evan", "ieuan"), ("john", "ieuan"), ("connie", "cornelius"), ("frank", "francis"), ("frank", "franklin"),
    ],
)  # fmt: skip
def test_a_form_of_two_names_meets_both(form, name):
    assert not names.nicknames(form).isdisjoint(names.nicknames(name))


@pytest.mark.parametrize(
    ("known", "name"), [("shane", "siobhan"), ("nell", "nuala"), ("shaheen", "siobhan"), ("george", "joao")]
)
def test_a_known_name_is_not_taken_for_what_was_heard(known, name):
    assert not names.nicknames(known) & names.nicknames(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("knight", "nite"),
        ("jean", "gene"),
        ("wright", "rite"),
        ("phelan", "felan"),
        ("shane", "shain"),
        ("coyne", "koyne"),
    ],
)
def test_two_spellings_of_what_is_said_are_heard_as_one(one, other):
    assert heard(one) == heard(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("jane", "jan"), ("jean", "jen"), ("mark", "mary"), ("hayes", "hughes"), ("tina", "tyne")],
)
def test_what_is_said_otherwise_is_heard_otherwise(one, other):
    assert heard(one) != heard(other)
