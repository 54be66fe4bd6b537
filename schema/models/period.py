"""Periods of appraisal."""

from tortoise import fields
from tortoise.models import Model

from schema.rules.vocabulary import PeriodKind


class Period(Model):
    """A month, quarter or year that is appraised, and the days in which rating is open."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharEnumField(PeriodKind, max_length=8)
    year = fields.IntField()
    number = fields.IntField()  # month 1-12, quarter 1-4, 1 for the year
    starts = fields.DateField()
    ends = fields.DateField()
    opens = fields.DateField()  # first day on which a rater may write
    closes = fields.DateField(db_index=True)  # last day, included

    class Meta:
        table = "period"
        unique_together = (("kind", "year", "number"),)
