"""What counts as copied, by cases that a rater would argue about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.rule_settings import delivered_rulebook
from schema.rules.copying import (
    CopyKind,
    Earlier,
    Known,
    Mark,
    Said,
    Source,
    copy_mark,
    owes_reason,
    same,
    trace_of,
    traces_of,
    words_of,
)
from schema.rules.marked import RuleMark
from schema.rules.rule_settings import RuleKey
from schema.rules.vocabulary import PeriodKind, Rating

RULES = delivered_rulebook()
RULE = RULES.for_period(date(2026, 9, 30)).copying
assert RULE is not None
LEAST_WORDS = RULE.words
A, S, D = Rating.DI_ATAS, Rating.SESUAI, Rating.DI_BAWAH
LAST = Source(7, 1, PeriodKind.TRIWULAN, 2026, 2)
OLDER = Source(5, 2, PeriodKind.TRIWULAN, 2026, 1)
NOTE = "Laporan imunisasi selesai tepat waktu setiap bulan."
BEFORE = Mark(CopyKind.SAME_AS_BEFORE, LAST)
OTHERS = Mark(CopyKind.SAME_FOR_OTHERS, None)


def known(note: str = NOTE, rating: Rating = S, others: dict[str, int] | None = None) -> Known:
    """The last result said this of the item "BOP"; so many others got these words."""
    counted = {trace_of(words): count for words, count in (others or {}).items()}
    return Known((Earlier(LAST, {"BOP": Said(rating, note)}),), counted)


# The last result rated BOP with SESUAI and NOTE.
@pytest.mark.parametrize(
    ("key", "rating", "note", "mark"),
    [
        ("BOP", S, NOTE, BEFORE),
        # Capitals, signs and spaces make no new words.
        ("BOP", S, "  LAPORAN imunisasi, selesai tepat-waktu setiap bulan!! ", BEFORE),
        ("BOP", A, NOTE, None),  # another rating
        ("BOP", S, f"{NOTE} Juga di dusun.", None),  # other words
        ("AKU", S, NOTE, None),  # another item
        ("BOP", S, "", None),
        ("BOP", None, NOTE, None),  # not rated yet
    ],
)
def test_the_same_rating_and_words_as_last_time(
    key: str, rating: Rating | None, note: str, mark: Mark | None
) -> None:
    assert copy_mark(RULE, key, Said(rating, note), None, known()) == mark


@pytest.mark.parametrize(
    ("note", "counts"),
    [
        ("", False),
        ("Sesuai target.", False),
        ("Sesuai dengan target semua.", False),  # four words
        ("Sesuai dengan target semua kegiatan.", True),  # five
    ],
)
def test_few_words_are_nobodys(note: str, counts: bool) -> None:
    alike = copy_mark(RULE, "BOP", Said(S, note), None, known(note))
    shared = copy_mark(RULE, "AKU", Said(S, note), None, known(others={note: 3}))
    assert (alike is not None, shared is not None) == (counts, counts)


# One other member of the team got these words from this rater in this period: two are several.
@pytest.mark.parametrize(("others", "mark"), [(0, None), (1, OTHERS), (13, OTHERS)])
def test_the_same_words_for_several_people(others: int, mark: Mark | None) -> None:
    found = copy_mark(RULE, "AKU", Said(D, NOTE), None, known("", others={NOTE: others}))
    assert found == mark


def test_what_was_taken_is_marked_however_short() -> None:
    assert copy_mark(RULE, "BOP", Said(S, ""), OLDER, known()) == Mark(CopyKind.TAKEN, OLDER)


def test_of_several_results_the_newest_is_named() -> None:
    said = {"BOP": Said(S, NOTE)}
    both = Known((Earlier(LAST, said), Earlier(OLDER, said)))
    assert copy_mark(RULE, "BOP", Said(S, NOTE), None, both) == BEFORE
    one = Known((Earlier(LAST, {"BOP": Said(A, NOTE)}), Earlier(OLDER, said)))
    found = copy_mark(RULE, "BOP", Said(S, NOTE), None, one)
    assert found == Mark(CopyKind.SAME_AS_BEFORE, OLDER)


def test_own_earlier_result_is_named_before_the_team() -> None:
    assert copy_mark(RULE, "BOP", Said(S, NOTE), None, known(others={NOTE: 5})) == BEFORE


@pytest.mark.parametrize("had", [None, Mark(CopyKind.TAKEN, OLDER), OTHERS])
def test_a_correction_that_leaves_an_item_alone_copies_nothing_new(had: Mark | None) -> None:
    facts = known(others={NOTE: 2})
    given_so = Known(facts.earlier, facts.others, {"BOP": (Said(S, NOTE), had)})
    assert copy_mark(RULE, "BOP", Said(S, NOTE.upper()), None, given_so) == had
    # What the correction changes is judged as in any other draft.
    changed = Known(facts.earlier, facts.others, {"BOP": (Said(A, "Cuti."), had)})
    assert copy_mark(RULE, "BOP", Said(S, NOTE), None, changed) == BEFORE


def test_rule_is_dated_and_ours() -> None:
    setting = RULES.on(RuleKey.COPYING, date(2026, 9, 30))
    assert setting is not None
    assert setting.mark is RuleMark.DESIGN
    assert RULES.on(RuleKey.COPYING, date(2020, 1, 1)) is None
    assert copy_mark(None, "BOP", Said(S, NOTE), OLDER, known()) is None


@pytest.mark.parametrize(
    ("reason", "owes"),
    [("", True), ("   sama     ", True), ("Tugasnya sama.", False)],
)
def test_a_copy_says_why_in_ten_letters(reason: str, owes: bool) -> None:
    assert owes_reason(RULE, reason) is owes
    assert not owes_reason(None, reason)


def test_traces_show_no_words_and_come_once() -> None:
    assert traces_of([NOTE, NOTE.upper(), "", " .. "]) == [trace_of(NOTE)]
    assert len(trace_of(NOTE)) == 16
    assert trace_of("Laporan imunisasi selesai tepat waktu tiap bulan.") != trace_of(NOTE)


notes = st.text(max_size=200)
saids = st.builds(Said, st.sampled_from(Rating), notes)


@given(notes)
def test_signs_and_capitals_never_matter(note: str) -> None:
    dressed = f"  {note}  !"
    assert trace_of(dressed) == trace_of(note)
    assert words_of(" ".join(words_of(note))) == words_of(note)


@given(saids, saids)
def test_another_rating_or_other_words_end_the_likeness(before: Said, now: Said) -> None:
    facts = Known((Earlier(LAST, {"BOP": before}),))
    mark = copy_mark(RULE, "BOP", now, None, facts)
    if before.rating is not now.rating or words_of(before.note) != words_of(now.note):
        assert mark is None
    else:
        assert same(before, now)
        assert (mark is not None) is (len(words_of(now.note)) >= LEAST_WORDS)


@given(saids, st.integers(0, 20))
def test_more_people_with_the_same_words_never_take_a_mark_away(said: Said, others: int) -> None:
    def marked(count: int) -> bool:
        facts = Known((), {trace_of(said.note): count})
        return copy_mark(RULE, "BOP", said, None, facts) is not None

    assert marked(others + 1) or not marked(others)
