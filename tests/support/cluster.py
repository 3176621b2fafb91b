"""A cluster of several genuine Elasticsearch nodes on loopback, each of which can be killed and started again."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.home import Home
from indexer.local_es import LocalElasticsearch, Server
from indexer.local_es_config import Setup
from tests.support.servers import free_port

HEAP = "400m"
SHORT_LIVED = ("-XX:TieredStopAtLevel=1",)


class Node(LocalElasticsearch):
    """One node: its own data and process, the cluster's name, users and prefix.

    cluster: the home that those are of; transport: every node's port, its own first.
    """

    def __init__(self, home: Home, cluster: Home, transport: Sequence[int]) -> None:
        super().__init__(home, HEAP, environment=os.environ, port=free_port(), jvm=SHORT_LIVED)
        self._cluster, self._transport = cluster, transport
        self.name = f"node-{transport[0]}"

    def launch(self) -> None:
        """Start it, without waiting for it."""
        self._launch()

    def answers(self) -> Server:
        """Wait until it does, as a part of the cluster."""
        return self._wait()

    def kill(self) -> None:
        """`kill -9`."""
        kill(self)

    def _setup(self) -> Setup:
        return Setup(
            f"sightline-{self._cluster.instance}", self._cluster.prefix, self.heap, self.port,
            self._cluster.secret("es-reader"), self._cluster.secret("es-writer"), self.jvm,
        )  # fmt: skip

    def _server(self, address: str) -> Server:
        made = super()._server(address)
        setup = self._setup()
        return Server(
            made.url,
            (made.reader[0], setup.reader_password),
            (made.writer[0], setup.writer_password),
            setup.prefix,
        )

    def _prepare(self, found: Path) -> None:
        super()._prepare(found)
        file = self.place.config / "elasticsearch.yml"
        lines = dict(line.split(": ", 1) for line in file.read_text().splitlines())
        del lines["discovery.type"]
        file.write_text("".join(f"{key}: {value}\n" for key, value in {**lines, **self._own()}.items()))

    def _own(self) -> Mapping[str, str]:
        places = [f"127.0.0.1:{port}" for port in self._transport]
        own: dict[str, Any] = {
            "node.name": self.name,
            "transport.port": self._transport[0],
            "discovery.seed_hosts": places,
            "cluster.initial_master_nodes": [f"node-{port}" for port in self._transport],
        }
        return {key: json.dumps(value) for key, value in own.items()}


def kill(local: LocalElasticsearch) -> None:
    """`kill -9` a server, launcher and all; start it again by `start` or `launch`."""
    os.kill(int(local.place.pid.read_text()), signal.SIGKILL)
    local.stop()


@contextmanager
def cluster(folder: Path, nodes: int = 3) -> Iterator[list[Node]]:
    """Nodes that have found each other; all gone afterwards."""
    ports = [free_port() for _ in range(nodes)]
    home = Home.open(folder / "cluster")
    made = [
        Node(Home.open(folder / f"node-{port}"), home, [port, *(p for p in ports if p != port)])
        for port in ports
    ]
    try:
        for node in made:
            node.launch()
        for node in made:
            node.answers()
        yield made
    finally:
        for node in made:
            node.purge()
