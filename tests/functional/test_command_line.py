"""The command line, as a person types it, beside a served instance and alone."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.support.instance import Instance, remove, run, serving

RECORD = {
    "system": "CRIS",
    "ref": "2314567/24",
    "kind": "event",
    "title": "Threats with a weapon",
    "recorded": "2024-03-02T08:10:00Z",
    "handling": {
        "tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [], "denied": [], "releasable_to": [],
    },
    "text": "Caller states that male is outside with a baseball bat.",
}  # fmt: skip


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An empty demo, served."""
    with serving(tmp_path_factory.mktemp("served") / "home", "demo", "--people", "0") as made:
        yield made


def rows(folder: Path, *records: object) -> Path:
    file = folder / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return file


def test_load_counts_every_row_and_says_where_the_bad_ones_are(instance: Instance, tmp_path: Path) -> None:
    file = rows(tmp_path, RECORD, {**RECORD, "ref": "2", "kind": "rumour"})
    made = instance.run("load", "pole", file)
    assert made.code == 0
    assert made.out.startswith("loaded 1, unchanged 0, rejected 1; quarantine: ")
    assert str(instance.home) in made.out
    again = instance.run("load", "pole", file, "--json").json
    assert (again["loaded"], again["unchanged"], again["rejected"]) == (0, 1, 1)
    status = instance.run("index", "status", "--json").json
    assert status["systems"]["CRIS"]["records"] == 1
    assert (status["pending"], status["not_indexed"]) == (0, 0)
    listed = instance.run("quarantine", "list", "--json").json
    assert [(row["system"], row["line"], row["field"]) for row in listed["rows"]] == [("CRIS", 2, "kind")]
    shown = instance.run("quarantine", "show", str(listed["rows"][0]["number"]), "--json").json
    assert "rumour" in shown["row"]


def test_load_exits_1_where_every_row_was_rejected_and_2_where_a_file_cannot_be_read(
    instance: Instance, tmp_path: Path
) -> None:
    assert instance.run("load", "pole", rows(tmp_path, {"system": "CRIS"})).code == 1
    missing = instance.run("load", "pole", tmp_path / "nothing.jsonl", "--json")
    assert missing.code == 2
    assert "nothing.jsonl" in missing.json["unreadable"][0]
    unknown = instance.run("load", "nowhere", tmp_path / "x", "--json")
    assert unknown.code == 2
    assert "no such system: nowhere" in unknown.json["error"]


