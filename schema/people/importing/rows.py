"""Rows understood one by one: what each says about a person, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from itertools import chain, islice
from typing import Any

from schema.people.importing import cells
from schema.people.importing.columns import SEARCHED, Headings, find_headings, is_numbering
from schema.people.importing.findings import FileRefused, Finding, FindingCode, found, show, words
from schema.people.importing.names import split_name
from schema.people.importing.table import MAX_ROWS, Cell, Merge, Row, Table
from schema.rules.nip import Nip, NipProblem, read_nip
from schema.rules.vocabulary import (
    Capacity,
    EmploymentKind,
    FindingLevel,
    JobKind,
    LegalStanding,
)

LIMITS = {
    "name": 120,
    "title_front": 40,
    "title_back": 60,
    "position": 200,
    "unit": 200,
    "unit_parent": 200,
    "opd": 200,
    "siasn_id": 64,
    "unit_siasn_id": 64,
    "superior_name": 200,
}


@dataclass(slots=True)
class StaffRow:
    """What one row says. "" and None mean that the file says nothing, so nothing is changed."""

    line: int
    nip: str
    name: str
    employment: EmploymentKind
    position: str
    job_kind: JobKind
    title_front: str = ""
    title_back: str = ""
    golongan: str = ""
    eselon: str = ""
    jenjang: str = ""
    opd: str = ""
    unit_parent: str = ""
    unit: str = ""
    unit_siasn_id: str = ""
    siasn_id: str = ""
    standing: LegalStanding | None = None
    standing_date: date | None = None
    tmt: date | None = None
    superior_nip: str = ""
    superior_name: str = ""
    capacity: Capacity = Capacity.DEFINITIF
    columns: dict[str, str] = field(default_factory=dict)  # field -> heading, shared by all rows

    def to_json(self) -> dict[str, Any]:
        """As stored until the file is confirmed."""
        data = asdict(self)
        del data["columns"]
        return {key: str(value) for key, value in data.items() if value not in ("", None)}

    @classmethod
    def from_json(cls, data: dict[str, str], columns: dict[str, str]) -> "StaffRow":
        """The row that `to_json` stored."""
        kinds: dict[str, Any] = {
            "line": int,
            "employment": EmploymentKind,
            "job_kind": JobKind,
            "standing": LegalStanding,
            "capacity": Capacity,
            "tmt": date.fromisoformat,
            "standing_date": date.fromisoformat,
        }
        known = {it.name for it in fields(cls)}
        given = {key: kinds.get(key, str)(it) for key, it in data.items() if key in known}
        return cls(**given, columns=columns)


@dataclass(slots=True)
class ReadRow:
    """A row as read: its cells in the order of the headings, and as understood if it could be."""

    line: int
    cells: list[str]
    nip: str  # "" when it cannot be read
    data: StaffRow | None
    findings: list[Finding]

    @property
    def refused(self) -> bool:
        """Whether an ERROR stands against it."""
        return any(it.level is FindingLevel.ERROR for it in self.findings)


def read_rows(table: Table, today: date) -> tuple[Headings, Iterator[ReadRow]]:
    """The headings and, one by one, the rows below them. Raises FileRefused, also while rows are
    taken (a broken quotation mark, too many rows)."""
    top = list(islice(table.rows, SEARCHED + 1))
    headings = find_headings(top, table.merges)
    below = (it for it in chain(top, table.rows) if it[0] > headings.last_line)
    return headings, _RowReader(table, headings, today).read(below)


class _RowReader:
    """Understands rows by the headings of their file."""

    def __init__(self, table: Table, headings: Headings, today: date) -> None:
        self.table = table
        self.headings = headings
        self.today = today
        self.columns = {it: headings.title(it) for it in headings.columns}
        self.merges = [it for it in table.merges if self._spoils(it)]

    def read(self, below: Iterator[tuple[int, Row]]) -> Iterator[ReadRow]:
        count = 0
        for number, (line, row) in enumerate(below):
            if all(show(cell).strip() == "" for cell in row) or (number < 2 and is_numbering(row)):
                continue
            count += 1
            if count > MAX_ROWS:
                limit = f"{MAX_ROWS:,}".replace(",", ".")
                raise FileRefused(FindingCode.TOO_MANY_ROWS, limit=limit)
            yield _OneRow(self, line, row).read()
        if count == 0:
            raise FileRefused(FindingCode.NO_ROWS)

    def merged_at(self, line: int) -> Merge | None:
        return next((it for it in self.merges if it.first <= line <= it.last), None)

    def _spoils(self, merge: Merge) -> bool:
        used = set(self.headings.columns.values())
        touched = used & set(range(merge.left, merge.right + 1))
        return merge.last > self.headings.last_line and bool(touched)


class _OneRow:
    """One row while it is being understood."""

    def __init__(self, reader: _RowReader, line: int, row: Row) -> None:
        self.reader = reader
        self.line = line
        self.row = row
        self.findings: list[Finding] = []

    def read(self) -> ReadRow:
        texts = {it: self._text(it) for it in self.reader.headings.columns}
        self._look_for_damage()
        nip = self._nip(texts)
        data = self._understood(texts, nip)
        shown = [cells.clean(cell)[0] for cell in self.row[: len(self.reader.headings.names)]]
        refused = any(it.level is FindingLevel.ERROR for it in self.findings)
        digits = nip.digits if nip else ""
        return ReadRow(self.line, shown, digits, None if refused else data, self.findings)

    def say(self, code: FindingCode, meaning: str, value: object = "", **values: object) -> None:
        column = self.reader.columns.get(meaning, "")
        self.findings.append(found(self.line, code, column, value, **values))

    def _cell(self, meaning: str) -> Cell:
        column = self.reader.headings.columns.get(meaning)
        return self.row[column] if column is not None and column < len(self.row) else None

    def _text(self, meaning: str) -> str:
        text, cleaned = cells.clean(self._cell(meaning))
        if cleaned:
            self.say(FindingCode.TEXT_CLEANED, meaning, text)
        limit = LIMITS.get(meaning, 1000)
        if len(text) > limit:
            self.say(FindingCode.VALUE_TOO_LONG, meaning, text, limit=limit)
        return text

    def _look_for_damage(self) -> None:
        for meaning, column in self.reader.headings.columns.items():
            if text := self.reader.table.broken.get((self.line, column)):
                self.say(FindingCode.CELL_ERROR, meaning, text)
        if merge := self.reader.merged_at(self.line):
            lines = f"baris {merge.first}-{merge.last}"
            self.findings.append(found(self.line, FindingCode.MERGED_DATA, "", lines))

    def _nip(self, texts: dict[str, str]) -> Nip | None:
        cell = self._cell("nip")
        read = read_nip(cell if not isinstance(cell, str) else texts["nip"], self.reader.today)
        if isinstance(read, Nip):
            return read
        self._say_nip(FindingCode(read.value), "nip", cell)
        return None

    def _say_nip(self, code: FindingCode, meaning: str, cell: Cell) -> None:
        digits = sum(it.isdigit() for it in show(cell))
        self.say(code, meaning, cell, digits=digits)

    def _understood(self, texts: dict[str, str], nip: Nip | None) -> StaffRow | None:
        name = split_name(texts["name"])
        for meaning in ("name", "position"):
            if not texts[meaning]:
                self.say(FindingCode.VALUE_MISSING, meaning)
        if not texts.get("unit") and not texts.get("opd"):
            self.say(FindingCode.UNIT_MISSING, "unit" if "unit" in texts else "opd")
        eselon = self._listed("eselon", FindingCode.ESELON_UNKNOWN, cells.read_eselon) or ""
        jenjang = self._listed("jenjang", FindingCode.JENJANG_UNKNOWN, cells.read_jenjang) or ""
        jenjang = jenjang or cells.jenjang_of(texts["position"])
        kind = self._listed("job_kind", FindingCode.JOB_KIND_UNKNOWN, cells.read_job_kind)
        capacity = self._listed("capacity", FindingCode.CAPACITY_UNKNOWN, cells.read_capacity)
        standing = self._listed("standing", FindingCode.STANDING_UNKNOWN, cells.read_standing)
        employment = self._employment(texts, nip)
        tmt, standing_date = self._date("tmt"), self._date("standing_date")
        self._compare(texts, nip)
        superior = self._superior(texts, nip)
        if nip is None or employment is None:
            return None
        return StaffRow(
            line=self.line,
            nip=nip.digits,
            name=name.name,
            title_front=texts.get("title_front") or name.front,
            title_back=texts.get("title_back") or name.back,
            employment=employment,
            golongan=self._golongan(texts, employment),
            position=texts["position"],
            job_kind=kind or _kind_of(eselon, jenjang),
            eselon=eselon,
            jenjang=jenjang,
            opd=texts.get("opd", ""),
            unit_parent=texts.get("unit_parent", ""),
            unit=texts.get("unit", ""),
            unit_siasn_id=texts.get("unit_siasn_id", ""),
            siasn_id=texts.get("siasn_id", ""),
            standing=standing,
            standing_date=standing_date,
            tmt=tmt,
            superior_nip=superior,
            superior_name=texts.get("superior_name", ""),
            capacity=capacity or Capacity.DEFINITIF,
            columns=self.reader.columns,
        )

    def _listed(self, meaning: str, code: FindingCode, reader: Any) -> Any:
        text = cells.clean(self._cell(meaning))[0]
        if not text:
            return None
        value = reader(text)
        if value is None:
            self.say(code, meaning, text)
        return value

    def _date(self, meaning: str) -> date | None:
        cell = self._cell(meaning)
        if not cells.clean(cell)[0]:
            return None
        value = cells.read_date(cell)
        if value is None:
            self.say(FindingCode.DATE_UNREADABLE, meaning, cell)
        return value

    def _employment(self, texts: dict[str, str], nip: Nip | None) -> EmploymentKind | None:
        stated: EmploymentKind | None = self._listed(
            "employment", FindingCode.EMPLOYMENT_UNKNOWN, cells.read_employment
        )
        if nip is None:
            return stated
        if stated is None:
            return nip.employment
        if stated is not nip.employment:
            self.say(FindingCode.EMPLOYMENT_DIFFERS, "employment", stated, nip=nip.employment)
        return stated

    def _golongan(self, texts: dict[str, str], employment: EmploymentKind) -> str:
        text = texts.get("golongan", "")
        if not text:
            return ""
        read = cells.read_golongan(text)
        if read is None:
            self.say(FindingCode.GOLONGAN_UNKNOWN, "golongan", text)
            return ""
        if read[1] is not employment:
            self.say(FindingCode.GOLONGAN_MISMATCH, "golongan", text, employment=employment)
        return read[0]

    def _compare(self, texts: dict[str, str], nip: Nip | None) -> None:
        if nip is None:
            return
        if texts.get("birth"):
            birth = cells.read_date(self._cell("birth"))
            if birth is None:
                self.say(FindingCode.BIRTH_UNREADABLE, "birth", self._cell("birth"))
            elif birth != nip.birth:
                self.say(FindingCode.BIRTH_DIFFERS, "birth", birth, nip=nip.birth)
        sex = cells.read_sex(texts.get("sex", ""))
        if sex is not None and sex is not nip.sex:
            self.say(FindingCode.SEX_DIFFERS, "sex", texts["sex"])

    def _superior(self, texts: dict[str, str], nip: Nip | None) -> str:
        cell = self._cell("superior_nip")
        text = texts.get("superior_nip", "")
        if not text:
            return ""
        read = read_nip(cell if not isinstance(cell, str) else text, self.reader.today)
        if isinstance(read, NipProblem):
            digits = sum(it.isdigit() for it in text)
            problem = words(FindingCode(read.value), "", {"digits": str(digits)})[0]
            self.say(FindingCode.SUPERIOR_NIP_WRONG, "superior_nip", cell, problem=problem)
            return ""
        if nip is not None and read.digits == nip.digits:
            self.say(FindingCode.SUPERIOR_SELF, "superior_nip", text)
        return read.digits


def _kind_of(eselon: str, jenjang: str) -> JobKind:
    if eselon:
        return JobKind.STRUKTURAL
    return JobKind.FUNGSIONAL if jenjang else JobKind.PELAKSANA
