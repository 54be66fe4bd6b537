"""The table of operations: every field of the graph, and who gets more than nothing from it.

A new field without a row here fails, so that nobody forgets to decide who may."""

from datetime import date
from typing import Any

import pytest

from schema.context import Context
from schema.models import (
    Absence,
    JournalEntry,
    Period,
    RaterReport,
    Reminder,
    ReportingLine,
    RoleGrant,
    Round,
    StaffImport,
    WritingDelegation,
)
from schema.rules.due import DutyKind, ReminderStage, RoundKind
from schema.rules.vocabulary import AbsenceKind, Capacity, ImportState, Role
from tests import plans, years
from tests.cast import NIPS, NOW
from tests.graph import CORRECT, SCHEMA, Graph, filled_draft, opened_draft, submitted
from tests.objecting import objected

EVERYBODY = {*NIPS, "sistem"}
STAFF = set(NIPS)
HR = {"yuni"}
HR_READS = {"yuni", "asep"}
RATER, EMPLOYEE = {"hendra"}, {"sari"}
LEADERS = {"hendra", "rahmat", "dewi", "arman"}
OFFICES = {"yuni", "tuti", "asep"}

NEW_PERIOD = (
    '{kind: TRIWULAN, year: 2026, number: 4, opens: "2026-12-20", closes: "2027-01-10", '
    'reason: "SE contoh"}'
)
LINE = (
    '{employeeId: "$joko", raterId: "$rahmat", capacity: PLT, starts: "2026-10-07", '
    'reason: "SK Bupati contoh"}'
)

TERM = (
    '{key: OBJECTION_DAYS, days: 20, dayKind: WORKDAY, validFrom: "2027-01-01", '
    'source: "Contoh", mark: DESIGN, reason: "Surat edaran contoh"}'
)
DAY_OFF = '{day: "2026-12-28", off: true, name: "Cuti bersama contoh", reason: "SKB contoh 1"}'
CONCERNED = {"wati", "rahmat", "dewi"}  # by the objection of Wati, which Dewi decides

