"""Days of periods and their rating window."""

from datetime import date

import pytest

from schema.rules.period import days_left, period_days, phase
from schema.rules.vocabulary import PeriodKind, PeriodPhase


@pytest.mark.parametrize(
    ("kind", "number", "starts", "ends"),
    [
        ("BULANAN", 2, date(2028, 2, 1), date(2028, 2, 29)),
        ("BULANAN", 12, date(2028, 12, 1), date(2028, 12, 31)),
        ("TRIWULAN", 1, date(2028, 1, 1), date(2028, 3, 31)),
        ("TRIWULAN", 4, date(2028, 10, 1), date(2028, 12, 31)),
        ("TAHUNAN", 1, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_days(kind: str, number: int, starts: date, ends: date) -> None:
    assert period_days(PeriodKind(kind), 2028, number) == (starts, ends)


@pytest.mark.parametrize(("kind", "number"), [("BULANAN", 13), ("TRIWULAN", 0), ("TAHUNAN", 2)])
def test_numbers_a_kind_does_not_have(kind: str, number: int) -> None:
    with pytest.raises(ValueError, match="has no number"):
        period_days(PeriodKind(kind), 2026, number)


@pytest.mark.parametrize(
    ("today", "expected", "left"),
    [
        (date(2026, 9, 23), PeriodPhase.UPCOMING, 0),
        (date(2026, 9, 24), PeriodPhase.OPEN, 27),
        (date(2026, 10, 20), PeriodPhase.OPEN, 1),
        (date(2026, 10, 21), PeriodPhase.CLOSED, 0),
    ],
)
def test_window_includes_both_days(today: date, expected: PeriodPhase, left: int) -> None:
    opens, closes = date(2026, 9, 24), date(2026, 10, 20)
    assert phase(opens, closes, today) is expected
    assert days_left(opens, closes, today) == left
