"""Elasticsearch's program and a JDK for it: found, or fetched once for all homes of this person.

The archive is the genuine server from Maven Central (core, transport-netty4, x-pack-security), fetched by its
coordinates, so that whatever mirror the machine's Maven is set up with is used.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

VERSION = "9.5.3"
COORDINATES = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JDK = 21
NEEDED_TO_FETCH = 800 << 20  # bytes: the archive twice (Maven keeps its own copy) and unpacked
ORDINARY_USER = "nobody"
_FETCH_SECONDS = 540
_JVM_FOLDERS = ("/usr/lib/jvm/*", "/usr/local/lib/jvm/*", "/opt/java/*", "/opt/jdk*", "/opt/*jdk*")
_OWN_JVM_FOLDERS = (".sdkman/candidates/java/*", ".jdks/*", ".local/share/mise/installs/java/*")
_KNOWN_GOOD = (25, 24, 23, 22, 21)  # tried in this order, then whatever is newer


class LocalEsError(Exception):
    """The local Elasticsearch cannot be had. The message is one line that says what to do."""


def as_root() -> bool:
    """Whether the caller is root, whom Elasticsearch refuses to serve."""
    return os.geteuid() == 0


def shared_folder() -> Path:
    """Where programs are kept for all homes: a place that the user it runs as can reach."""
    return Path("/var/lib/sightline") if as_root() else Path.home() / ".cache" / "sightline"


def program(cache: Path | None = None) -> Path:
    """The unpacked server's folder, fetched if need be. cache: instead of the person's own. Raises LocalEsError."""
    folder = cache or shared_folder()
    unpacked = folder / f"elasticsearch-{VERSION}"
    if not (unpacked / "bin" / "elasticsearch").exists():
        make_folder(folder, 0o755)
        with _locked(folder / ".fetch.lock"):
            if not (unpacked / "bin" / "elasticsearch").exists():
                _unpack(_fetch(folder), unpacked)
    return unpacked


def make_folder(folder: Path, mode: int) -> Path:
    """Make a folder. Raises LocalEsError."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)  # whatever the caller's umask
    except OSError as error:
        raise LocalEsError(
            f"cannot make {folder}: {error.strerror}; make it, or set ELASTICSEARCH_URL"
        ) from None
    return folder


