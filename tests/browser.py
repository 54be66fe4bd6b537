"""Which Chromium the tests drive. `python -m tests.browser` finds one or installs one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HELP = """\
No Chromium for the tests, and none could be installed from here. One step is missing:
  install it with your system's packages (Debian, Ubuntu: apt-get install chromium),
  or say where one is: make test ADIL_CHROMIUM=/path/to/chromium"""


class NoBrowser(RuntimeError):
    """No Chromium starts on this machine; the sentence names the one step missing."""


def launch_flags() -> list[str]:
    """Flags to start Chromium with: quiet on the network, and no sandbox only for root."""
    return FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])


def find() -> str | None:
    """Path of the first Chromium that starts, or None.

    Raises NoBrowser if ADIL_CHROMIUM names one that does not start."""
    wanted = os.environ.get("ADIL_CHROMIUM")
    if wanted:
        if not _starts(wanted):
            raise NoBrowser(f"ADIL_CHROMIUM is {wanted!r}, but that does not start.")
        return wanted
    return next(filter(_starts, _candidates()), None)


def find_or_fail() -> str:
    """Path of a Chromium; raises NoBrowser with the one step missing."""
    found = find()
    if found is None:
        raise NoBrowser(HELP)
    return found


def install() -> None:
    """Install Chromium: Debian's package as root, otherwise Playwright's own build."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say("Chromium from the system's packages (one to three minutes)")
        if _run(["apt-get", "update", "-qq"]) and _run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        ):
            return
    _say("Chromium from Playwright (one to three minutes)")
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _candidates() -> Iterator[str]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    # Ubuntu's `chromium-browser` may be a stub that asks for snap: only an answer counts.
    if not Path(path).exists():
        return False
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "chrom" in done.stdout.lower()


def _run(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=900,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _say(f"{command[0]} took longer than 15 minutes")
        return False
    if done.returncode:
        _say(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-1500:]}")
    return done.returncode == 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"==> {sentence}\n")
    sys.stdout.flush()


def main() -> int:
    """Find or install; prints the path. Exit code 1 with the one step missing if neither works."""
    try:
        if find() is None:
            install()
        _say(f"Browser for the tests: {find_or_fail()}")
    except NoBrowser as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
