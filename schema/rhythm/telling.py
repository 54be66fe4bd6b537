"""The only writer of reminders: each is made once, and only who was not told before is told.

The insert meets the unique key (person, duty, subject, stage, term). What another process, or an
earlier run of this one, has told already comes back empty and wakes nobody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import orjson

from schema.context import WIB
from schema.events import Change, employee_audience
from schema.models import Message
from schema.reads.rhythm import choices_of, quiet_of, rhythm_of
from schema.reads.sql import Row, fetch, is_postgres
from schema.reads.terms import calendars_around
from schema.rules.due import Channel, DutyKind, ReminderStage, next_loud
from schema.rules.vocabulary import EventKind

_COLUMNS = "employee_id, duty, subject, stage, due, about_id, waiting, total, made_at"
_POSTGRES = f"""
  insert into reminder ({_COLUMNS})
  select employee_id, duty, subject, stage, due, about_id, waiting, total, $2::timestamptz
  from json_to_recordset($1::json) as given (employee_id int, duty text, subject text, stage text,
    due date, about_id int, waiting int, total int)
  on conflict do nothing returning id, employee_id"""  # noqa: S608  # constants of this file
_SQLITE = f"""
  insert into reminder ({_COLUMNS})
  select value ->> 'employee_id', value ->> 'duty', value ->> 'subject', value ->> 'stage',
    value ->> 'due', value ->> 'about_id', value ->> 'waiting', value ->> 'total', $2
  from json_each($1) where true
  on conflict do nothing returning id, employee_id"""  # noqa: S608  # constants of this file


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to be told; see models/rhythm.py Reminder."""

    employee_id: int
    duty: DutyKind
    subject: str
    stage: ReminderStage
    due: date
    waiting: int = 0
    total: int = 0
    about_id: int | None = None


async def tell(
    opened: Change, notices: Iterable[Notice], now: datetime, channels: Collection[Channel]
) -> int:
    """Tell, inside the caller's change, whoever was not told yet; gives how many reminders.

    A person with several new reminders gets one message to the outside: it only says that something
    waits."""
    # In one order everywhere, so that two processes never wait for each other in a ring.
    wanted = sorted(set(notices), key=_key)
    if not wanted:
        return 0
    made = await _insert(opened, wanted, now)
    first: dict[int, int] = {}
    for row in made:
        first.setdefault(row["employee_id"], row["id"])
    for who, reminder in sorted(first.items()):
        opened.tell(employee_audience(who), EventKind.REMINDED, reminder=reminder)
    if first and Channel.EMAIL in channels:
        await _put_out(opened, first, now)
    return len(made)


async def _insert(opened: Change, wanted: Sequence[Notice], now: datetime) -> list[Row]:
    given = orjson.dumps(
        [
            {
                "employee_id": one.employee_id,
                "duty": one.duty,
                "subject": one.subject,
                "stage": one.stage,
                "due": one.due,
                "about_id": one.about_id,
                "waiting": one.waiting,
                "total": one.total,
            }
            for one in wanted
        ]
    ).decode()
    text = _POSTGRES if is_postgres(opened.db) else _SQLITE
    return await fetch(opened.db, text, given, now)


async def _put_out(opened: Change, first: dict[int, int], now: datetime) -> None:
    """A message for each who wants one, to go out when that person may be disturbed."""
    choices = {
        who: choice
        for who, choice in (await choices_of(list(first), opened.db)).items()
        if choice.by_email and choice.email_confirmed_at is not None
    }
    if not choices:
        return
    here = now.astimezone(WIB)
    rhythm = await rhythm_of(here.date(), opened.db)
    calendar = (await calendars_around(here.date(), opened.db)).of("")
    messages = []
    for who, choice in sorted(choices.items()):
        minute = here.hour * 60 + here.minute
        day, at = next_loud(quiet_of(choice, rhythm), here.date(), minute, calendar)
        later = (datetime.combine(day, time(), WIB) + timedelta(minutes=at)).astimezone(UTC)
        messages.append(
            Message(
                employee_id=who,
                reminder_id=first[who],
                channel=Channel.EMAIL,
                reference=str(uuid4()),
                made_at=now,
                next_at=max(now, later),
            )
        )
    await Message.bulk_create(messages, using_db=opened.db)


def _key(one: Notice) -> tuple[int, str, str, str, date]:
    return one.employee_id, one.duty, one.subject, one.stage, one.due
