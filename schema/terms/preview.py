"""What a change of a term or of the calendar would do, before it is saved. Nothing is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from schema.access import require
from schema.context import Context
from schema.models import Delivery, Objection
from schema.reads.terms import calendars_around, known_terms
from schema.rules.objecting import RUNNING
from schema.rules.permissions import Operation
from schema.rules.terms import Term, last_day, term_on
from schema.rules.vocabulary import CycleState, TermKey
from schema.rules.working_days import WorkCalendar
from schema.terms.actions import TypedDay, TypedTerm, check_day, check_term


@dataclass(slots=True)
class TermExample:
    """An event on `starts` would end the term on `after`, instead of on `before`."""

    key: TermKey
    starts: date
    before: date
    after: date


@dataclass(slots=True)
class PreviewRow:
    """`running` terms there are now; of them `lengthened` would end later, none earlier."""

    running: int
    lengthened: int
    examples: list[TermExample]


async def preview_term(ctx: Context, typed: TypedTerm) -> PreviewRow:
    """What a new term would do: running ones keep their dates, examples show later ones.

    Raises NotAllowed, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_TERMS)
    check_term(typed, ctx.today)
    terms = await known_terms()
    newest = max((term.order for term in terms), default=0) + 1
    new = Term(
        typed.key, typed.days, typed.day_kind, typed.valid_from, typed.source, typed.mark, newest
    )
    calendar = (await calendars_around(typed.valid_from)).of("")
    examples = [
        _example(terms, (*terms, new), typed.key, typed.valid_from + timedelta(days=days),
                 (calendar, calendar))
        for days in (0, 7, 30)
    ]  # fmt: skip
    return PreviewRow(await _running(typed.key, None), 0, examples)


async def preview_calendar(ctx: Context, typed: TypedDay) -> PreviewRow:
    """What a day more or less would do: running terms that it lengthens, and later examples.

    Raises NotAllowed, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_TERMS)
    check_day(typed, ctx.today)
    terms = await known_terms()
    before = (await calendars_around(typed.day)).of("")
    days_off = {**before.off, typed.day: typed.name}
    if not typed.off:
        days_off.pop(typed.day)
    after = WorkCalendar(days_off)
    start = typed.day - timedelta(days=7)
    examples = [
        _example(terms, terms, key, start, (before, after))
        for key in (TermKey.OBJECTION_DAYS, TermKey.ANSWER_DAYS, TermKey.DECISION_DAYS)
    ]
    lengthens = typed.off and before.is_work(typed.day)
    running = await _running(None, None)
    return PreviewRow(running, await _running(None, typed.day) if lengthens else 0, examples)


def _example(
    old: tuple[Term, ...], new: tuple[Term, ...], key: TermKey, starts: date,
    calendars: tuple[WorkCalendar, WorkCalendar],
) -> TermExample:  # fmt: skip
    before = last_day(term_on(old, key, starts), starts, calendars[0])
    return TermExample(
        key, starts, before, last_day(term_on(new, key, starts), starts, calendars[1])
    )


async def _running(key: TermKey | None, day: date | None) -> int:
    """Terms that run now, of a kind or all; with `day` those that end on it or later."""
    count = 0
    if key in (None, TermKey.SIGN_DAYS, TermKey.OBJECTION_DAYS):
        rows = Delivery.filter(state=CycleState.DELIVERED)
        count += await (rows.filter(ends__gte=day) if day else rows).count()
    if key in (None, TermKey.DELIVER_DAYS):
        waiting = Delivery.filter(state=CycleState.SUBMITTED)
        count += await (waiting.filter(deliver_due__gte=day) if day else waiting).count()
    if key in (None, TermKey.ANSWER_DAYS, TermKey.DECISION_DAYS):
        found = Objection.filter(state__in=list(RUNNING))
        count += await (found.filter(decision_due__gte=day) if day else found).count()
    return count
