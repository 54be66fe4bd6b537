"""Sockets outlive the request that opened them: how many may be open, and whose they still are."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from starlette.requests import HTTPConnection

from api.auth.identity import viewer_of
from schema.rules.viewer import Viewer

MOST_SOCKETS = 20  # of one session in one process: the tabs of a browser, and some that are dying


class TooManySockets(Exception):
    """This session has as many sockets open as one device can need."""


class OpenSockets:
    """Counts the open sockets of each session."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()

    @contextmanager
    def one_more(self, viewer: Viewer) -> Iterator[None]:
        """Count one for as long as the block lasts. Raises TooManySockets."""
        if self._open[viewer.session_id] >= MOST_SOCKETS:
            raise TooManySockets
        self._open[viewer.session_id] += 1
        try:
            yield
        finally:
            self._open[viewer.session_id] -= 1
            if not self._open[viewer.session_id]:
                del self._open[viewer.session_id]


def still_of(connection: HTTPConnection, viewer: Viewer) -> Callable[[], Awaitable[bool]]:
    """Asks whether whoever opened this connection would be let in as the same viewer now.

    No, once the session ended, its token was replaced, the account was disabled, or its roles
    are others."""

    async def still() -> bool:
        return await viewer_of(connection) == viewer

    return still
