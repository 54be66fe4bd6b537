"""The words of the field as closed lists: one enum serves the rule, the table and the graph.

Order of members is never rank order and is never used as such (product.md 3): ranks stand in the
rules that need them. Codes are those of domain.md 3, 8 (SIASN reference data)."""

from enum import StrEnum


class Rating(StrEnum):
    """Rating of a work result or a behaviour value (PermenPANRB 6/2022)."""

    DI_ATAS = "DI_ATAS"
    SESUAI = "SESUAI"
    DI_BAWAH = "DI_BAWAH"


class Predikat(StrEnum):
    """Predikat kinerja, the result of the matrix (PermenPANRB 6/2022)."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class Achievement(StrEnum):
    """Capaian kinerja organisasi, of a unit in a period (SE MenPANRB 3/2023)."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class BehaviourValue(StrEnum):
    """The seven values BerAKHLAK (UU 20/2023 Ps 4)."""

    BOP = "BOP"
    AKU = "AKU"
    KPT = "KPT"
    HAR = "HAR"
    LOY = "LOY"
    ADP = "ADP"
    KOL = "KOL"


class Part(StrEnum):
    """The three visible parts of a review; the last two together make the rating perilaku."""

    HASIL_KERJA = "HASIL_KERJA"
    SIKAP = "SIKAP"
    KONTRIBUSI_TIM = "KONTRIBUSI_TIM"


class RhkKind(StrEnum):
    """Jenis of a planned work result (rencana hasil kerja)."""

    UTAMA = "UTAMA"
    TAMBAHAN = "TAMBAHAN"


class RhkScope(StrEnum):
    """Klasifikasi of a planned work result: it stays with the post, or with the person."""

    ORGANISASI = "ORGANISASI"
    INDIVIDU = "INDIVIDU"


class SkpApproach(StrEnum):
    """Pendekatan of an SKP: measurable indicators, or expectations told in words."""

    KUANTITATIF = "KUANTITATIF"
    KUALITATIF = "KUALITATIF"


class Aspect(StrEnum):
    """Aspek of an indicator (IKI)."""

    KUANTITAS = "KUANTITAS"
    KUALITAS = "KUALITAS"
    WAKTU = "WAKTU"
    BIAYA = "BIAYA"


class Perspective(StrEnum):
    """Perspektif of an indicator in the plan of a JPT, in place of the aspect."""

    PENERIMA_LAYANAN = "PENERIMA_LAYANAN"
    PROSES_BISNIS = "PROSES_BISNIS"
    PENGUATAN_INTERNAL = "PENGUATAN_INTERNAL"
    ANGGARAN = "ANGGARAN"


class SkpState(StrEnum):
    """State of the open document of a plan (rules/skp_cycle.py)."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    AGREED = "AGREED"
    CLOSED = "CLOSED"


class PeriodKind(StrEnum):
    """How long a period is; SIASN `periodikId` 1 bulanan, 2 triwulan, plus the year."""

    BULANAN = "BULANAN"
    TRIWULAN = "TRIWULAN"
    TAHUNAN = "TAHUNAN"


class PeriodPhase(StrEnum):
    """Where today stands against the rating window of a period."""

    UPCOMING = "UPCOMING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class ReviewState(StrEnum):
    """State of a review; DELIVERED means readable in the app by the employee (domain.md 13)."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    DELIVERED = "DELIVERED"


