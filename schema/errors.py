"""The tree of expected refusals. Everything else is a fault: masked, logged, shown with an id.

Refused
├── NotSignedIn                 nobody is signed in, or the session was ended
├── NotAllowed                  the role does not include this operation
├── NotFound                    it does not exist, or this viewer may not know that it does
├── NotYourTeam                 you are not the rater of that time
├── NotYourUnit                 you are not one level above the leader of this unit
│   └── NotEvaluated            the employee is not evaluated in that time, by law
├── PeriodClosed                outside the rating window
├── VersionConflict             somebody, perhaps you on another phone, saved meanwhile
├── RulesChanged                a setting was changed since the draft was shown
├── NotComplete                 something is missing before it can be submitted
├── AlreadySubmitted            it was given already; a correction needs a reason
├── SelfAssessmentClosed        it was sent, the result came first, or the window is not open
├── SelfAssessmentConflict      saved on another phone since
├── InvalidInput                one field, and what is wrong with it
├── StepNotPossible             the result or the objection is not where this step may follow
├── SkpVersionConflict          the plan was saved elsewhere meanwhile
├── SkpNotComplete              something is missing before the plan can be submitted
├── SkpWrongState               this step is not possible in the state of the plan
├── EditsUnanswered             the employee has not answered the leader's changes yet
├── PlanningExcluded            this person is not planned for at present
└── ImportNotReady              the staff file cannot be imported in its present state

Each has a stable `code` for programs and a kind Indonesian sentence for people (`message`).
`docs/refusals.md` lists them and is checked against this file."""

import traceback
from typing import ClassVar

from schema.rules.anchoring import SelfPhase
from schema.rules.cycle import Why
from schema.rules.skp_complete import Gap
from schema.rules.vocabulary import AbsenceKind

MAX_FRAMES = 12

ABSENCE_WORDS = {
    AbsenceKind.CUTI_SAH: "cuti sah",
    AbsenceKind.CLTN: "cuti di luar tanggungan negara",
    AbsenceKind.TUGAS_BELAJAR: "tugas belajar",
    AbsenceKind.PEMBERHENTIAN_SEMENTARA: "pemberhentian sementara",
    AbsenceKind.MPP: "masa persiapan pensiun",
    AbsenceKind.PEJABAT_NEGARA: "diangkat sebagai pejabat negara",
    AbsenceKind.BERHENTI: "berhenti sebagai pegawai",
}


class Refused(Exception):  # a refusal is a fact, not a program error
    """Base of every expected refusal: `code` for programs, `message` for people."""

    code: ClassVar[str] = "REFUSED"
    text: ClassVar[str] = "Permintaan ini tidak dapat dijalankan."

    def __init__(self, message: str = "") -> None:
        self.message = message or self.text
        super().__init__(self.message)


class NotSignedIn(Refused):
    code = "NOT_SIGNED_IN"
    text = "Anda belum masuk, atau sesi Anda sudah diakhiri. Silakan masuk kembali."


class NotAllowed(Refused):
    code = "NOT_ALLOWED"
    text = "Peran Anda tidak mencakup tindakan ini. Tidak ada yang diubah."


class NotFound(Refused):
    code = "NOT_FOUND"
    text = "Data ini tidak ditemukan, atau bukan untuk Anda."


class NotYourTeam(Refused):
    """`employee_id` is the person somebody tried to rate."""

    code = "NOT_YOUR_TEAM"
    text = "Anda bukan pejabat penilai pegawai ini pada periode tersebut. Tidak ada yang diubah."

    def __init__(self, employee_id: int, message: str = "") -> None:
        self.employee_id = employee_id
        super().__init__(message)


class NotEvaluated(NotYourTeam):
    """`kind` says by what title the employee was away in the whole part of the period."""

    code = "NOT_EVALUATED"

    def __init__(self, employee_id: int, kind: AbsenceKind) -> None:
        self.kind = kind
        super().__init__(
            employee_id,
            f"Pegawai ini tidak dinilai pada periode tersebut: {ABSENCE_WORDS[kind]}. "
            "Tidak ada yang diubah.",
        )


