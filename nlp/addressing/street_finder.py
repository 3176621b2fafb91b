"""Streets and numbered addresses in running text, found from the street's type backwards.

From each word that is a street's type (``Road``, ``Cl``) the walk goes back over the words of its name
until a number, a unit (``Flat 2``) or a word that cannot be in a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.naming.forms import fold
from nlp.stems import UNKNOWN, weight_of
from nlp.tables import bag, rows, words

_TOKEN = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_UNIT_FORMS = "|".join(
    sorted({form for row in rows("unit_words.csv") for form in row}, key=len, reverse=True)
)
UNIT_WORDS = rf"(?:{_UNIT_FORMS})(?![^\W\d_])"  # `flt 60` is no flat T
BUILDING_WORDS = "|".join(sorted(words("building_types.csv"), key=len, reverse=True))
BUILDING = re.compile(rf"\b(?:{BUILDING_WORDS})$", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?P<name>(?:[A-Z0-9][\w'’-]*\s+){{1,3}}(?i:{BUILDING_WORDS}))\s*,?\s*$",
)
_NAMED_WHOLE = re.compile(_NAMED.pattern, re.IGNORECASE)
# Buildings of flats: a number before such a name is a flat's. After the others it may be a person's surname, too.
OF_FLATS = re.compile(r"\b(?:house|towers?|mansions|heights|buildings|apartments|block)$", re.IGNORECASE)
_OWN_FLAT = re.compile(r"(?<![\w/.:-])(\d{1,4}[a-z]?)\s*,?\s*$", re.IGNORECASE)
# Floors of a house as they are written.
STOREY_WORDS, CELLAR_WORDS = "ground|grnd|grd|gnd|first|second|third|top|1st|2nd|3rd", "basement|bsmt"
FLOOR_WORDS = rf"(?:{STOREY_WORDS}|{CELLAR_WORDS}|upper|lower)(?:\s+(?:floor|flr))?"
_UNIT = re.compile(
    rf"(?<![\w])(?:(?:{UNIT_WORDS})\.?\s*(?:no\.?\s*|number\s*)?(?P<flat>\d{{1,4}}\s?[a-z]?|[a-z]\d{{0,3}})"
    rf"|(?P<floor>{FLOOR_WORDS})\s+(?:{UNIT_WORDS}))"
    r"\s*(?:,|of|at|in|-)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_UNIT_BEFORE_NAME = re.compile(
    rf"(?<![\w])(?:{UNIT_WORDS})\.?\s*(?:no\.?\s*)?(?P<flat>\d{{1,4}}\s?[a-z]?|[a-z]\d{{0,3}})\s*,?\s+"
    rf"(?P<name>(?:[^\W_][\w'’-]*\s+){{1,3}}?(?:{BUILDING_WORDS}))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w£$€.:/#-])(?:(?P<over>\d{1,3}[a-z]?|[a-z](?=/))\s?/\s?)?(?P<number>\d{1,4}(?:\s?[a-z](?![\w]))?(?:\s?[-–]\s?\d{1,4}[a-z]?)?)"
    r"\s*,?\s*(?:the\s)?$",
    re.IGNORECASE,
)
_STRONG = bag(
    "road rd street st avenue ave lane crescent cres gardens gdns terrace grove boulevard parade mews"
)
_NOT_STREETS = bag(
    "crown court|county court|magistrates court|youth court|high court|supreme court|family court|"
    "car park|take place|taking place|took place|safe place|public place|meeting place|long way|same way|"
    "no way|one way|half way|either way|by way|his way|her way|any way|front row|back row|week end|"
    "front end|far end|rear end|dead end|west end|east end|rear yard|back yard|front gate|rear gate|"
    "side gate|front path|garden path|food bank|blood bank|tennis court|main road|back road|side road|"
    "slip road|main street|the street|the road|this road|this street|lloyds bank|barclays bank|"
    "natwest bank|santander bank|tsb bank|the court|the close|the drive|the way|the yard|the bank|"
    "the place|the gate|the row|the path|the end|the park|the side|the field|the fields|the view|the walk|"
    "the passage|the square|scotland yard|new scotland yard|north side|south side|near side|off side|"
    "driver side|hard drive|usb drive|flash drive|test drive|disk drive|police bank|crossbow view|"
    "street view"
)
_LINKS = bag("of the le on upon and by under")


@dataclass(frozen=True, slots=True)
class Place:
    """Spans (start, end) of an address's parts; an absent part is (0, 0)."""

    start: int
    end: int
    street: tuple[int, int]
    number: tuple[int, int] = (0, 0)
    flat: tuple[int, int] = (0, 0)
    building: tuple[int, int] = (0, 0)

    @property
    def numbered(self) -> bool:
        return self.number != (0, 0) or self.flat != (0, 0) or self.building != (0, 0)


