"""Fresh migrated databases in milliseconds: a template made once, then copied for each test."""

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import PostgresServer
from tests.processes import run_python


class Databases(ABC):
    """Lends databases of one kind: `with databases.lend() as url`."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._templates: set[str] = set()

    @contextmanager
    def lend(self, people: int = 0) -> Iterator[str]:
        """Address of a database of one's own: migrated, and seeded with `people` if not 0."""
        name = f"adil_{next(self._numbers)}"
        try:
            yield self._copy(self._template(people), name)
        finally:
            self._drop(name)

    @contextmanager
    def lend_empty(self) -> Iterator[str]:
        """Address of a database without any table, for the tests of the migrations."""
        name = f"adil_{next(self._numbers)}"
        try:
            yield self._create(name)
        finally:
            self._drop(name)

    def _template(self, people: int) -> str:
        name = f"template_{people}"
        if name not in self._templates:
            _prepare(self._create(name), people)
            self._templates.add(name)
        return name

    @abstractmethod
    def _create(self, name: str) -> str:
        """Make an empty database and give its address."""

    @abstractmethod
    def _copy(self, template: str, name: str) -> str:
        """Make a copy of a template and give its address."""

    @abstractmethod
    def _drop(self, name: str) -> None:
        """Remove a database."""


class SqliteDatabases(Databases):
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def _create(self, name: str) -> str:
        return f"sqlite://{self._folder / name}.sqlite3"

    def _copy(self, template: str, name: str) -> str:
        # with the write-ahead log, if the template left one
        for part in self._folder.glob(f"{template}.sqlite3*"):
            shutil.copyfile(part, self._folder / part.name.replace(template, name, 1))
        return self._create(name)

    def _drop(self, name: str) -> None:
        for part in self._folder.glob(f"{name}.sqlite3*"):
            part.unlink()


class PostgresDatabases(Databases):
    """Databases of a throw-away server."""

    def __init__(self, server: PostgresServer) -> None:
        super().__init__()
        self._server = server

    def _create(self, name: str) -> str:
        return self._server.create(name)

    def _copy(self, template: str, name: str) -> str:
        return self._server.create(name, template)

    def _drop(self, name: str) -> None:
        self._server.drop(name)


def _prepare(url: str, people: int) -> None:
    env = {"ADIL_DATABASE_URL": url, "ADIL_ENV": "demo"}
    run_python("-m", "api", "migrate", env=env)
    if people:
        run_python("-m", "api", "seed", "--size", str(people), env=env)
