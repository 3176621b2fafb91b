"""Who and where: the people, places and things of the stories."""

from datetime import date

from indexer.demo import identifiers
from indexer.demo.world import Person, Place, Vehicle


def _avenue_road(number: str, flat: str = "") -> Place:
    return Place(flat, number, "Avenue Road", "Pengate", "SE20 7RT", 51.4100 + int(number) * 1e-5, -0.0600)


JONES_HOME = _avenue_road("12", "2")
DOWNSTAIRS = _avenue_road("12", "1")
NEIGHBOUR = _avenue_road("14")
THORNBURY = Place("", "31", "Thornbury Walk", "Ansley", "SE26 5QA", 51.4211, -0.0530)
STASH = Place("4", "7", "Pilgrim Court", "Norham", "BR3 1ZT", 51.4080, -0.0251)
KENNEL = Place("", "88", "Gasworks Lane", "Norham", "BR3 4ZX", 51.4032, -0.0330)
OLD_ADDRESS = Place("", "3", "Tollgate Mews", "Ansley", "SE26 5QD", 51.4260, -0.0561)
NEW_ADDRESS = Place("B", "19", "Ropewalk Yard", "Marlbridge", "SE6 3ZB", 51.4331, -0.0202)
QUIET_HOME = Place("", "5", "Lychgate Row", "Southwell Green", "CR0 6ZD", 51.3790, -0.0760)
CALLER_HOME = Place("", "22", "Bandstand Parade", "Pengate", "SE20 8ZQ", 51.4150, -0.0551)


def _who(
    key: str,
    forenames: str,
    surname: str,
    born: str,
    sex: str,
    home: Place,
    phone: int = 0,
    pnc: tuple[int, int] | None = None,
    alias: str | None = None,
) -> Person:
    return Person(
        key=f"s-{key}",
        forenames=tuple(forenames.split()),
        surname=surname,
        born=date.fromisoformat(born),
        sex=sex,
        home=home,
        phone=identifiers.mobile(phone) if phone else "",
        pnc_id=identifiers.pnc_id(*pnc) if pnc else None,
        alias=alias,
    )


GARETH = _who("gareth-jones", "Gareth Wyn", "Jones", "1983-06-14", "1", JONES_HOME, 101)
SIOBHAN = _who("siobhan-jones", "Siobhan", "Jones", "1984-10-02", "2", JONES_HOME, 102)
ELLIE = _who("ellie-jones", "Ellie May", "Jones", "2018-05-21", "2", JONES_HOME)
MURPHY = _who(
    "sean-murphy", "Sean Patrick", "Murphy", "1980-02-03", "1", NEW_ADDRESS, 123, (2008, 1234567), "Spud"
)
NAMESAKE = _who("sean-murphy-quiet", "Sean", "Murphy", "1991-11-17", "1", QUIET_HOME, 124)
MARTA = _who("marta-zielinska", "Marta", "Zielinska", "1990-03-30", "2", THORNBURY, 131)
DARIUSZ = _who("dariusz-zielinski", "Dariusz", "Zielinski", "1986-12-09", "1", THORNBURY, 132, (2015, 765432))
OLA = _who("ola-zielinska", "Ola", "Zielinska", "2014-07-08", "2", THORNBURY)
DEALER = _who("tyrone-baptiste", "Tyrone", "Baptiste", "1994-01-25", "1", STASH, 140, (2012, 3344556), "Tiny")
DOG_OWNER = _who("wayne-crick", "Wayne", "Crick", "1977-09-05", "1", KENNEL, 150, (1999, 88123))
MISSING_CHILD = _who("amira-yusuf", "Amira", "Yusuf", "2011-02-11", "2", _avenue_road("40"))
THIEF = _who("kyle-marden", "Kyle", "Marden", "2001-08-19", "1", OLD_ADDRESS, 160, (2019, 4455667))
VICTIM = _who("priya-raman", "Priya", "Raman", "1988-04-27", "2", NEIGHBOUR, 170)
CALLER = _who("edna-plum", "Edna", "Plum", "1944-12-01", "2", CALLER_HOME, 180)
STOLEN_CAR = Vehicle("LB22 KXN", "Volkswagen", "Golf", "Grey")

BAT = "a baseball bat is kept behind the front door"
