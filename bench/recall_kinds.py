"""The rest of the ways of asking (places, plates, numbers, mixed lines), people who do not exist, and the table of all ways."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench import recall_noise as n
from bench import recall_slips as slips
from bench.recall_noise import Asked, Facets, Make, asked, of
from bench.recall_people import Person, Town

# -------------------------------------------------------------------------------------------- places


def _name(p: Person) -> tuple[n.Keys, ...]:
    return n._word(p.forenames[0], p.surname)


def _in(p: Person) -> n.Keys:
    return of("street", p.home.street)


def _at(p: Person) -> n.Keys:
    return of("building", f"{p.home.number} {p.home.street}")


def name_street(r: random.Random, p: Person) -> Asked:
    return asked(f"{n._low(r, p.name)} {slips.street(r, p.home.street)}", *_name(p), _in(p))


def name_address(r: random.Random, p: Person) -> Asked:
    return asked(f"{n._low(r, p.name)} {p.home.number} {slips.street(r, p.home.street)}", *_name(p), _at(p))


def name_street_misspelt(r: random.Random, p: Person) -> Asked:
    return asked(f"{n._low(r, p.name)} {slips.street_misspelt(r, p.home.street)}", *_name(p), _in(p))


def typo_street(r: random.Random, p: Person) -> Asked:
    last = slips.typo(r, n.plain(p.surname))
    return asked(f"{n._low(r, p.forenames[0])} {last} {slips.street(r, p.home.street)}", *_name(p), _in(p),
                 typed=(*n._word(p.forenames[0], last), _in(p)))  # fmt: skip


def surname_address(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{n._low(r, p.surname)} {p.home.number} {slips.street(r, p.home.street)}",
        *n._word(p.surname),
        _at(p),
    )


def surname_street_area(r: random.Random, p: Person) -> Asked:
    area = r.choice((p.home.outward.lower(), p.home.town.lower()))
    return asked(
        f"{n._low(r, p.surname)} {slips.street(r, p.home.street)} {area}",
        *n._word(p.surname),
        _in(p),
        of("outward", p.home.outward),
    )


def surname_postcode(r: random.Random, p: Person) -> Asked:
    code = r.choice((p.home.postcode, p.home.postcode.lower(), p.home.postcode.replace(" ", "")))
    return asked(f"{n._low(r, p.surname)} {code}", *n._word(p.surname), of("postcode", p.home.postcode))


def typo_postcode(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{n._low(r, p.forenames[0])} {slips.typo(r, n.plain(p.surname))} {p.home.postcode}",
        *_name(p),
        of("postcode", p.home.postcode),
    )


def address(r: random.Random, p: Person) -> Asked:
    tail, more = r.choice(
        (
            ("", ()),
            (p.home.outward, (of("outward", p.home.outward),)),
            (p.home.postcode, (of("postcode", p.home.postcode),)),
        )
    )
    flat = f"flat {p.home.flat} " if p.home.flat else ""
    text = f"{flat}{p.home.number} {slips.street(r, p.home.street)} {tail}".lower()
    return asked(text, of("home", p.home.line), *more)


def address_misspelt(r: random.Random, p: Person) -> Asked | None:
    if p.home.flat:
        return None
    text = f"{p.home.number} {slips.street_misspelt(r, p.home.street)} {p.home.postcode}"
    return asked(text, of("home", p.home.line), of("postcode", p.home.postcode))


# ------------------------------------------------------------------------------------------- numbers


def _bare(p: Person) -> str:
    return p.plate.replace(" ", "")


def plate(r: random.Random, p: Person) -> Asked | None:
    if not p.plate:
        return None
    text = r.choice(
        (p.plate, p.plate.lower(), _bare(p), _bare(p).lower(), f"vrm {p.plate}", f"reg {_bare(p).lower()}")
    )
    return asked(text, of("plate", _bare(p)))


def plate_part(r: random.Random, p: Person) -> Asked | None:
    if len(_bare(p)) != 7:
        return None
    begin, five = _bare(p)[:4], _bare(p)[:5]
    text, key = r.choice(((begin, "plate-begin"), (f"{begin}*", "plate-begin"), (f"{begin}???", "plate-begin"), (f"{begin} {five[4]}", "plate-five"),
                          (f"{five}??", "plate-five"), (f"vrm {begin}", "plate-begin")))  # fmt: skip
    return asked(text.lower() if r.random() < 0.5 else text, of(key, begin if key == "plate-begin" else five))


def plate_part_name(r: random.Random, p: Person) -> Asked | None:
    if len(_bare(p)) != 7:
        return None
    part = r.choice((_bare(p)[:4], f"{_bare(p)[:4]}*", f"*{_bare(p)[4:]}", f"??{_bare(p)[2:]}"))
    end = f"*{_bare(p)[4:]}" == part
    return asked(
        f"{n._low(r, p.surname)} {part.lower() if r.random() < 0.5 else part}",
        *n._word(p.surname),
        of("plate-end", _bare(p)[4:]) if end else of("plate-begin", _bare(p)[:4]),
    )


def plate_misread(r: random.Random, p: Person) -> Asked | None:
    if len(_bare(p)) != 7:
        return None
    at, figures = r.randint(0, 6), _bare(p)
    other = r.choice("0123456789" if figures[at].isdigit() else "ABCDEFGHJKLMNOPRSTUVWXY")
    typed = figures[:at] + other + figures[at + 1 :]
    return asked(typed, of("plate", figures), typed=(of("plate", typed),)) if typed != figures else None


def phone(r: random.Random, p: Person) -> Asked | None:
    if not p.phone:
        return None
    bare = p.phone.replace(" ", "")
    text = r.choice(
        (
            p.phone,
            bare,
            f"+44{bare[1:]}",
            f"+44 (0){bare[1:]}",
            f"0044 {bare[1:]}",
            f"{bare[:5]}-{bare[5:]}",
            f"tel {p.phone}",
        )
    )
    return asked(text, of("phone", bare))


def phone_part(r: random.Random, p: Person) -> Asked | None:
    bare = p.phone.replace(" ", "")
    return (
        asked(f"{n._low(r, p.surname)} {bare[-6:]}", *n._word(p.surname), of("phone-end", bare[-6:]))
        if bare
        else None
    )


def pnc(r: random.Random, p: Person) -> Asked | None:
    if not p.pnc_id:
        return None
    year, rest = p.pnc_id.split("/")
    serial, letter = rest[:-1], rest[-1]
    text = r.choice((p.pnc_id, f"{year} {serial}{letter}", f"{year[2:]}/{serial}{letter}", f"pnc {year}/{serial.zfill(7)}{letter}",
                     f"{year}/{serial} {letter}", f"pnc id {year}{serial.zfill(7)}{letter}", p.pnc_id.lower()))  # fmt: skip
    return asked(text, of("pnc", p.pnc_id))


def name_pnc(r: random.Random, p: Person) -> Asked | None:
    return asked(f"{slips.typo(r, n.plain(p.surname))} {p.pnc_id}", of("pnc", p.pnc_id)) if p.pnc_id else None


# --------------------------------------------------------------------------------------------- mixed


def surname_date_town(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{n._low(r, p.surname)} {slips.dated(r, p.born)} {p.home.town.lower()}",
        *n._word(p.surname),
        n._born(p),
    )


def described(r: random.Random, p: Person) -> Asked:
    who = (
        r.choice(("white male", "black male", "male", "asian male", "ic1 male"))
        if p.sex == "1"
        else r.choice(("white female", "female", "ic3 female"))
    )
    return asked(f"{who} {n._low(r, p.name)} {slips.street(r, p.home.street)}", *_name(p), _in(p))


def described_surname(r: random.Random, p: Person) -> Asked:
    who = "male" if p.sex == "1" else "female"
    text = r.choice(
        (
            f"{who} {p.surname} {p.home.number} {slips.street(r, p.home.street)}",
            f"{p.home.number} {slips.street(r, p.home.street)} {who} {p.surname}",
        )
    )
    return asked(n._low(r, text), *n._word(p.surname), _at(p))


def name_town_year(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{n._low(r, p.name)} {p.home.town.lower()} {p.born.year}",
        *_name(p),
        of("year", p.born.year),
        of("town", p.home.town),
    )


def date_first(r: random.Random, p: Person) -> Asked:
    return asked(
        f"{slips.dated(r, p.born)} {n._low(r, p.name)} {r.choice(('', slips.street(r, p.home.street)))}",
        *_name(p),
        n._born(p),
    )


def nickname_typo(r: random.Random, p: Person) -> Asked | None:
    first = slips.pet(r, p.forenames[0])
    return n.named(r, p, first, slips.typo(r, n.plain(p.surname))) if first else None


def swapped_typo(r: random.Random, p: Person) -> Asked:
    return n.named(r, p, slips.typo(r, n.plain(p.surname)), n._low(r, p.forenames[0]))


def name_only(r: random.Random, p: Person) -> Asked:
    return asked(n._low(r, p.name), *_name(p))


KINDS: dict[str, Make] = {
    "exact": n.exact, "full name": n.full_name, "name alone": name_only, "surname typo": n.surname_typo, "forename typo": n.forename_typo,
    "both typo": n.both_typo, "by ear": n.by_ear, "respelt or transliterated": n.respelt, "nickname": n.nickname,
    "nickname, street": n.nickname_street, "nickname, surname typo": nickname_typo, "swapped": n.swapped, "swapped, typo": swapped_typo,
    "SURNAME, forename": n.surname_comma, "surname, forename; typo": n.surname_comma_typo, "initial": n.initial, "initials": n.initials,
    "initial, surname typo": n.initial_typo, "middle name as first": n.middle_as_first, "surname and date": n.surname_alone,
    "forename and date": n.forename_alone, "half a surname": n.half_surname, "surname apart or joined": n.joined_surname,
    "ue for ü": n.german_spelling, "other ending": n.other_ending, "alias": n.alias, "maiden name": n.maiden, "title or male": n.titled,
    "day and month turned": n.day_and_month, "date one digit off": n.digit_off, "year off": n.year_off, "typo, date one digit off": n.typo_and_digit,
    "year": n.year_only, "month and year": n.month_and_year, "age": n.age, "age band": n.age_band, "surname, age, street": n.surname_age_street,
    "name, street": name_street, "name, address": name_address, "name, street misspelt": name_street_misspelt, "typo, street": typo_street,
    "surname, address": surname_address, "surname, street, area": surname_street_area, "surname, postcode": surname_postcode,
    "typo, postcode": typo_postcode, "address": address, "address misspelt": address_misspelt, "plate": plate, "plate in part": plate_part,
    "surname, plate in part": plate_part_name, "plate misread": plate_misread, "phone": phone, "surname, end of phone": phone_part,
    "PNC ID": pnc, "typo, PNC ID": name_pnc, "surname, date, town": surname_date_town, "described, street": described,
    "described, surname, address": described_surname, "name, town, year": name_town_year, "date first": date_first,
}  # fmt: skip


def questions(
    people: Sequence[Person], facets: Facets, number: int, seed: int = 5
) -> Iterator[tuple[str, Person, Asked]]:
    """(kind, person, question): of every kind as many, about `number` in all, none ambiguous.

    Where few questions of a kind tell people apart (a name alone, in a large town), fewer are asked.
    """
    rng, each = random.Random(seed), -(-number // len(KINDS))
    for kind, make in KINDS.items():
        made = tries = 0
        while made < each and tries < each * 200:
            person, tries = rng.choice(people), tries + 1
            question = make(rng, person)
            if question and not facets.ambiguous(question, person):
                made += 1
                yield kind, person, question


# ------------------------------------------------------------------------------- who does not exist

ABSENT: dict[str, Make] = {
    "name and date": n.exact, "SURNAME, forename": n.surname_comma, "name and year": n.year_only, "initial": n.initial,
    "name alone": name_only, "name, street": name_street, "name, town, year": name_town_year, "age": n.age,
}  # fmt: skip


def absent(town: Town, facets: Facets, number: int, seed: int = 77) -> Iterator[tuple[str, Asked]]:
    """(kind, question) about people who are not of the town: made like its people, asked for on its streets; left out is
    whoever shares name and date, name and street … with somebody, so that the question has an answer after all."""
    rng, strangers = random.Random(seed), Town(number * 4, seed).people
    kinds = list(ABSENT.items())
    made = 0
    for person in strangers:
        kind, make = kinds[made % len(kinds)]
        moved = _moved(rng, person, town)
        question = make(rng, moved)
        if question and not (facets.fits(question.meant) | facets.fits(question.typed)):
            made += 1
            yield kind, question
        if made == number:
            return


def _moved(rng: random.Random, person: Person, town: Town) -> Person:
    return replace(person, home=town.home(rng))