class CycleState(StrEnum):
    """Where an evaluation stands; what may follow what says rules/cycle.py."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"
    UNSIGNED = "UNSIGNED"  # "tidak ditandatangani": the term ended in silence, still valid
    OBJECTED = "OBJECTED"
    ANSWERED = "ANSWERED"
    UPHELD = "UPHELD"
    CHANGED = "CHANGED"  # its successor was set by the decision
    DECIDED = "DECIDED"  # set by the decision: final
    REPLACED = "REPLACED"  # its successor is a correction


class ObjectionState(StrEnum):
    """Life of one objection (keberatan)."""

    FILED = "FILED"
    ANSWERED = "ANSWERED"
    UPHELD = "UPHELD"
    CHANGED = "CHANGED"
    WITHDRAWN = "WITHDRAWN"


class Route(StrEnum):
    """To whom an objection goes (rules/routing.py)."""

    SUPERIOR = "SUPERIOR"  # atasan pejabat penilai
    ACTING = "ACTING"  # who acts for that post, Plt or Plh
    NEXT_LEVEL = "NEXT_LEVEL"
    PERFORMANCE_TEAM = "PERFORMANCE_TEAM"  # Tim Penilai Kinerja


class StepKind(StrEnum):
    """A dated step in the life of a delivered version."""

    SUBMITTED = "SUBMITTED"
    DELIVERED = "DELIVERED"
    READ = "READ"
    ACCEPTED = "ACCEPTED"
    UNSIGNED = "UNSIGNED"
    REPLACED = "REPLACED"
    FILED = "FILED"
    ANSWERED = "ANSWERED"
    ANSWER_EDITED = "ANSWER_EDITED"
    ROUTED = "ROUTED"
    ANSWER_OVERDUE = "ANSWER_OVERDUE"
    DECISION_OVERDUE = "DECISION_OVERDUE"
    WITHDRAWN = "WITHDRAWN"
    UPHELD = "UPHELD"
    CHANGED = "CHANGED"


class TermKey(StrEnum):
    """The terms that a regulation or the HR office sets (domain.md 6)."""

    DELIVER_DAYS = "DELIVER_DAYS"
    SIGN_DAYS = "SIGN_DAYS"
    OBJECTION_DAYS = "OBJECTION_DAYS"
    ANSWER_DAYS = "ANSWER_DAYS"
    DECISION_DAYS = "DECISION_DAYS"


class DayKind(StrEnum):
    """How the days of a term are counted."""

    WORKDAY = "WORKDAY"
    CALENDAR = "CALENDAR"


class Capacity(StrEnum):
    """As what somebody rates: definitive, pelaksana tugas, pelaksana harian."""

    DEFINITIF = "DEFINITIF"
    PLT = "PLT"
    PLH = "PLH"


class EmploymentKind(StrEnum):
    """Jenis kepegawaian of an ASN."""

    PNS = "PNS"
    PPPK = "PPPK"


class JobKind(StrEnum):
    """SIASN `jenisJabatan`: 1 struktural, 2 fungsional tertentu, 3 rangkap, 4 pelaksana."""

    STRUKTURAL = "STRUKTURAL"
    FUNGSIONAL = "FUNGSIONAL"
    RANGKAP = "RANGKAP"
    PELAKSANA = "PELAKSANA"


class UnitKind(StrEnum):
    """What a node of the unit tree is (domain.md 8, unit tree of a kabupaten)."""

    KABUPATEN = "KABUPATEN"
    OPD = "OPD"
    SEKRETARIAT = "SEKRETARIAT"
    BAGIAN = "BAGIAN"
    BIDANG = "BIDANG"
    SUBBAGIAN = "SUBBAGIAN"
    SEKSI = "SEKSI"
    UPTD = "UPTD"
    PUSKESMAS = "PUSKESMAS"
    SEKOLAH = "SEKOLAH"
    KELURAHAN = "KELURAHAN"
    TIM = "TIM"
    LAINNYA = "LAINNYA"


class LegalStanding(StrEnum):
    """SIASN `kedudukanHukum`; only ACTIVE keeps a reporting line (domain.md 8, 13)."""

    ACTIVE = "01"
    CLTN = "02"
    TUGAS_BELAJAR = "03"
    PEMBERHENTIAN_SEMENTARA = "04"
    PERPANJANGAN_CLTN = "13"
    HUKUMAN_DISIPLIN = "15"
    MPP = "20"
    DIBERHENTIKAN = "66"
    PENSIUN = "99"


class AbsenceKind(StrEnum):
    """Why somebody is away. Of a leave only that it was lawful, never why (domain.md 7)."""

    CUTI_SAH = "CUTI_SAH"
    CLTN = "CLTN"
    TUGAS_BELAJAR = "TUGAS_BELAJAR"
    PEMBERHENTIAN_SEMENTARA = "PEMBERHENTIAN_SEMENTARA"
    MPP = "MPP"
    PEJABAT_NEGARA = "PEJABAT_NEGARA"
    BERHENTI = "BERHENTI"


class RaterReportState(StrEnum):
    """Where the report of a wrong rater stands: answered once, or taken back."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Fate(StrEnum):
    """What becomes of a review when somebody else is the rater (rules/following.py)."""

    GOES_ON = "GOES_ON"
    BECOMES_INPUT = "BECOMES_INPUT"
    STAYS_HISTORY = "STAYS_HISTORY"
    GIVEN_STAYS = "GIVEN_STAYS"


class Role(StrEnum):
    """Roles that are granted; employee and rater follow from the staff data."""

    HR_ADMIN = "HR_ADMIN"
    PERFORMANCE_TEAM = "PERFORMANCE_TEAM"
    AUDITOR = "AUDITOR"
    SYSTEM_ADMIN = "SYSTEM_ADMIN"


class ImportState(StrEnum):
    """Life of one uploaded staff file."""

    CHECKING = "CHECKING"
    READY = "READY"
    IMPORTING = "IMPORTING"
    DONE = "DONE"
    FAILED = "FAILED"
    DISCARDED = "DISCARDED"


class FindingLevel(StrEnum):
    """How grave a finding in a staff file is: ERROR refuses the row, the others do not."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTE = "NOTE"


class EventKind(StrEnum):
    """What happened; names are past events (house.md 6). The row carries ids only."""

    RESULT_CHANGED = "RESULT_CHANGED"
    TEAM_CHANGED = "TEAM_CHANGED"
    PERIODS_CHANGED = "PERIODS_CHANGED"
    SELF_CHANGED = "SELF_CHANGED"
    SESSIONS_CHANGED = "SESSIONS_CHANGED"
    SESSION_ENDED = "SESSION_ENDED"
    IMPORT_PROGRESSED = "IMPORT_PROGRESSED"
    STAFF_CHANGED = "STAFF_CHANGED"
    DELIVERY_CHANGED = "DELIVERY_CHANGED"
    OBJECTION_CHANGED = "OBJECTION_CHANGED"
    TERMS_CHANGED = "TERMS_CHANGED"
    RATER_REPORT_CHANGED = "RATER_REPORT_CHANGED"
    SKP_CHANGED = "SKP_CHANGED"
    REMINDED = "REMINDED"
    ROUND_PROGRESSED = "ROUND_PROGRESSED"
    ACHIEVEMENT_CHANGED = "ACHIEVEMENT_CHANGED"
    RULEBOOK_CHANGED = "RULEBOOK_CHANGED"