# field -> (call, what a success selects, who succeeds). $name is an id of the cast, $review the
# review that Hendra has given Sari, $draft the one he is writing for Joko.
TABLE: dict[str, tuple[str, str, set[str]]] = {
    "me": ("me", "{ roles }", EVERYBODY),
    "myResults": ("myResults", "{ results { number } }", EMPLOYEE),
    "result": ('result(reviewId: "$review")', "{ ... on Result { number } }", RATER | EMPLOYEE),
    "explanation": (
        'explanation(reviewId: "$review")',
        "{ ... on Explanation { agrees } }",
        RATER | EMPLOYEE,
    ),
    "unitLists": (
        'unitLists(periodId: "$quarter", below: "$dinas")',
        "{ mine { unit { id } } toSet { unit { id } } below { unit { id } } }",
        STAFF,
    ),
    "unitInPeriod": (
        'unitInPeriod(unitId: "$puskesmas", periodId: "$quarter")',
        "{ ... on UnitInPeriod { mayset: maySet unit { id } } }",
        {*HR_READS, "tuti", "sari", "joko", "putri", "hendra", "dewi", "arman"},
    ),
    "setAchievement": (
        'setAchievement(input: {unitId: "$puskesmas", periodId: "$quarter", value: BAIK, '
        'reason: "Perjanjian kinerja tercapai."})',
        "{ ... on UnitInPeriod { unit { id } } }",
        {"dewi"},
    ),
    "simulation": ("simulation", "{ ... on Simulation { predikat } }", STAFF),
    "resultVersions": ('resultVersions(reviewId: "$review")', "{ number }", RATER | EMPLOYEE),
    "team": ("team", "{ members { total } }", {"hendra", "rahmat", "dewi", "arman"}),
    "draft": ('draft(reviewId: "$draft")', "{ ... on Draft { version } }", RATER),
    "periods": ("periods", "{ id }", EVERYBODY),
    "mySessions": ("mySessions", "{ id }", EVERYBODY),
    "staff": ("staff", "{ rows { person { name } } }", HR_READS),
    "staffImports": ("staffImports", "{ id }", HR_READS),
    "staffImport": ('staffImport(id: "$import")', "{ ... on StaffImport { id } }", HR_READS),
    "openReview": (
        'openReview(employeeId: "$putri", periodId: "$quarter")',
        "{ ... on Draft { version } }",
        RATER,
    ),
    "saveDraft": (
        'saveDraft(input: {reviewId: "$draft", version: 1, items: []})',
        "{ ... on DraftSaved { draft { version } } }",
        RATER,
    ),
    "submitReview": (
        'submitReview(reviewId: "$draft", version: 1, requestId: "permintaan-7")',
        "{ ... on NotComplete { missing } }",  # let through the gate, and told what is missing
        RATER,
    ),
    "startCorrection": (
        'startCorrection(reviewId: "$review", reason: "Perbaikan yang benar.")',
        "{ ... on Draft { version } }",
        RATER,
    ),
    "abandonCorrection": (
        'abandonCorrection(reviewId: "$review", version: 1)',
        "{ ... on Result { number } }",
        RATER,
    ),
    "markRead": (
        'markRead(reviewId: "$review", number: 1)',
        "{ ... on Result { number } }",
        EMPLOYEE,
    ),
    "selfAssessment": (
        'selfAssessment(periodId: "$quarter")',
        "{ ... on SelfAssessment { version } }",
        STAFF,
    ),
    "selfAssessmentBeside": (
        'selfAssessmentBeside(reviewId: "$review")',
        "{ ... on SelfAssessmentBeside { sight } }",
        RATER | EMPLOYEE,
    ),
    "saveSelfAssessment": (
        'saveSelfAssessment(input: {periodId: "$quarter", version: 0, items: []})',
        "{ ... on SelfAssessment { version } }",
        STAFF - EMPLOYEE,  # who has the result writes no self-assessment any more
    ),
    "commitSelfAssessment": (
        'commitSelfAssessment(periodId: "$quarter", version: 0)',
        "{ ... on NotComplete { missing } }",
        STAFF - EMPLOYEE,
    ),
    "commitFirstRatings": (
        'commitFirstRatings(reviewId: "$draft")',
        "{ ... on NotComplete { missing } }",  # let through the gate, and told what is missing
        RATER,
    ),
    "explainMovedRatings": (
        'explainMovedRatings(reviewId: "$draft", reason: "Bukti baru saya ketahui.")',
        "{ ... on SelfAssessmentBeside { sight } }",
        RATER,
    ),
    "savePeriod": (f"savePeriod(input: {NEW_PERIOD})", "{ ... on Period { id } }", HR),
    "endSession": ('endSession(id: "$session")', "{ ... on SessionsEnded { count } }", {"joko"}),
    "endOtherSessions": ("endOtherSessions", "{ count }", EVERYBODY),
    "confirmStaffImport": (
        'confirmStaffImport(id: "$import")',
        "{ ... on ImportNotReady { code } }",  # let through the gate: the file was discarded
        HR,
    ),
    "discardStaffImport": (
        'discardStaffImport(id: "$import")',
        "{ ... on StaffImport { id } ... on ImportNotReady { code } }",
        HR,
    ),
    "setReportingLine": (f"setReportingLine(input: {LINE})", "{ ... on StaffRow { nip } }", HR),
}
CYCLE: dict[str, tuple[str, str, set[str]]] = {
    "delivery": ('delivery(reviewId: "$contested")', "{ ... on Delivery { state } }", CONCERNED),
    "myDeliveries": ("myDeliveries", "{ deliveries { state } }", EMPLOYEE | {"wati", "dewi"}),
    "objection": (
        'objection(id: "$objection")',
        "{ ... on Objection { state } }",
        CONCERNED | {"asep"},
    ),
    "myObjections": ("myObjections", "{ objections { state } }", {"wati", "dewi"}),
    "objectionsToHandle": (
        "objectionsToHandle",
        "{ objections { state } }",
        {"rahmat", "dewi", "arman"},
    ),
    "teamObjections": ("teamObjections", "{ objections { state } }", {"tuti"}),
    "allObjections": ("allObjections", "{ objections { state } }", {"asep"}),
    "acceptResult": (
        'acceptResult(reviewId: "$review", number: 1)',
        "{ ... on Delivery { state } }",
        EMPLOYEE,
    ),
    "fileObjection": (
        'fileObjection(input: {reviewId: "$review", number: 1, requestId: "keberatan-7", '
        'reason: "Hasil kerja saya melampaui target."})',
        "{ ... on Objection { state } }",
        EMPLOYEE,
    ),
    "withdrawObjection": (
        'withdrawObjection(id: "$objection")',
        "{ ... on Objection { state } }",
        {"wati"},
    ),
    "answerObjection": (
        'answerObjection(input: {id: "$objection", version: 0, '
        'answer: "Saya menilai dari bukti yang ada."})',
        "{ ... on Objection { state } }",
        {"rahmat"},
    ),
    "decideObjection": (
        'decideObjection(input: {id: "$objection", decision: UPHELD, '
        'reason: "Kedua pihak sudah didengar."})',
        "{ ... on StepNotPossible { why } }",  # let through the gate: the rater is awaited
        {"dewi"},
    ),
    "terms": ("terms", "{ days }", EVERYBODY),
    "workYear": ("workYear(year: 2026)", "{ year }", EVERYBODY),
    "termPreview": (f"termPreview(input: {TERM})", "{ ... on TermPreview { running } }", HR),
    "calendarPreview": (
        f"calendarPreview(input: {DAY_OFF})",
        "{ ... on TermPreview { running } }",
        HR,
    ),
    "saveTerm": (f"saveTerm(input: {TERM})", "{ ... on TermsSaved { terms { days } } }", HR),
    "saveCalendarDay": (
        f"saveCalendarDay(input: {DAY_OFF})",
        "{ ... on WorkYear { year } }",
        HR,
    ),
    "saveWorkingWeek": (
        'saveWorkingWeek(input: {unitId: "$puskesmas", days: 6, starts: "2026-11-01", '
        'reason: "Keputusan Bupati contoh"})',
        "{ ... on WorkYear { year } }",
        HR,
    ),
}
TABLE |= CYCLE
# $annual is Sari's annual result, which is being corrected; $review has changed since it was given.
YEAR: dict[str, tuple[str, str, set[str]]] = {
    "yearChanges": ('yearChanges(reviewId: "$annual", number: 1)', "{ kind }", RATER | EMPLOYEE),
    "copyRating": (
        'copyRating(input: {reviewId: "$annual", version: $version, key: "BOP", '
        'fromReviewId: "$review", fromNumber: 1, reason: "Pekerjaannya memang sama."})',
        "{ ... on DraftSaved { draft { version } } }",
        RATER,
    ),
}
TABLE |= YEAR
CHOICE = '{email: "", byEmail: false, quietFrom: 1260, quietTo: 300}'
NEW_RHYTHM = (
    '{validFrom: "2027-01-01", earlyDays: 5, lateDays: 1, escalateDays: 3, quietFrom: 1200, '
    'quietTo: 360, quietDaysOff: true, reason: "SE contoh"}'
)
RHYTHM: dict[str, tuple[str, str, set[str]]] = {
    "due": ("due", "{ kind }", LEADERS | {"sari"}),
    "teamDue": ("teamDue", "{ person { name } }", LEADERS - {"rahmat"}),
    "myUnits": ("myUnits", "{ units { name } }", LEADERS),
    "inbox": ("inbox", "{ reminders { id } }", {"hendra"}),
    "reminderChoice": ("reminderChoice", "{ usualQuietFrom }", EVERYBODY),
    "progress": ("progress", "{ units { name } }", OFFICES),
    "closings": ("closings", "{ id }", OFFICES),
    "rhythms": ("rhythms", "{ earlyDays }", EVERYBODY),
    "markRemindersRead": (
        'markRemindersRead(upTo: "$reminder")',
        "{ ... on RemindersRead { __typename } }",
        STAFF,
    ),
    "saveReminderChoice": (
        f"saveReminderChoice(input: {CHOICE})",
        "{ ... on ReminderChoice { quietFrom } }",
        STAFF,
    ),
    "confirmEmail": (
        'confirmEmail(code: "123456")',
        "{ ... on InvalidInput { code } }",  # let through the gate: nobody was sent a code
        STAFF,
    ),
    "nudgeUnit": (
        'nudgeUnit(unitId: "$puskesmas", periodId: "$quarter")',
        "{ ... on Nudged { raters } }",
        HR,
    ),
    "saveRhythm": (f"saveRhythm(input: {NEW_RHYTHM})", "{ ... on Rhythm { earlyDays } }", HR),
}
TABLE |= RHYTHM
LENT = (
    '{nip: "198302282008012012", starts: "2026-11-02", ends: "2026-11-06", reason: "Dinas luar."}'
)
NEW_LINE = (
    '{reportId: "$report", raterId: "$dewi", capacity: DEFINITIF, starts: "2026-10-01", '
    'reason: "Sesuai SK mutasi."}'
)
# $report is Wati's, $away Putri's days, $lending what Hendra lent Wati, $grant a role lent to her.
SPECIAL: dict[str, tuple[str, str, set[str]]] = {
    "myRaterReports": ("myRaterReports", "{ id }", {"wati"}),
    "raterCandidates": ("raterCandidates", "{ id }", STAFF - {"arman"}),
    "raterReports": ("raterReports", "{ waiting }", HR_READS),
    "raterReport": (
        'raterReport(id: "$report")', "{ ... on RaterReportFile { own } }", HR_READS,
    ),
    "linePreview": (
        'linePreview(input: {employeeId: "$joko", raterId: "$dewi", capacity: DEFINITIF, '
        'starts: "2026-10-01"})',
        "{ ... on LinePreview { plans { year } } }",
        HR,
    ),
    "reportRater": (
        'reportRater(input: {reason: "Saya sudah pindah."})',
        "{ ... on RaterReport { id } }",
        STAFF - {"wati"},  # her report waits
    ),
    "withdrawRaterReport": (
        'withdrawRaterReport(id: "$report")', "{ ... on RaterReport { id } }", {"wati"},
    ),
    "acceptRaterReport": (
        f"acceptRaterReport(input: {NEW_LINE})", "{ ... on RaterReport { id } }", HR,
    ),
    "refuseRaterReport": (
        'refuseRaterReport(id: "$report", reason: "Sesuai SK yang ada.")',
        "{ ... on RaterReport { id } }",
        HR,
    ),
    "myParts": ("myParts(year: 2026)", "{ months }", STAFF),
    "giveHandover": (
        'giveHandover(employeeId: "$joko", periodId: "$quarter", note: "Baik sampai Agustus.")',
        "{ ... on HandoverGiven { employeeId } }",
        RATER,
    ),
    "absences": (
        'absences(employeeId: "$putri")', "{ ... on AbsenceList { rows { id } } }", HR_READS,
    ),
    "recordAbsence": (
        'recordAbsence(input: {employeeId: "$sari", kind: MPP, starts: "2026-12-01", '
        'letter: "800/1"})',
        "{ ... on AbsenceList { rows { id } } }",
        HR,
    ),
    "endAbsence": (
        'endAbsence(id: "$away", ends: "2026-12-31", letter: "800/2")',
        "{ ... on AbsenceList { rows { id } } }",
        HR,
    ),
    "rights": ("rights", "{ operation }", EVERYBODY),
    "grants": ("grants", "{ ... on GrantList { rows { id } } }", {*HR_READS, "sistem"}),
    "lendRole": (
        f"lendRole(role: PERFORMANCE_TEAM, input: {LENT})",
        "{ ... on GrantList { rows { id } } }",
        HR,
    ),
    "endLentRole": (
        'endLentRole(id: "$grant", reason: "Sudah kembali.")',
        "{ ... on GrantList { rows { id } } }",
        HR,
    ),
    "lentWriting": ("lentWriting", "{ rows { id } }", EVERYBODY),
    "lendWriting": (
        f"lendWriting(input: {LENT})", "{ ... on LentWritingList { rows { id } } }", LEADERS,
    ),
    "endLentWriting": (
        'endLentWriting(id: "$lending")', "{ ... on LentWritingList { rows { id } } }", RATER,
    ),
    "myReadings": ("myReadings", "{ reason }", EMPLOYEE),
    "readResults": (
        'readResults(employeeId: "$sari", reason: "Surat tugas 700/1")',
        "{ ... on AuditedResults { results { number } } }",
        {"asep"},
    ),
}  # fmt: skip
TABLE |= SPECIAL
OWN_PAGES = {"myDeliveries", "myObjections", "objectionsToHandle", "teamObjections"}
# $skp is the plan of Sari in force, $plan the draft of Putri, $offered the one Joko submitted,
# $changing that of Wati in which a change is being written.
PLANNING: dict[str, tuple[str, str, set[str]]] = {
    "myPlanning": ("myPlanning", "{ ... on SkpDesk { years } }", STAFF),
    "skp": ('skp(id: "$skp")', "{ ... on Skp { state } }", EMPLOYEE | RATER | OFFICES),
    "skpVersion": (
        'skpVersion(skpId: "$skp", number: 1)',
        "{ ... on SkpVersion { number } }",
        EMPLOYEE | RATER | OFFICES,
    ),
    "skpVersions": ('skpVersions(skpId: "$skp")', "{ number }", EMPLOYEE | RATER | OFFICES),
    "skpDifference": (
        'skpDifference(skpId: "$skp", before: 0, after: 1)',
        "{ ... on SkpDifference { parts } }",
        EMPLOYEE | RATER | OFFICES,
    ),
    "leaderChoices": ('leaderChoices(skpId: "$skp")', "{ title }", EMPLOYEE | RATER),
    "skpTemplates": ('skpTemplates(skpId: "$skp")', "{ title }", EMPLOYEE),
    "teamPlans": ("teamPlans", "{ members { excluded overdue } }", LEADERS),
    "roleMatrix": ("roleMatrix", "{ members { name } }", LEADERS),
    "unitPlans": ("unitPlans", "{ ... on UnitPlansPage { rows { people } } }", LEADERS | OFFICES),
    "planGaps": (
        'planGaps(unitId: "$puskesmas")',
        "{ ... on PlanGapsPage { rows { due } } }",
        {"arman", "dewi", "hendra"} | OFFICES,
    ),
    "openSkp": ("openSkp(year: 2027)", "{ ... on Skp { state } }", STAFF),
    "saveSkp": (
        'saveSkp(input: {skpId: "$plan", version: 1})',
        "{ ... on Skp { version } }",
        {"putri"},
    ),
    "copySkpTemplate": (
        'copySkpTemplate(skpId: "$plan", version: 1, templateId: "umum", items: ["1"])',
        "{ ... on Skp { version } }",
        {"putri"},
    ),
    "submitSkp": (
        'submitSkp(skpId: "$plan", version: 1, requestId: "permintaan-8")',
        "{ ... on SkpNotComplete { code } }",  # let through the gate, and told what is missing
        {"putri"},
    ),
    "withdrawSkp": (
        'withdrawSkp(skpId: "$offered", version: 3)',
        "{ ... on Skp { version } }",
        {"joko"},
    ),
    "shareSkp": (
        'shareSkp(skpId: "$plan", shared: true)',
        "{ ... on Skp { version } }",
        {"putri"},
    ),
    "returnSkp": (
        'returnSkp(skpId: "$offered", version: 3, reason: "Mohon diperjelas.", '
        'requestId: "permintaan-8")',
        "{ ... on Skp { version } }",
        RATER,
    ),
    "agreeSkp": (
        'agreeSkp(skpId: "$offered", version: 3, requestId: "permintaan-8")',
        "{ ... on Skp { version } }",
        RATER,
    ),
    "startSkpChange": (
        'startSkpChange(skpId: "$skp", reason: "Target daerah berubah.")',
        "{ ... on Skp { version } ... on SkpWrongState { code } }",  # one of the two comes first
        EMPLOYEE | RATER,
    ),
    "abandonSkpChange": (
        'abandonSkpChange(skpId: "$changing", version: 5)',
        "{ ... on Skp { version } }",
        {"wati"},
    ),
    "commentSkp": (
        'commentSkp(skpId: "$skp", text: "Bagus.", requestId: "permintaan-8")',
        "{ ... on Skp { version } }",
        EMPLOYEE | RATER,
    ),
}
TABLE |= PLANNING
# Asking these is no right of anybody: they show what is one's own, and nothing is not a refusal.
OWN = {
    "unitLists",
    "myResults",
    "team",
    "resultVersions",
    "yearChanges",
    "roleMatrix",
    "teamPlans",
    "skpVersions",
    "leaderChoices",
    "skpTemplates",
    "myUnits",
    "inbox",
    *OWN_PAGES,
}


