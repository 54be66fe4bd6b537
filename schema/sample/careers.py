"""What happened to people since the history begins: joined, moved, left, were stood in for.

The reporting line of every day follows from it, with Plt for vacant posts and Plh for short
absences, so that a past period is judged by the line of its time."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from schema.rules.reporting import Line, rater_on
from schema.rules.vocabulary import Capacity, LegalStanding, PeriodKind
from schema.sample.chance import share
from schema.sample.crowd import Group, Person, Unit
from schema.sample.plan import Plan

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fate:
    """Standing of today, and the last day in the post (None: still there)."""

    standing: LegalStanding = LegalStanding.ACTIVE
    last_day: date | None = None


@dataclass(slots=True)
class Career:
    """One person's lines and posts. `raters` holds the people that the lines name."""

    person: Person
    lines: list[Line] = field(default_factory=list)
    raters: dict[int, Person] = field(default_factory=dict)
    posts: list[tuple[Unit, date, date | None]] = field(default_factory=list)

    def rater_on(self, day: date) -> tuple[Person, Capacity] | None:
        """Who rates this person on `day`, and as what, by the rule of the product."""
        line = rater_on(self.lines, day)
        return None if line is None else (self.raters[line.rater_id], line.capacity)

    def rated_by(self, rater: Person, starts: date, ends: date | None, capacity: Capacity) -> None:
        """Add a line; one that would end before it starts is left out."""
        if ends is None or ends >= starts:
            self.lines.append(Line(rater.id, capacity, starts, ends))
            self.raters[rater.id] = rater


def fate_of(person: Person, plan: Plan) -> Fate:
    """What became of a person; depends on nothing but who they are and the plan."""
    if person.stays:
        return Fate()
    luck = share(f"fate/{person.id}")
    if person.leads:
        standing = LegalStanding.PENSIUN if luck < 0.03 else None
    elif person.job.band == "senior":
        standing = LegalStanding.PENSIUN if luck < 0.01 else None
    else:
        leaves = ((0.003, LegalStanding.TUGAS_BELAJAR), (0.006, LegalStanding.CLTN))
        standing = next((kind for limit, kind in leaves if luck < limit), None)
    if standing is None:
        return Fate()
    return Fate(standing, _month_end(plan, share(f"fate/day/{person.id}")))


def _month_end(plan: Plan, luck: float) -> date:
    months = (plan.today.year - plan.since.year) * 12 + plan.today.month - 1
    month = 3 + int(luck * max(1, months - 4))  # counted from the first month of the history
    year, number = divmod(plan.since.month - 1 + month, 12)
    return date(plan.since.year + year, number + 1, 1) - DAY


class Careers:
    """Turns groups into careers; remembers one superior per kind of work, for those who moved."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._before: dict[str, Person] = {}
        self._quarters = [
            period
            for period in plan.calendar
            if period.kind is PeriodKind.TRIWULAN and period.settled
        ]

    def of(self, group: Group) -> list[Career]:
        """The careers of the group's staff, in order."""
        careers = [self._career(group, member) for member in group.members]
        deputies = [career for career in careers if self._can_stand_in(career.person)]
        if deputies:
            self._vacancy(group, careers, deputies[0])
            self._absence(group, careers, deputies[0])
        if fate_of(group.head, self._plan).last_day is None:
            self._before[group.pool] = group.head
        return careers

    def top(self, person: Person) -> Career:
        """The career of whoever has no superior among the employees."""
        career = Career(person)
        career.posts.append((person.unit, self._post_start(person), None))
        return career

    def _career(self, group: Group, person: Person) -> Career:
        career, fate = Career(person), fate_of(person, self._plan)
        starts = max(self._plan.since, person.identity.joined)
        post = self._post_start(person)
        head_left = fate_of(group.head, self._plan).last_day
        before = self._before.get(group.pool)
        if before is not None and self._moves(person):
            moved = _month_end(self._plan, share(f"move/day/{person.id}"))
            career.rated_by(before, starts, moved, Capacity.DEFINITIF)
            career.posts.append((before.unit, post, moved))
            starts = post = moved + DAY
        ends = min((day for day in (fate.last_day, head_left) if day), default=None)
        career.rated_by(group.head, starts, ends, Capacity.DEFINITIF)
        career.posts.append((person.unit, post, fate.last_day))
        return career

    def _moves(self, person: Person) -> bool:
        usual = not person.leads and not person.stays and person.identity.joined < self._plan.since
        settled = fate_of(person, self._plan).last_day is None
        return usual and settled and share(f"move/{person.id}") < 0.02

    def _can_stand_in(self, person: Person) -> bool:
        fresh = person.identity.joined >= self._plan.since
        stays = fate_of(person, self._plan).last_day is None
        return stays and not fresh and not self._moves(person)

    def _vacancy(self, group: Group, careers: list[Career], deputy: Career) -> None:
        """After the head left: the deputy acts (Plt) and answers to the head's superior."""
        left = fate_of(group.head, self._plan).last_day
        if left is None or group.boss is None:
            return
        deputy.rated_by(group.boss, left + DAY, None, Capacity.DEFINITIF)
        for career in careers:
            if career is not deputy:
                self._stand_in(career, deputy.person, left + DAY, None, Capacity.PLT)

    def _absence(self, group: Group, careers: list[Career], deputy: Career) -> None:
        """The head was away over the end of one quarter: the deputy stood in (Plh)."""
        away = share(f"away/{group.head.id}")
        here = fate_of(group.head, self._plan).last_day is None and not group.head.stays
        if not here or away >= 0.02 or not self._quarters:
            return
        quarter = self._quarters[int(away * 50 * len(self._quarters))]
        first, last = quarter.ends - timedelta(days=20), quarter.ends + timedelta(days=10)
        for career in careers:
            if career is not deputy:
                self._stand_in(career, deputy.person, first, last, Capacity.PLH)

    def _stand_in(
        self, career: Career, deputy: Person, first: date, last: date | None, capacity: Capacity
    ) -> None:
        # only while the person works in this team: after joining or moving, before leaving
        first = max(first, career.posts[-1][1], career.person.identity.joined)
        gone = fate_of(career.person, self._plan).last_day
        last = min((day for day in (last, gone) if day), default=None)
        career.rated_by(deputy, first, last, capacity)

    def _post_start(self, person: Person) -> date:
        joined = person.identity.joined
        if joined >= self._plan.since:
            return joined
        years = max(0, min(8, self._plan.since.year - 1 - joined.year))
        year = self._plan.since.year - 1 - int(share(f"post/{person.id}") * (years + 1))
        return max(joined, date(year, 1, 1))
