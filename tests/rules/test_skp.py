"""The document of a plan: kept and read again, compared, typed in by either of the two."""

from dataclasses import replace

from schema.rules.skp import (
    Content,
    Edit,
    Indicator,
    LeaderRhk,
    PartEdit,
    PlannedRhk,
    content_of,
    difference,
    expectation_of,
)
from schema.rules.skp_edits import Typed, typed_by_employee, typed_by_leader
from schema.rules.vocabulary import Aspect, BehaviourValue, RhkKind, RhkScope, SkpApproach

LEADER, AT = 7, "2026-10-06T10:00:00+07:00"
VISITS = Indicator(Aspect.KUANTITAS, "Kunjungan rumah", "80", "kunjungan")
ONE = PlannedRhk("rhk-1", RhkKind.UTAMA, RhkScope.INDIVIDU, "Kunjungan", indicators=(VISITS,))
TWO = PlannedRhk("rhk-2", RhkKind.UTAMA, RhkScope.ORGANISASI, "Kepuasan", narrative="Cerita.")
EXTRA = PlannedRhk("rhk-3", RhkKind.TAMBAHAN, RhkScope.INDIVIDU, "Panitia", assigned_by="SK 1")
PLAN = Content(rhk=(ONE, TWO), support=("Komputer",))


def test_a_document_is_read_as_it_was_kept() -> None:
    marked = replace(
        ONE, leader=LeaderRhk(3, "rhk-9", "Induk"), template="perawat/1", kept=True, carried=True,
        edit=Edit(LEADER, AT, TWO),
    )  # fmt: skip
    whole = Content(
        approach=SkpApproach.KUALITATIF,
        rhk=(marked, EXTRA),
        values={BehaviourValue.BOP: "Ramah."},
        support=("a",), accountability=("b",), consequence=("c",),
        removed=(replace(TWO, edit=Edit(LEADER, AT)),),
        parts={"support": PartEdit(LEADER, AT, ("x",))},
    )  # fmt: skip
    assert content_of(whole.to_json()) == whole
    assert content_of({}) == Content()


def test_what_a_review_shows_follows_the_approach() -> None:
    item = replace(ONE, narrative="Cerita.", indicators=(VISITS, Indicator(None, "Mutu", "", "")))
    assert expectation_of(item, SkpApproach.KUANTITATIF) == "Kunjungan rumah: 80 kunjungan · Mutu"
    assert expectation_of(item, SkpApproach.KUALITATIF) == "Cerita."


def test_a_difference_names_what_came_went_and_changed() -> None:
    after = replace(
        PLAN, rhk=(replace(ONE, title="Lain"), EXTRA), values={BehaviourValue.KOL: "Ajak."},
        support=(), approach=SkpApproach.KUALITATIF,
    )  # fmt: skip
    found = difference(PLAN, after)
    assert (found.added, found.removed, found.changed) == (("rhk-3",), ("rhk-2",), ("rhk-1",))
    assert found.parts == ("approach", "KOL", "support")
    assert difference(PLAN, PLAN).parts == ()


def test_where_an_item_comes_from_changes_nothing_in_what_it_says() -> None:
    marked = replace(ONE, template="perawat/1", kept=True, carried=True, edit=Edit(LEADER, AT))
    assert difference(PLAN, replace(PLAN, rhk=(marked, TWO))).changed == ()


def test_the_employee_writes_adds_removes_and_sorts() -> None:
    typed = Typed(rhk=(replace(ONE, title="Baru"), EXTRA), removed=("rhk-2",), support=("Meja",))
    after = typed_by_employee(PLAN, typed)
    assert [item.title for item in after.rhk] == ["Baru", "Panitia"]
    assert after.support == ("Meja",)
    sorted_ = typed_by_employee(PLAN, Typed(order=("rhk-2", "rhk-1")))
    assert [item.key for item in sorted_.rhk] == ["rhk-2", "rhk-1"]


def test_utama_stands_before_tambahan_in_whatever_order_they_come() -> None:
    after = typed_by_employee(PLAN, Typed(rhk=(EXTRA,), order=("rhk-3", "rhk-1", "rhk-2")))
    assert [item.key for item in after.rhk] == ["rhk-1", "rhk-2", "rhk-3"]


def test_a_phone_cannot_invent_where_an_item_comes_from() -> None:
    forged = replace(EXTRA, template="perawat/1", kept=True, carried=True, edit=Edit(1, AT))
    [*_, item] = typed_by_employee(PLAN, Typed(rhk=(forged,))).rhk
    assert (item.template, item.kept, item.carried, item.edit) == ("", False, False, None)


def test_the_leader_leaves_who_when_and_the_words_before() -> None:
    after = typed_by_leader(PLAN, Typed(rhk=(replace(ONE, title="Lebih"),)), LEADER, AT)
    assert after.rhk[0].edit == Edit(LEADER, AT, ONE)
    assert after.rhk[1] == TWO
    again = typed_by_leader(after, Typed(rhk=(replace(ONE, title="Lagi"),)), LEADER, AT)
    assert again.rhk[0].edit == Edit(LEADER, AT, ONE), "the employee's own words are kept"
    assert after.edited


def test_an_edit_that_was_taken_back_is_none() -> None:
    after = typed_by_leader(PLAN, Typed(rhk=(replace(ONE, title="Lebih"),)), LEADER, AT)
    back = typed_by_leader(after, Typed(rhk=(ONE,)), LEADER, AT)
    assert back == PLAN
    assert not back.edited


def test_saving_the_same_words_is_no_edit() -> None:
    assert not typed_by_leader(PLAN, Typed(rhk=(ONE, TWO)), LEADER, AT).edited


def test_what_the_leader_takes_out_can_be_put_back_by_both() -> None:
    without = typed_by_leader(PLAN, Typed(removed=("rhk-1",)), LEADER, AT)
    assert [item.key for item in without.removed] == ["rhk-1"]
    assert without.edited
    assert typed_by_leader(without, Typed(rhk=(ONE,)), LEADER, AT).removed == ()
    again = typed_by_employee(without, Typed(rhk=(ONE,)))
    assert {item.key for item in again.rhk} == {"rhk-1", "rhk-2"}


def test_what_the_leader_added_and_takes_out_again_leaves_nothing() -> None:
    added = typed_by_leader(PLAN, Typed(rhk=(EXTRA,)), LEADER, AT)
    assert added.rhk[2].edit == Edit(LEADER, AT, None)
    gone = typed_by_leader(added, Typed(removed=("rhk-3",)), LEADER, AT)
    assert gone == PLAN


def test_the_lampiran_says_what_the_leader_changed_and_values_need_no_answer() -> None:
    after = typed_by_leader(PLAN, Typed(support=("Mobil",)), LEADER, AT)
    assert after.parts == {"support": PartEdit(LEADER, AT, ("Komputer",))}
    assert typed_by_leader(after, Typed(support=("Komputer",)), LEADER, AT).parts == {}
    valued = typed_by_leader(PLAN, Typed(values={BehaviourValue.BOP: "Ramah."}), LEADER, AT)
    assert not valued.edited


def test_settled_is_what_both_agreed_to() -> None:
    after = typed_by_leader(
        PLAN, Typed(rhk=(replace(ONE, title="Lebih"),), removed=("rhk-2",)), LEADER, AT
    )
    settled = after.settled()
    assert [(item.title, item.edit) for item in settled.rhk] == [("Lebih", None)]
    assert not settled.edited
