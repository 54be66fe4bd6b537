"""The event log: written in the transaction of the change, and the truth for every live phone."""

from tortoise import fields
from tortoise.models import Model

from schema.rules.vocabulary import EventKind


class Audience(Model):
    """A counter per audience ("e:42", "hr", "all"), bumped inside the writing transaction.

    The row lock is held until commit, so the numbers of one audience become visible in order and
    without holes: a reader that remembers the highest one can never step over a slower
    transaction. Events at or below `floor` have been cleared away."""

    key = fields.CharField(max_length=32, primary_key=True)
    seq = fields.BigIntField(default=0)
    floor = fields.BigIntField(default=0)

    class Meta:
        table = "audience"


class Event(Model):
    """What happened, for whom: ids only (a wrong audience leaks a wake-up, never a score)."""

    id = fields.BigIntField(primary_key=True)
    audience = fields.CharField(max_length=32)
    seq = fields.BigIntField()
    kind = fields.CharEnumField(EventKind, max_length=24)
    subject = fields.JSONField[dict[str, int]]()  # ids, e.g. {"review": 7, "number": 1}
    at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "event"
        unique_together = (("audience", "seq"),)
