"""Which type of the graph tells of which kind of event, where its ids are all there is to tell.

What is not in this table needs more: a result is read for its viewer, and the end of a session
hangs up (schema/live/stream.py)."""

from collections.abc import Callable, Mapping

from strawberry import ID

from schema.live.types import (
    AchievementChanged,
    ClosingProgressed,
    DeliveryChanged,
    ImportProgress,
    InboxChanged,
    LiveEvent,
    ObjectionChanged,
    PeriodsChanged,
    RaterReportChanged,
    RulebookChanged,
    SelfAssessmentChanged,
    SessionsChanged,
    SkpChanged,
    StaffChanged,
    TeamChanged,
    TermsChanged,
)
from schema.rules.vocabulary import EventKind

Ids = Mapping[str, int]
Tell = Callable[[str, Ids], LiveEvent]  # of a position and the ids of an event


def _team(position: str, ids: Ids) -> TeamChanged:
    return TeamChanged(
        position=position,
        employee_id=_id(ids["employee"]),
        period_id=_id(ids["period"]),
        review_id=_id(ids["review"]),
    )


def _skp(position: str, ids: Ids) -> SkpChanged:
    return SkpChanged(
        position=position,
        skp_id=_id(ids["skp"]),
        employee_id=_id(ids["employee"]),
        year=ids["year"],
    )


def _objection(position: str, ids: Ids) -> ObjectionChanged:
    return ObjectionChanged(
        position=position,
        objection_id=_id(ids["objection"]),
        review_id=_id(ids["review"]),
        number=ids["number"],
    )


def _delivery(position: str, ids: Ids) -> DeliveryChanged:
    return DeliveryChanged(position=position, review_id=_id(ids["review"]), number=ids["number"])


def _achievement(position: str, ids: Ids) -> AchievementChanged:
    return AchievementChanged(
        position=position, unit_id=_id(ids["unit"]), period_id=_id(ids["period"])
    )


def _id(value: int) -> ID:
    return ID(str(value))


TOLD_BY_IDS: dict[EventKind, Tell] = {
    EventKind.TEAM_CHANGED: _team,
    EventKind.PERIODS_CHANGED: lambda position, _: PeriodsChanged(position=position),
    EventKind.SELF_CHANGED: lambda position, ids: SelfAssessmentChanged(
        position=position, period_id=_id(ids["period"])
    ),
    EventKind.SESSIONS_CHANGED: lambda position, _: SessionsChanged(position=position),
    EventKind.STAFF_CHANGED: lambda position, _: StaffChanged(position=position),
    EventKind.RATER_REPORT_CHANGED: lambda position, ids: RaterReportChanged(
        position=position, report_id=_id(ids["report"])
    ),
    EventKind.SKP_CHANGED: _skp,
    EventKind.IMPORT_PROGRESSED: lambda position, ids: ImportProgress(
        position=position, import_id=_id(ids["import"])
    ),
    EventKind.DELIVERY_CHANGED: _delivery,
    EventKind.OBJECTION_CHANGED: _objection,
    EventKind.ACHIEVEMENT_CHANGED: _achievement,
    EventKind.TERMS_CHANGED: lambda position, _: TermsChanged(position=position),
    EventKind.RULEBOOK_CHANGED: lambda position, _: RulebookChanged(position=position),
    EventKind.REMINDED: lambda position, _: InboxChanged(position=position),
    EventKind.ROUND_PROGRESSED: lambda position, ids: ClosingProgressed(
        position=position, closing_id=_id(ids["round"])
    ),
}
