"""NIP and NI PPPK: the 18 digits that name an ASN (PerkaBKN 22/2007, PP 49/2018; domain.md 8.1).

A NIP that a spreadsheet has turned into a number is lost, never repaired: the digits that were
rounded away may leave a number that is somebody else's."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schema.rules.vocabulary import EmploymentKind

LENGTH = 18
YOUNGEST = 17  # years between birth and appointment
FIRST_PPPK_CODE = 21  # digits 13-14: a month for PNS, from here on the frequency code of a PPPK

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d*)?[eE][+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SEPARATORS = re.compile(r"[\s.\-]")


class NipProblem(StrEnum):
    """What is wrong with a NIP, as a code; the words stand in reference/staff_findings.json."""

    MISSING = "NIP_MISSING"
    LOST = "NIP_LOST"
    NOT_DIGITS = "NIP_NOT_DIGITS"
    LENGTH = "NIP_LENGTH"
    BIRTH_DATE = "NIP_BIRTH_DATE"
    APPOINTMENT_YEAR = "NIP_APPOINTMENT_YEAR"
    APPOINTMENT_CODE = "NIP_APPOINTMENT_CODE"
    SEX = "NIP_SEX"
    SERIAL = "NIP_SERIAL"


class Sex(StrEnum):
    """As digit 15 of a NIP tells it. The personal record may differ and is right then."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class Nip:
    """A well-formed NIP: its 18 digits and what they say."""

    digits: str
    birth: date
    employment: EmploymentKind
    sex: Sex


def read_nip(raw: object, today: date) -> Nip | NipProblem:
    """The NIP in a cell, or what is wrong with it.

    `raw` is the cell as the file gives it: a number means that the NIP is lost. Spaces, dots,
    hyphens and a leading apostrophe are taken off, nothing else. `today` bounds the year of
    appointment."""
    if raw is None:
        return NipProblem.MISSING
    if not isinstance(raw, str):
        return NipProblem.LOST
    text = raw.strip().removeprefix("'").strip()
    if not text:
        return NipProblem.MISSING
    if _is_number_as_text(text):
        return NipProblem.LOST
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdecimal()):
        return NipProblem.NOT_DIGITS
    return _parse(digits, today) if len(digits) == LENGTH else NipProblem.LENGTH


def show_nip(digits: str) -> str:
    """The NIP as letters write it: "19850312 201001 1 005"."""
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def _is_number_as_text(text: str) -> bool:
    # "1,985E+17", "198503122010011005.0", "198.503.122.010.011.005": a number was written out.
    return any(form.fullmatch(text) for form in (_SCIENTIFIC, _DECIMAL, _GROUPED))


def _parse(digits: str, today: date) -> Nip | NipProblem:
    birth = _date(digits[:8])
    if birth is None:
        return NipProblem.BIRTH_DATE
    if not birth.year + YOUNGEST <= int(digits[8:12]) <= today.year + 1:
        return NipProblem.APPOINTMENT_YEAR
    employment = _employment(int(digits[12:14]))
    if employment is None:
        return NipProblem.APPOINTMENT_CODE
    if digits[14] not in set(Sex):
        return NipProblem.SEX
    if digits[15:] == "000":
        return NipProblem.SERIAL
    return Nip(digits, birth, employment, Sex(digits[14]))


def _employment(code: int) -> EmploymentKind | None:
    if 1 <= code <= 12:
        return EmploymentKind.PNS
    return EmploymentKind.PPPK if code >= FIRST_PPPK_CODE else None


def _date(digits: str) -> date | None:
    if digits[:2] not in {"19", "20"}:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
