"""A real PostgreSQL for tests: a cluster of its own in a temporary folder, on a free port, stopped and thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

HOST = "127.0.0.1"
USER = "factdesk"
TEST_ALL = "FACTDESK_TEST_ALL"
MISSING = "PostgreSQL's server programs are not here (Debian: apt-get install postgresql): tests with it are left out"
# what is written has to outlive the server, which tests kill, but not the machine
OPTIONS = "-c fsync=off -c max_connections=200"


class Cluster:
    """A PostgreSQL server that a test may stop and start again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self.port = _free_port()

    def make(self) -> None:
        """Make the cluster's files."""
        self._run("initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = f"{OPTIONS} -c listen_addresses={HOST} -c port={self.port} -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder / 'log'}", "--options", options)

    def stop(self) -> None:
        """Stop the server at once, whoever is connected."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def database(self) -> str:
        """Make a new, empty database and return its URL."""
        name = f"desk_{uuid4().hex[:12]}"
        self._run("createdb", f"--host={HOST}", f"--port={self.port}", f"--username={USER}", name, data=False)
        return f"postgresql://{USER}@{HOST}:{self.port}/{name}"

    def _run(self, program: str, *arguments: str, data: bool = True) -> None:
        where = ["-D", str(self._folder / "data")] if data else []
        command = [str(self._programs / program), *where, *arguments]
        # the server that pg_ctl leaves behind must not hold our pipes open
        done = subprocess.run(
            command, user=_server_user(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Give a running server; leave the test out where there is none, unless everything is to be tested."""
    programs = server_programs()
    if programs is None:
        if os.environ.get(TEST_ALL) == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="factdesk-pg-"))
    if (user := _server_user()) is not None:
        shutil.chown(folder, user)
    cluster = Cluster(programs, folder)
    try:
        cluster.make()
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_programs() -> Path | None:
    """Return the folder of the newest server programs, which Debian keeps off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


def _server_user() -> str | None:
    """Return whom the server runs as: it refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
