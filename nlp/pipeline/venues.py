"""Places and bodies whose name ends in their kind: parks, pubs, stations, schools, hospitals, courts."""

from collections.abc import Iterator, Sequence
from functools import cache

from nlp.gazetteer import Known, is_forename, is_jargon, is_shorthand, is_surname
from nlp.lexicon import fold_word
from nlp.stems import weight_of
from nlp.tables import bag, rows, words
from nlp.text.page import Word

_STOP = bag(
    "the a an in at on of to from near by outside inside and or for with is was were he she his her "
    "their this that police car local nearest attended attending went seen into via towards same no any "
    "which who where when same main bus train tube railway underground tram caravan detained taken left "
    "found"
)
_CAPITAL_STOP = _STOP | words("street_stops.csv")


@cache
def _kinds() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    ends: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for label, *kinds in rows("venues.csv"):
        for kind in kinds:
            key = tuple(fold_word(word) for word in kind.split())
            ends.setdefault(key[0], []).append((key, label))
    for options in ends.values():
        options.sort(key=lambda option: -len(option[0]))
    return ends


def find_venues(text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> Iterator[Known]:
    """Names such as ``Penge Park``, ``King's College Hospital``, ``the Red Lion pub``."""
    for at in range(len(page_words)):
        if found := _venue(text, page_words, at, shouted[at]):
            yield found
    yield from _of_places(text, page_words)
    yield from _partners(text, page_words, shouted)
    yield from _public_houses(text, page_words, shouted)
    yield from _prisons(text, page_words, shouted)


def _venue(text: str, page_words: Sequence[Word], at: int, shouted: bool) -> Known | None:
    """The venue whose kind begins at a word."""
    for key, kind in _kinds().get(page_words[at].low, ()):
        last = at + len(key)
        joined = not any(w.gap.strip("'’") for w in page_words[at + 1 : last])
        if not joined or tuple(w.low for w in page_words[at:last]) != key:
            continue
        loud = shouted or _loud(text, page_words, at)
        first = _walk(text, page_words, at, loud, key[0] not in _FIRMS)
        name = page_words[first:at]
        label = "LOCATION" if key == ("court",) and _of_flats(name) else kind
        plain = loud and label != kind and all(w.low in words("common_words.txt") for w in name)
        cased = text[page_words[at].start].isupper() or label == "LOCATION" or key[0] in _LOWER_OK
        if not name or plain or not cased or _no_venue(page_words, first, at, loud):
            return None
        return Known(label, first, last, text[page_words[first].start : page_words[last - 1].end])
    return None


def _no_venue(page_words: Sequence[Word], first: int, at: int, loud: bool) -> bool:
    """Whether the words before a kind are somebody's name, or a single letter (``STOP M. SCHOOL KIDS``)."""
    name = page_words[first:at]
    somebody = page_words[at].low in _SURNAMES and _names_somebody(name) and not _placed(page_words, first)
    counted = [w.low for w in name] in (["third"], ["first"], ["all"], ["other"])
    return somebody or counted or (loud and len(name) == 1 and len(name[0].low) == 1)


def _placed(page_words: Sequence[Word], first: int) -> bool:
    """``at Admiral Point``: whether a place is said, though the name could be somebody's."""
    return first > 0 and not page_words[first].gap and page_words[first - 1].low in _AT


_AT = bag("at in into inside outside o/s nr")


def _loud(text: str, page_words: Sequence[Word], at: int) -> bool:
    """Whether a kind and the word before it are in capitals, as a shouted piece of a text in ordinary case is."""
    pair = page_words[at - 1 : at + 1] if at else []
    return len(pair) == 2 and all(text[w.start : w.end].isupper() and len(w.low) > 2 for w in pair)


def _of_flats(name: Sequence[Word]) -> bool:
    """Whether a court of that name is a block of flats, and none that sits: those are called by their town or by what they judge."""
    return bool(name) and not any(
        word.low in words("places.csv") | words("towns.csv") | _JUDGING or is_jargon(word.low)
        for word in name
    )


_JUDGING = bag(
    "high youth family supreme sheriff criminal crown county appeal magistrates district civil european"
)


def _names_somebody(before: Sequence[Word]) -> bool:
    """Whether the words before a kind that is a family name too are somebody's (``Jin Park``, not ``Crystal Palace Park``)."""
    return (
        bool(before)
        and is_forename(before[0].low)
        and all(is_forename(w.low) or is_surname(w.low) or len(w.low) == 1 for w in before[1:])
    )


_LOWER_OK = bag("hospital school magistrates magistrate's crown primary academy")


def _ends_a_name(page_words: Sequence[Word], at: int) -> bool:
    """``Verity Stroud-Cole of …``: the words before the link are a person."""
    joined = at > 0 and page_words[at].gap in ("", "-")
    return (joined and is_surname(page_words[at].low) and weight_of(page_words[at].low) >= 4.0) or (
        joined and is_forename(page_words[at - 1].low)
    )


_SURNAMES = bag("chambers hall park hill moor heights point lodge farm")  # Roy Chambers, Jin Park
_FIRMS = bag("llp ltd limited plc solicitors")


def _walk(text: str, page_words: Sequence[Word], at: int, shouted: bool, linked: bool) -> int:
    """The first word of the name; ``linked`` tells whether it may hold an ``of`` (no firm's: ``Ann Boothroyd of Marchbanks LLP``)."""
    first = at
    while first > 0 and at - first < 4 and not page_words[first].gap.strip("'’&-."):
        before = page_words[first - 1]
        if "." in page_words[first].gap and len(before.low) > 2:
            break  # `BEECHMOUNT. BANK`: no `St. Mary's`
        raw = text[before.start : before.end]
        low = before.low
        if (
            low in ("of", "and")
            and (linked or low == "and")
            and first < at
            and first > 1
            and not _ends_a_name(page_words, first - 2)
            and text[page_words[first - 2].start].isupper()
            and not shouted
        ):
            first -= 1
            continue
        if low in _CAPITAL_STOP or not raw[0].isupper() or any(ch.isdigit() for ch in raw):
            break
        if shouted and (is_jargon(low) or is_shorthand(low)):
            break  # `FTA CROYDON MAGS COURT`
        if len(low) == 1 and first > 1 and page_words[first - 1].gap == "/":
            break  # `R/K BELLA BLINDS LTD`, `O/S LLOYD'S CHEMIST`
        if (
            shouted
            and weight_of(low) < 4.0
            and low not in words("street_names.csv")
            and low not in words("places.csv")
        ):
            break
        first -= 1
    while first < at and page_words[first].low in ("of", "and"):
        first += 1
    return first


def _of_places(text: str, page_words: Sequence[Word]) -> Iterator[Known]:
    """``University of Leeds``, ``London Borough of Barnet``: a body named by its place."""
    for at in range(1, len(page_words) - 1):
        place, before = page_words[at + 1], page_words[at - 1]
        seated = page_words[at].low == "of" and before.low in _SEATED
        if (
            seated
            and not (place.gap or page_words[at].gap)
            and (text[before.start] + text[place.start]).isupper()
        ):
            yield Known("ORG", at - 1, at + 2, text[before.start : place.end])


_SEATED = bag("university borough diocese")


def _partners(text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> Iterator[Known]:
    """``Hadley & Rowe``: a firm by its sign between two names."""
    for at in range(len(page_words) - 1):
        first, second = page_words[at], page_words[at + 1]
        if second.gap != "&" or shouted[at] or len(first.low) < 3 or len(second.low) < 3:
            continue
        names = (text[w.start].isupper() and weight_of(w.low) >= 3.5 for w in (first, second))
        if all(names) and not (is_forename(first.low) and is_forename(second.low)):
            yield Known("ORG", at, at + 2, text[first.start : second.end])


def _prisons(text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> Iterator[Known]:
    """``HMP Ford``, ``YOI Feltham``: the prison service's letters and a name."""
    for at, word in enumerate(page_words[:-1]):
        if word.low not in ("hmp", "yoi", "hmyoi", "hmpyoi") or page_words[at + 1].gap.strip("/"):
            continue
        last = at + 1
        while (
            last < len(page_words)
            and last - at < 4
            and _in_prison_name(text, page_words[last], last - at, shouted[at])
        ):
            last += 1
        if last > at + 1:
            yield Known("ORG", at, last, text[page_words[at].start : page_words[last - 1].end])


def _in_prison_name(text: str, word: Word, place: int, shouted: bool) -> bool:
    capital = text[word.start].isupper() and not (place > 1 and word.gap)
    return capital and not (
        shouted and place > 1 and word.low not in words("places.csv") | {"scrubs", "hill", "lane", "moor"}
    )


_PUB_FRONT = bag(
    "red white black green golden blue royal old kings king's queens queen's prince duke rose crown fox "
    "dog railway bricklayers coach plough cross"
)
_PUB_BACK = bag(
    "lion lions hart horse bull swan bear dragon oak crown arms head anchor fleece bell fox hound "
    "hounds wagon inn tavern goat stag boar eagle ship wales york wellington cambridge horses keys "
    "feathers star garter tuns barrels elephant castle cock pheasant tap"
)


def _public_houses(text: str, page_words: Sequence[Word], shouted: Sequence[bool]) -> Iterator[Known]:
    """``the Red Lion``, ``The Kings Arms``: a pub by its shape, in capitals at the start of each word."""
    for at in range(1, len(page_words) - 1):
        if page_words[at - 1].low != "the" or page_words[at].gap or not text[page_words[at].start].isupper():
            continue
        if _lone_pub(text, page_words, at, shouted[at]):
            yield Known("LOCATION", at, at + 1, text[page_words[at].start : page_words[at].end])
            continue
        for last in range(min(at + 4, len(page_words)), at + 1, -1):
            if _is_pub(text, page_words, at, last, shouted[at]):
                yield Known("LOCATION", at, last, text[page_words[at].start : page_words[last - 1].end])
                break


def _is_pub(text: str, page_words: Sequence[Word], first: int, last: int, shouted: bool) -> bool:
    low = [w.low for w in page_words[first:last]]
    inner = page_words[first + 1 : last]
    cased = all(text[w.start].isupper() or w.low in ("and", "of", "in") for w in inner)
    if not cased or any(w.gap.strip("'’&-") for w in inner) or low[-1] not in _PUB_BACK:
        return False
    return low[0] in _PUB_FRONT or (not shouted and low[-1] in ("arms", "head", "inn", "tavern"))


_LONE_PUBS = bag(
    "crown plough ship swan anchor bell fox bull george feathers greyhound wheatsheaf railway albion angel"
)


def _lone_pub(text: str, page_words: Sequence[Word], at: int, shouted: bool) -> bool:
    """``at the Crown``: one capitalised word after a preposition and the article, with no capital after it."""
    following = page_words[at + 1] if at + 1 < len(page_words) else None
    alone = following is None or bool(following.gap) or not text[following.start].isupper()
    placed = at > 1 and page_words[at - 2].low in ("at", "in", "outside", "near", "from", "inside")
    return not shouted and alone and placed and page_words[at].low in _LONE_PUBS
