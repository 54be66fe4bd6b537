"""The parts of a period: tables of cases that a personnel officer can check with a calendar."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.rules.reporting import Line
from schema.rules.stints import Away, Days, Post, Stint, months_of, part_of, served_from, stints
from schema.rules.vocabulary import AbsenceKind, Capacity, EmploymentKind

YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))
LONG_AGO = date(2015, 3, 1)
AFTER = date(2027, 1, 15)
HERE, THERE = (1, 10), (2, 20)
DEWI, HENDRA, RAHMAT = 1, 2, 3


def day(text: str) -> date:
    """07-15 of 2026."""
    return date.fromisoformat(f"2026-{text}")


def line(rater: int, starts: str = "", ends: str = "", capacity: str = "DEFINITIF") -> Line:
    """A line within 2026; "" is long ago, or open."""
    return Line(
        rater, Capacity(capacity), day(starts) if starts else LONG_AGO, day(ends) if ends else None
    )


MONTHS: list[tuple[str, str, str]] = [
    ("01-01", "12-31", "12.0"),
    ("07-01", "09-30", "3.0"),
    ("07-01", "08-15", "1.5"),  # 1 + 15/31 = 1.48
    ("08-16", "09-30", "1.5"),  # 16/31 + 1 = 1.52
    ("02-01", "02-14", "0.5"),
    ("02-01", "02-28", "1.0"),
    ("01-31", "01-31", "0.0"),  # 1/31 = 0.03
    ("01-31", "02-01", "0.1"),  # 1/31 + 1/28 = 0.07
    ("04-16", "04-18", "0.1"),
    ("06-15", "12-31", "6.5"),  # 16/30 + 6 = 6.53
]


@pytest.mark.parametrize(("starts", "ends", "months"), MONTHS)
def test_months_are_counted_by_day(starts: str, ends: str, months: str) -> None:
    assert months_of([Days(day(starts), day(ends))]) == Decimal(months)


# posts, lines, away -> (starts, ends, months, rater, excused) of each part of the year
Part = tuple[str, str, str, int | None, str]
TABLE: list[tuple[str, list[Post], list[Line], list[Away], list[Part]]] = [
    (
        "one post, one rater",
        [Post(HERE, LONG_AGO)], [line(DEWI)], [],
        [("01-01", "12-31", "12.0", DEWI, "")],
    ),
    (
        "no post is known: the year is still one part",
        [], [line(DEWI)], [],
        [("01-01", "12-31", "12.0", DEWI, "")],
    ),
    (
        "moved on 1 July: two evaluations",
        [Post(HERE, LONG_AGO, day("06-30")), Post(THERE, day("07-01"))],
        [line(DEWI, ends="06-30"), line(RAHMAT, "07-01")], [],
        [("01-01", "06-30", "6.0", DEWI, ""), ("07-01", "12-31", "6.0", RAHMAT, "")],
    ),
    (
        "moved in the middle of a month: by day",
        [Post(HERE, LONG_AGO, day("06-14")), Post(THERE, day("06-15"))],
        [line(DEWI, ends="06-14"), line(RAHMAT, "06-15")], [],
        [("01-01", "06-14", "5.5", DEWI, ""), ("06-15", "12-31", "6.5", RAHMAT, "")],
    ),
    (
        "promoted under the same rater: one evaluation",
        [Post(HERE, LONG_AGO, day("06-30")), Post(THERE, day("07-01"))], [line(DEWI)], [],
        [("01-01", "12-31", "12.0", DEWI, "")],
    ),
    (
        "the same post recorded anew cuts nothing",
        [Post(HERE, LONG_AGO, day("06-30")), Post(HERE, day("07-01"))],
        [line(DEWI, ends="06-30"), line(RAHMAT, "07-01")], [],
        [("01-01", "12-31", "12.0", RAHMAT, "")],
    ),
    (
        "three posts",
        [
            Post(HERE, LONG_AGO, day("03-31")),
            Post(THERE, day("04-01"), day("09-30")),
            Post(HERE, day("10-01")),
        ],
        [line(DEWI, ends="03-31"), line(RAHMAT, "04-01", "09-30"), line(HENDRA, "10-01")], [],
        [
            ("01-01", "03-31", "3.0", DEWI, ""),
            ("04-01", "09-30", "6.0", RAHMAT, ""),
            ("10-01", "12-31", "3.0", HENDRA, ""),
        ],
    ),
    (
        "a Plt from October rates the year",
        [Post(HERE, LONG_AGO)], [line(DEWI), line(RAHMAT, "10-01", capacity="PLT")], [],
        [("01-01", "12-31", "12.0", RAHMAT, "")],
    ),
    (
        "a Plh in March rates nothing",
        [Post(HERE, LONG_AGO)], [line(DEWI), line(RAHMAT, "03-01", "03-20", "PLH")], [],
        [("01-01", "12-31", "12.0", DEWI, "")],
    ),
    (
        "vacant at the end: nobody gives it",
        [Post(HERE, LONG_AGO)], [line(DEWI, ends="11-30")], [],
        [("01-01", "12-31", "12.0", None, "")],
    ),
    (
        "CLTN from September: the months before, by who rated then",
        [Post(HERE, LONG_AGO)],
        [line(DEWI, ends="08-31")], [Away(AbsenceKind.CLTN, day("09-01"))],
        [("01-01", "12-31", "8.0", DEWI, "")],
    ),
    (
        "CLTN all year: no evaluation, and it says why",
        [Post(HERE, LONG_AGO)], [], [Away(AbsenceKind.CLTN, date(2025, 5, 1))],
        [("01-01", "12-31", "0.0", None, "CLTN")],
    ),
    (
        "back from study leave in July",
        [Post(HERE, LONG_AGO)], [line(DEWI, "07-01")],
        [Away(AbsenceKind.TUGAS_BELAJAR, date(2024, 9, 1), day("06-30"))],
        [("01-01", "12-31", "6.0", DEWI, "")],
    ),
    (
        "suspended in between",
        [Post(HERE, LONG_AGO)], [line(DEWI)],
        [Away(AbsenceKind.PEMBERHENTIAN_SEMENTARA, day("04-01"), day("06-30"))],
        [("01-01", "12-31", "9.0", DEWI, "")],
    ),
    (
        "MPP begins in October",
        [Post(HERE, LONG_AGO)], [line(DEWI)], [Away(AbsenceKind.MPP, day("10-01"))],
        [("01-01", "12-31", "9.0", DEWI, "")],
    ),
    (
        "three months of maternity leave lower nothing: they count",
        [Post(HERE, LONG_AGO)], [line(DEWI)],
        [Away(AbsenceKind.CUTI_SAH, day("04-01"), day("06-30"))],
        [("01-01", "12-31", "12.0", DEWI, "")],
    ),
    (
        "on lawful leave all year: nothing to rate",
        [Post(HERE, LONG_AGO)], [line(DEWI)],
        [Away(AbsenceKind.CUTI_SAH, date(2025, 11, 1), date(2027, 1, 31))],
        [("01-01", "12-31", "12.0", DEWI, "CUTI_SAH")],
    ),
    (
        "leave, then study leave: the title that takes out is named",
        [Post(HERE, LONG_AGO)], [line(DEWI)],
        [
            Away(AbsenceKind.CUTI_SAH, date(2025, 11, 1), day("10-31")),
            Away(AbsenceKind.TUGAS_BELAJAR, day("11-01")),
        ],
        [("01-01", "12-31", "10.0", DEWI, "TUGAS_BELAJAR")],
    ),
]  # fmt: skip


def shown(parts: list[Stint]) -> list[Part]:
    """Parts as the table writes them."""
    return [
        (
            f"{it.starts:%m-%d}",
            f"{it.ends:%m-%d}",
            str(it.months),
            it.line.rater_id if it.line else None,
            it.excused or "",
        )
        for it in parts
    ]


@pytest.mark.parametrize(
    ("posts", "lines", "away", "expected"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_parts_of_a_year(
    posts: list[Post], lines: list[Line], away: list[Away], expected: list[Part]
) -> None:
    assert shown(stints(YEAR, posts, lines, away, LONG_AGO, AFTER)) == expected


def test_what_another_rater_saw_is_an_input_with_its_months() -> None:
    lines = [line(DEWI, ends="08-15"), line(RAHMAT, "08-16")]
    (part,) = stints(QUARTER, [Post(HERE, LONG_AGO)], lines, [], LONG_AGO, AFTER)
    (share,) = part.former
    assert (share.rater_id, share.months) == (DEWI, Decimal("1.5"))
    assert (share.starts, share.ends) == (day("07-01"), day("08-15"))


def test_a_rater_of_two_posts_with_another_in_between_gives_one_evaluation() -> None:
    posts = [Post(HERE, LONG_AGO), Post(THERE, day("04-01")), Post(HERE, day("10-01"))]
    lines = [line(DEWI, ends="03-31"), line(RAHMAT, "04-01", "09-30"), line(DEWI, "10-01")]
    parts = stints(YEAR, posts, lines, [], LONG_AGO, AFTER)
    mine = part_of(parts, DEWI)
    assert mine is not None
    assert (mine.months, len(parts)) == (Decimal("6.0"), 3)
    assert part_of(parts, HENDRA) is None


def test_while_a_period_runs_today_decides_who_judges() -> None:
    lines = [line(DEWI, ends="08-15"), line(RAHMAT, "08-16")]
    posts = [Post(HERE, LONG_AGO)]
    (early,) = stints(QUARTER, posts, lines, [], LONG_AGO, day("08-01"))
    (late,) = stints(QUARTER, posts, lines, [], LONG_AGO, day("08-20"))
    assert [it.line.rater_id for it in (early, late) if it.line] == [DEWI, RAHMAT]


SERVED: list[tuple[str, EmploymentKind, list[Post], date]] = [
    ("199902142026052005", EmploymentKind.PNS, [], date(2026, 5, 1)),
    ("199902142015032005", EmploymentKind.PNS, [Post(HERE, day("01-01"))], date(2015, 3, 1)),
    ("199511202026212007", EmploymentKind.PPPK, [Post(HERE, day("05-02"))], day("05-02")),
    ("199511202024212007", EmploymentKind.PPPK, [Post(HERE, day("05-02"))], date(2024, 1, 1)),
    ("199511202024212007", EmploymentKind.PPPK, [], date(2024, 1, 1)),
    # The number is wrong, the record may be right.
    ("900000000000000001", EmploymentKind.PNS, [Post(HERE, day("05-02"))], day("05-02")),
    ("900000000000000001", EmploymentKind.PPPK, [], date.min),
    ("199902142026092005", EmploymentKind.PNS, [Post(HERE, LONG_AGO)], LONG_AGO),
]


@pytest.mark.parametrize(("nip", "employment", "posts", "expected"), SERVED)
def test_the_first_day_of_service(
    nip: str, employment: EmploymentKind, posts: list[Post], expected: date
) -> None:
    assert served_from(nip, employment, posts) == expected


def test_appointed_in_the_year_is_rated_from_that_day() -> None:
    (part,) = stints(YEAR, [], [line(DEWI, "05-01")], [], day("05-01"), AFTER)
    assert (part.starts, part.months) == (day("05-01"), Decimal("8.0"))
    assert stints(YEAR, [], [line(DEWI)], [], date(2027, 3, 1), AFTER) == []


days = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@given(
    st.lists(st.tuples(st.integers(1, 3), days), max_size=5),
    st.lists(st.tuples(st.integers(1, 3), days, days), max_size=5),
    st.lists(st.tuples(st.sampled_from(list(AbsenceKind)), days, days), max_size=3),
    days,
)
def test_parts_tile_the_period_and_nobody_is_both_judge_and_input(
    posts: list[tuple[int, date]],
    lines: list[tuple[int, date, date]],
    away: list[tuple[AbsenceKind, date, date]],
    today: date,
) -> None:
    parts = stints(
        YEAR,
        [Post((place, place), starts) for place, starts in posts],
        [Line(rater, Capacity.DEFINITIF, starts, ends) for rater, starts, ends in lines],
        [Away(kind, starts, ends) for kind, starts, ends in away if starts <= ends],
        LONG_AGO,
        today,
    )
    assert (parts[0].starts, parts[-1].ends) == YEAR
    for one, after in pairwise(parts):
        assert (after.starts - one.ends).days == 1
    for part in parts:
        assert Decimal(0) <= part.months <= months_of([Days(part.starts, part.ends)])
        judge = part.line.rater_id if part.line else None
        assert judge not in {share.rater_id for share in part.former}
