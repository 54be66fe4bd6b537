"""Who may do what: the one table. Gates in schema/access.py ask it, tests walk every cell.

`OWN` and `RATER` are relations to the row in question, the others are granted roles."""

from enum import StrEnum

from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Role


class Operation(StrEnum):
    """Everything the graph lets somebody do, one member per field that needs a right."""

    READ_OWN_RESULTS = "READ_OWN_RESULTS"
    READ_TEAM = "READ_TEAM"
    RATE = "RATE"
    WRITE_SELF_ASSESSMENT = "WRITE_SELF_ASSESSMENT"
    COMMIT_FIRST_RATINGS = "COMMIT_FIRST_RATINGS"
    READ_PERIODS = "READ_PERIODS"
    SAVE_PERIOD = "SAVE_PERIOD"
    READ_STAFF = "READ_STAFF"
    IMPORT_STAFF = "IMPORT_STAFF"
    SET_REPORTING_LINE = "SET_REPORTING_LINE"
    READ_OWN_SESSIONS = "READ_OWN_SESSIONS"
    READ_DELIVERY = "READ_DELIVERY"
    ACCEPT_RESULT = "ACCEPT_RESULT"
    FILE_OBJECTION = "FILE_OBJECTION"
    ANSWER_OBJECTION = "ANSWER_OBJECTION"
    DECIDE_OBJECTION = "DECIDE_OBJECTION"
    READ_OBJECTIONS = "READ_OBJECTIONS"
    READ_TERMS = "READ_TERMS"
    SAVE_TERMS = "SAVE_TERMS"
    PLAN = "PLAN"
    LEAD_PLANS = "LEAD_PLANS"
    READ_PLANS = "READ_PLANS"
    REPORT_RATER = "REPORT_RATER"
    READ_RATER_REPORTS = "READ_RATER_REPORTS"
    RESOLVE_RATER_REPORTS = "RESOLVE_RATER_REPORTS"
    HAND_OVER = "HAND_OVER"
    READ_ABSENCES = "READ_ABSENCES"
    RECORD_ABSENCE = "RECORD_ABSENCE"
    READ_RIGHTS = "READ_RIGHTS"
    LEND_WRITING = "LEND_WRITING"
    WRITE_FOR_RATER = "WRITE_FOR_RATER"
    READ_GRANTS = "READ_GRANTS"
    LEND_ROLE = "LEND_ROLE"
    READ_ANY_RESULT = "READ_ANY_RESULT"
    READ_OWN_DUTIES = "READ_OWN_DUTIES"
    READ_TEAM_DUTIES = "READ_TEAM_DUTIES"
    CHOOSE_REMINDERS = "CHOOSE_REMINDERS"
    READ_PROGRESS = "READ_PROGRESS"
    NUDGE = "NUDGE"
    READ_RHYTHM = "READ_RHYTHM"
    SAVE_RHYTHM = "SAVE_RHYTHM"
    READ_UNIT = "READ_UNIT"
    SET_ACHIEVEMENT = "SET_ACHIEVEMENT"


class Relation(StrEnum):
    """What somebody is to the row in question."""

    ANYONE = "ANYONE"  # every signed-in account, about itself
    EMPLOYEE = "EMPLOYEE"  # the appraised person
    RATER = "RATER"  # the rater of that time
    WRITER = "WRITER"  # to whom the rater lent the writing of drafts for some days
    UNIT_LEADER = "UNIT_LEADER"  # who leads the unit, or one above it
    UNIT_MEMBER = "UNIT_MEMBER"  # who is posted in the unit, or in one below it
    UNIT_SUPERIOR = "UNIT_SUPERIOR"  # who stands one level above the leader of the unit
    DECIDER = "DECIDER"  # to whom the objection was routed: the superior, or a member of the team