@cache
def _types() -> frozenset[str]:
    return frozenset(form for row in rows("street_types.csv") for form in row)


_HINT = re.compile(
    r"(?<![^\W_])(?:" + "|".join(sorted(_types(), key=len, reverse=True)) + r")(?![^\W_])", re.I
)


def is_type(word: str) -> bool:
    """Whether a folded word is what a street is called (`road`, `cl`)."""
    return word in _types()


@cache
def _never_plain() -> frozenset[str]:
    return _types() | _LINKS | words("street_stops.csv") | words("jargon.csv") | words("building_types.csv")


def is_plain(word: str) -> bool:
    """Whether a folded word, among those before a street's type, can be nothing but a part of its name."""
    return word not in _never_plain()


def may_be_house(street: str) -> bool:
    """Whether a street's kind is what houses are called too (`Meadow View`)."""
    return fold(street).rpartition(" ")[2] in _SURNAMES_TOO | _HOUSES_TOO


def places(text: str, whole: bool = False) -> Iterator[Place]:
    """Streets and addresses, in order; ``whole`` reads the text as nothing but an address (any case will do)."""
    end = 0
    for place in sorted(_all(text, whole), key=lambda p: (p.start, -p.end)):
        if place.start >= end:
            yield place
            end = place.end


def _all(text: str, whole: bool) -> Iterator[Place]:
    line_start = 0
    for line in re.split(r"(?<=\n)", text) if "\n" in text else [text]:
        shouted = line.isupper()
        tokens: list[re.Match[str]] = []
        if _HINT.search(line):
            tokens = list(_TOKEN.finditer(text, line_start, line_start + len(line)))
        for at in range(len(tokens)):
            place = _at_type(text, tokens, at, whole, shouted)
            if place:
                yield place
        line_start += len(line)
    for match in _UNIT_BEFORE_NAME.finditer(text):
        if _name_ok(match["name"], whole):
            yield Place(
                match.start(), match.end("name"), (0, 0), flat=match.span("flat"), building=match.span("name")
            )


def _name_ok(name: str, whole: bool) -> bool:
    return whole or name.isupper() or name[:1].isupper() or name[:1].isdigit()


def _at_type(text: str, tokens: list[re.Match[str]], at: int, whole: bool, shouted: bool) -> Place | None:
    kind = fold(tokens[at].group())
    if kind not in _types() or _continues(text, tokens, at, whole):
        return None
    first = _walk_back(text, tokens, at, whole, shouted)
    if first is None or (whole and _of_town(tokens, first, at)):
        return None
    if shouted and not whole:
        first = _less_prose(tokens, first, at)
    street = (tokens[first].start(), tokens[at].end())
    name = fold(text[slice(*street)])
    if name in _NOT_STREETS or (not whole and " ".join(name.split()[-2:]) in _NOT_STREETS):
        return None
    place = _with_number(text, street, whole)
    plain = not (tokens[at].group()[0].isupper() or whole)
    numbered = place.numbered and (kind in _STRONG or (kind in _FLAT_TOO and text.islower()))
    numbered |= place.numbered and kind in _LOW_NUMBERED and _lived_at(text, place.start)
    if plain and not (numbered or _said_low(tokens, first, at, kind)):
        return None
    if not (whole or place.numbered) and kind in _SURNAMES_TOO and not _after_preposition(tokens, first):
        return None
    placed = shouted and kind in _SHOUTED_TOO and _after_preposition(tokens, first)
    if (plain or shouted) and not whole and not _believable(name, kind, place, placed):
        return None
    return place


def _of_town(tokens: list[re.Match[str]], first: int, at: int) -> bool:
    """Whether the type ends a town's name that stands behind a street (`quarry parade forest hill`)."""
    said = [fold(token.group()) for token in tokens[first : at + 1]]
    ends = (" ".join(said[begin:]) for begin in range(2, len(said) - 1) if said[begin - 1] in _types())
    return any(end in words("towns.csv") or end in words("places.csv") for end in ends)


