"""What can be said about a staff file: one table of codes with level, words and advice.

The words stand in `reference/staff_findings.json`, Indonesian and English beside each other, so
that a program goes by the code and a person reads a sentence. A finding keeps the values that
fill the sentence, never the sentence itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from schema.reference import load
from schema.rules.vocabulary import FindingLevel

Language = Literal["id", "en"]
SHOWN = 120  # characters of a cell that a finding repeats


class FindingCode(StrEnum):
    """Stable codes of what can be found in a staff file."""

    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_UNPACKS_TOO_LARGE = "FILE_UNPACKS_TOO_LARGE"
    FILE_EMPTY = "FILE_EMPTY"
    FILE_TYPE = "FILE_TYPE"
    FILE_BROKEN = "FILE_BROKEN"
    FILE_LOCKED = "FILE_LOCKED"
    ENCODING_UNKNOWN = "ENCODING_UNKNOWN"
    ENCODING_GUESSED = "ENCODING_GUESSED"
    CSV_QUOTES = "CSV_QUOTES"
    SHEET_UNKNOWN = "SHEET_UNKNOWN"
    OTHER_SHEETS = "OTHER_SHEETS"
    SHEET_HIDDEN = "SHEET_HIDDEN"
    HIDDEN_ROWS = "HIDDEN_ROWS"
    HIDDEN_ROWS_UNSEEN = "HIDDEN_ROWS_UNSEEN"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    NO_ROWS = "NO_ROWS"
    HEADING_NOT_FOUND = "HEADING_NOT_FOUND"
    COLUMNS_MISSING = "COLUMNS_MISSING"
    COLUMNS_IGNORED = "COLUMNS_IGNORED"
    COLUMN_TWICE = "COLUMN_TWICE"
    NO_SUPERIOR_COLUMN = "NO_SUPERIOR_COLUMN"
    MISSING_FROM_FILE = "MISSING_FROM_FILE"
    MISSING_MORE = "MISSING_MORE"
    CELL_ERROR = "CELL_ERROR"
    MERGED_DATA = "MERGED_DATA"
    TEXT_CLEANED = "TEXT_CLEANED"
    VALUE_MISSING = "VALUE_MISSING"
    VALUE_TOO_LONG = "VALUE_TOO_LONG"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    NIP_MISSING = "NIP_MISSING"
    NIP_LOST = "NIP_LOST"
    NIP_NOT_DIGITS = "NIP_NOT_DIGITS"
    NIP_LENGTH = "NIP_LENGTH"
    NIP_BIRTH_DATE = "NIP_BIRTH_DATE"
    NIP_APPOINTMENT_YEAR = "NIP_APPOINTMENT_YEAR"
    NIP_APPOINTMENT_CODE = "NIP_APPOINTMENT_CODE"
    NIP_SEX = "NIP_SEX"
    NIP_SERIAL = "NIP_SERIAL"
    NIP_TWICE = "NIP_TWICE"
    SIASN_ID_TWICE = "SIASN_ID_TWICE"
    SIASN_ID_TAKEN = "SIASN_ID_TAKEN"
    EMPLOYMENT_UNKNOWN = "EMPLOYMENT_UNKNOWN"
    EMPLOYMENT_DIFFERS = "EMPLOYMENT_DIFFERS"
    BIRTH_DIFFERS = "BIRTH_DIFFERS"
    BIRTH_UNREADABLE = "BIRTH_UNREADABLE"
    SEX_DIFFERS = "SEX_DIFFERS"
    GOLONGAN_UNKNOWN = "GOLONGAN_UNKNOWN"
    GOLONGAN_MISMATCH = "GOLONGAN_MISMATCH"
    ESELON_UNKNOWN = "ESELON_UNKNOWN"
    JENJANG_UNKNOWN = "JENJANG_UNKNOWN"
    JOB_KIND_UNKNOWN = "JOB_KIND_UNKNOWN"
    STANDING_UNKNOWN = "STANDING_UNKNOWN"
    CAPACITY_UNKNOWN = "CAPACITY_UNKNOWN"
    UNIT_MISSING = "UNIT_MISSING"
    UNIT_UNKNOWN = "UNIT_UNKNOWN"
    UNIT_AMBIGUOUS = "UNIT_AMBIGUOUS"
    UNIT_NEW = "UNIT_NEW"
    UNIT_NEW_SIMILAR = "UNIT_NEW_SIMILAR"
    OPD_NEW = "OPD_NEW"
    OPD_NEW_SIMILAR = "OPD_NEW_SIMILAR"
    SUPERIOR_NIP_WRONG = "SUPERIOR_NIP_WRONG"
    SUPERIOR_UNKNOWN = "SUPERIOR_UNKNOWN"
    SUPERIOR_REFUSED = "SUPERIOR_REFUSED"
    SUPERIOR_SELF = "SUPERIOR_SELF"
    SUPERIOR_NAME_UNKNOWN = "SUPERIOR_NAME_UNKNOWN"
    SUPERIOR_NAME_AMBIGUOUS = "SUPERIOR_NAME_AMBIGUOUS"
    SUPERIOR_BY_NAME = "SUPERIOR_BY_NAME"
    SUPERIOR_NAME_DIFFERS = "SUPERIOR_NAME_DIFFERS"
    SUPERIOR_NOT_ASN = "SUPERIOR_NOT_ASN"
    SUPERIOR_EMPTY = "SUPERIOR_EMPTY"
    SUPERIOR_INACTIVE = "SUPERIOR_INACTIVE"
    SUPERIOR_CYCLE = "SUPERIOR_CYCLE"
    ACTING_RUNS = "ACTING_RUNS"
    RATER_LEFT = "RATER_LEFT"
    LINE_ENDED = "LINE_ENDED"
    DATE_MOVED = "DATE_MOVED"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a line (0: the whole file); `values` fill the words."""

    line: int
    code: FindingCode
    column: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> FindingLevel:
        """ERROR refuses the row (or the file), the others do not."""
        return FindingLevel(_table()[self.code]["level"])

    @property
    def message(self) -> str:
        """What is wrong, in Indonesian."""
        return words(self.code, self.value, self.values)[0]

    @property
    def advice(self) -> str:
        """What to do about it, in Indonesian."""
        return words(self.code, self.value, self.values)[1]


class FileRefused(Exception):  # a refusal is a fact, not a program error
    """The file as a whole cannot be taken; `finding` says why and what to do."""

    def __init__(self, code: FindingCode, value: str = "", **values: object) -> None:
        self.finding = found(0, code, "", value, **values)
        super().__init__(f"{self.finding.message} {self.finding.advice}")


def found(
    line: int, code: FindingCode, column: str = "", value: object = "", **values: object
) -> Finding:
    """A finding; `value` is the cell as read, cut to what fits a report."""
    return Finding(
        line,
        code,
        column[:80],
        show(value)[:SHOWN],
        {name: show(it) for name, it in values.items()},
    )


def words(
    code: FindingCode, value: str, values: Mapping[str, str], language: Language = "id"
) -> tuple[str, str]:
    """Message and advice of a code, filled with the values."""
    text = _table()[code][language]
    filled = {**values, "value": value}
    return text["message"].format_map(filled), text["advice"].format_map(filled)


def show(value: object) -> str:
    """A cell or value as a person reads it: dates the Indonesian way, whole numbers without .0."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _table() -> dict[str, Any]:
    table: dict[str, Any] = load("staff_findings")
    return table
