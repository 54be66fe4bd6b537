"""E-mail through a real server: once, held in quiet hours, tried again, and without content."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.mail import send_waiting, senders_of
from api.settings import BadSetting, Settings, SmtpTls, channels_of, load_settings
from schema.context import WIB
from schema.events import change
from schema.models import Message, Reminder, ReminderChoice
from schema.rhythm import outbox
from schema.rhythm.outbox import TURN, forget_old, take_letters
from schema.rhythm.rounds import Clerk
from schema.rhythm.telling import Notice, tell
from schema.rules.due import Channel, DutyKind, ReminderStage
from tests.cast import NOW, Cast, make_cast
from tests.mail import MailServer, mail_server

ADDRESS = "hendra@contoh.example"


@pytest.fixture
async def cast(database: str) -> Cast:
    """The cast; Hendra has a confirmed address."""
    cast = await make_cast()
    await ReminderChoice.create(
        employee_id=cast.id("hendra"), email=ADDRESS, email_confirmed_at=NOW, by_email=True,
        saved_at=NOW,
    )  # fmt: skip
    return cast


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that keeps what arrives."""
    with mail_server() as running:
        yield running


def settings(server: MailServer) -> Settings:
    return Settings(
        smtp_host="127.0.0.1", smtp_port=server.port, smtp_from="adil@contoh.example",
        smtp_tls=SmtpTls.NONE, public_origins=("https://adil.contoh.example",),
    )  # fmt: skip


async def remind(cast: Cast, *names: str, now: datetime = NOW, day: int = 20) -> int:
    """Tell these people that their team waits."""

    async def nobody(_audiences: Any) -> None:
        """Wakes nobody."""

    async with change(Clerk(now, nobody), "remind", "test", journal=False) as opened:
        notices = [
            Notice(
                cast.id(name), DutyKind.RATE_TEAM, "period:1", ReminderStage.SOON,
                cast.quarter.closes.replace(day=day), 3, 3,
            )
            for name in names
        ]  # fmt: skip
        return await tell(opened, notices, now, frozenset({Channel.EMAIL}))


async def send(server: MailServer, now: datetime = NOW) -> int:
    return await send_waiting(senders_of(settings(server)), lambda: now.astimezone(UTC))


async def states() -> list[str]:
    return [str(row.state) for row in await Message.all().order_by("id")]


async def test_only_who_chose_it_gets_one_and_it_says_nothing(
    cast: Cast, server: MailServer
) -> None:
    assert await remind(cast, "hendra", "dewi") == 2
    assert await send(server) == 1
    assert await send(server) == 0
    [mail] = server.arrived
    assert mail["To"] == ADDRESS
    text = f"{mail['Subject']} {mail.get_content()}"
    assert "https://adil.contoh.example/pemberitahuan" in text
    for secret in ("Hendra", "Sari", "Joko", "penilaian", "predikat", "tim", " 3 ", "20/10"):
        assert secret.lower() not in text.lower().replace("dikirim otomatis", ""), secret


async def test_several_reminders_at_once_are_one_mail_and_the_same_again_is_none(
    cast: Cast, server: MailServer
) -> None:
    await remind(cast, "hendra")
    await remind(cast, "hendra")  # told already
    assert await send(server) == 1
    assert await Reminder.filter(employee_id=cast.id("hendra")).count() == 1


async def test_quiet_hours_hold_it_until_the_morning(cast: Cast, server: MailServer) -> None:
    evening = datetime(2026, 10, 6, 21, 0, tzinfo=WIB)
    await remind(cast, "hendra", now=evening)
    assert await send(server, evening + timedelta(hours=8, minutes=59)) == 0
    assert await send(server, evening + timedelta(hours=9)) == 1


async def test_own_quiet_hours_go_before_the_usual_ones(cast: Cast, server: MailServer) -> None:
    await ReminderChoice.all().update(quiet_from=0, quiet_to=0, quiet_days_off=False)
    night = datetime(2026, 10, 10, 23, 0, tzinfo=WIB)  # a Saturday
    await remind(cast, "hendra", now=night)
    assert await send(server, night) == 1