def fields(root: str) -> set[str]:
    """Names of the fields of a root type."""
    type_: Any = SCHEMA._schema.get_type(root)
    return set(type_.fields)


def test_every_field_of_the_graph_has_its_row() -> None:
    assert set(TABLE) == fields("Query") | fields("Mutation")
    assert fields("Subscription") == {"live"}  # tests/api/test_live.py: own audiences only


async def prepared(graph: Graph) -> dict[str, str]:
    """Ids that the calls of the table name."""
    result = await submitted(graph, await filled_draft(graph))
    draft = await opened_draft(graph, employee="joko")
    discarded = await StaffImport.create(
        file_name="contoh.csv", digest="0" * 64, state=ImportState.DISCARDED, uploaded_at=NOW,
        effective_date=NOW.date(), touched_at=NOW,
    )  # fmt: skip
    cast = graph.cast
    return {
        "review": result["reviewId"],
        "draft": draft["reviewId"],
        "import": str(discarded.id),
        "quarter": str(cast.quarter.id),
        "session": str(cast.sessions["joko"].id),
        "puskesmas": str(cast.units["puskesmas"].id),
        "dinas": str(cast.units["dinas"].id),
        **{name: str(cast.id(name)) for name in NIPS},
    }


async def plans_prepared(graph: Graph) -> dict[str, str]:
    """Sari's plan in force, Putri's draft, Joko's offered one, Wati's being changed."""
    await plans.written(graph, "hendra")
    offered = await plans.submitted(graph, await plans.written(graph, "joko"), "joko")
    changing = await plans.in_force(graph, "wati", "rahmat")
    given = {"id": changing["id"], "reason": "Target daerah berubah."}
    await graph.ask("wati", plans.CHANGE, **given)
    return {
        "skp": (await plans.in_force(graph))["id"],
        "plan": (await plans.begun(graph, "putri"))["id"],
        "offered": offered["id"],
        "changing": changing["id"],
        "puskesmas": str(graph.cast.units["puskesmas"].id),
    }