def need_space(folder: Path, needed: int) -> None:
    """Raises LocalEsError where the disk has less than `needed` bytes left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LocalEsError(
            f"the disk under {folder} is full: {free >> 20} MB free, Elasticsearch needs {needed >> 20} MB; make room"
        )


def _fetch(folder: Path) -> Path:
    maven = shutil.which("mvn")
    if not maven:
        raise LocalEsError(
            "Maven (mvn) is needed to fetch Elasticsearch: install maven, or set ELASTICSEARCH_URL"
        )
    need_space(folder, NEEDED_TO_FETCH)
    drop = folder / ".fetched"
    shutil.rmtree(drop, ignore_errors=True)
    command = [maven, "-B", "-q", COPY, f"-Dartifact={COORDINATES}", f"-DoutputDirectory={drop}"]
    try:
        made = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_FETCH_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise LocalEsError(f"Maven did not fetch {COORDINATES} in {_FETCH_SECONDS} s; try again") from None
    archive = next(drop.glob("*.zip"), None)
    if made.returncode or not archive:
        raise LocalEsError(f"Maven could not fetch {COORDINATES}: {_maven_error(made.stdout + made.stderr)}")
    return archive


def _maven_error(output: str) -> str:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in output.splitlines()]
    told = next((line for line in lines if "[ERROR]" in line), "no reason given")
    if "No space left" in output:
        return "the disk is full; make room"
    return (
        re.sub(r"\s*-> \[Help \d+\]", "", told.replace("[ERROR]", "")).strip()[:300]
        + "; check Maven's settings and the network"
    )


def _unpack(archive: Path, into: Path) -> None:
    """By `unzip`, which keeps the execute bits that Python's zipfile drops."""
    unzip = shutil.which("unzip")
    if not unzip:
        raise LocalEsError("unzip is needed to unpack Elasticsearch: install unzip")
    beside = archive.parent / "unpacked"
    made = subprocess.run(  # noqa: S603
        [unzip, "-q", "-o", str(archive), "-d", str(beside)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        umask=0o022,
    )
    if made.returncode:
        need_space(archive.parent, NEEDED_TO_FETCH // 2)
        raise LocalEsError(
            f"{archive} cannot be unpacked: {made.stderr.strip()[:200]}; remove it and try again"
        )
    shutil.rmtree(into, ignore_errors=True)
    unpacked = beside / into.name
    for file in (unpacked / "config").rglob("*"):  # 0660 there; each instance copies them as its own user
        file.chmod(0o755 if file.is_dir() else 0o644)
    (unpacked / "config" / "jvm.options.d").chmod(0o755)
    unpacked.rename(into)
    shutil.rmtree(archive.parent, ignore_errors=True)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def find_java(environment: Mapping[str, str]) -> Path:
    """The home of a JDK that Elasticsearch runs on, from ES_JAVA_HOME, JAVA_HOME, the PATH or the usual folders.

    environment: the caller's; ES_JAVA_HOME is taken at its word, the others are places to look in.
    Raises LocalEsError: none is there, or ES_JAVA_HOME names an older one.
    """
    if named := environment.get("ES_JAVA_HOME"):
        return _named(Path(named))
    found: dict[int, Path] = {}
    seen: list[str] = []
    for home in _java_homes(environment):
        version = java_version(home)
        if version is None:
            continue
        seen.append(str(version))
        if version >= OLDEST_JDK and reachable(home):
            found.setdefault(version, home)
    best = next((v for v in _KNOWN_GOOD if v in found), max(found, default=None))
    if best is None:
        raise LocalEsError(
            f"Elasticsearch needs JDK {OLDEST_JDK} or later ({_versions(seen)}): install one, or set ES_JAVA_HOME"
        )
    return found[best]


def _versions(seen: list[str]) -> str:
    return f"found only {', '.join(sorted(set(seen)))}" if seen else "found none"


def _named(home: Path) -> Path:
    version = java_version(home)
    if version is None:
        raise LocalEsError(
            f"ES_JAVA_HOME={home} holds no JDK: set it to one of {OLDEST_JDK} or later, or unset it"
        )
    if version < OLDEST_JDK:
        raise LocalEsError(
            f"ES_JAVA_HOME={home} is JDK {version}; Elasticsearch needs {OLDEST_JDK} or later: set it to one, or unset it"
        )
    if not reachable(home):
        raise LocalEsError(
            f"ES_JAVA_HOME={home} cannot be reached by the ordinary user that Elasticsearch runs as: use a JDK elsewhere"
        )
    return home


def _java_homes(environment: Mapping[str, str]) -> Iterator[Path]:
    if named := environment.get("JAVA_HOME"):
        yield Path(named)
    if java := shutil.which("java"):
        yield Path(java).resolve().parent.parent
    for pattern in _JVM_FOLDERS:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))
    for pattern in _OWN_JVM_FOLDERS:
        yield from sorted(Path.home().glob(pattern))


def java_version(home: Path) -> int | None:
    """The feature release of the JDK in a folder (21, 25), None where there is none."""
    if not (home / "bin" / "java").exists():
        return None
    try:
        told = (home / "release").read_text("utf-8")
    except (OSError, ValueError):
        told = _asked(home)
    found = re.search(r'(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)', told)
    return int(found[1]) if found else None


def _asked(home: Path) -> str:
    try:
        made = subprocess.run(  # noqa: S603
            [str(home / "bin" / "java"), "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return made.stderr + made.stdout


def reachable(path: Path) -> bool:
    """Whether the ordinary user can get at a path: as root, every folder above must let others through."""
    whole = path.resolve()
    return not as_root() or all(folder.stat().st_mode & 0o001 for folder in (whole, *whole.parents))
