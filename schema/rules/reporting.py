"""The reporting line: who is whose pejabat penilai kinerja on a day.

A person may have several lines at once: the definitive superior, and somebody acting for that
post. On each day exactly one of them holds: an acting line (PLT, then PLH) goes before the
definitive one, and within a capacity the latest start wins (domain.md 7, 13)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Generic, NamedTuple, Protocol, TypeVar

from schema.rules.vocabulary import Capacity

# The lower goes first. Stands here because the order of an enum's members is never rank order.
PRECEDENCE = {Capacity.PLT: 0, Capacity.PLH: 1, Capacity.DEFINITIF: 2}
FOREVER = date.max
_DAY = timedelta(days=1)


class DatedLine(Protocol):
    """What a line must know; rows of the table ReportingLine do."""

    @property
    def rater_id(self) -> int: ...
    @property
    def capacity(self) -> Capacity: ...
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


class Line(NamedTuple):
    """One line of one employee; `ends` is its last day, None while it runs."""

    rater_id: int
    capacity: Capacity
    starts: date
    ends: date | None = None


class Span(NamedTuple):
    """From `starts` to `ends`, both included, `rater_id` is the one who rates."""

    rater_id: int
    starts: date
    ends: date


class Cycle(NamedTuple):
    """People who rate each other in a ring on the same days: A is rated by B ... by A."""

    members: tuple[int, ...]
    starts: date
    ends: date


_L = TypeVar("_L", bound=DatedLine)


def rater_on(lines: Iterable[_L], day: date) -> _L | None:
    """The line of one employee that holds on `day`, or None when nobody is the rater then."""
    running = [line for line in lines if _holds(line, day)]
    return min(running, key=_order, default=None)


def judging_day(starts: date, ends: date, today: date) -> date:
    """The day whose line judges a period: its last day, or today while it still runs.

    Before the period starts it is the first day."""
    return max(starts, min(ends, today))


def spans_of(lines: Iterable[DatedLine]) -> list[Span]:
    """The lines of one employee as the days on which each rater holds, in order, no overlaps."""
    known = list(lines)
    cuts = sorted({cut for line in known for cut in _cuts(line)})
    spans: list[Span] = []
    for first, after in zip_longest(cuts, cuts[1:]):
        line = rater_on(known, first)
        last = after - _DAY if after else FOREVER
        if line is None:
            continue
        if spans and spans[-1].rater_id == line.rater_id and spans[-1].ends == first - _DAY:
            spans[-1] = spans[-1]._replace(ends=last)
        else:
            spans.append(Span(line.rater_id, first, last))
    return spans


def overlapping(lines: Sequence[_L]) -> list[tuple[_L, _L]]:
    """Pairs of lines of one employee, same capacity, that run on a common day: never wanted."""
    ordered = sorted(lines, key=lambda line: line.starts)
    return [
        (one, other)
        for number, one in enumerate(ordered)
        for other in ordered[number + 1 :]
        if one.capacity is other.capacity
        and other.starts <= (one.ends or FOREVER)
        and not _is_void(other)
    ]


class Placement(NamedTuple, Generic[_L]):
    """How a new line finds its place: which lines end on which day, and its own last day."""

    ended: list[tuple[_L, date]]
    starts: date
    ends: date | None


def place_line(lines: Sequence[_L], starts: date, ends: date | None = None) -> Placement[_L]:
    """Make room from `starts` on among the lines of one employee and one capacity.

    What runs by then ends the day before. A line that began on that very day becomes void: it
    ends before it starts and so never held, but stays as a record. A line that begins later is
    left alone, and the new one ends the day before it."""
    day_before = starts - _DAY
    ended = [
        (line, day_before)
        for line in lines
        if line.starts <= starts and day_before < (line.ends or FOREVER) and not _is_void(line)
    ]
    later = min(
        (line.starts for line in lines if line.starts > starts and not _is_void(line)), default=None
    )
    if later is not None and later <= (ends or FOREVER):
        ends = later - _DAY
    return Placement(ended, starts, ends)


def with_line(
    lines: Iterable[DatedLine], rater_id: int, capacity: Capacity, starts: date, ends: date | None
) -> list[Line]:
    """The lines of one employee as they would stand after a new one of this capacity was placed."""
    known = list(lines)
    same = [line for line in known if line.capacity is capacity]
    cut = {id(line): last for line, last in place_line(same, starts, ends).ended}
    kept = [
        Line(line.rater_id, line.capacity, line.starts, cut.get(id(line), line.ends))
        for line in known
    ]
    return [*kept, Line(rater_id, capacity, starts, ends)]


def first_free_day(closed: Iterable[date]) -> date:
    """The first day whose line may still change: the one after the last closed period's end."""
    last = max(closed, default=None)
    return date.min if last is None else last + _DAY


