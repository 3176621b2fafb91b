"""Words of a question that say what stands behind them, or lead to it, and are nobody's name."""

from __future__ import annotations

from nlp import names

_OF_PLATES = frozenset(["vrm", "vrn", "reg", "plate", "index", "partial"])
PART_LABELS = _OF_PLATES | {"registration"}  # before a registration or a part of one
PLATE_LABELS = PART_LABELS - {"partial"}
LABEL_WORDS = names.TITLES | _OF_PLATES | frozenset([
    "dob", "yob", "born", "tel", "phone", "mobile", "mob", "pnc", "id",
    "ref", "cad", "surname", "forename", "called", "named", "known", "aka", "nee", "formerly", "lives", "living", "resident",
    "residing", "at", "of", "from", "near", "addr", "address", "number", "outside", "opposite", "opp", "or",
    "in", "on", "no", "nhs", "asn", "cro", "nino", "imei", "email", "who", "whos", "one", "poss", "somewhere", "ex", "as", "with", "drives", "driving", "driver", "cli", "vehicle", "veh",
])  # fmt: skip
