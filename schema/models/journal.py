"""Who changed what, when and why."""

from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class JournalEntry(Model):
    """One change: append-only, written in the transaction of the change."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor_id = fields.IntField(null=True)  # account; null for the program itself
    action = fields.CharField(max_length=48)  # "submit_review"
    subject = fields.CharField(max_length=48)  # "review:7"
    reason = fields.TextField(default="")
    detail = fields.JSONField[dict[str, Any]](default=dict)

    class Meta:
        table = "journal_entry"
        indexes: ClassVar = [Index(fields=("subject", "id")), Index(fields=("actor_id", "id"))]