ALLOWED: dict[Operation, frozenset[Role | Relation]] = {
    Operation.READ_OWN_RESULTS: frozenset({Relation.EMPLOYEE}),
    Operation.READ_TEAM: frozenset({Relation.RATER}),
    Operation.RATE: frozenset({Relation.RATER}),
    Operation.WRITE_SELF_ASSESSMENT: frozenset({Relation.EMPLOYEE}),
    Operation.COMMIT_FIRST_RATINGS: frozenset({Relation.RATER}),
    Operation.READ_PERIODS: frozenset({Relation.ANYONE}),
    Operation.SAVE_PERIOD: frozenset({Role.HR_ADMIN}),
    Operation.READ_STAFF: frozenset({Role.HR_ADMIN, Role.AUDITOR}),
    Operation.IMPORT_STAFF: frozenset({Role.HR_ADMIN}),
    Operation.SET_REPORTING_LINE: frozenset({Role.HR_ADMIN}),
    Operation.READ_OWN_SESSIONS: frozenset({Relation.ANYONE}),
    Operation.READ_DELIVERY: frozenset({Relation.EMPLOYEE, Relation.RATER, Relation.DECIDER}),
    Operation.ACCEPT_RESULT: frozenset({Relation.EMPLOYEE}),
    Operation.FILE_OBJECTION: frozenset({Relation.EMPLOYEE}),
    Operation.ANSWER_OBJECTION: frozenset({Relation.RATER}),
    Operation.DECIDE_OBJECTION: frozenset({Relation.DECIDER}),
    Operation.READ_OBJECTIONS: frozenset({Role.AUDITOR}),  # of everybody, changing nothing
    Operation.READ_TERMS: frozenset({Relation.ANYONE}),
    Operation.SAVE_TERMS: frozenset({Role.HR_ADMIN}),
    Operation.PLAN: frozenset({Relation.EMPLOYEE}),
    Operation.LEAD_PLANS: frozenset({Relation.RATER}),
    Operation.READ_PLANS: frozenset({Role.HR_ADMIN, Role.PERFORMANCE_TEAM, Role.AUDITOR}),
    Operation.REPORT_RATER: frozenset({Relation.EMPLOYEE}),
    Operation.READ_RATER_REPORTS: frozenset({Role.HR_ADMIN, Role.AUDITOR}),
    Operation.RESOLVE_RATER_REPORTS: frozenset({Role.HR_ADMIN}),
    Operation.HAND_OVER: frozenset({Relation.RATER}),  # of a part of the period
    Operation.READ_ABSENCES: frozenset({Role.HR_ADMIN, Role.AUDITOR}),
    Operation.RECORD_ABSENCE: frozenset({Role.HR_ADMIN}),
    Operation.READ_RIGHTS: frozenset({Relation.ANYONE}),
    Operation.LEND_WRITING: frozenset({Relation.RATER}),
    Operation.WRITE_FOR_RATER: frozenset({Relation.WRITER}),
    Operation.READ_GRANTS: frozenset({Role.HR_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR}),
    Operation.LEND_ROLE: frozenset({Role.HR_ADMIN}),
    Operation.READ_ANY_RESULT: frozenset({Role.AUDITOR}),  # with a reason, on record, told
    Operation.READ_OWN_DUTIES: frozenset({Relation.EMPLOYEE}),
    Operation.READ_TEAM_DUTIES: frozenset({Relation.RATER}),  # kind and term, never a content
    Operation.CHOOSE_REMINDERS: frozenset({Relation.EMPLOYEE}),
    Operation.READ_PROGRESS: frozenset({Role.HR_ADMIN, Role.PERFORMANCE_TEAM, Role.AUDITOR}),
    Operation.NUDGE: frozenset({Role.HR_ADMIN}),
    Operation.READ_RHYTHM: frozenset({Relation.ANYONE}),
    Operation.SAVE_RHYTHM: frozenset({Role.HR_ADMIN}),
    # What a unit achieved explains the results in it, so everybody there may know (domain.md 4).
    Operation.READ_UNIT: frozenset(
        {
            Relation.UNIT_MEMBER,
            Relation.UNIT_LEADER,
            Relation.UNIT_SUPERIOR,
            Role.HR_ADMIN,
            Role.PERFORMANCE_TEAM,
            Role.AUDITOR,
        }
    ),
    Operation.SET_ACHIEVEMENT: frozenset({Relation.UNIT_SUPERIOR}),
}


def allows(operation: Operation, viewer: Viewer) -> bool:
    """Whether a granted role of this viewer includes the operation.

    Relations (employee, rater) are decided by the gates, which know the row."""
    allowed = ALLOWED[operation]
    return Relation.ANYONE in allowed or not allowed.isdisjoint(viewer.roles)


def rater_may_read(rater_id: int, given_by: int, rates_today: bool) -> bool:
    """Whether a rater may read a result: who gave it may, and who rates the employee today.

    Whoever rated the employee once has no business with what others found since."""
    return rates_today or given_by == rater_id
