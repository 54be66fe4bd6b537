"""What is due: who was reminded of what, by which channel, and the passes that found it."""

from datetime import date, datetime
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import Employee, WorkUnit
from schema.models.period import Period
from schema.rules.due import (
    Channel,
    DutyKind,
    Finding,
    MessageState,
    ReminderStage,
    RoundKind,
    RoundPhase,
)


class Reminder(Model):
    """One thing told to one person: a line of the inbox, and the proof that it was told.

    The unique key makes it exactly once, however many processes find it due at the same time.
    `subject` names what it is about ("period:3", "period:3/rater:17", "review:7"), `due` the term
    it belongs to: a term that was moved is told anew. `about` is the other person in it."""

    id = fields.BigIntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="reminders", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    duty = fields.CharEnumField(DutyKind, max_length=20)
    subject = fields.CharField(max_length=48)
    stage = fields.CharEnumField(ReminderStage, max_length=12)
    due: date = fields.DateField()
    about: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="reminders_about",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    about_id: int | None
    waiting = fields.IntField(default=0)  # how many of `total` are still to be done
    total = fields.IntField(default=0)
    made_at: datetime = fields.DatetimeField(db_index=True)
    read_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "reminder"
        unique_together = (("employee", "duty", "subject", "stage", "due"),)
        indexes: ClassVar = [Index(fields=("employee_id", "id"))]


class Message(Model):
    """One message to the outside: the outbox. Without a reminder it confirms an address.

    A process takes it by setting SENDING with `next_at` as the end of its turn. `reference` goes
    into the Message-ID, the same at every attempt."""

    id = fields.BigIntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="messages", db_index=True, on_delete=fields.RESTRICT
    )
    employee_id: int
    reminder: fields.ForeignKeyNullableRelation[Reminder] = fields.ForeignKeyField(
        "models.Reminder",
        related_name="messages",
        null=True,
        db_index=False,
        on_delete=fields.CASCADE,
    )
    reminder_id: int | None
    channel = fields.CharEnumField(Channel, max_length=8)
    reference = fields.CharField(max_length=36, unique=True)
    state = fields.CharEnumField(MessageState, max_length=8, default=MessageState.WAITING)
    attempts = fields.IntField(default=0)
    made_at: datetime = fields.DatetimeField(db_index=True)
    next_at: datetime = fields.DatetimeField()
    sent_at: datetime | None = fields.DatetimeField(null=True)
    failure = fields.CharField(max_length=80, default="")  # the kind of failure, never an address

    class Meta:
        table = "message"
        unique_together = (("reminder", "channel"),)
        indexes: ClassVar = [Index(fields=("state", "next_at"))]


class ReminderChoice(Model):
    """How one person wants to be reached. Without a row: in the app only, the usual quiet hours.

    An address is used once its code came back. Null in a quiet field: as the regency sets it."""

    id = fields.IntField(primary_key=True)
    employee: fields.OneToOneRelation[Employee] = fields.OneToOneField(
        "models.Employee", related_name="reminder_choice", on_delete=fields.RESTRICT
    )
    employee_id: int
    email = fields.CharField(max_length=254, default="")
    email_confirmed_at: datetime | None = fields.DatetimeField(null=True)
    code = fields.CharField(max_length=6, default="")
    code_until: datetime | None = fields.DatetimeField(null=True)
    code_tries = fields.IntField(default=0)
    by_email = fields.BooleanField(default=False)
    quiet_from: int | None = fields.SmallIntField(null=True)  # minutes of the day, WIB
    quiet_to: int | None = fields.SmallIntField(null=True)
    quiet_days_off = fields.BooleanField(null=True)
    saved_at: datetime = fields.DatetimeField()

    class Meta:
        table = "reminder_choice"


class RhythmSetting(Model):
    """How the regency reminds, from a day on. Rows are only ever added."""

    id = fields.IntField(primary_key=True)
    valid_from: date = fields.DateField()
    early_days = fields.SmallIntField()
    late_days = fields.SmallIntField()
    escalate_days = fields.SmallIntField()
    quiet_from = fields.SmallIntField()
    quiet_to = fields.SmallIntField()
    quiet_days_off = fields.BooleanField()
    reason = fields.TextField()
    created_at: datetime = fields.DatetimeField()
    created_by = fields.IntField()  # account

    class Meta:
        table = "rhythm_setting"


class Round(Model):
    """One pass over everybody, in batches: how far it came, and that it is done.

    Whoever holds the row's lock does the next batch, and `cursor` moves in the same transaction: a
    process that dies leaves a whole number of batches."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharEnumField(RoundKind, max_length=12)
    subject = fields.CharField(max_length=32)  # "day:2026-10-06", "period:3/2026-10-20"
    day: date = fields.DateField()
    period: fields.ForeignKeyNullableRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="rounds", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    period_id: int | None
    phase = fields.CharEnumField(RoundPhase, max_length=6, default=RoundPhase.PEOPLE)
    cursor = fields.IntField(default=0)  # the id of the last person or rater that was looked at
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    told = fields.IntField(default=0)  # reminders that it made
    started_at: datetime = fields.DatetimeField()
    touched_at: datetime = fields.DatetimeField()
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "round"
        unique_together = (("kind", "subject"),)
        indexes: ClassVar = [Index(fields=("phase", "id"))]


class ClosingNote(Model):
    """What the closing of a period found about one employee. Nobody with a delivered result is
    here, and no note is a result."""

    id = fields.IntField(primary_key=True)
    round: fields.ForeignKeyRelation[Round] = fields.ForeignKeyField(
        "models.Round", related_name="notes", db_index=False, on_delete=fields.RESTRICT
    )
    round_id: int
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="closing_notes", db_index=True, on_delete=fields.RESTRICT
    )
    employee_id: int
    rater: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="closing_notes_as_rater",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    rater_id: int | None
    finding = fields.CharEnumField(Finding, max_length=12)

    class Meta:
        table = "closing_note"
        unique_together = (("round", "employee"),)
        indexes: ClassVar = [Index(fields=("round_id", "rater_id"))]


class Nudge(Model):
    """HR asked the raters of a unit, once a day."""

    id = fields.IntField(primary_key=True)
    unit: fields.ForeignKeyRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit", related_name="nudges", db_index=False, on_delete=fields.RESTRICT
    )
    unit_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="nudges", db_index=True, on_delete=fields.RESTRICT
    )
    period_id: int
    day: date = fields.DateField()
    raters = fields.IntField()
    made_at: datetime = fields.DatetimeField()
    made_by = fields.IntField()  # account

    class Meta:
        table = "nudge"
        unique_together = (("unit", "period", "day"),)
