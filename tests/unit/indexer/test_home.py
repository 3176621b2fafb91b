"""What an instance owns: made once, kept to itself, the same ever after."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.home import Home, HomeError


def test_a_home_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = Home.open(tmp_path / "home", force="45", demo=True)
    again = Home.open(tmp_path / "home", create=False)
    assert again == made
    assert (again.force, again.demo, len(again.instance)) == ("45", True, 12)
    assert again.prefix == f"sightline-{made.instance}-"


def test_a_home_made_anew_is_another_instance(tmp_path: Path) -> None:
    assert Home.open(tmp_path / "a").instance != Home.open(tmp_path / "b").instance


def test_nobody_else_can_look_into_it(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    home.secret("one")
    home.write("accounts.json", {"accounts": []})
    with home.lock("any"):
        pass
    assert home.path.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.path.rglob("*")}
    assert modes == {
        "settings.json": 0o600,
        "keys": 0o700,
        "one": 0o600,
        "accounts.json": 0o600,
        ".any.lock": 0o600,
    }


def test_secrets_are_random_kept_and_their_own(tmp_path: Path) -> None:
    home, other = Home.open(tmp_path / "home"), Home.open(tmp_path / "other")
    assert home.secret_key == Home.open(home.path).secret_key
    assert len({home.secret_key, other.secret_key, home.password_salt, home.secret("es-reader")}) == 4
    assert len(home.cursor_key) == 32


def test_of_many_that_start_at_once_one_wins(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        homes = list(pool.map(lambda _: Home.open(tmp_path / "home"), range(64)))
        secrets = list(pool.map(lambda home: home.secret("x"), homes))
    assert len({home.instance for home in homes}) == 1
    assert len(set(secrets)) == 1
    assert sorted(path.name for path in homes[0].path.iterdir()) == ["keys", "settings.json"]


def test_a_missing_home_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match=r"no Sightline instance in .*sightline demo"):
        Home.open(tmp_path / "home", create=False)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"instance": "../x", "force": "01", "demo": false}', '{"force": "01"}']
)
def test_a_damaged_home_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text)
    with pytest.raises(HomeError, match=r"settings\.json"):
        Home.open(tmp_path)


def test_another_force_is_refused(tmp_path: Path) -> None:
    Home.open(tmp_path, force="01")
    assert Home.open(tmp_path, force="01").force == "01"
    with pytest.raises(HomeError, match="belongs to force 01, not 45"):
        Home.open(tmp_path, force="45")
    with pytest.raises(HomeError, match="not a force code"):
        Home.open(tmp_path / "new", force="../1")


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="cannot make a home in"):
        Home.open(tmp_path / "file" / "home")


def test_files_are_replaced_whole(tmp_path: Path) -> None:
    home = Home.open(tmp_path)
    assert home.read("note.json") is None
    home.write("note.json", {"a": 1})
    assert home.read("note.json") == {"a": 1}
    (tmp_path / "note.json").write_text("[1]")
    assert home.read("note.json") is None
    assert json.loads((tmp_path / "settings.json").read_text())["instance"] == home.instance


def test_a_lock_holds_against_other_processes_and_goes_with_its_holder(tmp_path: Path) -> None:
    home = Home.open(tmp_path)
    code = (
        f"import sys; from indexer.home import Home\nwith Home.open({str(tmp_path)!r}).lock('x'):\n"
        " print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with home.try_lock("x") as ours:
            assert not ours
        with home.try_lock("y") as ours:
            assert ours
        other.kill()
        other.wait()
        with home.try_lock("x") as ours:
            assert ours
