"""Words of a question that say what stands behind them, or lead to it, and are nobody's name."""

from __future__ import annotations

from nlp import names

LABEL_WORDS = names.TITLES | frozenset([
    "dob", "yob", "born", "tel", "phone", "mobile", "mob", "reg", "vrm", "vrn", "plate", "index", "pnc", "id",
    "ref", "cad", "called", "named", "known", "aka", "nee", "formerly", "lives", "living", "resident",
    "residing", "at", "of", "from", "near", "addr", "address", "number", "outside", "opposite", "opp", "or", "partial",
    "in", "on", "no", "nhs", "asn", "cro", "nino", "imei", "email", "who", "whos", "one", "poss", "somewhere", "ex", "as", "with", "drives", "driving", "driver", "cli", "vehicle", "veh",
])  # fmt: skip