async def rhythm_prepared(graph: Graph) -> dict[str, str]:
    """Hendra was reminded of his team, and the quarter before was closed."""
    cast = graph.cast
    told = await Reminder.create(
        employee_id=cast.id("hendra"), duty=DutyKind.RATE_TEAM, stage=ReminderStage.BEFORE,
        subject=f"period:{cast.quarter.id}", due=cast.quarter.closes, made_at=NOW,
    )  # fmt: skip
    await Round.create(
        kind=RoundKind.CLOSE_PERIOD, subject="contoh", day=cast.closed.closes,
        period_id=cast.closed.id, started_at=NOW, touched_at=NOW,
    )  # fmt: skip
    return {"reminder": str(told.id)}


async def special_prepared(graph: Graph) -> dict[str, str]:
    """Wati reported her rater, Putri is away, Hendra lent his writing, Joko's rater changed."""
    cast, wati = graph.cast, graph.cast.accounts["wati"]
    report = await RaterReport.create(
        employee_id=cast.id("wati"), rater_id=cast.id("rahmat"), reason="Bukan atasan saya.",
        reported_at=NOW,
    )  # fmt: skip
    away = await Absence.create(
        employee_id=cast.id("putri"), kind=AbsenceKind.MPP, starts=date(2026, 12, 1),
        letter="800/1", recorded_at=NOW,
    )  # fmt: skip
    lending = await WritingDelegation.create(
        rater_id=cast.id("hendra"), writer_id=cast.id("wati"), starts=date(2026, 11, 1),
        ends=date(2026, 11, 5), reason="Dinas luar.", made_at=NOW,
    )  # fmt: skip
    grant = await RoleGrant.create(
        account=wati, role=Role.PERFORMANCE_TEAM, starts=date(2026, 11, 1), ends=date(2026, 11, 5)
    )
    await ReportingLine.create(
        employee_id=cast.id("joko"), rater_id=cast.id("rahmat"), capacity=Capacity.PLT,
        starts=date(2026, 9, 1),
    )  # fmt: skip
    await JournalEntry.create(
        at=NOW, actor_id=cast.accounts["asep"].id, action="read_results",
        subject=f"employee:{cast.id('sari')}", reason="Surat tugas 700/1",
    )  # fmt: skip
    return {
        "report": str(report.id),
        "away": str(away.id),
        "lending": str(lending.id),
        "grant": str(grant.id),
    }


