"""How the product reminds as it is delivered; the HR office adds dated rows of its own."""

from datetime import date
from functools import cache

from schema.reference import load
from schema.rules.due import Rhythm


@cache
def default_rhythms() -> tuple[Rhythm, ...]:
    """A choice of this product, not of a regulation (domain.md 13 [D])."""
    return tuple(
        Rhythm(
            valid_from=date.fromisoformat(row["valid_from"]),
            early_days=row["early_days"],
            late_days=row["late_days"],
            escalate_days=row["escalate_days"],
            quiet_from=row["quiet_from"],
            quiet_to=row["quiet_to"],
            quiet_days_off=row["quiet_days_off"],
        )
        for row in load("rhythm")
    )
