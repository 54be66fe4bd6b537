"""Dated rule settings, as the HR office keeps them. Rows are only ever added."""

from datetime import date, datetime
from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.rules.marked import RuleMark
from schema.rules.rule_settings import RuleKey


class RuleSetting(Model):
    """What a rule says from a day on. The product's own rows stand in reference/rule_settings.json.

    `number` counts the rows of a key from 1: of two people who save at once, one comes second."""

    id = fields.IntField(primary_key=True)
    key = fields.CharEnumField(RuleKey, max_length=16)
    number = fields.IntField()
    value = fields.JSONField[dict[str, Any]]()  # as rules/rule_values.py reads it
    valid_from: date = fields.DateField()
    source = fields.CharField(max_length=200)
    mark = fields.CharEnumField(RuleMark, max_length=10)
    reason = fields.TextField()
    created_at: datetime = fields.DatetimeField()
    created_by = fields.IntField()  # account

    class Meta:
        table = "rule_setting"
        unique_together = (("key", "number"),)
        indexes: ClassVar = [Index(fields=("key", "valid_from"))]
