"""Known names in running text: places, organisations, vehicles; and the jargon that is no name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from nlp.addressing.street_finder import is_type
from nlp.lexicon import fold_word
from nlp.naming.forms import canonical
from nlp.stems import weight_of
from nlp.tables import bag, rows, words
from nlp.text.page import Word

_COLOURS = bag(
    "black white silver grey gray blue red green yellow orange brown gold beige purple bronze maroon "
    "cream pink navy dark light metallic turquoise burgundy"
)
_TYPES = bag(
    "van car estate saloon hatchback transit pickup pick lorry moped scooter motorbike motorcycle "
    "convertible taxi coupe minibus camper campervan motorhome"
)
_COMMON_MODELS = bag(
    "up 2 3 6 one is s sport daily master legacy x1 x3 spark fox note leaf colt ghost smart cooper "
    "connect boxer relay partner dispatch focus"
)
_PLACE_WORDS = bag(
    "reading bath sale bury hove deal rugby hyde barking bow hayes ely wells barry sandwich street "
    "battle ware ash rye eye diss ryde poole hull dover acton sutton preston lincoln chester derby "
    "boston charlton everton walton aston clifton eccles meadows canton jordan hamilton morden barnet "
    "kent perth paris victoria georgia stafford warwick windsor leyton richmond kingston burton kirkby "
    "stone bolton whitby newport radcliffe norwood leyland wales malta holland england redhill epsom "
    "ashford hatfield harlow bedford crawley ripley nelson"
)


class Known(NamedTuple):
    """A known name among the words of a page: label, first word, one past the last, normal form."""

    label: str
    first: int
    last: int
    value: str


Trie = dict[str, list[tuple[tuple[str, ...], str]]]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(fold_word(w) for w in phrase.replace("-", " ").replace("&", " ").replace(".", " ").split())


@cache
def _names() -> Trie:
    first: Trie = defaultdict(list)
    for file, label in (("organisations.csv", "ORG"), ("places.csv", "LOCATION"), ("towns.csv", "TOWN")):
        for phrase in words(file):
            key = _keys(phrase)
            if key:
                first[key[0]].append((key, label))
    for row in rows("vehicles.csv"):
        make = _keys(row[0])
        first[make[0]] += [(make, "VEHICLE"), *((make + _keys(model), "VEHICLE") for model in row[1:])]
        first_models = [
            _keys(model) for model in row[1:] if len(model) > 3 and _keys(model)[0] not in _COMMON_MODELS
        ]
        for model in first_models:
            first[model[0]].append((model, "MODEL"))
    for options in first.values():
        options.sort(key=lambda option: -len(option[0]))
    return dict(first)


def _matches(page_words: Sequence[Word], at: int) -> tuple[int, str] | None:
    for key, label in _names().get(page_words[at].low, ()):
        size = len(key)
        if size == 1 or (
            tuple(w.low for w in page_words[at : at + size]) == key
            and not any(w.gap.strip("-&'’/") for w in page_words[at + 1 : at + size])
        ):
            return size, label
    return None


def find_known(text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> Iterator[Known]:
    """Places, organisations and vehicles by name; ``shouted`` says for each word whether its line is in capitals."""
    at = 0
    while at < len(page_words):
        hit = _matches(page_words, at)
        if hit is None:
            at += 1
            continue
        size, label = hit
        found = _accept(text, page_words, at, at + size, label, shouted[at])
        if found:
            yield found
            at = found.last
        else:
            at += 1


def _accept(
    text: str, page_words: Sequence[Word], first: int, last: int, label: str, shouted: bool
) -> Known | None:
    word = text[page_words[first].start : page_words[first].end]
    if label in ("VEHICLE", "MODEL"):
        return _vehicle(text, page_words, first, last, label, word)
    if label == "TOWN":
        return _town(text, page_words, first, last, word)
    capital = word[0].isupper()
    single = last - first == 1
    low = page_words[first].low
    if not capital and (weight_of(low) < 4.0 or low in _PLACE_WORDS or label == "ORG" or not single):
        return None
    if single and label == "ORG" and len(low) < 4 and not word.isupper():
        return None
    if (
        single
        and label == "ORG"
        and low in _WORD_ORGS
        and (shouted or not capital or first == 0 or bool(page_words[first].gap))
    ):
        return None
    if single and low in _SHOPS_TOO and at_a_shop(page_words, first):
        return Known("ORG", first, last, word)
    if capital and single and label == "LOCATION" and _stands_for_place(text, page_words, first):
        return Known(label, first, last, word)
    if single and label == "LOCATION" and _part_of_name(text, page_words, first, low, shouted):
        return None
    return Known(label, first, last, text[page_words[first].start : page_words[last - 1].end])


_SHOPS_TOO = bag("iceland halifax boots")


def at_a_shop(page_words: Sequence[Word], at: int) -> bool:
    """``outside Iceland``, ``Bank Halifax``: the firm and not the place of its name."""
    return at > 0 and not page_words[at].gap and page_words[at - 1].low in _SHOP_DOORS


_SHOP_DOORS = bag("outside inside bank at by near the account with behind opposite o/s os")


def _town(text: str, page_words: Sequence[Word], first: int, last: int, word: str) -> Known | None:
    """A town of the long table, which holds many family names: where a place would stand."""
    inner = (text[w.start].isupper() or w.low in _TOWN_LINKS for w in page_words[first + 1 : last])
    if not word[0].isupper() or not all(inner):
        return None
    if last - first == 1 and not _stands_for_place(text, page_words, first):
        return None
    return Known("LOCATION", first, last, text[page_words[first].start : page_words[last - 1].end])


_TOWN_LINKS = bag("on upon in le under by the next of and cum sub y")


def _stands_for_place(text: str, page_words: Sequence[Word], at: int) -> bool:
    """Whether one word stands as a place: after a preposition of place or an address, or before a postcode."""
    before = page_words[at - 1] if at else None
    after = page_words[at + 1] if at + 1 < len(page_words) else None
    if after is not None and not after.gap and text[after.start].isupper() and not _POSTAL.match(after.low):
        return False  # `Thornton Heath`, `Marlow Street`: a part of a longer name
    if after is not None and after.gap in ("", ",") and _POSTAL.match(after.low):
        return True
    if before is None:
        return False
    if not page_words[at].gap:
        return before.low in _PREPOSITIONS
    return page_words[at].gap == "," and is_type(before.low)


_POSTAL = re.compile(r"[a-z]{1,2}\d{1,2}[a-z]?$")
_WORD_ORGS = bag(
    "next mind crisis refuge three coral scope relate dreams hermes bolt ups booker tarmac trident starling orbit sanctuary catalyst spark makro cex admiral kier amey shell boots iceland shelter sky spar ee subway costa un ira eu bp argos senate congress parliament uber"
)
_PREPOSITIONS = bag("in at to from near of around outside towards via through across into between")


def _part_of_name(text: str, page_words: Sequence[Word], at: int, low: str, shouted: bool) -> bool:
    """Whether a town's name stands as a person's (``Paul Preston``), or as an ordinary word (``READING``)."""
    before = page_words[at - 1] if at and not page_words[at].gap.strip("-") else None
    after = page_words[at + 1] if at + 1 < len(page_words) and not page_words[at + 1].gap else None
    if before is not None and before.low in _PREPOSITIONS:
        return False
    named = before is not None and is_forename(before.low) and text[before.start].isupper()
    plain = low in _PLACE_WORDS and (shouted or before is None)
    follows = (
        after is not None and text[after.start].isupper() and not shouted and after.low not in _AFTER_PLACE
    )
    return named or plain or (follows and low in _PLACE_WORDS)


_AFTER_PLACE = bag("and on at the in")


def _vehicle(
    text: str, page_words: Sequence[Word], first: int, last: int, label: str, word: str
) -> Known | None:
    low = page_words[first].low
    colour = _colour_before(page_words, first)
    if label == "MODEL" and not (word[0].isupper() and (colour < first or weight_of(low) >= 4.0)):
        return None
    bare = label == "VEHICLE" and last - first == 1
    if (
        bare
        and low in _PLAIN_MAKES
        and (not word[0].isupper() or (colour == first and not _typed(page_words, last)))
    ):
        return None
    if label == "MODEL" and low in _NAME_MODELS and colour == first:
        return None
    if last < len(page_words) and not page_words[last].gap and page_words[last].low in _TYPES:
        last += 1
    start, end = page_words[colour].start, page_words[last - 1].end
    return Known("VEHICLE", colour, last, text[start:end])


_PLAIN_MAKES = bag(
    "ford rover smart mini seat saab triumph jaguar lexus man proton vespa kia mg jeep scania daf ldv "
    "honda fiat kawasaki subaru isuzu"
) - {
    "lexus", "kia", "jeep", "scania", "daf", "ldv", "honda", "fiat", "kawasaki", "subaru", "isuzu", "vespa", "saab",
}  # fmt: skip
_NAME_MODELS = bag(
    "ranger golf polo swift escort astra galaxy transit legacy defender discovery sport continental phantom "
    "ghost vantage dispatch tiger duke swift alto caddy sharan almera clio mito colt shogun adam ibiza "
    "leon toledo rapid superb ninja vogue"
) - {
    "astra", "transit", "clio", "ibiza", "almera", "galaxy",
}  # fmt: skip


def _typed(page_words: Sequence[Word], last: int) -> bool:
    return last < len(page_words) and page_words[last].low in _TYPES | {"reg", "registration", "vrm", "index"}


def _colour_before(page_words: Sequence[Word], first: int) -> int:
    at = first
    while at and at > first - 3 and page_words[at - 1].low in _COLOURS and not page_words[at].gap.strip("/-"):
        at -= 1
    return at


@cache
def _forenames() -> frozenset[str]:
    tables = (
        "forenames.csv", "census_forenames.csv", "nicknames.csv", "transliterations.csv", "more_forenames.csv",
    )  # fmt: skip
    everything = {name for table in tables for name in words(table)}
    return (
        frozenset(everything) - words("surnames.csv")
        | words("forenames.csv")
        | {row[0] for row in rows("nicknames.csv")}
    )


@cache
def _surnames() -> frozenset[str]:
    everything = words("surnames.csv") | words("census_surnames.csv") | words("more_surnames.csv")
    return frozenset(canonical(name) for name in everything) | everything


def is_forename(low: str) -> bool:
    """Whether a folded word is a known given name."""
    return low in _forenames()


def is_surname(low: str) -> bool:
    """Whether a folded word is a known family name."""
    return low in _surnames()


def is_jargon(low: str) -> bool:
    """Whether a folded word is police, legal or social-care vocabulary and no name."""
    return low in words("jargon.csv")


def is_shorthand(low: str) -> bool:
    """Whether a folded word is shorthand of logs (``jct``, ``twds``), which no name of a person or a body is made of."""
    return low in words("shorthand.csv")
