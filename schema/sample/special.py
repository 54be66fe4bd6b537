"""Special cases of the sample: days away, and reports of a wrong rater in each of their states."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from tortoise.models import Model

from schema.models import Absence, RaterReport
from schema.rules.stints import STANDING_ABSENCE
from schema.rules.vocabulary import AbsenceKind, PeriodKind, RaterReportState
from schema.sample.bulk import Bulk
from schema.sample.careers import Career, fate_of
from schema.sample.plan import Plan

COLUMNS: dict[type[Model], Sequence[str]] = {
    Absence: ("id", "employee_id", "kind", "starts", "ends", "letter", "recorded_at"),
    RaterReport: (
        *("id", "employee_id", "rater_id", "capacity", "proposed_id", "proposed_words", "since"),
        *("reason", "state", "reported_at", "resolved_at", "resolved_by_id", "answer"),
        *("effective", "line_id"),
    ),
}
LEAVE = timedelta(days=44)  # of Putri, within the quarter that is open
STORY = ("wati", "putri", "sari")


class Special:
    """Takes careers as they are written, and writes what is special about some of them."""

    def __init__(self, bulk: Bulk, plan: Plan) -> None:
        self._bulk, self._plan = bulk, plan
        self._absences = 0
        self._cast: dict[str, tuple[Career, int]] = {}  # with the number of the last line

    def add(self, career: Career, line: int) -> None:
        """One career; `line` is the number of its last reporting line."""
        person = career.person
        if person.cast:
            self._cast[person.cast] = (career, line)
        if person.cast == "putri":
            starts = self._open_quarter() + timedelta(days=10)
            self._away(person.id, AbsenceKind.CUTI_SAH, starts, starts + LEAVE)
        fate = fate_of(person, self._plan)
        kind = STANDING_ABSENCE.get(fate.standing)
        if kind is not None and fate.last_day is not None:
            self._away(person.id, kind, fate.last_day + timedelta(days=1), None)

    def finish(self) -> None:
        """The reports, once everybody they name is known."""
        if not {*STORY, "yuni", "rahmat", "hendra", "dewi"} <= self._cast.keys():
            return  # too small a regency for the story
        wati, putri, sari = (self._id(name) for name in STORY)
        hendra, rahmat, dewi = (self._id(name) for name in ("hendra", "rahmat", "dewi"))
        self._report(
            wati, rahmat, dewi, "Sejak SK mutasi saya bertugas langsung di bawah kepala dinas.", 3
        )
        line = self._cast["putri"][1]
        self._report(
            putri, rahmat, hendra, "Saya bertugas di puskesmas, bukan di bidang.", 400,
            RaterReportState.ACCEPTED, "Benar, garis penilaian sudah kami perbaiki (contoh).",
            line=line,
        )  # fmt: skip
        self._report(
            sari, hendra, None, "Tugas harian saya diberikan oleh kepala ruangan.", 200,
            RaterReportState.REFUSED,
            "Kepala ruangan bukan pejabat penilai. Menurut SK, penilai Anda kepala puskesmas.",
        )  # fmt: skip

    def _id(self, name: str) -> int:
        return self._cast[name][0].person.id

    def _open_quarter(self) -> date:
        quarters = [it for it in self._plan.calendar if it.kind is PeriodKind.TRIWULAN]
        ended = [it for it in quarters if it.ends < self._plan.today]
        return (ended or quarters)[-1].starts

    def _away(self, who: int, kind: AbsenceKind, starts: date, ends: date | None) -> None:
        self._absences += 1
        number = f"800/{self._absences}/BKPSDM (contoh)"
        at = _moment(starts - timedelta(days=7))
        self._bulk.rows[Absence].append((self._absences, who, kind.value, starts, ends, number, at))

    def _report(
        self,
        who: int,
        rater: int,
        proposed: int | None,
        reason: str,
        ago: int,
        state: RaterReportState = RaterReportState.OPEN,
        answer: str = "",
        line: int | None = None,
    ) -> None:
        rows = self._bulk.rows[RaterReport]
        said = self._plan.today - timedelta(days=ago)
        resolved = state is not RaterReportState.OPEN
        effective = self._cast["putri"][0].lines[-1].starts if line is not None else None
        rows.append(
            (
                *(len(rows) + 1, who, rater, "DEFINITIF", proposed, "", None),
                *(reason, state.value, _moment(said)),
                _moment(said + timedelta(days=2)) if resolved else None,
                self._id("yuni") if resolved else None,
                *(answer, effective, line),
            )
        )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)
