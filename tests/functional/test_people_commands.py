"""The commands over people and partner clients: what is given and taken holds, and stands in the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import sightline
from tests.support.instance import Run


def run(home: Path, *words: str) -> Run:
    """Run `sightline WORDS` for an instance, in this process."""
    made = CliRunner().invoke(sightline, words, env={"SIGHTLINE_HOME": str(home)}, prog_name="sightline")
    return Run(made.exit_code, made.stdout, made.stderr)


def test_a_despatcher_who_is_cleared_for_less_than_all_are_taken_to_be_is_told_of(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "not cleared" in run(home, "users", "add", "D1", "--role", "despatcher").err
    assert "not cleared" not in run(home, "users", "change", "D1", "--sensitive").err
    assert "not cleared" not in run(home, "users", "add", "A1", "--role", "analyst").err


def test_what_people_hold_is_given_taken_and_recorded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "users", "add", "P1", "--role", "analyst", "--group", "intel").code == 0
    given = run(
        home,
        "users",
        "grant",
        "P1",
        "--group",
        "cid",
        "--compartment",
        "OP-ELM",
        "--until",
        "2099-06-30",
        "--json",
    ).json
    assert (given["groups"], given["compartments"]) == (["cid", "intel"], ["OP-ELM"])
    ends = [{"kind": "compartment", "name": "OP-ELM", "until": "2099-06-30T23:00:00+00:00"},
            {"kind": "group", "name": "cid", "until": "2099-06-30T23:00:00+00:00"}]  # fmt: skip
    assert given["ends"] == ends
    assert run(home, "users", "revoke", "p1", "--group", "intel", "--compartment", "OP-ELM").out == (
        "Took the group intel from P1\nTook the compartment OP-ELM from P1\n"
    )
    words = ("--role", "officer", "--sensitive", "--until", "2099-01-05")
    changed = run(home, "users", "change", "P1", *words, "--json").json
    assert (changed["role"], changed["sensitive"], changed["groups"]) == ("officer", True, ["cid"])
    assert changed["expires"] == "2099-01-06T00:00:00+00:00"
    assert run(home, "users", "change", "P1", "--no-end").out == "Changed P1: expires none\n"
    assert run(home, "users", "disable", "P1", "--json").json["active"] is False
    enabled = run(home, "users", "enable", "P1", "--json").json
    assert (enabled["active"], enabled["expires"], enabled["sensitive"]) == (True, None, True)
    rows = [json.loads(line) for line in run(home, "audit", "export").out.splitlines()]
    done = [
        (row["kind"], json.loads(row["body"])["details"])
        for row in rows
        if row.get("kind", "").startswith("user.")
    ]
    assert [kind for kind, _ in done] == [
        "user.added", "user.granted", "user.granted", "user.revoked", "user.revoked", "user.changed", "user.changed",
        "user.disabled", "user.enabled",
    ]  # fmt: skip
    assert {"user": "P1", "kind": "group", "name": "cid", "until": ends[0]["until"]}.items() <= done[1][
        1
    ].items()
    assert {"user": "P1", "role": "officer", "sensitive": True}.items() <= done[5][1].items()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("users grant P1", "name a --group or a --compartment"),
        ("users grant P1 --group *", "group: * means everyone"),
        ("users grant P1 --group cid --until 2020-01-01", "--until: has passed"),
        ("users grant nobody --group cid", "user: there is no account nobody"),
        ("users revoke P1 --group cid", "group: P1 does not hold cid"),
        ("users change P1", "name what is to change"),
        ("users change P1 --until 2099-01-01 --no-end", "--until: and --no-end exclude each other"),
        ("users change P1 --force x/1", "force: must be a force's code"),
        ("users change P1 --tier COSMIC", "tier: must be one of"),
        ("users enable nobody", "user: there is no account nobody"),
        ("clients disable 45-nothing", "client_id: there is no client 45-nothing"),
    ],
)
def test_what_cannot_be_given_or_taken_is_named(one_person: Path, words: str, told: str) -> None:
    made = run(one_person, *words.split(), "--json")
    assert (made.code, made.err) == (1, "")
    assert made.json["error"].startswith(told)


@pytest.fixture(scope="module")
def one_person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one account."""
    home = tmp_path_factory.mktemp("one") / "home"
    assert run(home, "users", "add", "P1", "--role", "analyst").code == 0
    return home


def test_a_client_is_disabled(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = run(home, "clients", "add", "45", "--json").json
    closed = run(home, "clients", "disable", made["client_id"], "--json").json
    assert closed == {"client_id": made["client_id"], "force": "45", "active": False}
    assert run(home, "clients", "list", "--json").json["clients"][0]["active"] is False
    kinds = [json.loads(line).get("kind") for line in run(home, "audit", "export").out.splitlines()]
    assert "client.disabled" in kinds
