"""What is due, for whom and until when; and at which moment who is reminded of it.

A duty is something that waits for one person: a team to rate, a result to sign, an objection to
answer. The law gives most of the dates (rules/terms.py, rules/skp_terms.py, the rating window of a
period); how long before and after them somebody hears of it is the regency's own choice, a dated
setting (domain.md 13 [D]). Nothing here ever does the work of somebody who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from schema.rules.working_days import WorkCalendar


class DutyKind(StrEnum):
    """What waits for somebody."""

    RATE_TEAM = "RATE_TEAM"  # results of the team in an open period
    SIGN_RESULT = "SIGN_RESULT"  # a result that can be read, accepted, or objected to
    ANSWER_OBJECTION = "ANSWER_OBJECTION"  # the rater explains
    DECIDE_OBJECTION = "DECIDE_OBJECTION"  # the superior of the rater decides
    WRITE_SKP = "WRITE_SKP"  # the own plan of the year
    AGREE_SKP = "AGREE_SKP"  # plans that were submitted to me


class ReminderStage(StrEnum):
    """At which moment of a duty somebody is told."""

    BEFORE = "BEFORE"
    SOON = "SOON"
    LAST_DAY = "LAST_DAY"
    OVERDUE = "OVERDUE"
    ESCALATED = "ESCALATED"  # to the late person: your superior was told
    BELOW_LATE = "BELOW_LATE"  # to that superior
    NUDGED = "NUDGED"  # HR asked
    UNRATED = "UNRATED"  # to the employee: the window closed without a result


class Channel(StrEnum):
    """A way to reach somebody outside the app. The app's own inbox is no choice: it has all."""

    EMAIL = "EMAIL"


class MessageState(StrEnum):
    """Life of one message to the outside."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"  # given up: refused for good, or too many attempts


class RoundKind(StrEnum):
    """A pass over everybody, in batches."""

    DAILY = "DAILY"
    CLOSE_PERIOD = "CLOSE_PERIOD"


class RoundPhase(StrEnum):
    """Where a pass stands."""

    PEOPLE = "PEOPLE"
    RATERS = "RATERS"
    DONE = "DONE"


class Finding(StrEnum):
    """What the closing of a period found about somebody; a delivered result is no finding."""

    UNRATED = "UNRATED"
    DRAFT_LEFT = "DRAFT_LEFT"  # begun, and not given
    UNDELIVERED = "UNDELIVERED"  # given, but the account is not activated yet
    NO_RATER = "NO_RATER"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long before and after a term somebody hears of it, and when nobody is disturbed.

    `early_days` and `late_days` are calendar days before the last day, `escalate_days` working days
    after it. Quiet times are minutes of the day in WIB, `quiet_from` may lie after `quiet_to`."""

    valid_from: date
    early_days: int
    late_days: int
    escalate_days: int
    quiet_from: int
    quiet_to: int
    quiet_days_off: bool
    order: int = 0  # of two of the same day, the one entered later


def rhythm_on(settings: Iterable[Rhythm], day: date) -> Rhythm:
    """The setting that holds on `day`. Raises LookupError when none had begun by then."""
    begun = [setting for setting in settings if setting.valid_from <= day]
    if not begun:
        raise LookupError(f"no rhythm on {day}")
    return max(begun, key=lambda setting: (setting.valid_from, setting.order))


# Who hears again after the term. Silence of an employee has a lawful meaning of its own ("tidak
# ditandatangani"), so nobody is chased and nobody above is told; everybody else is late.
_ESCALATES = frozenset(DutyKind) - {DutyKind.SIGN_RESULT}


class Told(NamedTuple):
    """What is told on a day: the stage for the person, and whether the superior is told too."""

    stage: ReminderStage
    superior: bool


def told_on(
    kind: DutyKind, due: date, today: date, rhythm: Rhythm, calendar: WorkCalendar
) -> Told | None:
    """Which stage a duty has reached on `today`; None while it is too early, or once it is past.

    Only the furthest stage counts: a program that was off for three days tells once, not thrice."""
    if today > due:
        if kind not in _ESCALATES:
            return None
        if today >= escalates_on(due, rhythm, calendar):
            return Told(ReminderStage.ESCALATED, superior=True)
        return Told(ReminderStage.OVERDUE, superior=False)
    left = (due - today).days
    if left == 0:
        return Told(ReminderStage.LAST_DAY, superior=False)
    if left <= rhythm.late_days:
        return Told(ReminderStage.SOON, superior=False)
    if left <= rhythm.early_days:
        return Told(ReminderStage.BEFORE, superior=False)
    return None


def escalates_on(due: date, rhythm: Rhythm, calendar: WorkCalendar) -> date:
    """The day on which the next level is told of a duty that was due on `due`."""
    return calendar.after_work_days(due, rhythm.escalate_days)


class Quiet(NamedTuple):
    """When somebody is not disturbed: minutes of the day, and whether days off count as well."""

    starts: int
    ends: int
    days_off: bool


MINUTES = 24 * 60


def is_quiet(quiet: Quiet, day: date, minute: int, calendar: WorkCalendar) -> bool:
    """Whether this minute of this day (WIB) lies in the quiet time; equal bounds: never."""
    if quiet.days_off and not calendar.is_work(day):
        return True
    if quiet.starts <= quiet.ends:
        return quiet.starts <= minute < quiet.ends
    return minute >= quiet.starts or minute < quiet.ends


def next_loud(quiet: Quiet, day: date, minute: int, calendar: WorkCalendar) -> tuple[date, int]:
    """The first minute from here on at which somebody may be disturbed."""
    while is_quiet(quiet, day, minute, calendar):
        if quiet.days_off and not calendar.is_work(day):
            day, minute = day + timedelta(days=1), 0
        elif minute < quiet.ends:
            minute = quiet.ends
        else:
            day, minute = day + timedelta(days=1), 0
    return day, minute


def finding_of(*, has_rater: bool, given: bool, delivered: bool, drafting: bool) -> Finding | None:
    """What the closing of a period notes about an employee; None when a result was delivered."""
    if delivered:
        return None
    if given:
        return Finding.UNDELIVERED
    if not has_rater:
        return Finding.NO_RATER
    return Finding.DRAFT_LEFT if drafting else Finding.UNRATED


ATTEMPTS = 8
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait before a message is tried again; None: it is given up."""
    if attempts >= ATTEMPTS:
        return None
    factor: int = 4 ** (attempts - 1)
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * factor)
