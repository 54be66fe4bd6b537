"""What becomes of a result once it is given: its terms, and the objection against it."""

from datetime import date, datetime
from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.fields import optional_enum
from schema.models.people import Employee
from schema.models.review import Review, ReviewVersion
from schema.rules.vocabulary import CycleState, ObjectionState, Route, StepKind


class Delivery(Model):
    """Where a submitted version stands in its cycle, and its terms. One row per version.

    Terms are stored when they start, so that no later setting moves them; a change of the calendar
    may lengthen them (docs/decisions). `ends` is the later of the two terms of the employee: once
    it is over in silence the version is UNSIGNED."""

    id = fields.IntField(primary_key=True)
    version: fields.OneToOneRelation[ReviewVersion] = fields.OneToOneField(
        "models.ReviewVersion", related_name="delivery", on_delete=fields.RESTRICT
    )
    version_id: int
    state = fields.CharEnumField(CycleState, max_length=9)
    deliver_due: date | None = fields.DateField(null=True)  # until when it should be readable
    starts: date | None = fields.DateField(null=True)  # the day of delivery, not counted itself
    sign_due: date | None = fields.DateField(null=True)
    object_due: date | None = fields.DateField(null=True)
    safe_due: date | None = fields.DateField(null=True)  # the objection's in calendar days
    ends: date | None = fields.DateField(null=True)
    acted_at: datetime | None = fields.DatetimeField(null=True)  # when `state` was reached
    accepted_at: datetime | None = fields.DatetimeField(null=True)
    unsigned_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery"
        indexes: ClassVar = [Index(fields=("state", "ends"))]


class Objection(Model):
    """An objection (keberatan) against one version, from its filing to the decision.

    `decider` is null when it lies with the Tim Penilai Kinerja. The units are those of the filing:
    by them the routing knows who moved away since."""

    id = fields.IntField(primary_key=True)
    version: fields.ForeignKeyRelation[ReviewVersion] = fields.ForeignKeyField(
        "models.ReviewVersion", related_name="objections", db_index=True, on_delete=fields.RESTRICT
    )
    version_id: int
    review: fields.ForeignKeyRelation[Review] = fields.ForeignKeyField(
        "models.Review", related_name="objections", db_index=True, on_delete=fields.RESTRICT
    )
    review_id: int
    number = fields.IntField()
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objections", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objections_to_answer", db_index=False,
        on_delete=fields.RESTRICT,
    )  # fmt: skip
    rater_id: int
    decider: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objections_to_decide", null=True, db_index=False,
        on_delete=fields.RESTRICT,
    )  # fmt: skip
    decider_id: int | None
    route = fields.CharEnumField(Route, max_length=16)
    route_reasons = fields.JSONField[list[str]](default=list)  # codes of rules/routing.py
    employee_unit_id = fields.IntField(null=True)
    rater_unit_id = fields.IntField(null=True)
    state = fields.CharEnumField(ObjectionState, max_length=9)
    request_id = fields.CharField(max_length=64)
    reason = fields.TextField()
    items = fields.JSONField[list[dict[str, str]]](default=list)  # [{"key","reason"}]
    evidence = fields.JSONField[list[dict[str, str]]](default=list)  # [{"url","label"}]
    filed_at = fields.DatetimeField()
    answer_due = fields.DateField()
    decision_due = fields.DateField()
    answer = fields.TextField(default="")
    answer_items = fields.JSONField[list[dict[str, str]]](default=list)
    answer_version = fields.IntField(default=0)
    answered_at: datetime | None = fields.DatetimeField(null=True)
    answer_overdue_at: datetime | None = fields.DatetimeField(null=True)
    decision_overdue_at: datetime | None = fields.DatetimeField(null=True)
    escalated_to: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objections_escalated", null=True, db_index=True,
        on_delete=fields.RESTRICT,
    )  # fmt: skip
    escalated_to_id: int | None
    decided_by: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objections_decided", null=True, db_index=True,
        on_delete=fields.RESTRICT,
    )  # fmt: skip
    decided_by_id: int | None
    decided_at: datetime | None = fields.DatetimeField(null=True)
    decision_reason = fields.TextField(default="")
    new_number: int | None = fields.IntField(null=True)  # of the version that the decision made
    withdrawn_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "objection"
        unique_together = (("employee", "request_id"),)
        indexes: ClassVar = [
            Index(fields=("employee_id", "id")),
            Index(fields=("rater_id", "id")),
            Index(fields=("decider_id", "id")),
            Index(fields=("state", "id")),
        ]


class ObjectionStep(Model):
    """One dated step of an objection: append-only."""

    id = fields.IntField(primary_key=True)
    objection: fields.ForeignKeyRelation[Objection] = fields.ForeignKeyField(
        "models.Objection", related_name="steps", db_index=True, on_delete=fields.RESTRICT
    )
    objection_id: int
    at = fields.DatetimeField()
    kind = fields.CharEnumField(StepKind, max_length=16)
    actor: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="objection_steps", null=True, db_index=True,
        on_delete=fields.RESTRICT,
    )  # fmt: skip
    actor_id: int | None
    route: Route | None = optional_enum(Route, 16)
    note = fields.TextField(default="")  # an earlier answer, the reason of a withdrawal
    detail = fields.JSONField[dict[str, Any]](default=dict)

    class Meta:
        table = "objection_step"
