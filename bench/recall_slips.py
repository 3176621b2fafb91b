"""How words, dates, numbers and addresses go wrong between a caller's mouth and a despatcher's keyboard.

From general knowledge, and not from the tables of `nlp/data`: what the house does not know must show as a miss.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def _near() -> dict[str, str]:
    """The keys around each key of an English keyboard."""
    at = {key: (row, col + row * 0.5) for row, keys in enumerate(_ROWS) for col, key in enumerate(keys)}
    return {
        key: "".join(o for o, (r, c) in at.items() if o != key and abs(r - row) < 2 and abs(c - col) <= 1)
        for key, (row, col) in at.items()
    }


def typo(rng: random.Random, word: str) -> str:
    """One slip anywhere, the first letter seldom: a neighbour's key, a letter dropped, doubled, turned or pushed in."""
    low = word.lower()
    if len(low) < 3:
        return low
    at = 0 if rng.random() < 0.05 else rng.randint(1, len(low) - 1)
    kind = rng.choice(("near", "near", "dropped", "doubled", "turned", "pushed"))
    if kind == "dropped":
        return low[:at] + low[at + 1 :]
    if kind == "doubled":
        return low[:at] + low[at] + low[at:]
    if kind == "turned" and at < len(low) - 1 and low[at] != low[at + 1]:
        return low[:at] + low[at + 1] + low[at] + low[at + 2 :]
    other = rng.choice(_near().get(low[at], "e"))
    return low[:at] + other + (low[at:] if kind == "pushed" else low[at + 1 :])


_EAR = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("gh", ""), ("ough", "uff"), ("igh", "y"), ("ie", "ee"), ("ee", "ea"),
    ("ea", "ee"), ("ey", "y"), ("y", "ey"), ("ai", "ay"), ("ay", "ai"), ("ou", "ow"), ("ow", "ou"), ("oo", "u"), ("u", "oo"), ("er", "ar"),
    ("ar", "er"), ("or", "er"), ("son", "sen"), ("sen", "son"), ("ton", "tan"), ("s", "z"), ("z", "s"), ("x", "ks"), ("qu", "kw"),
    ("wh", "w"), ("wr", "r"), ("kn", "n"), ("ll", "l"), ("l", "ll"), ("tt", "t"), ("t", "tt"), ("nn", "n"), ("n", "nn"), ("ss", "s"),
    ("rr", "r"), ("r", "rr"), ("mm", "m"), ("tch", "ch"), ("dge", "ge"), ("ge", "je"), ("j", "g"), ("i", "y"), ("y", "i"), ("a", "u"),
    ("e", "a"), ("h", ""), ("ska", "sca"), ("ov", "off"), ("wicz", "vitch"), ("sz", "sh"), ("cz", "ch"), ("w", "v"), ("sh", "sch"),
    ("aw", "or"), ("tio", "sho"), ("ci", "si"), ("ce", "se"), ("eau", "o"), ("eux", "o"), ("th", "t"), ("d", "dd"), ("mb", "m"),
)  # fmt: skip


def by_ear(rng: random.Random, word: str) -> str:
    """A word as somebody spells it who only heard it; at times in two places."""
    for _ in range(1 if rng.random() < 0.75 else 2):
        low = word.lower()
        ways = [(old, new, at) for old, new in _EAR if (at := low.find(old, 1)) > 0]
        if ways and len(low) > 3:
            old, new, at = rng.choice(ways)
            word = low[:at] + new + low[at + len(old) :]
    return word.lower()


