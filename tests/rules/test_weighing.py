"""The annual evaluation weighs in words: what is weighed, what is owed, what changed since."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import explained_rules
from schema.rules.marked import RuleMark, RuleTopic
from schema.rules.rule_settings import RuleKey
from schema.rules.suggestion import Step
from schema.rules.vocabulary import PeriodKind, Predikat
from schema.rules.weighing import (
    Weighed,
    YearChange,
    YearChangeKind,
    YearResult,
    changes_since,
    is_weighed,
    owes_weighing,
    weighing_duty,
)

B, T, Y = PeriodKind.BULANAN, PeriodKind.TRIWULAN, PeriodKind.TAHUNAN
RULES = delivered_rulebook()
RULE = RULES.for_period(date(2026, 12, 31)).weighing
GIVEN = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)
YEAR_END = date(2026, 12, 31)


# Of a period that is no year nothing is weighed; of a year everything that was delivered in it.
@pytest.mark.parametrize(
    ("kind", "kinds", "required", "steps"),
    [
        (T, [T, T], False, []),
        (B, [], False, []),
        (Y, [], False, ["YEAR_NO_RESULTS"]),
        (Y, [T], True, ["YEAR_RESULTS 1", "YEAR_NO_MEAN", "YEAR_IN_WORDS 20"]),
        (Y, [T, T, T, T], True, ["YEAR_RESULTS 4", "YEAR_NO_MEAN", "YEAR_IN_WORDS 20"]),
        # Two posts in the year: the evaluation of the first part is weighed too, and alone.
        (Y, [T, Y], True, ["YEAR_RESULTS 1", "YEAR_PARTS 1", "YEAR_NO_MEAN", "YEAR_IN_WORDS 20"]),
        (Y, [Y], True, ["YEAR_PARTS 1", "YEAR_NO_MEAN", "YEAR_IN_WORDS 20"]),
    ],
)
def test_what_is_owed(
    kind: PeriodKind, kinds: list[PeriodKind], required: bool, steps: list[str]
) -> None:
    duty = weighing_duty(RULE, kind, kinds)
    assert duty.required is required
    assert [" ".join((step.code, *step.values.values())) for step in duty.steps] == steps


@pytest.mark.parametrize(
    ("text", "owes"),
    [
        ("", True),
        ("                              ", True),
        ("Tahun yang baik.", True),  # 16 letters
        ("Triwulan II diberi bobot lebih.", False),
    ],
)
def test_words_of_twenty_letters_weigh_something(text: str, owes: bool) -> None:
    assert owes_weighing(weighing_duty(RULE, Y, [T]), text) is owes
    assert not owes_weighing(weighing_duty(RULE, Y, []), text)


def test_nothing_is_owed_before_the_rule() -> None:
    assert RULES.on(RuleKey.WEIGHING, date(2020, 12, 31)) is None
    assert not weighing_duty(None, Y, [T]).required


def test_a_result_that_names_no_way_of_weighing_owes_none() -> None:
    """Those given before there was one name five rows."""
    before = RULES.named(
        "adil-saran-1 adil-capaian-rating-1 adil-bagian-1 adil-bukti-1 adil-terpisah-1"
    )
    assert (before.weighing, before.copying) == (None, None)


def test_the_rule_says_what_is_of_the_regulation_and_what_is_ours() -> None:
    setting = RULES.on(RuleKey.WEIGHING, YEAR_END)
    assert setting is not None
    assert setting.mark is RuleMark.DESIGN
    assert setting.title.endswith("sedikitnya 20 huruf")
    [principle] = [it for it in explained_rules() if it.topic is RuleTopic.YEAR_PRINCIPLE]
    assert principle.mark is RuleMark.UNVERIFIED


# Part of the year from 1 July: what of the year does its evaluation weigh?
@pytest.mark.parametrize(
    ("kind", "ends", "counts"),
    [
        (T, date(2026, 3, 31), True),
        (T, date(2026, 9, 30), True),
        (B, date(2026, 12, 31), True),
        (Y, date(2026, 6, 30), True),  # the evaluation of the part before
        (Y, date(2026, 12, 31), False),  # of the same days
    ],
)
def test_periodic_results_and_earlier_parts_are_weighed(
    kind: PeriodKind, ends: date, counts: bool
) -> None:
    assert is_weighed(kind, ends, date(2026, 7, 1)) is counts


def quarter(number: int, version: int = 1, days_later: int = -20, **other: object) -> YearResult:
    """The result of a quarter, delivered so many days after the annual one."""
    ends = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), YEAR_END][number - 1]
    values: dict[str, object] = {
        "review_id": number,
        "number": version,
        "ends": ends,
        "delivered_at": GIVEN + timedelta(days=days_later),
        "predikat": Predikat.BAIK,
    }
    return YearResult(**{**values, **other})  # type: ignore[arg-type]  # a table of cases


ALL = [quarter(1), quarter(2), quarter(3), quarter(4)]


def weighed(*results: YearResult) -> list[Weighed]:
    """These results as they were weighed."""
    return [Weighed(it.review_id, it.number, it.predikat) for it in results]


def test_nothing_has_changed() -> None:
    assert changes_since(weighed(*ALL), ALL, GIVEN, YEAR_END) == []


def test_a_corrected_quarter_is_told_with_what_was_weighed() -> None:
    corrected = quarter(2, 2, 5, predikat=Predikat.SANGAT_BAIK)
    now = [quarter(1), corrected, quarter(3), quarter(4)]
    assert changes_since(weighed(*ALL), now, GIVEN, YEAR_END) == [
        YearChange(YearChangeKind.CHANGED, corrected, Predikat.BAIK)
    ]


def test_a_change_that_kept_the_predikat_is_a_change() -> None:
    now = [quarter(1, 2, 5), *ALL[1:]]
    assert [it.now.review_id for it in changes_since(weighed(*ALL), now, GIVEN, YEAR_END)] == [1]


def test_what_came_later_was_weighed_by_nobody() -> None:
    late = quarter(4, days_later=1)
    assert changes_since(weighed(*ALL[:3]), [*ALL[:3], late], GIVEN, YEAR_END) == [
        YearChange(YearChangeKind.LATER, late, None)
    ]


def test_what_the_rater_could_not_see_then_is_no_change_now() -> None:
    # A former rater sees only own results: the others stood already, and were not shown.
    assert changes_since(weighed(*ALL[:1]), ALL, GIVEN, YEAR_END) == []


def test_the_time_after_a_part_does_not_change_it() -> None:
    later = [quarter(3, days_later=60), quarter(4, days_later=90)]
    assert changes_since(weighed(*ALL[:2]), [*ALL[:2], *later], GIVEN, date(2026, 6, 30)) == []


versions = st.dictionaries(st.integers(1, 4), st.integers(1, 3))


@given(versions, versions)
def test_each_result_is_told_once_and_only_if_it_moved(
    then: dict[int, int], today: dict[int, int]
) -> None:
    before = weighed(*(quarter(number, version) for number, version in then.items()))
    now = [quarter(number, version) for number, version in today.items()]
    told = [it.now.review_id for it in changes_since(before, now, GIVEN, YEAR_END)]
    assert told == [key for key in today if key in then and then[key] != today[key]]


@given(st.sampled_from(PeriodKind), st.lists(st.sampled_from(PeriodKind), max_size=20))
def test_words_are_owed_exactly_for_a_year_with_results(
    kind: PeriodKind, kinds: list[PeriodKind]
) -> None:
    duty = weighing_duty(RULE, kind, kinds)
    assert duty.required is (kind is Y and len(kinds) > 0)
    counted = [step for step in duty.steps if step.code in {"YEAR_RESULTS", "YEAR_PARTS"}]
    assert sum(int(step.values["count"]) for step in counted) == (
        len(kinds) if duty.required else 0
    )
    # Nothing that the rule says is a rating or a predikat: no mean can come from here.
    assert not {value for step in duty.steps for value in step.values.values()} & set(Predikat)
    assert Step("YEAR_NO_MEAN") in duty.steps or not duty.required
