"""The year of one person in the sample: what came before a result, and what an annual one weighs.

Each note says something else than the one before it, as the rule of copying asks. One item of Sari
was taken from the quarter before, with the reason why."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from schema.reads.rows import CopiedRow, WeighedRow
from schema.reads.sql import full_name
from schema.reads.stored import weighed_text
from schema.rules.copying import CopyKind, words_of
from schema.rules.stints import Days, months_of
from schema.rules.vocabulary import Capacity, PeriodKind, Rating
from schema.sample import words
from schema.sample.chance import chance
from schema.sample.crowd import Person
from schema.sample.plan import SamplePeriod
from schema.sample.sheets import Rated, Verdict

COPIES = "sari"  # of the cast: one item of her last settled quarter
NOTHING = ("", "[]")
LEAST_WORDS = 5  # below that no note counts as copied


@dataclass(slots=True)
class Before:
    """The last result of a person: which version of which review, and what it said."""

    review: int
    number: int
    period: SamplePeriod
    said: dict[str, Rated]


@dataclass(slots=True)
class Year:
    """What was given to one person so far, period after period.

    `copies` is the period in which one item was taken from the one before, 0 for none."""

    person: Person
    copies: int = 0
    before: Before | None = None
    heard: set[tuple[int, str, Rating, str]] = field(default_factory=set)
    weighed: list[WeighedRow] = field(default_factory=list)
    last: datetime | None = None  # when the newest version could be read

    def told(self, given: list[Rated], period: SamplePeriod) -> list[Rated]:
        """The sheet without words of the result before, except for the one item that was taken."""
        if self.before is None:
            return given
        fresh = [self._fresh(item, period) for item in given]
        return self._with_copy(fresh, self.before) if period.id == self.copies else fresh

    def weighing(self, period: SamplePeriod) -> tuple[str, str]:
        """How the year was weighed, and what was weighed; nothing unless it is an annual one."""
        rows = [row for row in self.weighed if row.year == period.year]
        if period.kind is not PeriodKind.TAHUNAN or not rows:
            return NOTHING
        rng = chance(f"weighing/{self.person.id}/{period.year}")
        return words.weighing(rng), weighed_text(rows)

    def not_before(self, period: SamplePeriod, at: datetime) -> datetime:
        """When an annual result is given: once what it weighs can be read."""
        if period.kind is not PeriodKind.TAHUNAN or self.last is None:
            return at
        return max(at, self.last + timedelta(hours=26))

    def given(
        self,
        review: int,
        number: int,
        period: SamplePeriod,
        sheet: tuple[list[Rated], Verdict, datetime],
        rater: Person,
        capacity: Capacity,
    ) -> None:
        """Remember the version that stands."""
        items, verdict, at = sheet
        said = {item.line.start[0]: item for item in items}
        self.before = Before(review, number, period, said)
        self.heard |= {
            (period.year, key, item.rating, item.note) for key, item in said.items() if item.note
        }
        if period.kind is PeriodKind.TAHUNAN:
            return
        self.last = at if self.last is None else max(self.last, at)
        who = rater.identity
        self.weighed.append(
            WeighedRow(
                review_id=review,
                number=number,
                period_kind=period.kind,
                year=period.year,
                period_number=period.number,
                starts=period.starts,
                ends=period.ends,
                months=float(months_of([Days(period.starts, period.ends)])),
                rater=full_name(who.front, who.name, who.back),
                capacity=capacity,
                position=self.person.position,
                unit=self.person.unit.name,
                hasil=verdict.hasil,
                perilaku=verdict.perilaku,
                predikat=verdict.predikat,
            )
        )

    def _fresh(self, item: Rated, period: SamplePeriod) -> Rated:
        key = item.line.start[0]
        said = self.before.said.get(key) if self.before else None
        again = said is not None and (said.rating, said.note) == (item.rating, item.note)
        if period.kind is PeriodKind.TAHUNAN:  # compared with all results of the year
            again |= (period.year, key, item.rating, item.note) in self.heard
        if not again or len(words_of(item.note)) < LEAST_WORDS:
            return item
        note = words.told_in(item.note, period.kind, period.number, period.year)
        return item._replace(note=note)

    @staticmethod
    def _with_copy(given: list[Rated], before: Before) -> list[Rated]:
        """The sheet with one item taken: the first that was rated alike, in words."""
        for place, item in enumerate(given):
            said = before.said.get(item.line.start[0])
            if said and said.note and said.rating is item.rating:
                taken = item._replace(note=said.note, copied=_mark(before))
                return [*given[:place], taken, *given[place + 1 :]]
        return given


def _mark(before: Before) -> CopiedRow:
    period = before.period
    return CopiedRow(
        kind=CopyKind.TAKEN,
        review_id=before.review,
        number=before.number,
        period_kind=period.kind,
        year=period.year,
        period_number=period.number,
        reason=words.copy_reason(),
    )