class NotYourUnit(Refused):
    """`unit_id` is the unit whose achievement somebody tried to set."""

    code = "NOT_YOUR_UNIT"
    text = (
        "Capaian unit ini ditetapkan oleh atasan langsung pimpinan unitnya. Tidak ada yang diubah."
    )

    def __init__(self, unit_id: int, message: str = "") -> None:
        self.unit_id = unit_id
        super().__init__(message)


class PeriodClosed(Refused):
    """`period_id` names the period whose rating window is not open today."""

    code = "PERIOD_CLOSED"
    text = "Masa penilaian periode ini tidak sedang dibuka. Yang sudah tersimpan tetap ada."

    def __init__(self, period_id: int, message: str = "") -> None:
        self.period_id = period_id
        super().__init__(message)


class VersionConflict(Refused):
    """`review_id` names the draft that was saved elsewhere since this phone last saw it."""

    code = "VERSION_CONFLICT"
    text = (
        "Penilaian ini sudah disimpan dari perangkat lain. Ketikan Anda tetap ada: "
        "bandingkan, lalu pilih yang dipakai."
    )

    def __init__(self, review_id: int, message: str = "") -> None:
        self.review_id = review_id
        super().__init__(message)


class RulesChanged(Refused):
    """`review_id` names the draft whose suggestion follows other settings by now."""

    code = "RULES_CHANGED"
    text = (
        "Aturan untuk periode ini baru saja diubah, jadi sarannya dihitung ulang. Semua ketikan "
        "Anda tetap ada: periksa lagi, lalu kirim."
    )

    def __init__(self, review_id: int, message: str = "") -> None:
        self.review_id = review_id
        super().__init__(message)


class NotComplete(Refused):
    """`missing` lists item keys, "<item key>.note" where a rating lacks words or evidence,
    "reasonHasil" / "reasonPerilaku", or "movedReason"."""

    code = "NOT_COMPLETE"
    text = "Penilaian belum lengkap. Lengkapi bagian yang ditandai, lalu kirim lagi."

    def __init__(self, missing: list[str], message: str = "") -> None:
        self.missing = missing
        super().__init__(message)


class AlreadySubmitted(Refused):
    """`review_id` names the review whose current version stands."""

    code = "ALREADY_SUBMITTED"
    text = "Penilaian ini sudah dikirim. Untuk mengubahnya, buat perbaikan dengan alasan."

    def __init__(self, review_id: int, message: str = "") -> None:
        self.review_id = review_id
        super().__init__(message)


class SelfAssessmentClosed(Refused):
    """`phase` says why the self-assessment cannot be written."""

    code = "SELF_ASSESSMENT_CLOSED"
    text = "Penilaian diri periode ini tidak dapat ditulis lagi. Yang sudah tersimpan tetap ada."

    def __init__(self, phase: SelfPhase) -> None:
        self.phase = phase
        super().__init__()


class SelfAssessmentConflict(Refused):
    """`period_id` names the period whose self-assessment was saved elsewhere."""

    code = "SELF_ASSESSMENT_CONFLICT"
    text = "Penilaian diri ini sudah disimpan dari ponsel lain. Ketikan Anda tetap ada di sini."

    def __init__(self, period_id: int) -> None:
        self.period_id = period_id
        super().__init__()


class SkpVersionConflict(Refused):
    """`skp_id` names the plan that was saved elsewhere since this phone last saw it."""

    code = "SKP_VERSION_CONFLICT"
    text = (
        "SKP ini sudah disimpan dari perangkat lain. Ketikan Anda tetap ada: "
        "bandingkan, lalu pilih yang dipakai."
    )

    def __init__(self, skp_id: int, message: str = "") -> None:
        self.skp_id = skp_id
        super().__init__(message)


