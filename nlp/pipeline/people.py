"""People named in police prose, found by rank, title, label, capitals and known given names."""

from collections.abc import Iterator

from nlp.gazetteer import is_forename, is_jargon, is_surname
from nlp.pipeline.name_words import ordinary
from nlp.pipeline.people_forms import Forms, Person
from nlp.pipeline.people_words import (
    ALIAS,
    ALSO_WORDS,
    DOINGS,
    ENDS_OF_PLACES,
    FIRMS,
    LABELS,
    PARTICLES,
    PLACE_ENDS,
    POINTED,
    STOP,
)  # fmt: skip
from nlp.stems import is_unusual, weight_of
from nlp.tables import words
from nlp.text.ranks import is_rank, rank_ends


class People(Forms):
    """Finds the people of one page; ``shouted`` tells for each word whether its line is in capitals."""

    def find(self) -> Iterator[Person]:
        """The people of the page, in order."""
        at = 0
        while at < len(self._words):
            person = self._at(at)
            if person:
                yield person
                at = person.last
            else:
                at += 1

    def _at(self, at: int) -> Person | None:
        word = self._words[at]
        if word.low in rank_ends():
            found = self._after_rank(at)
            if found:
                return found
        return (
            self._formed(at)
            or self._known(at)
            or self._labelled(at)
            or self._by_surname(at)
            or self._alias(at)
            or self._lone(at)
            or self._lone_surname(at)
        )

    def _after_rank(self, at: int) -> Person | None:
        """``DC 1234 Smith``: the name after a rank or title, and a number or grade between them."""
        if not self._ranks(at):
            return None
        start = self._past_number(at)
        named = self._past_particles(start)
        if not self._follows(at, start) or not self._held_by(named):
            return None
        if named > start:
            return Person(start, self._extend(named, 2), f"name after {self._raw(at)}", 0.95)
        last = self._with_street_like_name(start, self._extend(start, 3))
        return Person(start, last, f"name after {self._raw(at)}", 0.95)

    def _with_street_like_name(self, start: int, last: int) -> int:
        """One past the name: ``DC Michael Lane``, whose family name streets end in, has it after the given name."""
        given = last - start == 1 and is_forename(self._words[start].low) and not self._shouted[start]
        more = (
            given and self._joins(last) and self._raw(last)[0].isupper() and is_surname(self._words[last].low)
        )
        return last + (more and self._words[last].low in STOP)

    def _ranks(self, at: int) -> bool:
        """Whether a word is a rank; one that is a common word too (``sister``) only with a capital."""
        low = self._words[at].low
        return is_rank(low) and (low not in ALSO_WORDS or self._raw(at)[0].isupper())

    def _past_number(self, at: int) -> int:
        """One past the rank and the one or two words of its number or grade."""
        start = at + 1
        while start < len(self._words) and start - at < 3 and self._of_rank(start):
            start += 1
        return start

    def _past_particles(self, start: int) -> int:
        """One past the small particles that a family name begins with: ``van der`` of ``DS van der Berg``."""
        at = start
        while (
            at - start < 2
            and self._joins(at + 1)
            and self._words[at].low in PARTICLES
            and self._raw(at).islower()
        ):
            at += 1
        return at

    def _of_rank(self, at: int) -> bool:
        word = self._words[at]
        if word.gap not in ("", ".", "/"):
            return False
        numbered = any(ch.isdigit() for ch in self._raw(at)) or word.low in ("no", "number", "of")
        return numbered or word.low in rank_ends()

    def _follows(self, at: int, start: int) -> bool:
        """Whether a word stands behind the rank in its line, with no sentence's end between."""
        if start >= len(self._words):
            return False
        gap = self._words[start].gap
        ended = gap.strip(".") or ("." in gap and self._words[start - 1].low not in POINTED)
        return not ended and "\n" not in self._text[self._words[at].end : self._words[start].start]

    def _held_by(self, at: int) -> bool:
        """Whether a word behind a rank may be the name of who holds it."""
        low, raw = self._words[at].low, self._raw(at)
        if not raw[0].isupper() or any(ch.isdigit() for ch in raw):
            return False
        if low in STOP | {"and"} or is_jargon(low):
            return False
        return not self._shouted[at] or weight_of(low) >= 4.0 or is_surname(low)

    def _known(self, at: int) -> Person | None:
        word = self._words[at]
        if not is_forename(word.low):
            return None
        if not self._raw(at)[0].isupper():
            return self._lower(at)
        if word.low == "vic" and self._joins(at + 1) and is_forename(self._words[at + 1].low):
            return None  # the victim, whose name follows
        last = self._extend(at)
        if last - at < 2:
            return None
        if self._words[last - 1].low in FIRMS or (
            self._at_a_place(at) and self._words[last - 1].low in ENDS_OF_PLACES
        ):
            return None
        plain = ordinary(word.low)
        second = self._words[last - 1].low
        if (plain or self._shouted[at]) and not (
            is_surname(second)
            or is_forename(second)
            or (is_unusual(second) and (not plain or self._doubled(last)))
        ):
            return None
        if last < len(self._words) and self._words[last].low in PLACE_ENDS and not self._words[last].gap:
            return None
        return Person(at, last, "known given name and what follows it in capitals", 0.9)

    def _at_a_place(self, at: int) -> bool:
        """``at Admiral Point``"""
        return (
            at > 0
            and not self._words[at].gap
            and self._words[at - 1].low in ("at", "in", "into", "inside", "outside")
        )

    def _by_surname(self, at: int) -> Person | None:
        """An unusual word in capitals before a known family name (``Olu Balogun``)."""
        word = self._words[at]
        if (
            not self._namelike(at)
            or not is_unusual(word.low)
            or len(word.low) < 2
            or word.low in words("places.csv")
        ):
            return None
        last = self._extend(at, 3)
        end = self._words[last - 1].low
        if " ".join(w.low for w in self._words[at:last]) in words("places.csv"):
            return None
        if end in PLACE_ENDS | ENDS_OF_PLACES | words("building_types.csv") | FIRMS:
            return None
        if last - at < 2 or not is_surname(end) or (self._shouted[at] and not is_unusual(end)):
            return None
        if last < len(self._words) and self._words[last].low in PLACE_ENDS and not self._words[last].gap:
            return None
        return Person(at, last, "a capitalised word before a known family name", 0.75)

    def _alias(self, at: int) -> Person | None:
        """A street name after ``aka``, ``known as`` and the like, with or without quotes."""
        if at == 0 or not self._raw(at)[0].isupper() or self._words[at].gap.strip("\"'“”‘’:.(-/,"):
            return None
        before = " ".join(word.low for word in self._words[max(0, at - 5) : at])
        coded = any(ch.isdigit() for ch in self._raw(at))  # `known as B12` is a group's or a road's name
        if coded or not ALIAS.search(before) or is_jargon(self._words[at].low) or self._words[at].low in STOP:
            return None
        return Person(at, self._extend(at, 3), "name after a word for an alias", 0.85)

    def _lone(self, at: int) -> Person | None:
        """A given name alone, where the case tells and it is no ordinary word (``his son Craig carries``)."""
        word = self._words[at]
        raw = self._raw(at)
        if not is_forename(word.low) or ordinary(word.low) or not self._namelike(at) or len(raw) < 3:
            return None
        if self._shouted[at] and word.low in words("places.csv"):
            return None
        after = self._words[at + 1] if at + 1 < len(self._words) else None
        ends = (
            after is not None
            and self._joins(at + 1)
            and ((self._raw(at + 1)[0].isupper() and not self._shouted[at]) or after.low in PLACE_ENDS)
        )
        return None if ends else Person(at, at + 1, "known given name", 0.6)

    def _lone_surname(self, at: int) -> Person | None:
        """A family name alone that does something (``Okonkwo told officers``, ``Foster admits``)."""
        word = self._words[at]
        raw = self._raw(at)
        if (
            not is_surname(word.low)
            or self._shouted[at]
            or not raw[0].isupper()
            or len(raw) < 3
            or is_jargon(word.low)
        ):
            return None
        after = self._words[at + 1] if at + 1 < len(self._words) and not self._words[at + 1].gap else None
        if (
            after is None
            or after.low not in DOINGS
            or (word.low in words("places.csv") and after.low in ("is", "was", "has"))
        ):
            return None
        before = self._words[at - 1] if at and not self._words[at].gap else None
        chained = before is not None and self._raw(at - 1)[0].isupper() and before.end + 1 == word.start
        return None if chained else Person(at, at + 1, "known family name before a verb", 0.6)

    def _lower(self, at: int) -> Person | None:
        """``sean murphy`` in small letters: both halves known, neither an ordinary word; ``kev`` in a text without a capital."""
        word = self._words[at]
        more = at + 1 < len(self._words) and self._joins(at + 1) and is_surname(self._words[at + 1].low)
        strange = more and weight_of(self._words[at + 1].low) >= 4.0
        if self._flat and (strange or not ordinary(word.low)) and len(word.low) > 2:
            return Person(at, at + 1 + more, "known given name in a text without capitals", 0.6)
        if at + 1 >= len(self._words) or not self._joins(at + 1) or ordinary(word.low):
            return None
        second = self._words[at + 1]
        if not is_surname(second.low) or (weight_of(second.low) < 4.0 and weight_of(word.low) < 4.0):
            return None
        return Person(at, at + 2, "known given and family name", 0.75)

    def _labelled(self, at: int) -> Person | None:
        """A capitalised pair after a word such as nominal, named, alias."""
        if not self._namelike(at, strict=True) or at == 0 or len(self._words[at].low) < 2:
            return None
        before = self._words[at - 1]
        gap = self._words[at].gap
        if (
            before.low not in LABELS
            or gap not in ("", ":", "-", '"', "'", "“", "‘")
            or is_forename(before.low)
        ):
            return None
        if (
            before.low in ("alias", "aka", "named")
            or is_surname(self._words[at].low)
            or is_forename(self._words[at].low)
        ):
            return Person(at, self._extend(at), f"name after {before.low}", 0.85)
        last = self._extend(at)
        housed = self._words[last - 1].low in PLACE_ENDS | FIRMS | words("building_types.csv")
        return Person(at, last, f"name after {before.low}", 0.8) if last - at > 1 and not housed else None