def find_cycles(spans: Mapping[int, Sequence[Span]]) -> list[Cycle]:
    """Every ring of raters that exists on some day, one per set of people.

    `spans` gives for each employee id the days of each rater (`spans_of`). A self-rating is a
    ring of one. Costs one pass when there is no ring at all, which is nearly always."""
    core = _core(spans)
    found: dict[frozenset[int], Cycle] = {}
    for employee in sorted(core):
        for cycle in _rings_through(employee, spans, core):
            found.setdefault(frozenset(cycle.members), cycle)
    return list(found.values())


def _is_void(line: DatedLine) -> bool:
    return line.ends is not None and line.ends < line.starts


def _holds(line: DatedLine, day: date) -> bool:
    return line.starts <= day and (line.ends is None or day <= line.ends)


def _order(line: DatedLine) -> tuple[int, int]:
    return PRECEDENCE[line.capacity], -line.starts.toordinal()


def _cuts(line: DatedLine) -> list[date]:
    return [line.starts] if line.ends in (None, FOREVER) else [line.starts, _after(line)]


def _after(line: DatedLine) -> date:
    return (line.ends or FOREVER) + _DAY


def _core(spans: Mapping[int, Sequence[Span]]) -> set[int]:
    """Employees that could be in a ring if days did not matter: what is left when everybody
    without a rater among the rest is taken away again and again, and then without a ratee."""
    upward = {who: {span.rater_id for span in known} for who, known in spans.items()}
    return set(_trim(_reverse(_trim(upward))))


def _trim(edges: Mapping[int, set[int]]) -> dict[int, set[int]]:
    open_ends = {who: {to for to in targets if to in edges} for who, targets in edges.items()}
    backward = _reverse(open_ends)
    bare = [who for who, targets in open_ends.items() if not targets]
    while bare:
        gone = bare.pop()
        del open_ends[gone]
        for who in backward.get(gone, ()):
            open_ends[who].discard(gone)
            if not open_ends[who]:
                bare.append(who)
    return open_ends


def _reverse(edges: Mapping[int, set[int]]) -> dict[int, set[int]]:
    backward: dict[int, set[int]] = {}
    for who, targets in edges.items():
        for to in targets:
            backward.setdefault(to, set()).add(who)
    return backward


def _rings_through(
    employee: int, spans: Mapping[int, Sequence[Span]], core: set[int]
) -> Iterable[Cycle]:
    # Walk up, keeping only the days that the whole path shares; a ring is a walk back home.
    walks: list[tuple[tuple[int, ...], date, date]] = [((employee,), date.min, FOREVER)]
    while walks:
        path, starts, ends = walks.pop()
        for span in spans.get(path[-1], ()):
            first, last = max(starts, span.starts), min(ends, span.ends)
            if first > last:
                continue
            if span.rater_id == employee:
                yield Cycle(path, first, last)
            elif span.rater_id in core and span.rater_id not in path:
                walks.append(((*path, span.rater_id), first, last))