def _less_prose(tokens: list[re.Match[str]], first: int, at: int) -> int:
    """In capitals, where the name begins: not with ordinary words of the report (``BUS SHELTER OLD KENT ROAD``)."""
    begin = max(first, at - 3)
    while begin < at - 1 and not _street_like(fold(tokens[begin].group())):
        begin += 1
    return begin if _street_like(fold(tokens[begin].group())) else first


def _street_like(word: str) -> bool:
    if word in words("vehicles.csv") or word in words("organisations.csv"):
        return False
    if word.endswith("ing") and word not in words("towns.csv") and word not in words("places.csv"):
        return False  # `BLOCKING TOOLEY STREET`
    return weight_of(word) >= 3 or word in words("street_names.csv") or word in _LINKS


_FLAT_TOO = bag(
    "close drive court way walk place rise row green hill"
)  # numbered, in a text without capitals
_SURNAMES_TOO = bag(
    "orchard hill park green court bank banks field fields ford heath mead meadow meadows ridge way wood yard rise "
    "row place mount dale dene croft garth gate common marsh vale view walk end chase quay oval path side loan"
)
_COUNTS = bag("two three four five six seven eight nine ten")
_HOUSES_TOO = bag("copse spinney orchard cottages villas heights wharf quay ridge")
_PREPOSITIONS = bag(
    "in on at to from near outside along off into towards toward via around of by inside behind opposite through past between junction and twds o/s nr opp"
)


def _after_preposition(tokens: list[re.Match[str]], first: int) -> bool:
    """Whether a street without a number that could be a person (``Billy Orchard``) stands where a place would."""
    return first > 0 and fold(tokens[first - 1].group()) in _PREPOSITIONS


def _names_a_street(front: list[str]) -> bool:
    """Whether no word is one of the language that no street is called by."""
    return all(word not in words("common_words.txt") or word in words("street_names.csv") for word in front)


def _said_low(tokens: list[re.Match[str]], first: int, at: int, kind: str) -> bool:
    """Whether a street in small letters and without a number stands where a place would, its name no word of the language (``by spinney lane``)."""
    front = [fold(token.group()) for token in tokens[first:at]]
    unusual = _names_a_street(front) and all(weight_of(word) >= 3.5 and len(word) > 3 for word in front)
    return (
        unusual
        and kind in _LOW_TOO
        and _after_preposition(tokens, first)
        and fold(tokens[first - 1].group()) not in ("of", "and", "between")
    )


_LIVED_AT = re.compile(r"\b(?:at|of|outside|opposite|address|lives|no|number|to|from)\W? $", re.IGNORECASE)


def _lived_at(text: str, start: int) -> bool:
    """Whether a word for where somebody is stands before an address in small letters (``at 17 hawthorn drive``)."""
    return _LIVED_AT.search(text, max(0, start - 12), start) is not None


_LOW_NUMBERED = bag("drive close crescent terrace grove gardens")
_LOW_TOO = bag("lane road street avenue crescent")
_SHOUTED_TOO = bag("walk broadway close drive court wood hill rise row way mews")


def _believable(name: str, kind: str, place: Place, placed: bool = False) -> bool:
    """Without capitals to go by: an unusual or a street-like name, and a strong type, a number or the word for a place before it."""
    front = name.split()[:-1]
    unusual = all(
        weight_of(word) >= 3 or word in words("street_names.csv") for word in front if word not in _LINKS
    )
    placed = placed and _names_a_street(front)
    strange = kind == "way" and all(weight_of(word) >= UNKNOWN for word in front)
    return unusual and (kind in _STRONG or place.numbered or strange or placed)


def _apart(text: str, token: re.Match[str], following: re.Match[str], whole: bool) -> bool:
    """Whether something stands between two words that ends a name: a full stop, too, but behind a shortened word (``St. Mary's``)."""
    between = text[token.end() : following.start()].strip()
    shortened = whole or fold(token.group()) in _SHORTENED or len(token.group()) == 1
    return bool(between.strip(" .") if shortened else between)


_SHORTENED = bag("st sts gt lt mt sth nth upr lwr dr rev sq")


def _continues(text: str, tokens: list[re.Match[str]], at: int, whole: bool) -> bool:
    """Whether the next word is a type too, so that this one belongs to the name (``Avenue Road``)."""
    if at + 1 >= len(tokens) or _apart(text, tokens[at], tokens[at + 1], whole):
        return False
    following = tokens[at + 1].group()
    return fold(following) in _types() and following[0].isupper() == tokens[at].group()[0].isupper()