async def year_prepared(graph: Graph, quarter: str) -> dict[str, str]:
    """Hendra gave Sari's annual result, then corrected her quarter, and is correcting the year."""
    await Period.filter(id=graph.cast.quarter.id).update(closes=date(2027, 1, 31))
    period = await years.year_of(graph)
    annual = await years.given(graph, period, weighing=years.WORDS)
    why = "Bukti baru saya terima."
    again = (await graph.ask("hendra", CORRECT, review=quarter, reason=why))["startCorrection"]
    await years.sent(graph, quarter, await years.filled(graph, again, "DI_ATAS"))
    review = annual["reviewId"]
    draft = (await graph.ask("hendra", CORRECT, review=review, reason=why))["startCorrection"]
    return {"annual": review, "version": str(draft["version"])}


async def objections_prepared(graph: Graph) -> dict[str, str]:
    """Wati objects to Rahmat's result, and Dewi to Arman's, which goes to the team."""
    contested = await objected(graph, "wati", "rahmat")
    await objected(graph, "dewi", "arman")
    return {"contested": contested["reviewId"], "objection": contested["id"]}


async def asked(graph: Graph, name: str, field: str, ids: dict[str, str]) -> Any:
    """What the operation gives this person: nothing, when it is refused."""
    call, selection, _ = TABLE[field]
    for key in sorted(ids, key=len, reverse=True):
        call = call.replace(f"${key}", ids[key])
    root = "query" if field in fields("Query") else "mutation"
    context = Context(viewer=graph.cast.viewer(name), wake=graph._wake, now=graph.now)
    answer = await SCHEMA.execute(f"{root} {{ {call} {selection} }}", context_value=context)
    if answer.errors:
        assert [getattr(e.original_error, "code", "") for e in answer.errors] == ["NOT_ALLOWED"]
        return None
    assert answer.data is not None
    found = answer.data[field]
    return next(iter(found.values()), None) if field in OWN and isinstance(found, dict) else found


@pytest.mark.parametrize("field", sorted(TABLE))
async def test_who_gets_through(graph: Graph, field: str) -> None:
    ids = await prepared(graph)
    if field in YEAR:
        ids |= await year_prepared(graph, ids["review"])
    if field in CYCLE:
        ids |= await objections_prepared(graph)
    if field in RHYTHM:
        ids |= await rhythm_prepared(graph)
    if field in SPECIAL:
        ids |= await special_prepared(graph)
    if field in PLANNING:
        ids |= await plans_prepared(graph)
    allowed = TABLE[field][2]
    for name in sorted(EVERYBODY - allowed):
        trace = await graph.trace()
        assert not await asked(graph, name, field, ids), f"{name} was let through"
        assert await graph.trace() == trace, f"{name} left a trace"
    for name in sorted(allowed):
        assert await asked(graph, name, field, ids), f"{name} was refused"
