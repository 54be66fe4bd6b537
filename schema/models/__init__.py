"""Tortoise tables, one file per aggregate, in the order in which they may refer to each other.

A foreign key column gets no index from Tortoise: every one here is indexed by hand, and
tests/schema/test_indexes.py refuses one that is not."""

from schema.models.account import Account, LoginSession, RoleGrant, Throttle
from schema.models.achievement import UnitAchievement
from schema.models.event import Audience, Event
from schema.models.journal import JournalEntry
from schema.models.people import Assignment, Employee, Position, ReportingLine, WorkUnit
from schema.models.period import Period

from schema.models.skp import Skp, SkpNote, SkpVersion  # isort: skip  # rows of rhk point at it
from schema.models.objection import Delivery, Objection, ObjectionStep
from schema.models.review import (
    DraftItem,
    Review,
    ReviewVersion,
    Rhk,
)
from schema.models.rhythm import (
    ClosingNote,
    Message,
    Nudge,
    Reminder,
    ReminderChoice,
    RhythmSetting,
    Round,
)
from schema.models.rule_setting import RuleSetting
from schema.models.self_assessment import FirstRatings, SelfAssessment
from schema.models.special import Absence, Handover, RaterReport, WritingDelegation
from schema.models.staff_import import StaffImport, StaffImportFinding, StaffImportRow
from schema.models.term import CalendarDay, TermSetting, WorkingWeek

__all__ = [
    "Absence",
    "Account",
    "Assignment",
    "Audience",
    "CalendarDay",
    "ClosingNote",
    "Delivery",
    "DraftItem",
    "Employee",
    "Event",
    "FirstRatings",
    "Handover",
    "JournalEntry",
    "LoginSession",
    "Message",
    "Nudge",
    "Objection",
    "ObjectionStep",
    "Period",
    "Position",
    "RaterReport",
    "Reminder",
    "ReminderChoice",
    "ReportingLine",
    "Review",
    "ReviewVersion",
    "Rhk",
    "RhythmSetting",
    "RoleGrant",
    "Round",
    "RuleSetting",
    "SelfAssessment",
    "Skp",
    "SkpNote",
    "SkpVersion",
    "StaffImport",
    "StaffImportFinding",
    "StaffImportRow",
    "TermSetting",
    "Throttle",
    "UnitAchievement",
    "WorkUnit",
    "WorkingWeek",
    "WritingDelegation",
]
