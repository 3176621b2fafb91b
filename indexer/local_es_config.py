"""The configuration that a local Elasticsearch is started with: written anew at each start.

One node on loopback, security on, two users of the file realm: one reads the indices of this instance, the other
writes them and may read back what it wrote. Nobody else is there; the built-in users are off.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bcrypt

READER, WRITER = "sightline-reader", "sightline-writer"
# The passwords are 32 random bytes; the cost only decides how long a first log-in takes.
_BCRYPT_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one server, all under `root`, owned by the user that it runs as."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def tmp(self) -> Path:
        return self.root / "tmp"

    @property
    def ports(self) -> Path:
        """Where the server writes the address that it listens at; it survives a shutdown."""
        return self.logs / "http.ports"

    @property
    def pid(self) -> Path:
        return self.root / "pid"

    @property
    def home_note(self) -> Path:
        """Which home this belongs to, for whoever tidies up."""
        return self.root / "home"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server is told. heap: `512m`, `1g`; port: 0 takes a free one."""

    name: str
    prefix: str
    heap: str
    port: int
    reader_password: str
    writer_password: str
    jvm: tuple[str, ...] = ()


def write(place: Place, program: Path, setup: Setup) -> None:
    """Write all that the server reads at its start."""
    shutil.rmtree(place.config, ignore_errors=True)
    (place.config / "jvm.options.d").mkdir(parents=True)
    _put(place, "elasticsearch.yml", _yaml(_settings(place, setup)))
    write_realm(place.config, setup.prefix, setup.reader_password, setup.writer_password)
    _put(place, "role_mapping.yml", "")
    _put(place, "jvm.options", _jvm_options(place, program))
    _put(
        place,
        "jvm.options.d/heap.options",
        "\n".join((f"-Xms{setup.heap}", f"-Xmx{setup.heap}", *setup.jvm, "")),
    )
    shutil.copyfile(program / "config" / "log4j2.properties", place.config / "log4j2.properties")


def write_realm(folder: Path, prefix: str, reader: str, writer: str) -> None:
    """Write the file realm: the two users with their passwords' hashes, and what they may do to a prefix's indices."""
    (folder / "roles.yml").write_text(_yaml(_roles(prefix)), "utf-8")
    (folder / "users").write_text(_users(((READER, reader), (WRITER, writer))), "utf-8")
    (folder / "users_roles").write_text(f"reader:{READER}\nwriter:{WRITER}\n", "utf-8")


def _put(place: Place, name: str, text: str) -> None:
    (place.config / name).write_text(text, "utf-8")


def _yaml(values: dict[str, Any]) -> str:
    # A JSON value is a YAML value.
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items())


def _settings(place: Place, setup: Setup) -> dict[str, Any]:
    return {
        "cluster.name": setup.name,
        "node.name": "local",
        "path.data": str(place.data),
        "path.logs": str(place.logs),
        "http.host": "127.0.0.1",
        "transport.host": "127.0.0.1",
        "http.port": setup.port,
        "transport.port": 0,
        "node.portsfile": True,
        "discovery.type": "single-node",
        # A bulk into a missing index would make one without the strict mapping.
        "action.auto_create_index": False,
        # A small machine's disk is often 90 % full with gigabytes to spare; the start looks at what is free.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "xpack.security.enabled": True,
        "xpack.security.autoconfiguration.enabled": False,
        "xpack.security.authc.reserved_realm.enabled": False,
        "xpack.security.authc.realms.file.local.order": 0,
        "xpack.security.http.ssl.enabled": False,
        "xpack.security.transport.ssl.enabled": False,
    }


def _roles(prefix: str) -> dict[str, Any]:
    names = [f"{prefix}*"]
    return {
        "reader": {"cluster": [], "indices": [{"names": names, "privileges": ["read"]}]},
        # Without `read` its searches, counts and points in time would be refused.
        "writer": {
            "cluster": ["monitor"],
            "indices": [{"names": names, "privileges": ["manage", "write", "read"]}],
        },
    }


def _users(known: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f"{user}:{bcrypt.hashpw(word.encode(), bcrypt.gensalt(_BCRYPT_ROUNDS)).decode()}\n"
        for user, word in known
    )


def _jvm_options(place: Place, program: Path) -> str:
    lines = (program / "config" / "jvm.options").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("-Xlog:gc", "-XX:ErrorFile", "-XX:HeapDumpPath"))]
    own = (
        f"-XX:ErrorFile={place.logs}/hs_err_pid%p.log",
        f"-XX:HeapDumpPath={place.logs}",
        # Its index of built-in roles cannot be made here, and it would say so every minute.
        "-Des.queryable_built_in_roles_enabled=false",
    )
    return "\n".join((*kept, *own)) + "\n"
