"""The outbox: messages that wait, are taken by one process, sent, or tried again later.

A message is never lost: it is WAITING until a process takes it for TURN, and free again when that
process has died. What a dead process had handed over and not yet written down goes out again under
the same Message-ID, by which mail servers know it (docs/decisions/0092-outbox.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from schema.models import Message, ReminderChoice
from schema.reads.sql import fetch, is_postgres
from schema.rules.due import Channel, MessageState, pause_after

TURN = timedelta(minutes=5)  # so long a process may take for what it took
TAKEN = 20  # messages one process takes at once
KEPT = timedelta(days=30)  # of what was sent or given up; then the row goes
INBOX_KEPT = timedelta(days=365)  # of reminders; the journal has the rest
FORGET_BATCH = 500

# SENDING whose turn is over was taken by a process that died.
_DUE = """
  select id from message
  where channel = $1 and state in ('WAITING', 'SENDING') and next_at <= $2
  order by next_at, id limit $3"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way. `code` is filled when it confirms an address."""

    id: int
    reference: str
    address: str
    code: str
    attempts: int


async def take_letters(channel: Channel, now: datetime) -> list[Letter]:
    """Messages whose time has come, taken for TURN: no other process gets them."""
    async with in_transaction() as db:
        rows = await fetch(db, _for_update(db), channel.value, now, TAKEN)
        ids = [row["id"] for row in rows]
        if not ids:
            return []
        taken = await Message.filter(id__in=ids).using_db(db).order_by("id")
        for row in taken:
            row.state, row.next_at, row.attempts = (
                MessageState.SENDING,
                now + TURN,
                row.attempts + 1,
            )
            await row.save(using_db=db, update_fields=["state", "next_at", "attempts"])
    return await _letters(taken, now)


def _for_update(db: BaseDBAsyncClient) -> str:
    # SQLite has one writer at a time: its turn begins with the first write of the transaction.
    return f"{_DUE} for update skip locked" if is_postgres(db) else _DUE


async def _letters(taken: list[Message], now: datetime) -> list[Letter]:
    """What can be sent of these; whoever took back the choice since gets nothing."""
    ids = [row.employee_id for row in taken]
    choices = {row.employee_id: row for row in await ReminderChoice.filter(employee_id__in=ids)}
    letters = []
    for row in taken:
        choice = choices.get(row.employee_id)
        if choice is not None and _wanted(row, choice, now):
            code = choice.code if row.reminder_id is None else ""
            letters.append(Letter(row.id, row.reference, choice.email, code, row.attempts))
        else:
            await give_up(row.id, "NOT_WANTED")
    return letters


def _wanted(row: Message, choice: ReminderChoice, now: datetime) -> bool:
    if row.reminder_id is None:
        return bool(choice.code) and choice.code_until is not None and now < choice.code_until
    return choice.by_email and choice.email_confirmed_at is not None


async def mark_sent(letter: Letter, now: datetime) -> None:
    """Write down that it was handed over."""
    row = Message.filter(id=letter.id)
    await row.update(state=MessageState.SENT, sent_at=now, failure="")


async def put_back(letter: Letter, now: datetime, failure: str) -> None:
    """It could not be handed over: try again after a pause that grows, or give up."""
    pause = pause_after(letter.attempts)
    if pause is None:
        await give_up(letter.id, failure)
        return
    row = Message.filter(id=letter.id)
    await row.update(state=MessageState.WAITING, next_at=now + pause, failure=failure[:80])


async def give_up(message_id: int, failure: str) -> None:
    """It will not be tried again; the inbox in the app still has the reminder."""
    await Message.filter(id=message_id).update(state=MessageState.FAILED, failure=failure[:80])


_OLD_MESSAGES = """
  delete from message where id in (select id from message
    where made_at < $1 and state in ('SENT', 'FAILED') order by made_at limit $2) returning id"""
_OLD_REMINDERS = """
  delete from reminder where id in (select r.id from reminder r
    where r.made_at < $1 and not exists (select 1 from message m
      where m.reminder_id = r.id and m.state in ('WAITING', 'SENDING'))
    order by r.made_at limit $2) returning id"""


async def forget_old(now: datetime) -> int:
    """Clear reminders older than a year and messages sent a month ago; gives how many rows."""
    gone = 0
    for statement, before in (
        (_OLD_MESSAGES, now - KEPT),
        (_OLD_REMINDERS, now - INBOX_KEPT),
    ):
        while batch := await _forget(statement, before):
            gone += batch
    return gone


async def _forget(statement: str, before: datetime) -> int:
    async with in_transaction() as db:
        return len(await fetch(db, statement, before, FORGET_BATCH))
