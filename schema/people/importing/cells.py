"""Single cells understood: text, dates, golongan, eselon and the other closed lists.

Every reader gives None for what it does not know; the caller says so with line and column."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from schema.people.importing.findings import show
from schema.people.importing.table import Cell
from schema.reference import load
from schema.rules.nip import Sex
from schema.rules.vocabulary import Capacity, EmploymentKind, JobKind, LegalStanding

_BLANK = frozenset({"", "-", "–", "—", "N/A", "NA", "NULL", "TIDAK ADA", "(KOSONG)"})
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2})[ \-]([A-Za-z]+)[ \-](\d{4})")
_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?Z?$")
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12, "ags": 8, "agt": 8, "nop": 11, "peb": 2}


def clean(cell: Cell) -> tuple[str, bool]:
    """The cell as one line of text, and whether invisible characters were taken out.

    Line breaks and odd spaces become a space; what only marks an empty cell becomes ""."""
    raw = unicodedata.normalize("NFC", show(cell))
    spaced = "".join(" " if it.isspace() else it for it in raw)
    kept = "".join(it for it in spaced if unicodedata.category(it) not in {"Cc", "Cf", "Co", "Cs"})
    text = " ".join(kept.split())
    if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}:
        text = text[1:]  # put there by the file of refused rows
    return ("" if text.upper() in _BLANK else text), len(kept) != len(spaced)


def read_date(cell: Cell) -> date | None:
    """The day in a cell: a date cell, its spreadsheet number, or text, day before month."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell)
    return _from_text(clean(cell)[0])


def read_golongan(text: str) -> tuple[str, EmploymentKind] | None:
    """Golongan as we write it and whose it is: "Penata Tk. I (III/d)" -> ("III/d", PNS)."""
    upper = text.upper()
    if match := re.search(r"\b(IV|I{1,3})\s*[/.\-]?\s*([A-E])\b", upper):
        golongan = f"{match.group(1)}/{match.group(2).lower()}"
        return (golongan, EmploymentKind.PNS) if golongan in _pns().values() else None
    bare = re.sub(r"^(GOLONGAN|GOL)\.?\s*", "", upper).strip()
    if bare in _pns():
        return _pns()[bare], EmploymentKind.PNS
    roman = _PPPK_NUMBERS.get(bare, bare)
    return (roman, EmploymentKind.PPPK) if roman in _PPPK_NUMBERS.values() else None


def read_employment(text: str) -> EmploymentKind | None:
    """PNS or PPPK, however the file says it ("PNS Daerah ...", "P3K", SIASN's 15)."""
    upper = text.upper()
    if re.search(r"\b(PPPK|P3K)\b|PERJANJIAN KERJA", upper):
        return EmploymentKind.PPPK
    if re.search(r"\b(C?PNS|PEGAWAI NEGERI SIPIL)\b", upper) or upper == "15":
        return EmploymentKind.PNS
    return None


def read_eselon(text: str) -> str | None:
    """ "III.a" for "IIIA", "III/a", "31" ...; "" for the ways of saying none; None if unknown."""
    data = load("eselon")
    bare = re.sub(r"[^A-Z0-9]", "", text.upper().removeprefix("ESELON"))
    if bare in {re.sub(r"[^A-Z0-9]", "", it) for it in data["none"]}:
        return ""
    for row in data["eselon"]:
        if bare in {row["siasn"], row["eselon"].upper().replace(".", "")}:
            return str(row["eselon"])
    return None


def read_jenjang(text: str) -> str | None:
    """Jenjang by its name, its former name, or SIASN's code."""
    upper = text.upper()
    for row in load("jenjang")["jenjang"]:
        if upper in {row["siasn"], row["jenjang"].upper(), *(it.upper() for it in row["old"])}:
            return str(row["jenjang"])
    return None


def jenjang_of(position: str) -> str:
    """The jenjang at the end of a post's name: "Perawat Ahli Muda" -> "Ahli Muda"; else ""."""
    upper = position.upper()
    names = [str(row["jenjang"]) for row in load("jenjang")["jenjang"]]
    return next((it for it in names if upper.endswith(f" {it.upper()}")), "")


def read_job_kind(text: str) -> JobKind | None:
    """Jenis jabatan."""
    found = _lookup("jenis_jabatan", text)
    return JobKind(found) if found else None


def read_standing(text: str) -> LegalStanding | None:
    """Kedudukan hukum."""
    found = _lookup("kedudukan_hukum", text)
    return LegalStanding(found) if found else None


def read_capacity(text: str) -> Capacity | None:
    """Definitif, Plt or Plh."""
    bare = re.sub(r"[^A-Z]", "", text.upper())
    names = {"DEFINITIF": "DEFINITIF", "DEF": "DEFINITIF", "PLT": "PLT", "PLH": "PLH"}
    names |= {"PELAKSANATUGAS": "PLT", "PELAKSANAHARIAN": "PLH", "ASN": "DEFINITIF"}
    return Capacity(names[bare]) if bare in names else None


def read_sex(text: str) -> Sex | None:
    """Sex as files write it: L/P, M/F, pria/wanita, 1/2."""
    upper = text.upper()
    if upper in {"L", "M", "1", "PRIA", "LAKI-LAKI", "LAKI LAKI", "LAKI", "MALE"}:
        return Sex.MALE
    return Sex.FEMALE if upper in {"P", "F", "W", "2", "WANITA", "PEREMPUAN", "FEMALE"} else None


def _from_number(number: float) -> date | None:
    in_range = 10_000 <= number <= 80_000  # 1927 to 2119
    return _SPREADSHEET_EPOCH + timedelta(days=int(number)) if in_range else None


def _from_text(text: str) -> date | None:
    text = _TIME.sub("", text)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(it) for it in match.groups())
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(it) for it in match.groups())
    elif match := _IN_WORDS.fullmatch(text):
        day, month, year = int(match.group(1)), _month(match.group(2)), int(match.group(3))
    else:
        return _from_number(int(text)) if text.isascii() and text.isdigit() else None
    try:
        return date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None


def _month(name: str) -> int:
    short = name[:3].lower()
    return _ENGLISH.get(short) or (_MONTHS.index(short) + 1 if short in _MONTHS else 0)


def _lookup(table: str, text: str) -> str | None:
    return _names(table).get(" ".join(re.sub(r"[^A-Z0-9]", " ", text.upper()).split()))


@cache
def _names(table: str) -> dict[str, str]:
    data: dict[str, Any] = load(table)
    lists = {key: names for key, names in data.items() if isinstance(names, list)}
    return {name: key for key, names in lists.items() for name in names}


@cache
def _pns() -> dict[str, str]:
    """SIASN id -> golongan ruang of PNS."""
    return {row["siasn"]: row["golongan"] for row in load("golongan")["PNS"]}


_PPPK_NUMBERS = {
    str(number): row["golongan"] for number, row in enumerate(load("golongan")["PPPK"], start=1)
}
