"""What is missing on a machine is told in one line that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import namedtuple
from pathlib import Path

import pytest

from indexer import local_es_program
from indexer.home import Home
from indexer.local_es import LocalElasticsearch
from indexer.local_es_program import LocalEsError, find_java, java_version, program

Usage = namedtuple("Usage", "total used free")


def jdk(folder: Path, release: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").write_text("#!/bin/sh\n")
    (folder / "release").write_text(f'IMPLEMENTOR="Somebody"\nJAVA_VERSION="{release}"\n')
    return folder


@pytest.mark.parametrize(
    ("release", "version"), [("25.0.1", 25), ("21", 21), ("17.0.15", 17), ("1.8.0_402", 8)]
)
def test_a_jdk_says_its_version(tmp_path: Path, release: str, version: int) -> None:
    assert java_version(jdk(tmp_path / "jdk", release)) == version


def test_a_real_jdk_is_found_that_runs_it() -> None:
    found = find_java(os.environ)
    told = subprocess.run(
        [found / "bin" / "java", "-version"], capture_output=True, text=True, check=True
    ).stderr
    assert java_version(found) >= 21
    assert f'version "{java_version(found)}' in told


def test_the_wrong_jdk_by_name_is_refused(tmp_path: Path) -> None:
    old = jdk(tmp_path / "old", "17.0.15")
    with pytest.raises(
        LocalEsError, match=r"ES_JAVA_HOME=.* is JDK 17; Elasticsearch needs 21 or later: set it"
    ):
        find_java({"ES_JAVA_HOME": str(old)})
    with pytest.raises(LocalEsError, match="holds no JDK"):
        find_java({"ES_JAVA_HOME": str(tmp_path / "nothing")})


def test_an_old_java_home_is_passed_over(tmp_path: Path) -> None:
    old = jdk(tmp_path / "old", "17.0.15")
    assert find_java({"JAVA_HOME": str(old)}) != old


def test_no_jdk_at_all_says_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_es_program, "_JVM_FOLDERS", (f"{tmp_path}/*",))
    monkeypatch.setattr(local_es_program, "_OWN_JVM_FOLDERS", ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(
        LocalEsError, match=r"needs JDK 21 or later \(found none\): install one, or set ES_JAVA_HOME"
    ):
        find_java({})
    jdk(tmp_path / "old", "17.0.15")
    with pytest.raises(LocalEsError, match=r"found only 17"):
        find_java({})


def test_no_maven_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(
        LocalEsError, match=r"Maven \(mvn\) is needed .* install maven, or set ELASTICSEARCH_URL"
    ):
        program(tmp_path)


def test_what_maven_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\necho '[ERROR] no such artifact'\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(maven))
    with pytest.raises(
        LocalEsError, match=r"Maven could not fetch .*: no such artifact; check Maven's settings"
    ):
        program(tmp_path / "cache")


def test_a_full_disk_says_so_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 << 30, 100 << 30, 5 << 20))
    with pytest.raises(
        LocalEsError, match=r"the disk under .* is full: 5 MB free, Elasticsearch needs 800 MB; make room"
    ):
        program(tmp_path)


def test_a_full_disk_says_so_before_anything_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = LocalElasticsearch(Home.open(tmp_path / "home"), environment=os.environ)
    program()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 << 30, 100 << 30, 5 << 20))
    with pytest.raises(LocalEsError, match="is full: 5 MB free"):
        local.start()
    local.purge()


def test_the_program_is_fetched_once_for_all_homes() -> None:
    first = program()
    at = (first / "bin" / "elasticsearch").stat().st_ctime
    assert program() == first
    assert (first / "bin" / "elasticsearch").stat().st_ctime == at
    assert os.access(first / "bin" / "elasticsearch", os.X_OK)
