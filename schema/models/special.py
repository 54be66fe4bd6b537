"""What is special about a person's year: a wrong rater reported, words handed over, days away,
and writing lent to somebody else. Each row is dated, and none is rewritten once it was decided."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.account import Account
from schema.models.fields import optional_enum
from schema.models.people import Employee
from schema.models.period import Period
from schema.rules.vocabulary import AbsenceKind, Capacity, RaterReportState


class RaterReport(Model):
    """An employee says: this is not my superior. HR answers once, with a day or with a reason.

    `rater` is who stood there when it was said, null when nobody did. `proposed` is who it should
    be, or `proposed_words` where the employee could only describe the person."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="rater_reports", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    rater: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="reported_as_rater",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    rater_id: int | None
    capacity: Capacity | None = optional_enum(Capacity, 9)
    proposed: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="proposed_as_rater",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    proposed_id: int | None
    proposed_words = fields.CharField(max_length=200, default="")
    since = fields.DateField(null=True)  # null: the employee does not know
    reason = fields.TextField()
    state = fields.CharEnumField(RaterReportState, max_length=9, default=RaterReportState.OPEN)
    reported_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    resolved_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account",
        related_name="resolved_reports",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    resolved_by_id: int | None
    answer = fields.TextField(default="")
    effective = fields.DateField(null=True)  # first day of the new line, when accepted
    line_id = fields.IntField(null=True)  # the new line, when accepted

    class Meta:
        table = "rater_report"
        indexes: ClassVar = [Index(fields=("employee_id", "id")), Index(fields=("state", "id"))]


class Handover(Model):
    """What who rated a person for a part of a period leaves for the one who rates its end."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="handovers", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="handovers", db_index=True, on_delete=fields.RESTRICT
    )
    period_id: int
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="given_handovers", db_index=True, on_delete=fields.RESTRICT
    )
    rater_id: int
    note = fields.TextField()
    given_at = fields.DatetimeField()

    class Meta:
        table = "handover"
        unique_together = (("employee", "period", "rater"),)


class Absence(Model):
    """Days on which somebody was lawfully away.

    Why somebody was ill is never stored: of a leave only that it was lawful, and the number of
    its letter."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="absences", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    kind = fields.CharEnumField(AbsenceKind, max_length=24)
    starts = fields.DateField()
    ends = fields.DateField(null=True)  # last day; before `starts`: it was withdrawn
    letter = fields.CharField(max_length=60, default="")
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "absence"
        indexes: ClassVar = [Index(fields=("employee_id", "starts"))]


class WritingDelegation(Model):
    """Somebody who may write drafts in the name of a rater for some days.

    Giving the result stays with the rater. It is ended early by moving `ends`."""

    id = fields.IntField(primary_key=True)
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="lent_writing", db_index=False, on_delete=fields.RESTRICT
    )
    rater_id: int
    writer: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="borrowed_writing",
        db_index=False,
        on_delete=fields.RESTRICT,
    )
    writer_id: int
    starts = fields.DateField()
    ends = fields.DateField()
    reason = fields.TextField()
    made_at = fields.DatetimeField()

    class Meta:
        table = "writing_delegation"
        indexes: ClassVar = [
            Index(fields=("rater_id", "ends")),
            Index(fields=("writer_id", "ends")),
        ]
