"""How one person wants to be reached, beside what the regency sets."""

from dataclasses import dataclass
from datetime import date, datetime

from schema.reads.rhythm import choices_of, rhythm_of


@dataclass(slots=True)
class ChoiceRow:
    """What the page of reminders shows: the own choice, and the usual where there is none."""

    email: str
    email_confirmed: bool
    code_sent: bool
    by_email: bool
    quiet_from: int | None
    quiet_to: int | None
    quiet_days_off: bool | None
    usual_quiet_from: int
    usual_quiet_to: int
    usual_quiet_days_off: bool
    email_offered: bool


async def choice_row(
    employee_id: int | None, now: datetime, today: date, offered: bool
) -> ChoiceRow:
    """The choice of somebody, or that nothing was chosen yet."""
    rhythm = await rhythm_of(today)
    own = (await choices_of([employee_id])).get(employee_id) if employee_id is not None else None
    waiting = own is not None and bool(own.code) and own.code_until is not None
    return ChoiceRow(
        email=own.email if own else "",
        email_confirmed=own is not None and own.email_confirmed_at is not None,
        code_sent=waiting
        and own is not None
        and own.code_until is not None
        and now < own.code_until,
        by_email=own is not None and own.by_email,
        quiet_from=own.quiet_from if own else None,
        quiet_to=own.quiet_to if own else None,
        quiet_days_off=own.quiet_days_off if own else None,
        usual_quiet_from=rhythm.quiet_from,
        usual_quiet_to=rhythm.quiet_to,
        usual_quiet_days_off=rhythm.quiet_days_off,
        email_offered=offered,
    )
