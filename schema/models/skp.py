"""The plan of a year (SKP): its open draft, its agreed versions, and what was said about it."""

from datetime import date
from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import Employee, Position, WorkUnit
from schema.rules.vocabulary import Capacity, SkpState


class Skp(Model):
    """One plan: employee x year x part of the year. What was agreed stands in SkpVersion.

    `state` is that of the open document, `number` the version in force (0: none yet), so a change
    that is being talked about leaves the agreed plan in force. `draft` is the document being
    written (rules/skp.py), {} while none is open; `draft_version` counts its saves and never goes
    back. `starts` to `ends` is the part of the year, shortened when the post changes."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="skp", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    year = fields.IntField()
    starts: date = fields.DateField()
    ends: date = fields.DateField()
    # The post that is planned for; empty for somebody without one.
    position: fields.ForeignKeyNullableRelation[Position] = fields.ForeignKeyField(
        "models.Position", related_name="skp", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    position_id: int | None
    unit: fields.ForeignKeyNullableRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit", related_name="skp", null=True, db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int | None
    due: date = fields.DateField()  # by when it has to be set
    state = fields.CharEnumField(SkpState, max_length=9, default=SkpState.DRAFT)
    number = fields.IntField(default=0)
    draft = fields.JSONField[dict[str, Any]](default=dict)
    draft_version = fields.IntField(default=1)
    items = fields.IntField(default=0)  # RHK in the open document, else in the version in force
    shared = fields.BooleanField(default=False)  # was submitted once: the leader may read it
    change_reason = fields.TextField(default="")  # why the agreed plan is being changed
    return_reason = fields.TextField(default="")  # why it came back, while it is RETURNED
    turn_by: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="skp_turns",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )  # who submitted or returned it last
    turn_by_id: int | None
    request_id = fields.CharField(max_length=64, default="")  # of that turn
    created_at = fields.DatetimeField()
    saved_at = fields.DatetimeField()
    submitted_at = fields.DatetimeField(null=True)
    agreed_at = fields.DatetimeField(null=True)  # of the version in force

    class Meta:
        table = "skp"
        unique_together = (("employee", "year", "starts"),)
        indexes: ClassVar = [Index(fields=("year", "state"))]


class SkpVersion(Model):
    """A plan as it was agreed. Never overwritten: a change is the next number with its reason.

    Only `current` and `valid_to` are stamped later, once."""

    id = fields.IntField(primary_key=True)
    skp: fields.ForeignKeyRelation[Skp] = fields.ForeignKeyField(
        "models.Skp", related_name="versions", db_index=False, on_delete=fields.RESTRICT
    )
    skp_id: int
    number = fields.IntField()
    current = fields.BooleanField(default=True)
    content = fields.JSONField[dict[str, Any]]()  # rules/skp.py
    reason = fields.TextField(default="")  # why it changed; empty for the first
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="agreed_skp", db_index=True, on_delete=fields.RESTRICT
    )
    rater_id: int
    capacity = fields.CharEnumField(Capacity, max_length=9)
    submitted_at = fields.DatetimeField()
    agreed_at = fields.DatetimeField()
    request_id = fields.CharField(max_length=64)
    # As they stood on that day: a later promotion must not change an old sheet.
    employee_position = fields.CharField(max_length=200, default="")
    employee_unit = fields.CharField(max_length=200, default="")
    employee_golongan = fields.CharField(max_length=8, default="")
    rater_position = fields.CharField(max_length=200, default="")
    rater_unit = fields.CharField(max_length=200, default="")
    rater_golongan = fields.CharField(max_length=8, default="")

    class Meta:
        table = "skp_version"
        unique_together = (("skp", "number"), ("skp", "request_id"))


class SkpNote(Model):
    """One remark in the dialogue about a plan, kept for good. `item` is what it is about."""

    id = fields.IntField(primary_key=True)
    skp: fields.ForeignKeyRelation[Skp] = fields.ForeignKeyField(
        "models.Skp", related_name="notes", db_index=False, on_delete=fields.RESTRICT
    )
    skp_id: int
    item = fields.CharField(max_length=40, default="")  # key of an RHK, a value, ""
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="skp_notes", db_index=True, on_delete=fields.RESTRICT
    )
    author_id: int
    text = fields.TextField()
    said_at = fields.DatetimeField()
    request_id = fields.CharField(max_length=64)

    class Meta:
        table = "skp_note"
        unique_together = (("skp", "request_id"),)
        indexes: ClassVar = [Index(fields=("skp_id", "id"))]