# Written otherwise though said alike, or said otherwise though one name: each line is one name.
ALIKE = """
shaun sean shawn|chris kris|steven stephen stephan|catherine katherine kathryn katharine cathryn catharine|jon john|geoffrey jeffrey jeffery
phillip philip|ian iain|alan allan allen alun|brian bryan|nicholas nicolas nickolas|sara sarah|ann anne|graham graeme grahame|stuart stewart
lesley leslie|lindsay lindsey linsey|hayley hailey haley|michelle michele|rachel rachael|claire clare clair|teresa theresa|debra deborah
louis lewis|marc mark|neil neal neill niall|rebecca rebekah|zoe zoey|kirsty kirstie|stacey stacy|tracey tracy|kelly kelley|gillian jillian
jacqueline jaqueline jacquelyn|elizabeth elisabeth|isabel isobel isabelle|madeleine madeline|natalie nathalie|kieran ciaran keiran kieron
aidan aiden|connor conor|callum calum|reece rhys rhys reese|craig kraig|darren darran|damian damien|gareth garath|rhiannon rhianon
siobhan shivaun shavon|niamh neve neave|sinead shinead|eoin owen|aoife eefa|caoimhe keeva kweeva|maeve maeve meave|padraig porick
roisin rosheen|grainne granya|eilidh ailey aylee|mairead maraid|euan ewan ewen|alistair alasdair alastair alister|hamish haymish
mohammed muhammad mohamed mohammad muhammed mohamad|ahmed ahmad ahmet|hussain hussein husain hussayn|hassan hasan|yusuf yousef youssef yousuf
omar umar|ibrahim ebrahim|usman osman uthman|fatima fatimah fatma|aisha ayesha aysha aishah|khadija khadijah khadeeja|zainab zaynab zeinab
tariq tarik tareq|khalid khaled|abdul abdel abdal|abdullah abdulla abdallah|suleiman sulaiman solomon sulayman|karim kareem|nasir naser nasser
rashid rasheed|saleem salim|faisal faysal|jamal gamal jamaal|mustafa mustapha moustafa|mahmoud mahmood mahmud|farooq farouk faruq|iqbal eqbal
chowdhury choudhury choudhry chaudhry chaudhary|sheikh shaikh sheik|siddiqui siddiqi sidiqui|qureshi quraishi|rahman rehman rahmaan
akhtar akhter aktar|begum begam|miah mia miya|malik malick|singh sing|kaur kour|harpreet harprit|gurpreet gurprit|sergei sergey serhiy
dmitri dmitry dimitri|alexei aleksei alexey|andrei andrey andrej|mikhail michail|yuri yury iouri|evgeny yevgeny evgeni|natalia natalya
yulia julia yuliya|tatiana tatyana|oleksandr alexander aleksandr|volodymyr vladimir|shevchenko shevtchenko|krzysztof kristof krzystof
jovanović jovanovich yovanovic|petrović petrovich|horváth horvat|novák novak|tchaikovsky chaikovsky|zhukov jukov|christodoulou hristodoulou
smith smyth smythe|brown browne|clark clarke|thompson thomson tompson|johnson johnston johnstone jonson|davis davies|reid read reed
phillips philips|matthews mathews|nicholson nicolson|pearce pierce peirce|hughes hughs|gray grey|shepherd sheppard shephard|stevens stephens
allen allan|taylor tayler tailor|wright right|lynch linch|byrne burn burne|doyle doyel|murphy murphey murfy|kavanagh cavanagh kavanaugh
cunningham cuningham|mcdonald macdonald|mckenzie mackenzie|mclean maclean mclain|mcloughlin mclaughlin|mccarthy mcarthy maccarthy
mckay mackay|docherty doherty dougherty|maguire mcguire|connolly conolly connelly|o'reilly o'riley|o'neill o'neil o'neal|o'brien o'brian
meagher maher|keogh kehoe|griffiths griffith|llewellyn llewelyn|pritchard prichard|rees reece|vaughan vaughn|cholmondeley chumley
featherstone fanshaw|beauchamp beecham|colquhoun calhoun cohoon|menzies mingis|dalziel deeyell|urquhart urkhart|nguyen nguyan ngyuen
zhang chang|xiaoming hsiaoming|cheung chung|chan chen|ng eng|fernandez fernandes|gonzález gonzales|hernández hernandes|martínez martines
rodrigues rodriguez|müller mueller muller|schröder schroeder shroder|öztürk ozturk oeztuerk|jørgensen jorgensen joergensen|weiß weiss
okonkwo okonquo|adeyemi adeyeme|oluwaseun oluwashewn|kwame kwami|kofi coffi|mensah mensa|diallo jallo|traoré traore
""".strip().replace("\n", "|")