# Of a street's name (`Dog Kennel Lane`), though the first is a word of the police.
_TOGETHER = frozenset({("dog", "kennel"), ("dog", "kennels")})
_LONGEST = 4  # words of a street's name besides its type
# What public houses end in: `the Red Lion on Penge High Street`.
_SIGNS = bag("lion arms head crown horse bull swan bell inn tavern anchor hart plough hounds feathers")


def _walk_back(text: str, tokens: list[re.Match[str]], at: int, whole: bool, shouted: bool) -> int | None:
    """Index of the first word of the street's name, or ``None`` where there is none."""
    first = at
    capital = tokens[at].group()[0].isupper() and not shouted
    while first > 0 and at - first < _LONGEST:
        token = tokens[first - 1]
        word = token.group()
        if _apart(text, token, tokens[first], whole) or not _in_name(word, capital, whole, at - first):
            break
        first -= 1
    if 0 < first < at and (fold(tokens[first - 1].group()), fold(tokens[first].group())) in _TOGETHER:
        first -= 1
    while first < at and fold(tokens[first].group()) in _LINKS - {"the"}:
        first += 1
    more = first > 0 and at - first == _LONGEST and not _apart(text, tokens[first - 1], tokens[first], whole)
    named = more and _in_name(tokens[first - 1].group(), capital, whole, _LONGEST)
    head = fold(tokens[first].group())
    other = not whole and (named or head in _SIGNS or head.endswith("ed"))  # `Assaulted by Amy Lane`
    for link in range(first + (1 if other else 2), at):
        if fold(tokens[link].group()) in _LINKS - {"of", "the", "le"}:
            first = (
                link + 1
            )  # `Jess Tindall on Sefton Parade`; one word before it is a name (`Stratford on Avon Road`)
    if first < at and fold(tokens[first].group()) == "the" and at - first > 1:
        first += 1
    return first if first < at else None


def _in_name(word: str, capital: bool, whole: bool, depth: int) -> bool:
    low = fold(word)
    if low in words("jargon.csv") and low not in words("street_names.csv"):
        return False
    if low in _LINKS:
        return depth > 0 or low == "the"
    if low == "junction" and depth == 0 and whole:
        return True  # Junction Road; further from the type it is where roads meet
    if whole and depth > 0 and low in _COUNTS:
        return True  # Three Ashes Lane
    if low in words("street_stops.csv") or any(ch.isdigit() for ch in word) or (len(low) == 1 and not whole):
        return low in {"1st", "2nd", "3rd", "4th", "5th"}
    return word[0].isupper() or whole or not capital


def _with_number(text: str, street: tuple[int, int], whole: bool) -> Place:
    """The number, building and unit in front of a street."""
    start, number, flat, building = street[0], (0, 0), (0, 0), (0, 0)
    before = text[max(0, start - 60) : start]
    offset = start - len(before)
    match = _NUMBER.search(before)
    if match:
        number = (offset + match.start("number"), offset + match.end("number"))
        start = offset + match.start()
        if match["over"]:
            flat = (offset + match.start("over"), offset + match.end("over"))
        before = text[max(0, start - 60) : start]
        offset = start - len(before)
    named = (_NAMED_WHOLE if whole else _NAMED).search(before)
    if named and (number != (0, 0) or named.group().rstrip().endswith(",")):
        named_start = _trim(before, named.start("name"))
        building = (offset + named_start, offset + named.end("name"))
        start = building[0]
        before = text[max(0, start - 60) : start]
        offset = start - len(before)
    unit = _UNIT.search(before)
    if unit and flat == (0, 0):
        group = "flat" if unit["flat"] else "floor"
        flat = (offset + unit.start(group), offset + unit.end(group))
        start = offset + unit.start()
    own = _OWN_FLAT.search(before) if flat == number == (0, 0) != building else None
    if own and (whole or OF_FLATS.search(text[slice(*building)])):
        flat = (offset + own.start(1), offset + own.end(1))
        start = flat[0]
    return Place(start, street[1], street, number, flat, building)


def _trim(before: str, start: int) -> int:
    """Where a building's name begins, less unit, numbers and stop words in front of it."""
    for match in _TOKEN.finditer(before, start):
        low = fold(match.group())
        if low in words("street_stops.csv") or low.isdigit() or re.fullmatch(UNIT_WORDS, low):
            start = match.end()
            continue
        return match.start()
    return start
