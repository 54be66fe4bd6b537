"""The reporting lines a file makes: ended and added, never rewritten, never in a closed period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from schema.people.importing.findings import Finding, FindingCode, found
from schema.people.importing.people import Person
from schema.people.importing.snapshot import KnownLine, KnownPerson, Snapshot
from schema.rules.reporting import Cycle, Line, find_cycles, place_line, rater_on, spans_of
from schema.rules.vocabulary import Capacity

_DAY = timedelta(days=1)


@dataclass(slots=True)
class NewLine:
    """A line to be added."""

    person: Person
    superior: Person | KnownPerson
    capacity: Capacity
    starts: date
    ends: date | None

    @property
    def superior_key(self) -> int:
        """The rater's id, or a negative number for one who has none yet."""
        return self.superior.key if isinstance(self.superior, Person) else self.superior.id


@dataclass(slots=True)
class LinePlanner:
    """Collects the changes of reporting lines, then looks for rings among them."""

    known: Snapshot
    effective: date
    today: date
    new: list[NewLine] = field(default_factory=list)
    ended: list[tuple[KnownLine, date]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def put(self, person: Person, superior: Person | KnownPerson) -> None:
        """The superior of a person is this one, from TMT JABATAN or the effective date on.

        TMT JABATAN tells of a change only when it is later than the running line's start; then a
        line that began earlier stays as it is until then."""
        row = person.row
        lines = [it for it in self._lines(person) if it.capacity is row.capacity]
        wanted = row.tmt or self.effective
        running = rater_on(lines, max(wanted, self.effective, self.today))
        line = NewLine(person, superior, row.capacity, wanted, None)
        self._mention_acting(person, line)
        if running is not None:
            if running.rater_id == line.superior_key:
                return
            newer = row.tmt is not None and row.tmt > running.starts
            wanted = max(wanted if newer else self.effective, running.starts)
        starts = max(wanted, self.known.free_from)
        if starts != wanted and lines:  # a new person's line simply begins after it
            self._say(person, FindingCode.DATE_MOVED, wanted=wanted, used=starts)
        placed = place_line(lines, starts)
        self.ended += placed.ended
        self.new.append(NewLine(person, superior, row.capacity, placed.starts, placed.ends))

    def end_all(self, person: Person, staff_left: int) -> None:
        """End every line of a person who is not active any more; say how many staff are left."""
        day = max(person.row.standing_date or self.effective, self.known.free_from)
        lines = self._lines(person)
        before = len(self.ended)
        for capacity in {it.capacity for it in lines}:
            self.ended += place_line([it for it in lines if it.capacity is capacity], day).ended
        # What was to begin later never will.
        self.ended += [(it, it.starts - _DAY) for it in lines if it.starts > day and _counts(it)]
        if len(self.ended) > before:
            label = person.standing.name.replace("_", " ").lower()
            self._say(person, FindingCode.LINE_ENDED, "standing", standing=label, date=day - _DAY)
        if staff_left:
            self._say(person, FindingCode.RATER_LEFT, "standing", count=staff_left)

    def finish(self, people: Sequence[Person]) -> list[Finding]:
        """All findings, rings among the lines as they would be included."""
        touched = {line.person.key: line for line in self.new}
        if touched:
            by_key = {it.key: it for it in people}
            for cycle in find_cycles({who: spans_of(it) for who, it in self._after().items()}):
                self._say_ring(cycle, touched, by_key)
        return self.findings

    def _after(self) -> dict[int, list[Line]]:
        last_days = {line.id: day for line, day in self.ended}
        lines = {
            who: [
                Line(it.rater_id, it.capacity, it.starts, last_days.get(it.id, it.ends))
                for it in known
            ]
            for who, known in self.known.lines.items()
        }
        for new in self.new:
            line = Line(new.superior_key, new.capacity, new.starts, new.ends)
            lines.setdefault(new.person.key, []).append(line)
        return lines

    def _say_ring(
        self, cycle: Cycle, touched: dict[int, NewLine], people: dict[int, Person]
    ) -> None:
        names = [self._named(who, people) for who in cycle.members]
        for at, who in enumerate(cycle.members):
            if who in touched:
                chain = " → ".join([*names[at:], *names[:at], names[at]])
                person = touched[who].person
                self._say(person, FindingCode.SUPERIOR_CYCLE, "superior_nip", chain=chain)

    def _named(self, who: int, people: dict[int, Person]) -> str:
        if who in people:
            row = people[who].row
            return f"{row.name} (baris {row.line})"
        return f"{self.known.names[who]} (di Adil)"

    def _mention_acting(self, person: Person, line: NewLine) -> None:
        acting = rater_on(self._lines(person), max(self.effective, self.today))
        if line.capacity is not Capacity.DEFINITIF or acting is None:
            return
        if acting.capacity is not Capacity.DEFINITIF and acting.rater_id != line.superior_key:
            capacity, name = acting.capacity.capitalize(), self.known.names[acting.rater_id]
            self._say(person, FindingCode.ACTING_RUNS, capacity=capacity, name=name)

    def _lines(self, person: Person) -> list[KnownLine]:
        return self.known.lines.get(person.key, [])

    def _say(
        self, person: Person, code: FindingCode, meaning: str = "superior_nip", **values: object
    ) -> None:
        row = person.row
        value = getattr(row, meaning)
        column = row.columns.get(meaning) or row.columns.get("superior_name", "")
        self.findings.append(found(row.line, code, column, value, **values))


def _counts(line: KnownLine) -> bool:
    return line.ends is None or line.ends >= line.starts
