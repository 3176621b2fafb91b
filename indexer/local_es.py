"""The genuine local Elasticsearch: fetched, started as an ordinary user, found again, stopped.

    with LocalElasticsearch(home, environment=os.environ) as server:
        ...  # server.url, server.reader, server.writer

It listens on a free loopback port with security on, and its data stand for the next run. A server that another
command of the same home started is used as it is and left running. It goes when the process that started it goes,
`kill -9` included; the signal for that fires when the starting *thread* ends, so start it from the main thread.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from indexer import local_es_config as config
from indexer.home import Home
from indexer.local_es_config import Place, Setup
from indexer.local_es_program import (
    ORDINARY_USER,
    LocalEsError,
    as_root,
    find_java,
    make_folder,
    need_space,
    program,
    reachable,
    shared_folder,
)

__all__ = ["LocalElasticsearch", "LocalEsError", "Server"]

START_SECONDS = 150.0
STOP_SECONDS = 30.0
NEEDED_TO_START = 300 << 20  # bytes
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. reader, writer: user name and password; prefix: what index names begin with."""

    url: str
    reader: tuple[str, str] = field(repr=False)
    writer: tuple[str, str] = field(repr=False)
    prefix: str = ""


class LocalElasticsearch:
    """The local Elasticsearch of one home.

    home: the instance's; heap: the JVM's; environment: where ES_JAVA_HOME and JAVA_HOME are looked up; port: 0 takes
    a free one; jvm: more options for the JVM.
    """

    def __init__(
        self,
        home: Home | Path,
        heap: str = "512m",
        *,
        environment: Mapping[str, str] | None = None,
        port: int = 0,
        jvm: tuple[str, ...] = (),
    ) -> None:
        self.home = home if isinstance(home, Home) else Home.open(home)
        self.heap, self.port, self.jvm = heap, port, jvm
        self.environment = environment or {}
        # As root the data lie outside the home, where the ordinary user can reach them whatever the home's mode.
        root = shared_folder() / self.home.instance if as_root() else self.home.path / "es"
        self.place = Place(root)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def owned(self) -> bool:
        """Whether it was started here, and so goes when this process goes."""
        return self._process is not None

    @property
    def running(self) -> bool:
        """Whether it still runs, whoever started it."""
        return self._process.poll() is None if self._process else self.find() is not None

    def start(self) -> Server:
        """The server, started if none answers. Raises LocalEsError."""
        with self.home.lock("es"):
            if found := self.find():
                return found
            self._wait_for_the_last()
            self._launch()
            try:
                return self._wait()
            except BaseException:
                self.stop()
                raise

    def find(self) -> Server | None:
        """The server that runs for this home, or None. Only ours knows our random password."""
        with suppress(OSError, IndexError):
            server = self._server(self.place.ports.read_text("ascii").split()[0])
            if _ask(server, "/_security/_authenticate") == 200:
                return server
        return None

    def stop(self) -> None:
        """Stop it if it was started here, and wait until it has."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(OSError, ValueError):
                os.kill(int(self.place.pid.read_text()), signal.SIGKILL)
            process.kill()
            process.wait()
        self.place.ports.unlink(missing_ok=True)

    def purge(self) -> None:
        """Stop it and remove its data."""
        self.stop()
        shutil.rmtree(self.place.root, ignore_errors=True)

    # ------------------------------------------------------------------------------------ starting

    def _launch(self) -> None:
        java, found = find_java(self.environment), program()
        if not reachable(found):
            raise LocalEsError(
                f"{found} cannot be reached by the user that Elasticsearch runs as: let others read and enter it"
            )
        setpriv = shutil.which("setpriv")
        if not setpriv:
            raise LocalEsError("setpriv is needed to run Elasticsearch: install util-linux")
        self._prepare(found)
        command = [setpriv, *self._ordinary(), "--pdeathsig", "TERM", "--"]
        command += [str(found / "bin" / "elasticsearch"), "-p", str(self.place.pid)]
        with (self.place.logs / "start.log").open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                cwd=self.place.root,
                env=self._environment(java),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a terminal's Ctrl-C reaches us alone; we stop it in order
            )

    def _prepare(self, found: Path) -> None:
        if as_root():
            make_folder(shared_folder(), 0o755)
        make_folder(self.place.root, 0o700)
        need_space(self.place.root, NEEDED_TO_START)
        shutil.rmtree(self.place.tmp, ignore_errors=True)
        for folder in (self.place.data, self.place.logs, self.place.tmp):
            make_folder(folder, 0o700)
        self.place.ports.unlink(missing_ok=True)
        self.place.home_note.write_text(f"{self.home.path}\n", "utf-8")
        config.write(self.place, found, self._setup())
        if as_root():
            _give(self.place.root)

    def _setup(self) -> Setup:
        return Setup(
            f"sightline-{self.home.instance}",
            self.home.prefix,
            self.heap,
            self.port,
            self.home.secret("es-reader"),
            self.home.secret("es-writer"),
            self.jvm,
        )

    def _ordinary(self) -> list[str]:
        if not as_root():
            return []
        user = pwd.getpwnam(ORDINARY_USER)
        return ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]

    def _environment(self, java: Path) -> dict[str, str]:
        # JAVA_HOME would be ignored; nothing of the caller's environment is the server's business.
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.place.root),
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(self.place.config),
            "ES_TMPDIR": str(self.place.tmp),
        }

    def _wait_for_the_last(self) -> None:
        """The last run's server may still be closing its files."""
        until = time.monotonic() + STOP_SECONDS
        while self._still_there() and time.monotonic() < until:
            time.sleep(_PAUSE)
        if self._still_there():
            raise LocalEsError(
                f"process {self.place.pid.read_text().strip()} still holds {self.place.data}; stop it and try again"
            )

    def _still_there(self) -> bool:
        try:
            number = int(self.place.pid.read_text())
            return str(self.place.root).encode() in Path(f"/proc/{number}/cmdline").read_bytes()
        except (OSError, ValueError):
            return False

    def _wait(self) -> Server:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise LocalEsError(self._why_it_died())
            if (server := self.find()) and self._healthy(server):
                return server
            time.sleep(_PAUSE)
        raise LocalEsError(
            f"Elasticsearch did not answer in {START_SECONDS:.0f} s; its log is in {self.place.logs}"
        )

    def _healthy(self, server: Server) -> bool:
        """Whether the shards of an earlier run are there again, too."""
        path = "/_cluster/health?wait_for_status=yellow&timeout=20s"
        with suppress(OSError):
            return _ask(server, path, writer=True) == 200
        return False

    def _server(self, address: str) -> Server:
        setup = self._setup()
        reader, writer = (config.READER, setup.reader_password), (config.WRITER, setup.writer_password)
        return Server(f"http://{address}", reader, writer, self.home.prefix)

    def _why_it_died(self) -> str:
        lines = self._last_lines()
        text = "\n".join(lines)
        if "No space left on device" in text:
            return f"the disk under {self.place.root} is full; make room and start again"
        if "BindException" in text or "BindHttpException" in text or "Address already in use" in text:
            return f"port {self.port} is taken; choose another, or 0 for any free one"
        if "OutOfMemoryError" in text or "insufficient memory" in text:
            return f"there is not enough memory for a heap of {self.heap}; free some, or set a smaller heap"
        if "failed to obtain node lock" in text:
            return f"another Elasticsearch holds {self.place.data}; stop it and try again"
        return f"Elasticsearch died at its start: {_telling(lines)[:300]} (logs in {self.place.logs})"

    def _last_lines(self) -> list[str]:
        """What the launcher said, and the server's own errors, which tell more, after it."""
        told = _tail(self.place.logs / "start.log")
        log = _tail(self.place.logs / f"sightline-{self.home.instance}.log")
        return told + [line for line in log if "[ERROR" in line or "Exception" in line or "[FATAL" in line]


def _telling(lines: list[str]) -> str:
    """The last line that says something: not a stack's, nor one that only says that it died."""
    empty = ("at ", "... ", "ERROR: Elasticsearch died", "ERROR: Elasticsearch did not exit normally")
    said = (line.strip() for line in reversed(lines) if not line.rstrip().endswith(":"))
    return next((line for line in said if line and not line.startswith(empty)), "it said nothing")


def _tail(file: Path, lines: int = 60) -> list[str]:
    try:
        return file.read_text("utf-8", "replace").splitlines()[-lines:]
    except OSError:
        return []


def _give(folder: Path) -> None:
    """Hand a folder to the ordinary user, with all that is in it."""
    user = pwd.getpwnam(ORDINARY_USER)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def _ask(server: Server, path: str, *, writer: bool = False) -> int:
    """The status that a GET answers. Raises OSError where nothing answers."""
    user, password = server.writer if writer else server.reader
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
    try:
        connection.request("GET", path, headers={"Authorization": f"Basic {token}"})
        answer = connection.getresponse()
        json.loads(answer.read() or b"null")
        return answer.status
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(str(error)) from None
    finally:
        connection.close()
