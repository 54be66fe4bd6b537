"""The parts of a period: one evaluation per post, by whoever rates its last day, with its months.

Domain.md 7 and 13: two posts in a period are two evaluations; a change of the rater alone is one,
given by the rater at its end, and what the other saw is an input. Days on which the law takes
somebody out of the appraisal are not counted; a lawful leave counts and is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from schema.rules.reporting import Line, judging_day, rater_on, spans_of
from schema.rules.vocabulary import AbsenceKind, EmploymentKind, LegalStanding

_DAY = timedelta(days=1)
# Years of appointment that a number may name; others are typing errors.
FIRST_SERVICE_YEAR, LAST_SERVICE_YEAR = 1950, 2100

# No plan, no evaluation in that time (PermenPANRB 8/2021, domain.md 7). A leave is none of them.
EXCLUDED = frozenset(AbsenceKind) - {AbsenceKind.CUTI_SAH}

STANDING_ABSENCE = {
    LegalStanding.CLTN: AbsenceKind.CLTN,
    LegalStanding.PERPANJANGAN_CLTN: AbsenceKind.CLTN,
    LegalStanding.TUGAS_BELAJAR: AbsenceKind.TUGAS_BELAJAR,
    LegalStanding.PEMBERHENTIAN_SEMENTARA: AbsenceKind.PEMBERHENTIAN_SEMENTARA,
    LegalStanding.MPP: AbsenceKind.MPP,
    LegalStanding.DIBERHENTIKAN: AbsenceKind.BERHENTI,
    LegalStanding.PENSIUN: AbsenceKind.BERHENTI,
}


class Days(NamedTuple):
    """From one day to another, both included; empty when `ends` is before `starts`."""

    starts: date
    ends: date


class Post(NamedTuple):
    """A post held from when to when; `place` tells one post from another."""

    place: tuple[int, int]  # position id, unit id
    starts: date
    ends: date | None = None


class Away(NamedTuple):
    """Days away, and by what title."""

    kind: AbsenceKind
    starts: date
    ends: date | None = None


class Share(NamedTuple):
    """The days of a part on which somebody was the rater who is not the one that gives it."""

    rater_id: int
    starts: date
    ends: date
    months: Decimal


@dataclass(frozen=True, slots=True)
class Stint:
    """One part of a period, in one post.

    `line` is the line of who gives its evaluation, None while nobody would. `months` counts its
    days by calendar month with one decimal, without excluded days. `excused` says why there is no
    evaluation at all."""

    starts: date
    ends: date
    months: Decimal
    line: Line | None
    excused: AbsenceKind | None
    away: tuple[Away, ...]
    former: tuple[Share, ...]


def months_of(spans: Iterable[Days]) -> Decimal:
    """Months in these days: each calendar month by its own length, half up to one decimal."""
    whole = sum((_exact(span) for span in spans), Fraction(0))
    tenths = int(whole * 10 + Fraction(1, 2))
    return Decimal(tenths).scaleb(-1)


def served_from(nip: str, employment: EmploymentKind, posts: Iterable[Post]) -> date:
    """The first day of service: TMT CPNS of a PNS is in the NIP, of a PPPK only its year is.

    Then the first known post of that very year tells the day (domain.md 8.1). A number may be
    wrong where the record is right: an earlier post counts, and an impossible year does not."""
    known = min((post.starts for post in posts), default=None)
    told = _told_by(nip, employment, known)
    return min((day for day in (told, known) if day is not None), default=date.min)


def _told_by(nip: str, employment: EmploymentKind, first_post: date | None) -> date | None:
    year, month = int(nip[8:12]), int(nip[12:14])
    if not FIRST_SERVICE_YEAR <= year <= LAST_SERVICE_YEAR:
        return None
    if employment is EmploymentKind.PNS and 1 <= month <= 12:
        return date(year, month, 1)
    same_year = first_post is not None and first_post.year == year
    return first_post if same_year else date(year, 1, 1)


def stints(
    period: Days,
    posts: Sequence[Post],
    lines: Sequence[Line],
    away: Sequence[Away],
    served: date,
    today: date,
) -> list[Stint]:
    """The parts of `period` for one person, in order; none when the service began after it.

    A change of post cuts; so does nothing else. Neighbours whom one rater judges are one part."""
    window = Days(max(period.starts, served), period.ends)
    if _empty(window):
        return []
    parts = [_stint(days, lines, away, today) for days in _by_post(window, posts)]
    return _joined(parts, lines, away, today)


def part_of(parts: Iterable[Stint], rater_id: int) -> Stint | None:
    """What one rater gives an evaluation of: all parts of this rater as one, or None."""
    mine = [part for part in parts if part.line is not None and part.line.rater_id == rater_id]
    if len(mine) < 2:
        return next(iter(mine), None)
    return Stint(
        starts=mine[0].starts,
        ends=mine[-1].ends,
        months=sum((part.months for part in mine), Decimal(0)),
        line=mine[-1].line,
        excused=next((it.excused for it in mine if it.excused), None)
        if all(it.excused for it in mine)
        else None,
        away=tuple(it for part in mine for it in part.away),
        former=tuple(it for part in mine for it in part.former),
    )


def _by_post(window: Days, posts: Sequence[Post]) -> list[Days]:
    """The window, cut where another post begins. Days before the first known post belong to it."""
    cuts: list[date] = []
    place: tuple[int, int] | None = None
    for post in sorted(posts, key=lambda post: post.starts):
        if post.starts > window.ends or (post.ends is not None and post.ends < post.starts):
            continue
        if place is not None and post.place != place and post.starts > window.starts:
            cuts.append(post.starts)
        place = post.place
    starts = [window.starts, *cuts]
    ends = [*(cut - _DAY for cut in cuts), window.ends]
    return [Days(*pair) for pair in zip(starts, ends, strict=True)]


def _stint(days: Days, lines: Sequence[Line], away: Sequence[Away], today: date) -> Stint:
    gone = [it for it in (_clipped(one, days) for one in away) if it is not None]
    present = _without(days, [Days(it.starts, it.ends or days.ends) for it in gone if _out(it)])
    counted = present or [days]
    working = _without(days, [Days(it.starts, it.ends or days.ends) for it in gone])
    # Who judges is a matter of the last day that counts: on study leave nobody is rated any more.
    line = rater_on(lines, judging_day(counted[0].starts, counted[-1].ends, today))
    return Stint(
        starts=days.starts,
        ends=days.ends,
        months=months_of(present),
        line=line,
        excused=None if working else _longest(gone),
        away=tuple(gone),
        former=_former(lines, counted, line),
    )


def _joined(
    parts: list[Stint], lines: Sequence[Line], away: Sequence[Away], today: date
) -> list[Stint]:
    joined: list[Stint] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is not None and _rater(last) is not None and _rater(last) == _rater(part):
            joined[-1] = _stint(Days(last.starts, part.ends), lines, away, today)
        else:
            joined.append(part)
    return joined


def _rater(part: Stint) -> int | None:
    return part.line.rater_id if part.line else None


def _former(lines: Sequence[Line], present: Sequence[Days], line: Line | None) -> tuple[Share, ...]:
    shares: list[Share] = []
    for span in spans_of(lines):
        if line is None or span.rater_id == line.rater_id:
            continue
        known = [_overlap(Days(span.starts, span.ends), days) for days in present]
        held = [days for days in known if not _empty(days)]
        if held:
            shares.append(Share(span.rater_id, held[0].starts, held[-1].ends, months_of(held)))
    return tuple(shares)


def _out(away: Away) -> bool:
    return away.kind in EXCLUDED


def _longest(gone: Sequence[Away]) -> AbsenceKind | None:
    def length(it: Away) -> int:
        return ((it.ends or it.starts) - it.starts).days

    # A title that takes the person out says more than a leave.
    return max(gone, key=lambda it: (_out(it), length(it))).kind if gone else None


def _clipped(away: Away, days: Days) -> Away | None:
    both = _overlap(Days(away.starts, away.ends or days.ends), days)
    return None if _empty(both) else Away(away.kind, both.starts, both.ends)


def _without(days: Days, holes: Sequence[Days]) -> list[Days]:
    left = [days]
    for hole in holes:
        left = [
            piece
            for one in left
            for piece in (
                Days(one.starts, min(one.ends, hole.starts - _DAY)),
                Days(max(one.starts, hole.ends + _DAY), one.ends),
            )
            if not _empty(piece)
        ]
    return left


def _overlap(one: Days, other: Days) -> Days:
    return Days(max(one.starts, other.starts), min(one.ends, other.ends))


def _empty(days: Days) -> bool:
    return days.ends < days.starts


def _exact(span: Days) -> Fraction:
    total = Fraction(0)
    at = span.starts
    while at <= span.ends:
        month_ends = _month_end(at)
        last = min(span.ends, month_ends)
        total += Fraction((last - at).days + 1, month_ends.day)
        at = last + _DAY
    return total


def _month_end(day: date) -> date:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return after - _DAY