# Short and pet forms, each as one who knows the person would say it.
PET = """
robert bob rob bobby robbie|william bill will billy liam|richard dick rick rich richie|james jim jimmy jamie|john jack johnny|michael mick mike mikey
david dave davey|stephen steve|steven steve ste|christopher chris topher|anthony tony ant|thomas tom tommy|matthew matt|daniel dan danny
joseph joe joey|samuel sam sammy|alexander alex sandy al|benjamin ben benny|edward ted ed eddie|george georgie|charles charlie chuck
charlie charles|harry henry harold|henry harry hal|philip phil pip|jonathan jon jonny|nicholas nick nicky|andrew andy drew|peter pete
kenneth ken kenny|ronald ron ronnie|donald don donnie|raymond ray|terence terry tel|leslie les|dennis den|derek del|gary gaz gazza
darren daz dazza|barry baz bazza|jason jase jay|shane shay|kevin kev|martin marty|lawrence larry laurie|leonard len lenny|stanley stan
frederick fred freddie|albert bert al|arthur art archie|norman norm|ernest ernie|russell russ|vincent vince vinny|francis frank|gerard gerry ged
patrick pat paddy|timothy tim|gregory greg|douglas doug|malcolm mal malc|nathan nate nath|joshua josh|zachary zac zak|theodore theo ted
oliver ollie|cameron cam|callum cal|duncan dunc|gordon gordie|adrian ade|clive cliff|trevor trev|roger rodge|rodney rod|simon si|stuart stu
geoffrey geoff|jeffrey jeff|marcus marc|maurice mo|desmond des|winston win|leroy lee|tyrone ty|jermaine jay|dwayne duane|courtney court
elizabeth liz beth betty lizzie libby|margaret maggie peggy meg madge|catherine cathy kate cath katie|katherine kath kathy kate kat
patricia pat trish tricia|jennifer jen jenny|rebecca becky becca bex|victoria vicky tori|samantha sam|jessica jess|christine chris chrissie
deborah debbie deb debs|susan sue susie|barbara babs barb|dorothy dot dolly|sandra sandy|pauline paula|jacqueline jackie jacqui|theresa terry tess
veronica ronnie vera|josephine jo josie|frances fran|rosemary rosie rose|philippa pippa|harriet hattie|alexandra alex sandra lexi|madeleine maddy
isabel izzy bella|imogen immy|abigail abby gail|eleanor ellie nell|olivia liv livvy|bethany beth|kimberley kim|stephanie steph|natalie nat
natasha tash|melissa mel|amanda mandy|angela angie|gillian gill|alison ali|joanne jo|nicola nicky nic|michelle shell|rachel rach|charlotte charlie lottie
megan meg|lauren loz|hannah han|emily em emmy|georgia georgie|penelope penny|sharon shaz|tracey trace|kelly kel|maureen mo|sheila shee
bridget bridie biddy|kathleen kath kathy|siobhan shiv|catriona trina cat|fiona fi|morag mo|angharad haz|rhiannon rhi|myfanwy myf|bethan beth
mohammed mo moh|ahmed med|abdullah abdul|mustafa mus|suleiman sully|yusuf joe|fatima fatty fati|krzysztof kris chris|wojciech wojtek|katarzyna kasia kate
małgorzata gosia|agnieszka aga|joanna asia|tomasz tomek tom|michał michael|grzegorz greg|stanisław staszek stan|zbigniew zbyszek|jakub kuba|piotr peter
aleksandra ola|magdalena magda|elżbieta ela|zofia zosia|dmitri dima|sergei serge|alexei alex lyosha|mikhail misha|nikolai kolya nick|vladimir vlad vova
ekaterina katya|anastasia nastya|svetlana sveta|natalia natasha|olena lena|ivan vanya|yuri yura|bogdan bo|giuseppe beppe joe|antonio tony toni
giovanni gianni john|francisco paco|françois frank|konstantin kostya|constantin costi|cristian cris chris|gheorghe george gigi|ștefan steve
oluwaseun seun|babatunde tunde|oluwakemi kemi|temitope temi tope|chukwuemeka emeka|adebayo bayo|ayodele ayo|abimbola bimbo|emmanuel manny|samuel sam
harpreet harry|gurpreet gary|manjit manj|sukhdev sukh|balvinder bal|jaspal jas|rajesh raj|sanjay sanj|vikram vik
""".strip().replace("\n", "|")


