"""What an employee thinks of the own work, and what the rater thought before seeing it."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import Employee
from schema.models.period import Period
from schema.models.review import Review


class SelfAssessment(Model):
    """The self-assessment of an employee for a period, never changed once it is committed.

    `items` holds a list of {"key", "part", "kind", "title", "rating", "note"} in the order of the
    form, ratings null while it is written."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee",
        related_name="self_assessments",
        db_index=False,
        on_delete=fields.RESTRICT,
    )
    employee_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="self_assessments", db_index=False, on_delete=fields.RESTRICT
    )
    period_id: int
    items = fields.JSONField[list[dict[str, str | None]]](default=list)
    summary = fields.TextField(default="")
    version = fields.IntField(default=0)  # counts its saves
    saved_at = fields.DatetimeField()
    committed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "self_assessment"
        unique_together = (("employee", "period"),)
        indexes: ClassVar = [Index(fields=("period_id", "committed_at"))]


class FirstRatings(Model):
    """What a rater had chosen before seeing the self-assessment: locked, one per review.

    `ratings` holds {item key: rating}. `reason` says why some moved after it was seen."""

    id = fields.IntField(primary_key=True)
    review: fields.OneToOneRelation[Review] = fields.OneToOneField(
        "models.Review", related_name="first_ratings", on_delete=fields.RESTRICT
    )
    review_id: int
    ratings = fields.JSONField[dict[str, str]](default=dict)
    committed_at = fields.DatetimeField()
    reason = fields.TextField(default="")

    class Meta:
        table = "first_ratings"