def test_a_folder_without_its_files_is_told_as_one_object(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "graph"
    folder.mkdir()
    made = run(home, "load", "graph-csv", folder, "--json")
    assert made.code == 2
    assert made.json["unreadable"] == [f"{folder}: there are no .csv files in it"]
    told = run(home, "load", "graph-csv", folder)
    assert (told.code, "Traceback" in told.err) == (2, False)
    assert "there are no .csv files" in told.err
    remove(home)


def test_resolving_says_what_it_did_in_words_and_as_json(instance: Instance, tmp_path: Path) -> None:
    person = {"names": [{"forenames": "Sean", "surname": "Featherstone"}], "dates_of_birth": ["1980-02-03"]}
    both = [{**RECORD, "ref": ref, "people": [person]} for ref in ("71", "72")]
    assert instance.run("load", "pole", rows(tmp_path, *both)).code == 0
    made = instance.run("resolve", "--json").json
    assert (made["people"], made["join"]) == (2, 1)
    assert instance.run("resolve").out.startswith("2 people in records: 1 pairs joined")


def test_people_are_added_listed_and_disabled(instance: Instance) -> None:
    added = instance.run("users", "add", "P1234", "--role", "analyst", "--force", "01", "--group", "intel", "--group", "cid",
                         "--compartment", "OP-HERON", "--sensitive", "--password", "long enough a word", "--json").json  # fmt: skip
    assert added["groups"] == ["cid", "intel"]
    assert "password" not in added
    told = instance.run("users", "add", "P1235", "--role", "officer", "--json").json
    assert len(told["password"]) > 20
    assert instance.run("users", "disable", "P1234", "--json").json["active"] is False
    listed = {user["user"]: user for user in instance.run("users", "list", "--json").json["users"]}
    assert listed["P1234"]["active"] is False
    assert listed["P1235"]["force"] == "01"
    twice = instance.run("users", "add", "P1235", "--role", "officer", "--json")
    assert twice.code == 1
    assert "already" in twice.json["error"]
    assert instance.run("users", "add", "P9", "--role", "king").code == 2


def test_a_client_gets_its_secret_once(instance: Instance) -> None:
    made = instance.run("clients", "add", "46", "--json").json
    assert set(made) == {"force", "client_id", "client_secret"}
    listed = instance.run("clients", "list")
    assert made["client_id"] in listed.out
    assert made["client_secret"] not in listed.out


def test_the_demo_tells_an_account_of_every_role(instance: Instance) -> None:
    file = instance.home / "accounts.json"
    assert file.stat().st_mode & 0o777 == 0o600
    told = instance.accounts()
    assert {account["role"] for account in told["accounts"]} == {
        "despatcher", "officer", "analyst", "supervisor", "disclosure", "partner", "auditor", "records-manager", "administrator",
    }  # fmt: skip
    assert all(set(account) == {"role", "username", "password"} for account in told["accounts"])
    assert all(set(client) == {"force", "client_id", "client_secret"} for client in told["clients"])
    assert told["clients"]


def test_what_operators_do_stands_in_the_ledger(instance: Instance) -> None:
    instance.run("clients", "add", "47")
    lines = [json.loads(line) for line in instance.run("audit", "export").out.splitlines()]
    assert "head" in lines[-1]
    added = [line for line in lines if line.get("kind") == "client.added" and '"force":"47"' in line["body"]]
    assert added
    assert added[0]["user"].startswith("os:")
    proof = instance.run("audit", "proof", added[0]["id"], "--json").json
    assert proof["holds"] is True
    assert instance.run("audit", "proof", "nothing").code == 1
    grew = instance.run("audit", "consistency", "--from", "1", "--to", "3", "--json").json
    assert (grew["holds"], grew["first"]["size"], grew["second"]["size"]) == (True, 1, 3)
    assert grew["public_key"] == proof["public_key"]
    beyond = instance.run("audit", "consistency", "--from", "999999", "--json")
    assert (beyond.code, "--from: must be 1 to" in beyond.json["error"]) == (1, True)


def test_a_sound_ledger_verifies_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "clients", "add", "45").code == 0
    assert run(home, "audit", "verify", "--json").json["ok"] is True
    database = sqlite3.connect(home / "ledger.db")
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute("UPDATE ledger_event SET user = 'somebody-else' WHERE seq = 0")
    database.commit()
    database.close()
    told = run(home, "audit", "verify", "--json")
    assert told.code == 1
    assert told.json["problems"]
    remove(home)


