"""Dated terms and the working calendar, as the HR office keeps them. Rows are only ever added."""

from datetime import datetime
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import WorkUnit
from schema.rules.marked import RuleMark
from schema.rules.vocabulary import DayKind, TermKey


class TermSetting(Model):
    """How long a term is from a day on. The defaults stand in schema/reference/terms.json."""

    id = fields.IntField(primary_key=True)
    key = fields.CharEnumField(TermKey, max_length=16)
    days = fields.IntField()
    day_kind = fields.CharEnumField(DayKind, max_length=8)
    valid_from = fields.DateField()
    source = fields.CharField(max_length=200)
    mark = fields.CharEnumField(RuleMark, max_length=10)
    reason = fields.TextField()
    created_at = fields.DatetimeField()
    created_by = fields.IntField()  # account

    class Meta:
        table = "term_setting"
        indexes: ClassVar = [Index(fields=("key", "valid_from"))]


class CalendarDay(Model):
    """A day that HR made a day off, or a working day again. Of several rows the newest holds.

    `applied_at` is null until every running term that it lengthens was lengthened; `applied_to` is
    how far that came."""

    id = fields.IntField(primary_key=True)
    day = fields.DateField(db_index=True)
    off = fields.BooleanField()
    name = fields.CharField(max_length=120)
    reason = fields.TextField()  # the number of the joint decree (SKB), say
    created_at = fields.DatetimeField()
    created_by = fields.IntField()  # account
    applied_to = fields.IntField(default=0)
    applied_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "calendar_day"


class WorkingWeek(Model):
    """How many days a week a unit and those below it work, from a day on: five or six."""

    id = fields.IntField(primary_key=True)
    unit: fields.ForeignKeyRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit", related_name="working_weeks", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    days = fields.IntField()
    starts = fields.DateField()
    reason = fields.TextField()
    created_at = fields.DatetimeField()
    created_by = fields.IntField()  # account

    class Meta:
        table = "working_week"