class SkpNotComplete(Refused):
    """`gaps` says what is missing and where."""

    code = "SKP_NOT_COMPLETE"
    text = "SKP belum lengkap. Lengkapi bagian yang ditandai, lalu ajukan lagi."

    def __init__(self, gaps: list[Gap], message: str = "") -> None:
        self.gaps = gaps
        super().__init__(message)


class SkpWrongState(Refused):
    """`skp_id` names the plan, as it stands by now; `message` says what is possible instead."""

    code = "SKP_WRONG_STATE"
    text = "Langkah ini tidak dapat dilakukan pada SKP dalam keadaannya sekarang."

    def __init__(self, skp_id: int, message: str = "") -> None:
        self.skp_id = skp_id
        super().__init__(message)


class EditsUnanswered(Refused):
    """`skp_id` names the plan in which the leader changed what the employee had written."""

    code = "EDITS_UNANSWERED"
    text = (
        "Anda mengubah usulan pegawai. Kembalikan SKP ini agar pegawai dapat menyetujui perubahan "
        "Anda, baru kemudian disepakati bersama."
    )

    def __init__(self, skp_id: int, message: str = "") -> None:
        self.skp_id = skp_id
        super().__init__(message)


class PlanningExcluded(Refused):
    """The message gives the reason from the dated rule."""

    code = "PLANNING_EXCLUDED"
    text = "Saat ini tidak disusun SKP untuk Anda."


class InvalidInput(Refused):
    """`field` is the input field; `code` says which kind of mistake (stable, UPPER_SNAKE)."""

    code = "INVALID_INPUT"
    text = "Isian ini belum benar."

    def __init__(self, code: str, field: str, message: str) -> None:
        self.input_code = code
        self.field = field
        super().__init__(message)


class StepNotPossible(Refused):
    """`why` is the code of rules/cycle.py; `review_id` names the review it concerns."""

    code = "STEP_NOT_POSSIBLE"
    text = "Langkah ini tidak dapat dilakukan pada keadaan sekarang. Tidak ada yang diubah."
    sentences: ClassVar[dict[Why, str]] = {
        Why.NOT_DELIVERED: "Hasil ini belum disampaikan kepada pegawai.",
        Why.ALREADY_ACCEPTED: (
            "Hasil ini sudah diterima. Dengan menerima, hak mengajukan keberatan berakhir."
        ),
        Why.OBJECTION_TOO_LATE: (
            "Batas waktu keberatan atas hasil ini sudah lewat. Hasil tetap berlaku."
        ),
        Why.OBJECTION_RUNNING: (
            "Keberatan atas hasil ini sedang diperiksa. Hasil hanya dapat diubah lewat putusannya."
        ),
        Why.NO_OBJECTION: "Tidak ada keberatan yang sedang diperiksa atas hasil ini.",
        Why.RESULT_FINAL: "Keberatan sudah diputus. Putusan itu final.",
        Why.RESULT_REPLACED: "Hasil ini sudah diganti versi yang lebih baru. Bukalah versi itu.",
        Why.ANSWER_AWAITED: (
            "Penjelasan pejabat penilai masih ditunggu. Putusan dapat dibuat setelah penjelasan "
            "ada, atau setelah batas waktunya lewat."
        ),
    }

    def __init__(self, why: Why, review_id: int) -> None:
        self.why, self.review_id = why, review_id
        super().__init__(self.sentences.get(why, ""))


class ImportNotReady(Refused):
    code = "IMPORT_NOT_READY"
    text = "Berkas ini belum selesai diperiksa, sudah diimpor, atau masih mengandung kesalahan."


def outline_of(fault: BaseException) -> dict[str, object]:
    """A fault for the log: its kind and where it happened, never its message.

    A database error quotes the row, and with it names and NIP; so does a Python traceback."""
    frames = traceback.extract_tb(fault.__traceback__)[-MAX_FRAMES:]
    trace = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": _chain(fault), "trace": trace}


def _chain(fault: BaseException) -> str:
    names, seen = [], 0
    link: BaseException | None = fault
    while link is not None and seen < 5:
        names.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link, seen = link.__cause__ or link.__context__, seen + 1
    return " < ".join(names)


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])
