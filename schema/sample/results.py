"""Work results, reviews of past periods, and drafts in the open one: the rows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random

from tortoise.models import Model

from schema.models import DraftItem, Review, ReviewVersion, Rhk
from schema.rules.vocabulary import Capacity, Part, PeriodKind, ReviewState
from schema.sample import achievements, cycles, words
from schema.sample.achievements import leads_unit
from schema.sample.bulk import Bulk
from schema.sample.careers import Career
from schema.sample.chance import chance, share
from schema.sample.crowd import Person
from schema.sample.demo import CAST
from schema.sample.plan import Plan, SamplePeriod
from schema.sample.plans import Plans, Text, rhk_key, scope_of, work_texts
from schema.sample.sheets import (
    TEXT,
    Line,
    Rated,
    Verdict,
    behaviour_lines,
    corrected,
    judge,
    line,
    rate,
)
from schema.sample.years import COPIES, NOTHING, Year

# What each row gives, in this order.
_ITEM = ("key", "part", "kind", "position", "title", "expectation", "rating", "note", "evidence")
_ABOUT = ("employee_id", "period_id", "rater_id", "capacity")
_REASONS = ("reason_hasil", "reason_perilaku", "summary")
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Rhk: (
        *("id", "employee_id", "year", "position", "kind", "title", "expectation"),
        *("place", "scope", "skp_id", "key"),
    ),
    Review: (
        *("id", *_ABOUT, "state", "number", "drafting", "draft_version"),
        *("hasil", "perilaku", *_REASONS, "rated", "total", "created_at", "saved_at"),
    ),
    DraftItem: ("id", "review_id", *_ITEM),
    ReviewVersion: (
        *("id", "review_id", "number", "current", *_ABOUT, "period_ends", "state"),
        *("submitted_at", "delivered_at", "read_at", "request_id", "rule_id", "rule_ids"),
        *("hasil", "perilaku", "suggested_hasil", "suggested_perilaku", *_REASONS, "predikat"),
        *("correction_reason", "rater_position", "rater_unit"),
        *("employee_position", "employee_unit", "items_json", "steps_json"),
        *("achievement", "achievement_row", "weighing", "weighed_json"),
    ),
    **cycles.COLUMNS,
    **achievements.COLUMNS,
}
RECENT = timedelta(days=7)  # ago, the results were given against which objections run
OFFICE_DAY = 28_000  # seconds from 08.00 WIB until shortly before 16.00


@dataclass(frozen=True, slots=True)
class Case:
    """One review: its number, and who rates whom for which period, as what."""

    review: int
    person: Person
    rater: Person
    capacity: Capacity
    period: SamplePeriod

    @property
    def about(self) -> tuple[int, int, int, str]:
        """The columns of _ABOUT."""
        return self.person.id, self.period.id, self.rater.id, self.capacity.value


class Results:
    """Writes the work results and reviews of one person after the other."""

    def __init__(self, bulk: Bulk, plan: Plan) -> None:
        self._rows, self._plan = bulk.rows, plan
        self._rhk, self._reviews = count(1), count(1)
        self._drafts = count(1)
        self._years = tuple(sorted({period.year for period in plan.rated} | {plan.today.year}))
        self._plans = Plans(bulk, plan, self._years)
        self._cycles = cycles.Cycles(bulk, plan.today)
        self._units = achievements.Achievements(bulk)
        quarters = [p.id for p in plan.rated if p.settled and p.kind is PeriodKind.TRIWULAN]
        self._copies = quarters[-1] if quarters else 0
        self.versions = 0

    def add(self, career: Career, place: int) -> None:
        """Everything about the work of this person; `place` is the place in the team, from 0."""
        self._cycles.know(career)
        forms = self._work(career, place)
        rng = chance(f"results/{career.person.id}")
        talent, attitude = _levels(rng, career.person)
        year = Year(career.person, self._copies if career.person.cast == COPIES else 0)
        for period in self._plan.rated:
            found = career.rater_on(period.ends)
            if found is None:
                continue
            rater, capacity = found
            leniency = (share(f"rater/{rater.id}") - 0.46) * 0.8
            mood = leniency + (rng.random() + rng.random() - 1.0) * 0.5  # no two periods are alike
            given = rate(rng, forms[period.year], talent + mood, attitude + mood)
            given = year.told(given, period)
            progress = 1.0 if period.settled else _progress(rater, career.person, place)
            if progress < 1 and leads_unit(career.person):
                at = _moment(min(period.opens, self._plan.today), career.person.id * 977)
                self._units.set_ahead(career.person, rater, capacity, period, at)
            if progress > 0:
                case = Case(next(self._reviews), career.person, rater, capacity, period)
                self._review(rng, case, given, progress, self._story(case, place), year)

    def finish(self) -> None:
        """Write what needs everybody: the objections of the story."""
        self._cycles.finish()

    def _story(self, case: Case, place: int) -> str:
        """Which objection of the story this review meets (schema/sample/cycles.py)."""
        settled = [period.id for period in self._plan.rated if period.settled]
        ago = settled[::-1].index(case.period.id) if case.period.id in settled else -1
        return cycles.story_of(case.person, case.rater, place, case.period, ago)

    # --- planned work results -----------------------------------------------------------------

    def _work(self, career: Career, place: int) -> dict[int, tuple[Line, ...]]:
        """The form of each year: the work results, which are written here, and the values."""
        person, forms = career.person, {}
        for year, texts in work_texts(person, self._years).items():
            this_year = year == self._plan.today.year
            skp = self._plans.add(career, texts, place) if this_year else None
            work = [
                self._rhk_line(person, year, position, text, skp)
                for position, text in enumerate(texts, start=1)
            ]
            forms[year] = (*work, *behaviour_lines())
        return forms

    def _rhk_line(
        self, person: Person, year: int, position: int, text: Text, skp: int | None
    ) -> Line:
        number = next(self._rhk)
        kind, title, target = text
        planned = (
            (position, scope_of(title), skp, rhk_key(position)) if skp else (0, None, None, "")
        )
        self._rows[Rhk].append(
            (number, person.id, year, position, kind.value, title, target, *planned)
        )
        return line(f"rhk:{number}", Part.HASIL_KERJA, kind, title, target)

    # --- reviews ------------------------------------------------------------------------------

    def _review(
        self,
        rng: Random,
        case: Case,
        given: list[Rated],
        progress: float,
        story: str,
        year: Year,
    ) -> None:
        if progress < 1:
            self._draft(case, given, max(1, int(len(given) * progress)))
            return
        at = year.not_before(case.period, self._submitted(rng, case.period))
        steps = [(at, given, judge(rng, given, case.period, leads_unit(case.person)), "")]
        again = at + timedelta(days=1 + int(rng.random() * 3))
        if case.period.settled and rng.random() < 0.015 and again.date() <= case.period.closes:
            better, why = corrected(rng, given), words.correction_reason(rng)
            steps.append(
                (again, better, judge(rng, better, case.period, leads_unit(case.person)), why)
            )
        if story == "changed":
            before = cycles.overlooked(given)
            steps = [
                (at, before, judge(rng, before, case.period, leads_unit(case.person)), ""),
                (
                    cycles.decided_at(at),
                    given,
                    judge(rng, given, case.period, leads_unit(case.person)),
                    cycles.decision_reason(),
                ),
            ]
        elif story and not case.period.settled:  # its term must still run
            recent = _moment(self._plan.today - RECENT, case.review * 977)
            steps = [(recent, given, judge(rng, given, case.period, leads_unit(case.person)), "")]
            at = recent
        self._head(case, (at, steps[-1][0]), steps[-1][2], len(given), len(steps))
        stood_on = self._stood_on(case, [(moment, verdict) for moment, _, verdict, _ in steps])
        # Whoever cannot read a result yet has none that could be weighed.
        weighing = year.weighing(case.period) if activated(case.person) else NOTHING
        moment, items, verdict, _ = steps[-1]
        year.given(
            *(case.review, len(steps), case.period),
            *((items, verdict, moment), case.rater, case.capacity),
        )
        for number, (moment, items, verdict, why) in enumerate(steps, start=1):
            which = (number, number == len(steps))
            row = self._version(
                rng, case, which, verdict, moment, why, (stood_on[number - 1], *weighing)
            )
            if story == "changed" and number > 1:
                self._cycles.decided(row)
            else:
                self._cycles.add(row, story, items)

    def _stood_on(self, case: Case, given: list[tuple[datetime, Verdict]]) -> list[int | None]:
        """The achievement's row behind each version of a head's result; None for anybody else."""
        values = [(at, verdict.achievement) for at, verdict in given if verdict.achievement]
        if len(values) < len(given):
            return [None] * len(given)
        about = (case.person, case.rater, case.capacity, case.period)
        return [*self._units.set_for(*about, values)]

    def _head(
        self,
        case: Case,
        given: tuple[datetime, datetime],
        verdict: Verdict,
        items: int,
        number: int,
    ) -> None:
        # a decided rating stands in the review only where it departs from the suggestion
        chosen = (
            TEXT[verdict.hasil] if verdict.reason_hasil else None,
            TEXT[verdict.perilaku] if verdict.reason_perilaku else None,
        )
        said = (verdict.reason_hasil, verdict.reason_perilaku, verdict.summary)
        state = (_state(case.person), number, False, items + number)
        times = (given[0] - timedelta(days=1), given[1])  # begun a day before the first version
        self._rows[Review].append(
            (case.review, *case.about, *state, *chosen, *said, items, items, *times)
        )

    def _version(
        self,
        rng: Random,
        case: Case,
        which: tuple[int, bool],
        verdict: Verdict,
        at: datetime,
        why: str,
        rest: tuple[int | None, str, str],  # the achievement's row, and how the year was weighed
    ) -> cycles.Given:
        self.versions += 1
        readable = activated(case.person)
        read = at + timedelta(seconds=3600 + int(rng.random() * 216_000))
        seen = readable and rng.random() < 0.82 and read.date() < self._plan.today
        times = (at, at if readable else None, read if seen else None)
        ratings = (
            *(TEXT[verdict.hasil], TEXT[verdict.perilaku]),
            *(TEXT[verdict.suggested_hasil], TEXT[verdict.suggested_perilaku]),
        )
        said = (verdict.reason_hasil, verdict.reason_perilaku, verdict.summary)
        posts = (
            *(case.rater.position, case.rater.unit.name),
            *(case.person.position, case.person.unit.name),
        )
        self._rows[ReviewVersion].append(
            (
                *(self.versions, case.review, *which, *case.about, case.period.ends),
                *(_state(case.person), *times, f"contoh-{case.review}-{which[0]}"),
                *(
                    verdict.rule_id,
                    verdict.rule_ids,
                    *ratings,
                    *said,
                    verdict.predikat.value,
                    why,
                    *posts,
                ),
                *(verdict.items, verdict.steps),
                *(verdict.achievement and verdict.achievement.value, *rest),
            )
        )
        return cycles.Given(
            self.versions, case.review, *which, case.person, case.rater, at, *times[1:]
        )

    def _draft(self, case: Case, given: list[Rated], done: int) -> None:
        saved = _moment(self._plan.today - timedelta(days=1 + case.review % 3), case.review * 977)
        state = (ReviewState.DRAFT.value, 0, True, 1 + done)
        times = (saved - timedelta(minutes=20), saved)
        self._rows[Review].append(
            (case.review, *case.about, *state, None, None, "", "", "", done, len(given), *times)
        )
        for position, item in enumerate(given, start=1):
            said = (TEXT[item.rating], item.note, item.evidence)
            typed = said if position <= done else (None, "", words.NO_EVIDENCE)
            start, texts = item.line.start, item.line.texts
            self._rows[DraftItem].append(
                (next(self._drafts), case.review, *start, position, *texts, *typed)
            )

    def _submitted(self, rng: Random, period: SamplePeriod) -> datetime:
        last = min(period.closes, self._plan.today - timedelta(days=1))
        days = max(0, (last - period.opens).days)
        day = period.opens + timedelta(days=int(rng.random() * (days + 1)))
        if day.weekday() >= 5:  # offices are closed on Saturday and Sunday
            day = max(period.opens, day - timedelta(days=2))
        return _moment(day, int(rng.random() * OFFICE_DAY))


def activated(person: Person) -> bool:
    """Whether this person has signed in before: only then a result can be read in the app."""
    if person.cast:
        return not CAST[person.cast].first_time
    return share(f"activated/{person.id}") >= 0.12


# Levels of the cast, so that the demo shows good work that is not flawless.
STORY = {"sari": (0.5, 0.5), "putri": (0.7, 0.6), "hendra": (0.45, 0.35), "joko": (0.1, 0.2)}


def _levels(rng: Random, person: Person) -> tuple[float, float]:
    """How well somebody works and behaves; 0 is usual."""
    work = (rng.random() + rng.random() + rng.random() - 1.5) * 0.9
    attitude = work * 0.5 + (rng.random() + rng.random() - 1.0) * 0.6
    return STORY.get(person.cast, (work, attitude))


def _moment(day: date, seconds: int) -> datetime:
    # 08.00 WIB is 01.00 UTC
    return datetime.combine(day, time(1), UTC) + timedelta(seconds=seconds % OFFICE_DAY)


def _state(person: Person) -> str:
    return (ReviewState.DELIVERED if activated(person) else ReviewState.SUBMITTED).value


def _progress(rater: Person, person: Person, place: int) -> float:
    """How far the review in the open period is: 0 not begun, below 1 a draft, 1 given."""
    if rater.cast == "hendra":  # the story: Sari and Joko wait, three are done, three are drafts
        return {2: 1.0, 3: 1.0, 4: 1.0, 5: 0.8, 6: 0.5, 7: 0.2}.get(place, 0.0)
    if person.cast == "dewi":  # her objection lies with the Tim Penilai Kinerja
        return 1.0
    diligence = share(f"diligence/{rater.id}")
    luck = share(f"progress/{person.id}")
    if diligence < 0.15:
        return 0.0
    if diligence > 0.7 or luck < diligence:
        return 1.0
    return luck * 0.9 if luck < diligence + 0.2 else 0.0
