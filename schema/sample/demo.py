"""The demo cast: who signs in on a demo, with which password. The story stands in docs/demo.md.

All invented; the first names and NIPs are those of tests/cast.py, so that one story serves both."""

from dataclasses import dataclass

from schema.rules.vocabulary import EmploymentKind, Role

PASSWORD = "contoh-bungo-2026"  # noqa: S105  # published on purpose: it opens invented people only
SYSTEM_LOGIN = "sistem"


@dataclass(frozen=True, slots=True)
class CastMember:
    """One person of the cast. `signs_in`: has the demo password; `first_time`: must change it."""

    nip: str
    name: str
    title_front: str
    title_back: str
    job: str  # key in schema/reference/sample_jobs.json
    golongan: str
    story: str  # for the terminal, Indonesian
    employment: EmploymentKind = EmploymentKind.PNS
    role: Role | None = None
    signs_in: bool = True
    first_time: bool = False


CAST: dict[str, CastMember] = {
    "sari": CastMember(
        "199002142015032005", "Sari Wulandari", "", "S.Kep., Ns.", "perawat_ahli_pertama",
        "III/b", "perawat, menunggu penilaian triwulan yang sedang dibuka",
    ),
    "hendra": CastMember(
        "198005102005011003", "Hendra Gunawan", "", "S.KM., M.Kes.", "kepala_puskesmas",
        "IV/a", "kepala puskesmas, menilai 14 orang",
    ),
    "dewi": CastMember(
        "197203152000032002", "Dewi Anggraini", "dr.", "M.Kes.", "kepala_dinas",
        "IV/c", "kepala dinas kesehatan, atasan Hendra",
    ),
    "arman": CastMember(
        "197001011995031001", "Arman Syahputra", "Drs.", "M.Si.", "sekda",
        "IV/d", "sekretaris daerah, menilai para kepala OPD",
    ),
    "yuni": CastMember(
        "198509092009012009", "Yuni Kartika", "", "S.Sos., M.Si.", "analis_sdm_ahli_muda",
        "III/d", "admin kepegawaian BKPSDM", role=Role.HR_ADMIN,
    ),
    "tuti": CastMember(
        "198604182010012010", "Tuti Handayani", "", "S.E., M.M.", "analis_sdm_ahli_muda",
        "III/d", "tim pengelola kinerja", role=Role.PERFORMANCE_TEAM,
    ),
    "asep": CastMember(
        "197911232003121011", "Asep Kurniawan", "", "S.E., Ak.", "auditor_ahli_muda",
        "III/d", "auditor inspektorat", role=Role.AUDITOR,
    ),
    "joko": CastMember(
        "199106302016031006", "Joko Prasetyo", "", "A.Md.Kep.", "perawat_mahir",
        "III/a", "perawat, baru pertama kali masuk: wajib mengganti kata sandi",
        first_time=True,
    ),
    "putri": CastMember(
        "199511202024212007", "Putri Rahmadani", "", "S.Tr.Keb.", "bidan_ahli_pertama",
        "IX", "bidan (PPPK) di tim Hendra", employment=EmploymentKind.PPPK, signs_in=False,
    ),
    "rahmat": CastMember(
        "198107122006041004", "Rahmat Hidayat", "", "S.KM., M.Kes.", "kepala_bidang",
        "IV/a", "kepala bidang di bawah Dewi", signs_in=False,
    ),
    "wati": CastMember(
        "198812012012122008", "Wati Marlina", "", "S.KM.", "penata_umum",
        "III/b", "staf Rahmat", signs_in=False,
    ),
}  # fmt: skip  # one person per paragraph reads as a table


def sign_in_lines() -> list[str]:
    """What the terminal shows in a demo: who can sign in, and the one password."""
    people = [(member.nip, f"{member.name}: {member.story}") for member in signing_in()]
    people.append((SYSTEM_LOGIN, "admin sistem, bukan ASN"))
    return [
        f"Akun contoh (semua orang rekaan), kata sandi: {PASSWORD}",
        *(f"  {login:<18}  {who}" for login, who in people),
    ]


def signing_in() -> list[CastMember]:
    """The members with a password, in the order of the list."""
    return [member for member in CAST.values() if member.signs_in]
