"""Rights: the table in words, what is lent for some days, and what an auditor reads."""

from datetime import date
from typing import Any

import pytest

from api.auth.identity import _WHO
from schema.models import JournalEntry, ReviewVersion, RoleGrant, WritingDelegation
from schema.reference import load
from schema.rules.permissions import ALLOWED, Operation, Relation
from schema.rules.vocabulary import Role
from tests.cast import NIPS, TODAY, Cast
from tests.graph import REFUSAL, SAVE, SUBMIT, Graph, filled_draft, opened_draft, submitted

RIGHTS = "query Rights { rights { operation text textEn roles relations } }"
GRANTS = f"""query Grants {{ grants {{ ... on GrantList {{
  rows {{ id role person {{ id }} starts ends lent }} }} {REFUSAL} }} }}"""
LEND_ROLE = f"""mutation Lend($role: Role!, $input: LendInput!) {{
  lendRole(role: $role, input: $input) {{ ... on GrantList {{ __typename rows {{ id role lent }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
END_ROLE = f"""mutation End($id: ID!, $reason: String!) {{ endLentRole(id: $id, reason: $reason) {{
  ... on GrantList {{ __typename rows {{ id }} }} {REFUSAL} }} }}"""
LENT = """query Lent { lentWriting { rows { id rater { id } writer { id } starts ends }
  drafts { reviewId person { id } raterId rated total } } }"""
LEND = f"""mutation Lend($input: LendInput!) {{ lendWriting(input: $input) {{
  ... on LentWritingList {{ __typename rows {{ id }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
END = f"""mutation End($id: ID!) {{ endLentWriting(id: $id) {{
  ... on LentWritingList {{ __typename rows {{ id }} }} {REFUSAL} }} }}"""
READ = f"""mutation Read($employee: ID!, $reason: String!) {{
  readResults(employeeId: $employee, reason: $reason) {{
  ... on AuditedResults {{ __typename results {{ number predikat items {{ rating }} }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
READINGS = "query Readings { myReadings { name reason } }"
DRAFT = """query Draft($id: ID!) { draft(reviewId: $id) {
  ... on Draft { version writtenBy { id } items { key } } } }"""
WHY = "Tugas luar daerah dua pekan."


def lending(to: str, **other: Any) -> dict[str, Any]:
    given = {"nip": NIPS[to], "starts": "2026-10-06", "ends": "2026-10-19", "reason": WHY}
    return {**given, **other}


async def lent(graph: Graph, by: str = "hendra", to: str = "wati", **other: Any) -> Any:
    return (await graph.ask(by, LEND, input=lending(to, **other)))["lendWriting"]


# --- the table --------------------------------------------------------------------------------


def test_every_operation_has_its_words_in_both_languages() -> None:
    words = load("rights")
    assert set(words) == {it.value for it in Operation}
    assert all(set(it) == {"id", "en"} and all(it.values()) for it in words.values())


async def test_the_app_shows_the_table_that_the_gates_use(graph: Graph) -> None:
    rows = (await graph.ask("sari", RIGHTS))["rights"]
    shown = {row["operation"]: {*row["roles"], *row["relations"]} for row in rows}
    assert shown == {it.value: {str(who) for who in ALLOWED[it]} for it in Operation}


def test_the_system_admin_sees_no_appraisal() -> None:
    allowed = {it for it in Operation if Role.SYSTEM_ADMIN in ALLOWED[it]}
    assert allowed == {Operation.READ_GRANTS}


CHANGING = {"SAVE", "SET", "IMPORT", "RESOLVE", "RECORD", "LEND", "NUDGE", "RATE", "DECIDE"}


def test_the_auditor_changes_nothing() -> None:
    allowed = {it.value for it in Operation if Role.AUDITOR in ALLOWED[it]}
    assert {it.split("_")[0] for it in allowed} == {"READ"}
    assert not {it.split("_")[0] for it in allowed} & CHANGING


def test_every_relation_is_used() -> None:
    used = {who for them in ALLOWED.values() for who in them}
    assert used >= set(Relation)


# --- lent writing -----------------------------------------------------------------------------


async def saved(graph: Graph, name: str, draft: Any, note: str = "Catatan titipan.") -> Any:
    items = [{"key": draft["items"][0]["key"], "rating": "SESUAI", "note": note}]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items}
    return (await graph.ask(name, SAVE, input=given))["saveDraft"]


async def test_a_colleague_writes_in_the_raters_name_and_it_is_on_record(
    graph: Graph, cast: Cast
) -> None:
    draft = await opened_draft(graph)
    assert (await saved(graph, "wati", draft))["code"] == "NOT_FOUND"
    assert (await lent(graph))["__typename"] == "LentWritingList"
    (mine,) = (await graph.ask("wati", LENT))["lentWriting"]["drafts"]
    assert (mine["reviewId"], mine["raterId"]) == (draft["reviewId"], str(cast.id("hendra")))
    assert (await saved(graph, "wati", draft))["__typename"] == "DraftSaved"
    (entry,) = await JournalEntry.filter(action="save_draft")
    assert (entry.actor_id, entry.subject) == (
        cast.accounts["wati"].id, f"review:{draft['reviewId']}",
    )  # fmt: skip
    shown = (await graph.ask("hendra", DRAFT, id=draft["reviewId"]))["draft"]
    assert shown["writtenBy"]["id"] == str(cast.id("wati"))
    draft["version"] = shown["version"]
    await saved(graph, "hendra", draft)
    shown = (await graph.ask("hendra", DRAFT, id=draft["reviewId"]))["draft"]
    assert shown["writtenBy"] is None
    assert await JournalEntry.filter(action="save_draft").count() == 1


async def test_giving_stays_with_the_rater(graph: Graph) -> None:
    draft = await filled_draft(graph)
    await lent(graph)
    trace = await graph.trace()
    asked = {"review": draft["reviewId"], "version": draft["version"], "request": "titipan-123"}
    assert (await graph.ask("wati", SUBMIT, **asked))["submitReview"]["code"] == "NOT_FOUND"
    assert (await graph.trace(), await ReviewVersion.all().count()) == (trace, 0)


async def test_nobody_writes_of_themselves_nor_outside_the_days(graph: Graph, cast: Cast) -> None:
    draft = await opened_draft(graph)
    await lent(graph, to="sari")
    assert (await saved(graph, "sari", draft))["code"] == "NOT_FOUND"
    assert (await graph.ask("sari", LENT))["lentWriting"]["drafts"] == []
    await lent(graph, starts="2026-10-07")
    assert (await saved(graph, "wati", draft))["code"] == "NOT_FOUND"


async def test_taken_back_it_ends_at_once(graph: Graph) -> None:
    draft = await opened_draft(graph)
    await lent(graph)
    (row,) = await WritingDelegation.all()
    for name in ("wati", "sari", "yuni"):
        assert (await graph.ask(name, END, id=str(row.id)))["endLentWriting"]["code"] == "NOT_FOUND"
    assert (await graph.ask("hendra", END, id=str(row.id)))["endLentWriting"]["rows"] == []
    assert (await saved(graph, "wati", draft))["code"] == "NOT_FOUND"


LEND_REFUSED: list[tuple[str, str, dict[str, str], str]] = [
    ("hendra", "hendra", {}, "SELF_LENDING"),
    ("hendra", "wati", {"nip": "123"}, "NIP_UNKNOWN"),
    ("hendra", "wati", {"reason": "cuti"}, "REASON_TOO_SHORT"),
    ("hendra", "wati", {"ends": "2026-10-05"}, "ENDS_BEFORE_START"),
    ("hendra", "wati", {"starts": "2026-10-05"}, "LENT_TOO_LONG"),
    ("hendra", "wati", {"ends": "2027-02-01"}, "LENT_TOO_LONG"),
    ("sari", "wati", {}, "NOT_ALLOWED"),
    ("sistem", "wati", {}, "NOT_ALLOWED"),
]


@pytest.mark.parametrize(("by", "to", "other", "code"), LEND_REFUSED)
async def test_lending_that_is_refused_leaves_nothing(
    graph: Graph, by: str, to: str, other: dict[str, str], code: str
) -> None:
    trace = await graph.trace()
    assert (await lent(graph, by=by, to=to, **other))["code"] == code
    assert (await graph.trace(), await WritingDelegation.all().count()) == (trace, 0)


async def test_the_same_days_are_lent_once(graph: Graph) -> None:
    await lent(graph)
    assert (await lent(graph, starts="2026-10-10"))["code"] == "LENT_ALREADY"


# --- lent roles -------------------------------------------------------------------------------


async def role_lent(graph: Graph, by: str = "yuni", role: str = "HR_ADMIN", **other: Any) -> Any:
    given = lending("wati", **other)
    return (await graph.ask(by, LEND_ROLE, role=role, input=given))["lendRole"]


async def test_a_role_is_lent_for_some_days_and_ends_by_itself(graph: Graph, cast: Cast) -> None:
    assert (await role_lent(graph))["__typename"] == "GrantList"
    (grant,) = await RoleGrant.filter(account_id=cast.accounts["wati"].id)
    assert (grant.role, grant.starts, grant.ends) == (Role.HR_ADMIN, TODAY, date(2026, 10, 19))
    assert "g.ends >= $3" in _WHO  # the door takes only what holds today
    (entry,) = await JournalEntry.filter(action="lend_role")
    assert (entry.reason, entry.actor_id) == (WHY, cast.accounts["yuni"].id)
    rows = (await graph.ask("asep", GRANTS))["grants"]["rows"]
    assert [it["lent"] for it in rows if it["person"] and it["id"] == str(grant.id)] == [True]
    ended = await graph.ask("yuni", END_ROLE, id=str(grant.id), reason="Sudah kembali bertugas.")
    assert str(grant.id) not in {it["id"] for it in ended["endLentRole"]["rows"]}
    await grant.refresh_from_db()
    assert grant.ends == date(2026, 10, 5)


async def test_what_was_granted_for_good_is_not_ended_here(graph: Graph, cast: Cast) -> None:
    grant = await RoleGrant.get(account_id=cast.accounts["asep"].id)
    answer = await graph.ask("yuni", END_ROLE, id=str(grant.id), reason="Tidak perlu lagi.")
    assert answer["endLentRole"]["code"] == "NOT_FOUND"


ROLE_REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("HR_ADMIN", {"nip": NIPS["yuni"]}, "SELF_LENDING"),
    ("AUDITOR", {}, "ROLE_NOT_LENT"),
    ("SYSTEM_ADMIN", {}, "ROLE_NOT_LENT"),
    ("PERFORMANCE_TEAM", {"nip": NIPS["tuti"]}, "LENT_ALREADY"),
    ("HR_ADMIN", {"nip": "x"}, "NIP_UNKNOWN"),
    ("HR_ADMIN", {"reason": "x"}, "REASON_TOO_SHORT"),
    ("HR_ADMIN", {"ends": "2027-10-01"}, "LENT_TOO_LONG"),
    ("HR_ADMIN", {"nip": NIPS["asep"]}, "ROLE_NOT_LENT"),  # an auditor changes nothing
]


@pytest.mark.parametrize(("role", "other", "code"), ROLE_REFUSED)
async def test_a_role_that_is_not_lent_leaves_nothing(
    graph: Graph, role: str, other: dict[str, str], code: str
) -> None:
    before, trace = await RoleGrant.all().count(), await graph.trace()
    assert (await role_lent(graph, role=role, **other))["code"] == code
    assert (await RoleGrant.all().count(), await graph.trace()) == (before, trace)


async def test_what_is_lent_is_not_lent_on_for_longer(graph: Graph, cast: Cast) -> None:
    own = await RoleGrant.get(account_id=cast.accounts["yuni"].id)
    own.ends = date(2026, 10, 18)
    await own.save()
    before, trace = await RoleGrant.all().count(), await graph.trace()
    answer = await role_lent(graph)
    assert (answer["code"], answer["field"]) == ("LENT_TOO_LONG", "ends")
    assert (await RoleGrant.all().count(), await graph.trace()) == (before, trace)
    assert (await role_lent(graph, ends="2026-10-18"))["__typename"] == "GrantList"


# --- reading as an auditor --------------------------------------------------------------------


async def test_an_auditor_reads_with_a_reason_that_the_person_sees(
    graph: Graph, cast: Cast
) -> None:
    await submitted(graph, await filled_draft(graph))
    asked = {"employee": str(cast.id("sari")), "reason": "Surat tugas 700/15/2026 (contoh)"}
    read = (await graph.ask("asep", READ, **asked))["readResults"]
    assert [it["predikat"] for it in read["results"]] == ["BAIK"]
    (mine,) = (await graph.ask("sari", READINGS))["myReadings"]
    assert (mine["name"], mine["reason"]) == ("Asep Contoh, S.Kep.", asked["reason"])
    (entry,) = await JournalEntry.filter(action="read_results")
    assert entry.subject == f"employee:{cast.id('sari')}"
    assert (await graph.ask("joko", READINGS))["myReadings"] == []


async def test_a_draft_is_no_business_of_an_auditor(graph: Graph, cast: Cast) -> None:
    await filled_draft(graph)
    asked = {"employee": str(cast.id("sari")), "reason": "Surat tugas 700/15/2026 (contoh)"}
    assert (await graph.ask("asep", READ, **asked))["readResults"]["results"] == []


@pytest.mark.parametrize("name", [it for it in [*NIPS, "sistem"] if it != "asep"])
async def test_nobody_else_reads_anybody(graph: Graph, cast: Cast, name: str) -> None:
    trace = await graph.trace()
    asked = {"employee": str(cast.id("sari")), "reason": "Surat tugas 700/15/2026 (contoh)"}
    assert (await graph.ask(name, READ, **asked))["readResults"]["code"] == "NOT_ALLOWED"
    assert await graph.trace() == trace


async def test_without_a_reason_nothing_is_read(graph: Graph, cast: Cast) -> None:
    await submitted(graph, await filled_draft(graph))
    trace = await graph.trace()
    asked = {"employee": str(cast.id("sari")), "reason": "audit"}
    assert (await graph.ask("asep", READ, **asked))["readResults"]["code"] == "REASON_TOO_SHORT"
    assert await graph.trace() == trace