def _without_seals(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE ledger_seal")


def _with_odd_peaks(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER ledger_seal_no_update")
        database.execute("UPDATE ledger_seal SET peaks = x'00'")
        database.commit()


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "garbage": (lambda file: file.write_bytes(b"no database at all\n" * 4_000), "ledger: cannot be read"),
    "cut in half": (lambda file: os.truncate(file, file.stat().st_size // 2), "ledger: cannot be read"),
    "emptied": (lambda file: os.truncate(file, 0), "table ledger_event: missing"),
    "a table dropped": (_without_seals, "table ledger_seal: missing"),
    "peaks edited": (_with_odd_peaks, "edited: its root does not follow"),
    "gone": (lambda file: file.unlink(), "ledger: missing"),
    "a folder": (lambda file: (file.unlink(), file.mkdir()), "ledger: cannot be read"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_ledger_that_cannot_be_read_is_told_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    home, file = tmp_path / "home", tmp_path / "home" / "ledger.db"
    assert run(home, "clients", "add", "45").code == 0
    do, words = DAMAGES[damage]
    do(file)
    before = file.read_bytes() if file.is_file() else None
    told = run(home, "audit", "verify")
    assert (told.code, "Traceback" in told.err) == (1, False), told.err
    assert words in told.out
    made = run(home, "audit", "verify", "--json")
    assert (made.code, made.json["ok"], made.err) == (1, False, "")
    assert any(words in f"{one['row']}: {one['what']}" for one in made.json["problems"])
    assert (file.read_bytes() if file.is_file() else None) == before
    if damage == "gone":
        for other in ("export", "proof x"):
            answer = run(home, "audit", *other.split(), "--json")
            assert (answer.code, "is missing" in answer.json["error"], answer.err) == (1, True, "")
        assert not file.exists()
    remove(home)


def test_heads_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "clients", "add", "45").code == 0
    (home / "heads" / "heads.jsonl").unlink()
    (home / "heads" / "heads.jsonl").mkdir()
    made = run(home, "audit", "verify", "--json")
    assert made.code == 1
    assert {"row": "heads", "what": "cannot be read: Is a directory"} in made.json["problems"]
    remove(home)


def test_read_needs_no_instance(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "A baseball bat is kept behind the front door."}\n{"id": "b", "text": "No weapons seen."}\n'
    made = [
        json.loads(line) for line in run(tmp_path / "none", "read", "--jsonl", stdin=lines).out.splitlines()
    ]
    assert [one["id"] for one in made] == ["a", "b"]
    assert {(fact["code"], fact["assertion"]) for fact in made[0]["facts"]} == {("WE", "affirmed")}
    assert set(made[0]) == {"id", "mentions", "facts", "model"}
    assert not (tmp_path / "none").exists()
    bad = run(tmp_path / "none", "read", "--jsonl", stdin="{}\n")
    assert bad.code == 1
    assert "line 1" in bad.err


def test_read_takes_every_character_of_a_text_as_given(tmp_path: Path) -> None:
    text = "Line one.\r\nHe has a knife.\r\n\r\nNo gun.\rA machete."
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode())
    for made in (run(tmp_path / "none", "read", file), run(tmp_path / "none", "read", stdin=text)):
        found = made.json["mentions"]
        assert [text[m["start"] : m["end"]] for m in found] == ["knife", "gun", "machete"]
        assert [m["assertion"] for m in found] == ["affirmed", "negated", "affirmed"]


def test_read_goes_on_after_a_line_that_is_no_object(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    good = [json.dumps({"id": n, "text": "No gun."}).encode() for n in range(3)]
    file.write_bytes(
        b"\xef\xbb\xbf" + b"\r\n".join([good[0], b"nonsense", b'{"text": 1}', good[1], b"\xff", good[2]])
    )
    made = run(tmp_path / "none", "read", "--jsonl", file)
    assert (made.code, [json.loads(line)["id"] for line in made.out.splitlines()]) == (1, [0, 1, 2])
    assert [line.partition(": not")[0] for line in made.err.splitlines()] == [
        f"Error: line {n}" for n in (2, 3, 5)
    ]
    told = run(tmp_path / "none", "read", "--jsonl", "--json", file)
    assert (told.code, len(told.json["readings"]), len(told.json["errors"])) == (1, 3, 3)


def test_read_says_where_a_text_is_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("Café, a knife".encode("latin-1"))
    made = run(tmp_path / "none", "read", file)
    assert (made.code, made.out) == (2, "")
    assert made.err == "Error: the text is not UTF-8: invalid continuation byte at byte 3\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("load pole --json", "Missing argument 'FILE…'"),
        ("--json load pole", "No such option"),
        ("users add P9 --role king --json", "'king' is not one of"),
        ("users add --json", "Missing argument 'NAME'"),
        ("quarantine show x --json", "'x' is not a valid integer"),
        ("quarantine list --json --limit 0", "0 is not in the range"),
        ("read --json no-such-file", "No such file"),
        ("nonsense --json", "No such command 'nonsense'"),
        ("audit nonsense --json", "No such command 'nonsense'"),
    ],
)
def test_wrong_usage_is_one_object_where_that_is_asked_for(tmp_path: Path, words: str, told: str) -> None:
    made = run(tmp_path / "none", *words.split())
    assert (made.code, list(made.json), made.err) == (2, ["error"], "")
    assert told in made.json["error"]
    plain = run(tmp_path / "none", *words.replace("--json", "").split())
    assert (plain.code, plain.out) == (2, "")
    assert "Usage:" in plain.err


def test_without_an_instance_commands_say_so(tmp_path: Path) -> None:
    for words in (("users", "list"), ("index", "status"), ("audit", "verify"), ("quarantine", "list")):
        made = run(tmp_path / "none", *words)
        assert made.code == 1
        assert "no Sightline instance in" in made.err
    assert not (tmp_path / "none").exists()


def test_passwords_are_given_by_hand_in_a_demo_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = run(home, "users", "add", "P1", "--role", "officer", "--password", "long enough a word")
    assert made.code == 1
    assert "--password is for demo instances" in made.err
    assert run(home, "users", "add", "P1", "--role", "officer").code == 0
    assert "is not a demo's home" in run(home, "demo", "--people", "0", "--no-serve").err
    remove(home)


def test_a_body_is_erased_for_a_reason_once_it_is_meant_and_the_ledger_holds(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "clients", "add", "45").code == 0
    rows = [json.loads(line) for line in run(home, "audit", "export").out.splitlines()]
    added = next(row["id"] for row in rows if row.get("kind") == "client.added")
    assert run(home, "audit", "erase", added).code == 2, "no reason"
    assert run(home, "audit", "erase", added, "--reason", " ", "--yes").code == 1
    assert run(home, "audit", "erase", added, "--reason", "court order").code == 1, "nobody said yes"
    unknown = run(home, "audit", "erase", added, "0" * 32, "--reason", "court order", "--yes", "--json")
    assert (unknown.code, "there is no event 000" in unknown.json["error"]) == (1, True)
    kept = [json.loads(line) for line in run(home, "audit", "export").out.splitlines()]
    assert next(row for row in kept if row.get("id") == added)["body"]

    done = run(home, "audit", "erase", added, "--reason", "court order 7/26", "--yes", "--json").json
    after = {row.get("id"): row for row in map(json.loads, run(home, "audit", "export").out.splitlines())}
    assert after[added]["body"] is None
    told = json.loads(after[done["event"]]["body"])["details"]
    assert after[done["event"]]["kind"] == "ledger.erased"
    assert after[done["event"]]["user"].startswith("os:")
    assert (told["reason"], told["erased"]) == ("court order 7/26", [added])
    assert run(home, "audit", "verify", "--json").json["ok"] is True
    again = run(home, "audit", "erase", done["event"], "--reason", "to hide it", "--yes")
    assert (again.code, "cannot itself be erased" in again.err) == (1, True)
    remove(home)


def test_heads_of_a_former_key_count_where_its_public_key_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "clients", "add", "45").code == 0
    assert run(home, "audit", "verify").code == 0
    old = (home / "keys" / "ledger.pem").rename(tmp_path / "old.pem")
    assert run(home, "clients", "add", "46").code == 0
    assert [one["row"] for one in run(home, "audit", "verify", "--json").json["problems"]][:1] == [
        "head in line 1"
    ]

    public = serialization.load_pem_private_key(old.read_bytes(), None).public_key()
    former = home / "keys" / "former"
    former.mkdir()
    file = former / "2025.pem"
    file.write_bytes(
        public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    assert run(home, "audit", "verify", "--json").json["ok"] is True
    file.write_text("no key")
    broken = run(home, "audit", "verify")
    assert (broken.code, "2025.pem does not hold a public key" in broken.err) == (1, True)
    remove(home)


def test_help_tells_every_command(tmp_path: Path) -> None:
    told = run(tmp_path, "--help").out
    for word in (
        "demo",
        "serve",
        "load",
        "index",
        "quarantine",
        "resolve",
        "users",
        "clients",
        "read",
        "audit",
    ):
        assert f"\n  {word} " in told
        assert run(tmp_path, word, "--help").code == 0
