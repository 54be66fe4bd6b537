"""Messages to the outside: one Sender per channel, and the loop that hands over what waits."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import aiosmtplib

from api.letters import as_email
from api.settings import Settings, SmtpTls
from schema.errors import outline_of
from schema.rhythm.outbox import Letter, give_up, mark_sent, put_back, take_letters
from schema.rules.due import Channel

TIMEOUT = 20.0  # seconds for each step with the mail server
REFUSED = 500  # SMTP: from here on the answer is for good

log = logging.getLogger("adil.mail")


class RefusedForGood(Exception):
    """The other side will never take this message: an address that does not exist, say."""


class Sender(Protocol):
    """A channel to the outside: hands one letter over, or raises.

    RefusedForGood ends the letter, anything else puts it back for a later attempt."""

    channel: Channel

    async def send(self, letter: Letter) -> None: ...


class MailSender:
    """E-mail by the SMTP server of the settings."""

    channel = Channel.EMAIL

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, letter: Letter) -> None:
        """Hand one e-mail to the server. One connection each: it is a few hundred a day."""
        kept = self._settings
        mail = as_email(letter, sender=kept.smtp_from, origin=kept.link_origin)
        try:
            await aiosmtplib.send(
                mail,
                hostname=kept.smtp_host,
                port=kept.smtp_port,
                username=kept.smtp_user or None,
                password=kept.smtp_password or None,
                use_tls=kept.smtp_tls is SmtpTls.TLS,
                start_tls=kept.smtp_tls is SmtpTls.STARTTLS,
                timeout=TIMEOUT,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            if all(refused.code >= REFUSED for refused in error.recipients):
                raise RefusedForGood from error
            raise
        except aiosmtplib.SMTPDataError as error:
            if error.code >= REFUSED:
                raise RefusedForGood from error
            raise


def senders_of(settings: Settings) -> list[Sender]:
    """The channels that the settings name; none is a lawful choice."""
    return [MailSender(settings)] if settings.smtp_host else []


def _now() -> datetime:
    return datetime.now(UTC)


async def send_waiting(senders: Sequence[Sender], clock: Callable[[], datetime] = _now) -> int:
    """Hand over everything whose time has come; gives how many letters went out."""
    sent = 0
    for sender in senders:
        while letters := await take_letters(sender.channel, clock()):
            for letter in letters:
                sent += await _hand_over(sender, letter, clock)
    return sent


async def _hand_over(sender: Sender, letter: Letter, clock: Callable[[], datetime]) -> int:
    try:
        await sender.send(letter)
    except RefusedForGood as error:
        log.warning("a message was refused for good: %s", outline_of(error))
        await give_up(letter.id, type(error.__cause__ or error).__name__)
        return 0
    except Exception as error:  # the server may be away for hours: the letter waits
        log.warning("a message could not be sent, it waits: %s", outline_of(error))
        await put_back(letter, clock(), type(error).__name__)
        return 0
    await mark_sent(letter, clock())
    return 1
