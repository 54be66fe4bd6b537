"""The NIP rule: a table a civil servant could check, and what must hold for any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.rules.nip import Nip, NipProblem, Sex, read_nip, show_nip
from schema.rules.vocabulary import EmploymentKind

TODAY = date(2026, 10, 6)
GOOD = "198503122010011005"


@pytest.mark.parametrize(
    "raw",
    [
        GOOD,
        "19850312 201001 1 005",
        "19850312.201001.1.005",
        "19850312-201001-1-005",
        f"'{GOOD}",
        f"  {GOOD}\u00a0",
    ],
)
def test_reads_a_nip_however_it_is_spaced(raw: str) -> None:
    expected = Nip(GOOD, date(1985, 3, 12), EmploymentKind.PNS, Sex.MALE)
    assert read_nip(raw, TODAY) == expected


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (None, NipProblem.MISSING),
        ("", NipProblem.MISSING),
        (" ' ", NipProblem.MISSING),
        (198503122010011005, NipProblem.LOST),
        (1.98503122010011e17, NipProblem.LOST),
        (True, NipProblem.LOST),
        ("1.98503E+17", NipProblem.LOST),
        ("1,98503E+17", NipProblem.LOST),
        ("1e17", NipProblem.LOST),
        ("198503122010011005.0", NipProblem.LOST),
        ("198503122010011005,00", NipProblem.LOST),
        ("198.503.122.010.011.005", NipProblem.LOST),
        ("198,503,122,010,011,005", NipProblem.LOST),
        # Stripped of everything but digits this would be the NIP of somebody else.
        ("1.98503122010011005E+17", NipProblem.LOST),
        ("19850312201001100A", NipProblem.NOT_DIGITS),
        ("19850312/201001/1/005", NipProblem.NOT_DIGITS),
        ("١٩٨٥٠٣١٢٢٠١٠٠١١٠٠٥", NipProblem.NOT_DIGITS),
        ("19850312201001100", NipProblem.LENGTH),
        ("1985031220100110055", NipProblem.LENGTH),
        ("1401234567", NipProblem.LENGTH),
        ("198502292010011005", NipProblem.BIRTH_DATE),
        ("198513122010011005", NipProblem.BIRTH_DATE),
        ("188503122010011005", NipProblem.BIRTH_DATE),
        ("198503122001011005", NipProblem.APPOINTMENT_YEAR),
        ("198503122028011005", NipProblem.APPOINTMENT_YEAR),
        ("198503122010001005", NipProblem.APPOINTMENT_CODE),
        ("198503122010131005", NipProblem.APPOINTMENT_CODE),
        ("198503122010201005", NipProblem.APPOINTMENT_CODE),
        ("198503122010013005", NipProblem.SEX),
        ("198503122010010005", NipProblem.SEX),
        ("198503122010011000", NipProblem.SERIAL),
    ],
)
def test_names_what_is_wrong(raw: object, problem: NipProblem) -> None:
    assert read_nip(raw, TODAY) is problem


@pytest.mark.parametrize(
    ("digits", "employment", "sex"),
    [
        ("198503122002011001", EmploymentKind.PNS, Sex.MALE),  # 17 years after birth
        ("198503122027122999", EmploymentKind.PNS, Sex.FEMALE),  # next year's appointment
        ("199511202024212007", EmploymentKind.PPPK, Sex.FEMALE),
        ("199511202024991007", EmploymentKind.PPPK, Sex.MALE),
        ("200002292020011001", EmploymentKind.PNS, Sex.MALE),  # a leap day
    ],
)
def test_tells_employment_and_sex(digits: str, employment: EmploymentKind, sex: Sex) -> None:
    nip = read_nip(digits, TODAY)
    assert isinstance(nip, Nip)
    assert (nip.employment, nip.sex) == (employment, sex)


def test_shows_a_nip_as_letters_write_it() -> None:
    assert show_nip(GOOD) == "19850312 201001 1 005"


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none()))
def test_any_cell_gives_a_nip_or_a_problem(raw: object) -> None:
    read = read_nip(raw, TODAY)
    assert isinstance(read, NipProblem) or (len(read.digits) == 18 and isinstance(raw, str))


@given(
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.integers(18, 20),
    st.sampled_from([*range(1, 13), *range(21, 100)]),
    st.sampled_from([1, 2]),
    st.integers(1, 999),
)
def test_every_well_formed_nip_is_read_back(
    birth: date, age: int, code: int, sex: int, serial: int
) -> None:
    digits = f"{birth:%Y%m%d}{birth.year + age}{code:02}{sex}{serial:03}"
    nip = read_nip(show_nip(digits), TODAY)
    assert isinstance(nip, Nip)
    assert (nip.digits, nip.birth) == (digits, birth)


@given(st.integers(10**14, 10**18), st.integers(0, 99))
def test_a_number_written_out_is_never_a_nip(number: int, cents: int) -> None:
    for text in (f"{number}.{cents:02}", f"{number},{cents:02}", f"{number:.5E}", f"{number:,}"):
        assert read_nip(text, TODAY) is NipProblem.LOST
