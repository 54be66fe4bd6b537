"""Programs that tests start: bounded in time, and gone when the tests are gone."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 40
STOP_SECONDS = 15
# The watcher reads a pipe that only the tests hold open. When they end, even by SIGKILL, it sends
# the signal $1 to the program, which took over this shell's process id.
GUARD = (
    "exec 3<&0; s=$1; shift; "
    '{ cat <&3; kill "-$s" $$; } >/dev/null 2>&1 & '
    'exec 3<&-; exec "$@" </dev/null'
)


class StartFailed(RuntimeError):
    """A program the tests need did not start; the sentence says why, with the end of its log."""


def free_port() -> int:
    """A TCP port on 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_python(*arguments: str, env: Mapping[str, str], timeout: float = 120) -> str:
    """What `python ARGUMENTS` prints, run in the checkout; raises StartFailed with its output."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise StartFailed(
            f"python {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-3000:]}"
        )
    return done.stdout


class Program:
    """A running program; `stop()` ends it, and so does the end of the tests."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        signal: str = "TERM",
        uid: int | None = None,
        gid: int | None = None,
    ) -> None:
        self.log = log
        self.name = Path(command[0]).name
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                ["/bin/sh", "-c", GUARD, "sh", signal, *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=dict(env) if env is not None else None,
                user=uid,
                group=gid,
                extra_groups=None if uid is None else [],
            )

    @property
    def pid(self) -> int:
        """Process id of the program itself."""
        return self.process.pid

    def wait_until(self, ready: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Return when `ready()` is true; raise StartFailed if the program ends or takes longer."""
        end = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                self.stop()
                raise StartFailed(f"{self.name} ended at once:\n{self.tail()}")
            if time.monotonic() > end:
                self.stop()
                raise StartFailed(f"{self.name} was not ready in {seconds:.0f} s:\n{self.tail()}")
            time.sleep(0.02)

    def tail(self) -> str:
        """The end of what the program printed."""
        return self.log.read_text(errors="replace")[-3000:]

    def stop(self) -> int:
        """End the program and give its exit code; a program that does not listen is killed."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(STOP_SECONDS)
