"""Planned work results, reviews, their drafts and their submitted versions."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.fields import optional_enum
from schema.models.people import Employee
from schema.models.period import Period
from schema.models.skp import Skp
from schema.rules.vocabulary import (
    Achievement,
    Capacity,
    Part,
    Predikat,
    Rating,
    ReviewState,
    RhkKind,
    RhkScope,
)

DELIVERED = "adil-saran-1 adil-capaian-rating-1 adil-bagian-1 adil-bukti-1 adil-terpisah-1"


class Rhk(Model):
    """A planned work result (rencana hasil kerja) of an employee for a year.

    Those of an agreed plan name it, and the item of it (`key`): their id stays the same through
    all of its versions. `withdrawn_at` is filled once a version no longer has it; the row stays,
    since reviews name it. Rows without a plan are older than plans, and still can be rated."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="rhk", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    year = fields.IntField()
    position = fields.IntField()  # in order of coming, from 1, never given twice
    kind = fields.CharEnumField(RhkKind, max_length=8)
    title = fields.CharField(max_length=400)
    expectation = fields.TextField(default="")  # indicators and targets in words
    place = fields.IntField(default=0, db_default=0)  # order on the form of the plan
    scope: RhkScope | None = optional_enum(RhkScope, 10)
    skp: fields.ForeignKeyNullableRelation[Skp] = fields.ForeignKeyField(
        "models.Skp", related_name="rhk", null=True, db_index=False, on_delete=fields.RESTRICT
    )
    skp_id: int | None
    key = fields.CharField(max_length=40, default="", db_default="")  # of the item in the plan
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "rhk"
        unique_together = (("employee", "year", "position"),)
        indexes: ClassVar = [Index(fields=("skp_id", "key"))]