async def test_a_server_that_is_away_is_tried_again_and_later_each_time(
    cast: Cast, server: MailServer
) -> None:
    server.answers = ["451 try later", "451 try later"]
    await remind(cast, "hendra")
    assert await send(server) == 0
    assert await states() == ["WAITING"]
    assert await send(server, NOW + timedelta(seconds=59)) == 0
    assert await send(server, NOW + timedelta(minutes=1)) == 0
    assert await send(server, NOW + timedelta(minutes=4)) == 0, "four minutes after the second"
    assert await send(server, NOW + timedelta(minutes=5)) == 1
    assert await states() == ["SENT"]
    assert (await Message.get()).attempts == 3


async def test_refused_for_good_is_given_up_and_the_inbox_keeps_it(
    cast: Cast, server: MailServer
) -> None:
    server.answers = ["550 no such person"]
    await remind(cast, "hendra")
    assert await send(server) == 0
    assert await states() == ["FAILED"]
    assert await send(server, NOW + timedelta(days=1)) == 0
    assert await Reminder.filter(employee_id=cast.id("hendra")).count() == 1


async def test_nobody_listening_loses_nothing(cast: Cast) -> None:
    with mail_server() as gone:
        pass
    await remind(cast, "hendra")
    assert await send(gone) == 0
    assert await states() == ["WAITING"]
    assert (await Message.get()).failure == "SMTPConnectError"


async def test_what_a_dead_process_had_taken_goes_out_under_the_same_number(
    cast: Cast, server: MailServer
) -> None:
    await remind(cast, "hendra")
    [taken] = await take_letters(Channel.EMAIL, NOW)  # and then it died
    assert await send(server, NOW + TURN - timedelta(seconds=1)) == 0, "its turn is not over"
    assert await send(server, NOW + TURN) == 1
    assert server.arrived[0]["Message-ID"] == f"<{taken.reference}@contoh.example>"


async def test_two_processes_never_take_the_same(cast: Cast, server: MailServer) -> None:
    for day in range(1, 9):
        await remind(cast, "hendra", day=day)
    first = await take_letters(Channel.EMAIL, NOW)
    assert await take_letters(Channel.EMAIL, NOW) == []
    assert len({letter.id for letter in first}) == 8


async def test_who_took_the_choice_back_gets_nothing_more(cast: Cast, server: MailServer) -> None:
    await remind(cast, "hendra")
    await ReminderChoice.all().update(by_email=False)
    assert await send(server) == 0
    assert await states() == ["FAILED"]


async def test_old_rows_go_and_waiting_ones_stay(
    cast: Cast, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "FORGET_BATCH", 1)
    await remind(cast, "hendra", day=1)
    await send(server)
    await remind(cast, "hendra", "dewi", day=2)
    assert await forget_old(NOW + timedelta(days=29)) == 0
    assert await forget_old(NOW + timedelta(days=31)) == 1, "the mail that was sent"
    assert await forget_old(NOW + timedelta(days=366)) == 2, "reminders, not the one that waits"
    assert [row.due.day for row in await Reminder.all()] == [2]
    assert await states() == ["WAITING"]


def test_settings_of_the_mail_server() -> None:
    assert channels_of(load_settings({})) == frozenset()
    assert senders_of(load_settings({})) == []
    given = {"ADIL_SMTP_HOST": "mail.contoh.example", "ADIL_SMTP_FROM": "adil@contoh.example"}
    known = load_settings(given)
    assert (known.smtp_port, known.smtp_tls) == (587, SmtpTls.STARTTLS)
    assert channels_of(known) == frozenset({Channel.EMAIL})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ADIL_SMTP_FROM": ""}, "ADIL_SMTP_FROM"),
        ({"ADIL_SMTP_FROM": "Adil <adil@contoh.example>"}, "ADIL_SMTP_FROM"),
        ({"ADIL_SMTP_TLS": "perhaps"}, "ADIL_SMTP_TLS"),
        ({"ADIL_SMTP_PORT": "0"}, "ADIL_SMTP_PORT"),
    ],
)
def test_bad_settings_stop_the_start(given: dict[str, str], said: str) -> None:
    good = {"ADIL_SMTP_HOST": "mail.contoh.example", "ADIL_SMTP_FROM": "adil@contoh.example"}
    with pytest.raises(BadSetting, match=said):
        load_settings({**good, **given})