@cache
def _table(text: str, whole: bool) -> dict[str, tuple[str, ...]]:
    """Each name with its others: of the whole line, or only of the line that it heads."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.split("|"):
        words = line.split()
        for word in words if whole else words[:1]:
            others = tuple(other for other in words if other != word)
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *others)))
    return found


def alike(rng: random.Random, word: str) -> str | None:
    """Another way of writing that very name, or None."""
    others = _table(ALIKE, True).get(word.lower())
    return rng.choice(others) if others else None


def pet(rng: random.Random, word: str) -> str | None:
    """What friends call somebody of that name, or None."""
    others = _table(PET, False).get(word.lower())
    return rng.choice(others) if others else None


# ----------------------------------------------------------------------------------------------- dates


def dated(rng: random.Random, born: date) -> str:
    """A date of birth in any form that a whole one takes."""
    day, year = born.day, born.year
    return rng.choice(
        (
            f"{day}/{born.month}/{year % 100:02}", f"{born:%d/%m/%Y}", f"{born:%d.%m.%Y}", f"{born:%d-%m-%Y}", f"{born:%d %b} {year % 100:02}",
            f"{day} {born:%B %Y}", f"{born:%d%m%Y}", f"{born:%d%m%y}", born.isoformat(), f"dob {born:%d/%m/%Y}", f"born {day}/{born.month}/{year}",
            f"{day}{_nth(day)} {born:%b %Y}", f"{born:%d %b %Y}".upper(), f"{born:%d/%b/%Y}", f"{born:%d %m %Y}", f"{day}.{born.month}.{year % 100:02}",
        )
    )  # fmt: skip


def _nth(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def digit_off(rng: random.Random, born: date) -> date:
    """One figure of the date mistyped for another that makes a date too."""
    while True:
        figures = list(f"{born:%d%m%Y}")
        figures[rng.choice((0, 1, 2, 3, 6, 7))] = str(rng.randint(0, 9))
        made = _date(int("".join(figures[4:])), int("".join(figures[2:4])), int("".join(figures[:2])))
        if made and made != born:
            return made


def turned(born: date) -> date | None:
    """Day and month the other way about."""
    made = _date(born.year, born.day, born.month)
    return made if made != born else None


def year_off(rng: random.Random, born: date) -> date | None:
    """A year or two too early or too late."""
    return _date(born.year + rng.choice((-2, -1, 1, 2)), born.month, born.day)


def near_dates(asked: date) -> Iterator[date]:
    """Every date that is one slip away from the one asked, itself included: whoever was born then answers as well."""
    yield asked
    for found in (turned(asked), asked - timedelta(1), asked + timedelta(1)):
        if found:
            yield found
    yield from filter(None, (_date(asked.year + off, asked.month, asked.day) for off in (-2, -1, 1, 2)))
    text = f"{asked:%d%m%Y}"
    for at in (0, 1, 2, 3, 6, 7):
        for figure in "0123456789":
            other = text[:at] + figure + text[at + 1 :]
            if made := _date(int(other[4:]), int(other[2:4]), int(other[:2])):
                yield made


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------- addresses

_SHORT = {
    "Road": ("rd", "road"), "Street": ("st", "str", "street"), "Avenue": ("ave", "av", "avenue"), "Lane": ("ln", "la", "lane"),
    "Close": ("cl", "clo", "close"), "Drive": ("dr", "drv", "drive"), "Gardens": ("gdns", "gdn", "gardens"), "Crescent": ("cres", "cresc"),
    "Grove": ("gr", "grv", "grove"), "Terrace": ("terr", "tce", "terrace"), "Way": ("way",), "Court": ("ct", "crt", "court"),
    "Place": ("pl", "place"), "Hill": ("hill",),
}  # fmt: skip


def street(rng: random.Random, name: str) -> str:
    """A street as typed: its type whole or short."""
    head, _, kind = name.rpartition(" ")
    return f"{head.lower()} {rng.choice(_SHORT[kind])}"


def street_misspelt(rng: random.Random, name: str) -> str:
    """A street with a slip in the longest of its own words."""
    head, _, kind = name.rpartition(" ")
    words = head.lower().split()
    at = max(range(len(words)), key=lambda n: len(words[n]))
    words[at] = typo(rng, words[at]) if rng.random() < 0.6 else by_ear(rng, words[at])
    return f"{' '.join(words)} {rng.choice(_SHORT[kind])}"