class Review(Model):
    """One appraisal: employee x period x rater. What was submitted stands in ReviewVersion.

    `drafting` says that a draft is open; `draft_version` counts its saves and never goes back, so
    that a phone that slept cannot mistake a correction for the draft it knew.
    `writer_id` is null while the rater writes.
    `correction_reason` is filled while a correction of a submitted result is being written."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="reviews", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="reviews", db_index=False, on_delete=fields.RESTRICT
    )
    period_id: int
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="given_reviews", db_index=False, on_delete=fields.RESTRICT
    )
    rater_id: int
    capacity = fields.CharEnumField(Capacity, max_length=9)
    state = fields.CharEnumField(ReviewState, max_length=9, default=ReviewState.DRAFT)
    number = fields.IntField(default=0)  # of the current version; 0 before the first
    drafting = fields.BooleanField(default=True)
    writer_id = fields.IntField(null=True)  # employee who wrote in the name of the rater last
    draft_version = fields.IntField(default=1)
    correction_reason = fields.TextField(default="")
    hasil: Rating | None = optional_enum(Rating, 8)  # decided in the draft
    perilaku: Rating | None = optional_enum(Rating, 8)
    reason_hasil = fields.TextField(default="")
    reason_perilaku = fields.TextField(default="")
    summary = fields.TextField(default="")
    weighing = fields.TextField(default="", db_default="")  # of the results of the year
    rated = fields.IntField(default=0)  # items of the open draft with a rating
    total = fields.IntField(default=0)
    created_at = fields.DatetimeField()
    saved_at = fields.DatetimeField()

    class Meta:
        table = "review"
        unique_together = (("employee", "period", "rater"),)
        indexes: ClassVar = [
            Index(fields=("rater_id", "period_id")),
            Index(fields=("period_id", "state")),
            Index(fields=("employee_id", "state")),
        ]


class DraftItem(Model):
    """One item of an open draft, gone once it is submitted."""

    id = fields.IntField(primary_key=True)
    review: fields.ForeignKeyRelation[Review] = fields.ForeignKeyField(
        "models.Review", related_name="draft_items", db_index=False, on_delete=fields.CASCADE
    )
    review_id: int
    key = fields.CharField(max_length=24)  # "rhk:<id>" or the code of a value
    part = fields.CharEnumField(Part, max_length=14)
    kind: RhkKind | None = optional_enum(RhkKind, 8)
    position = fields.IntField()
    title = fields.CharField(max_length=400)
    expectation = fields.TextField(default="")
    rating: Rating | None = optional_enum(Rating, 8)
    note = fields.TextField(default="")
    evidence = fields.JSONField[list[dict[str, str]]](default=list)  # [{"url","label"}]
    # The result it was taken from (schema/reads/copying.py), "" once anything was changed; and why.
    taken_json = fields.TextField(default="", db_default="")
    copy_reason = fields.TextField(default="", db_default="")

    class Meta:
        table = "draft_item"
        unique_together = (("review", "key"),)


class ReviewVersion(Model):
    """A submitted result. Never overwritten: a correction is the next number with its reason.

    `items_json` and `steps_json` are what was rated and how the predikat was found, as phones get
    them: schema/reads/stored.py writes and reads them. So is `weighed_json`, for an annual result:
    the results of the year as they stood then, which `weighing` weighs in words. `traces_json`
    tells which notes have the same words as others (rules/copying.py) without showing them.
    Only `state`, `delivered_at` and `read_at` are stamped later, each once."""

    id = fields.IntField(primary_key=True)
    review: fields.ForeignKeyRelation[Review] = fields.ForeignKeyField(
        "models.Review", related_name="versions", db_index=False, on_delete=fields.RESTRICT
    )
    review_id: int
    number = fields.IntField()
    # Copied from the review, so that "my results" and "team" read one index each.
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="results", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    period: fields.ForeignKeyRelation[Period] = fields.ForeignKeyField(
        "models.Period", related_name="results", db_index=True, on_delete=fields.RESTRICT
    )
    period_id: int
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="given_results", db_index=True, on_delete=fields.RESTRICT
    )
    rater_id: int
    capacity = fields.CharEnumField(Capacity, max_length=9)
    period_ends = fields.DateField()  # order of "my results" without a join
    current = fields.BooleanField(default=True)  # false once a later number exists
    state = fields.CharEnumField(ReviewState, max_length=9)
    submitted_at = fields.DatetimeField()
    delivered_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)
    request_id = fields.CharField(
        max_length=64
    )  # made on the phone: the same tap twice is one version
    rule_id = fields.CharField(max_length=40)  # the matrix
    # The rows of rule settings that it was found by (rules/rulebook.py). What is older than the
    # settings was found by those that the product brings.
    rule_ids = fields.CharField(max_length=240, db_default=DELIVERED)
    hasil = fields.CharEnumField(Rating, max_length=8)
    perilaku = fields.CharEnumField(Rating, max_length=8)
    suggested_hasil = fields.CharEnumField(Rating, max_length=8)
    suggested_perilaku = fields.CharEnumField(Rating, max_length=8)
    reason_hasil = fields.TextField(default="")
    reason_perilaku = fields.TextField(default="")
    predikat = fields.CharEnumField(Predikat, max_length=16)
    # Of whoever led a unit: the capaian that suggested hasil kerja, and the row it was (a plain
    # number: no index of millions for what nobody follows backwards).
    achievement: Achievement | None = optional_enum(Achievement, 16)
    achievement_row = fields.IntField(null=True)
    summary = fields.TextField(default="")
    correction_reason = fields.TextField(default="")
    # The part of the period that it covers, as it was known when it was given; null: all of it.
    covers_from = fields.DateField(null=True)
    covers_to = fields.DateField(null=True)
    months_tenths = fields.SmallIntField(null=True)  # months of that part, in tenths
    items_json = fields.TextField(db_default="[]")
    steps_json = fields.TextField(db_default="[]")
    weighing = fields.TextField(default="", db_default="")
    weighed_json = fields.TextField(default="[]", db_default="[]")
    traces_json = fields.TextField(default="[]", db_default="[]")
    # As they stood when it was given: a later promotion must not change an old sheet.
    rater_position = fields.CharField(max_length=200, default="")
    rater_unit = fields.CharField(max_length=200, default="")
    employee_position = fields.CharField(max_length=200, default="")
    employee_unit = fields.CharField(max_length=200, default="")

    class Meta:
        table = "review_version"
        unique_together = (("review", "number"), ("review", "request_id"))
        indexes: ClassVar = [Index(fields=("employee_id", "current", "period_ends"))]
