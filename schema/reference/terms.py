"""The terms as the product brings them; the HR office adds dated rows of its own."""

from datetime import date
from functools import cache

from schema.reference import load
from schema.rules.marked import RuleMark
from schema.rules.terms import Term
from schema.rules.vocabulary import DayKind, TermKey


@cache
def default_terms() -> tuple[Term, ...]:
    """One row per term, from the day on which PP 30/2019 is in force."""
    return tuple(
        Term(
            key=TermKey(row["key"]),
            days=row["days"],
            day_kind=DayKind(row["day_kind"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            source=row["source"],
            mark=RuleMark(row["mark"]),
        )
        for row in load("terms")
    )
