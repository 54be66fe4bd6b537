"""A throw-away mail server on 127.0.0.1 that keeps what it was given, and refuses when told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port


class MailServer:
    """What arrived, in order; `answers` holds one SMTP answer for each mail to come."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.answers: list[str] = []
        self.port = free_port()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """The hook of aiosmtpd."""
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.arrived.append(mail)
        return answer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running server; ended with the block."""
    server = MailServer()
    running = Controller(server, hostname="127.0.0.1", port=server.port)
    running.start()
    try:
        yield server
    finally:
        running.stop()
