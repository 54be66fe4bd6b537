"""Capaian kinerja organisasi: what a unit achieved in a period, as its superior set it."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import Employee, WorkUnit
from schema.models.period import Period
from schema.rules.vocabulary import Achievement, Capacity


class UnitAchievement(Model):
    """One set value. Never overwritten: a change is the next number with its reason."""

    id = fields.IntField(primary_key=True)
    unit: fields.ForeignKeyRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit", related_name="achievements", db_index=False, on_delete=fields.RESTRICT
    )
    unit_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="achievements", db_index=True, on_delete=fields.RESTRICT
    )
    period_id: int
    number = fields.IntField()
    current = fields.BooleanField(default=True)  # false once a later number exists
    value = fields.CharEnumField(Achievement, max_length=16)
    reason = fields.TextField()
    advice = fields.TextField(default="")  # advice of the planning, HR or supervision unit
    set_by: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="set_achievements", db_index=True, on_delete=fields.RESTRICT
    )
    set_by_id: int
    capacity = fields.CharEnumField(Capacity, max_length=9)
    set_at = fields.DatetimeField()

    class Meta:
        table = "unit_achievement"
        unique_together = (("unit", "period", "number"),)
        indexes: ClassVar = [Index(fields=("unit_id", "period_id", "current"))]
