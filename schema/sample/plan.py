"""What is asked for: how many people, seen from which day, with how much history."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from schema.rules.period import period_days
from schema.rules.vocabulary import PeriodKind

LEAST, MOST = 50, 5_000_000
DEMO_WINDOW = timedelta(days=14)  # the last quarter stays open this long, so that one can rate


class TooSmall(ValueError):
    """The size lies outside what the sample can build."""


@dataclass(frozen=True, slots=True)
class SamplePeriod:
    """A period with its window. `settled`: its results were given; else it is being rated."""

    id: int
    kind: PeriodKind
    year: int
    number: int
    starts: date
    ends: date
    opens: date
    closes: date
    settled: bool


@dataclass(frozen=True)
class Plan:
    """The order for a sample. `today` is the day it is seen from; `periods` keeps only so many of
    the newest periods with results; without `results` nobody has been rated yet."""

    size: int
    today: date
    periods: int | None = None
    results: bool = True

    def check(self) -> None:
        """Raise TooSmall for a size that cannot be built."""
        if not LEAST <= self.size <= MOST:
            raise TooSmall(
                f"the sample needs {LEAST} to {MOST:,} people, and {self.size} were asked for"
            )

    @property
    def since(self) -> date:
        """First day of recorded history: 1 January of last year."""
        return date(self.today.year - 1, 1, 1)

    @cached_property
    def calendar(self) -> tuple[SamplePeriod, ...]:
        """Every period in order of time: settled ones, the quarter open for rating, the running
        one."""
        last = self._last_quarter
        found = [self._period(number, *key) for number, key in enumerate(self._keys(), start=1)]
        return tuple(p for p in found if p.starts <= last.ends or p.ends >= self.today)

    @cached_property
    def rated(self) -> tuple[SamplePeriod, ...]:
        """The periods that get results or drafts: all that have ended, or the newest of them."""
        if not self.results:
            return ()
        ended = [period for period in self.calendar if self._has_results(period)]
        return tuple(ended[-self.periods :] if self.periods else ended)

    def _has_results(self, period: SamplePeriod) -> bool:
        return period.settled or (
            period.ends == self._last_quarter.ends and (period.kind is PeriodKind.TRIWULAN)
        )

    @cached_property
    def _last_quarter(self) -> SamplePeriod:
        quarters = [self._period(0, *key) for key in self._keys() if key[0] is PeriodKind.TRIWULAN]
        return [quarter for quarter in quarters if quarter.ends < self.today][-1]

    def _keys(self) -> list[tuple[PeriodKind, int, int]]:
        year = self.today.year
        quarters = range(1, 5)
        return [
            *((PeriodKind.TRIWULAN, year - 1, number) for number in quarters),
            (PeriodKind.TAHUNAN, year - 1, 1),
            *(
                (PeriodKind.TRIWULAN, year, number)
                for number in quarters
                if period_days(PeriodKind.TRIWULAN, year, number)[0] <= self.today
            ),
        ]

    def _period(self, number_id: int, kind: PeriodKind, year: int, number: int) -> SamplePeriod:
        starts, ends = period_days(kind, year, number)
        opens = ends - timedelta(days=6 if kind is PeriodKind.TRIWULAN else 13)
        closes = ends + timedelta(days=20 if kind is PeriodKind.TRIWULAN else 31)
        newest = kind is PeriodKind.TRIWULAN and self._is_last(ends)
        if newest:
            closes = max(closes, self.today + DEMO_WINDOW)
        settled = not newest and closes < self.today
        return SamplePeriod(number_id, kind, year, number, starts, ends, opens, closes, settled)

    def _is_last(self, ends: date) -> bool:
        # the quarter that ended most recently: less than one quarter ago
        following = ends + timedelta(days=1)
        next_ends = period_days(PeriodKind.TRIWULAN, following.year, (following.month + 2) // 3)[1]
        return ends < self.today <= next_ends
