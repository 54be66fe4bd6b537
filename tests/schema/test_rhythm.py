"""What is due, the inbox, how somebody is reminded, nudges and the progress of units."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from schema.context import WIB
from schema.models import (
    JournalEntry,
    Message,
    Nudge,
    Reminder,
    ReminderChoice,
    ReportingLine,
    RhythmSetting,
)
from schema.rhythm.actions import CODE_TRIES, CODES_A_DAY
from schema.rules.due import Channel
from tests.cast import TODAY
from tests.graph import REFUSAL, Graph, filled_draft, opened_draft, submitted
from tests.schema.test_rhythm_rounds import run_all

DUE = """{ due { kind subject due late waiting total about { name }
  told { at person { name } } period { id } reviewId } }"""
TEAM = "{ teamDue { person { name } duties { kind waiting } } }"
INBOX = """query I($first: Int, $after: String) { inbox(first: $first, after: $after) {
  unread next reminders { id duty stage due waiting readAt about { name } period { id } } } }"""
READ = f"""mutation R($to: ID!) {{ markRemindersRead(upTo: $to) {{
  ... on RemindersRead {{ unread }} {REFUSAL} }} }}"""
NUDGE = f"""mutation N($unit: ID!, $period: ID!) {{ nudgeUnit(unitId: $unit, periodId: $period) {{
  ... on Nudged {{ raters }} {REFUSAL} }} }}"""
CHOICE = f"""mutation C($input: ReminderChoiceInput!) {{ saveReminderChoice(input: $input) {{
  ... on ReminderChoice {{ email emailConfirmed codeSent byEmail quietFrom }} {REFUSAL} }} }}"""
CONFIRM = f"""mutation C($code: String!) {{ confirmEmail(code: $code) {{
  ... on ReminderChoice {{ emailConfirmed byEmail }} {REFUSAL} }} }}"""
RHYTHM = f"""mutation S($input: RhythmInput!) {{ saveRhythm(input: $input) {{
  ... on Rhythm {{ validFrom earlyDays }} {REFUSAL} }} }}"""
PROGRESS = """query P($unit: ID) { progress(unitId: $unit) { unitName next
  units { id name total rated delivered plansAgreed nudgedAt } } }"""


async def duties(graph: Graph, name: str) -> list[Any]:
    found: list[Any] = (await graph.ask(name, DUE))["due"]
    return found


def short(found: list[Any]) -> list[tuple[str, int, int]]:
    return [(duty["kind"], duty["waiting"], duty["total"]) for duty in found]


async def test_a_rater_sees_how_many_wait_and_until_when(graph: Graph) -> None:
    [duty] = await duties(graph, "hendra")
    assert (duty["kind"], duty["waiting"], duty["total"]) == ("RATE_TEAM", 3, 3)
    assert (duty["due"], duty["late"]) == ("2026-10-20", False)
    await submitted(graph, await filled_draft(graph))
    assert short(await duties(graph, "hendra")) == [("RATE_TEAM", 2, 3)]


async def test_a_result_waits_for_its_employee_until_the_term_is_over(graph: Graph) -> None:
    assert await duties(graph, "sari") == []
    result = await submitted(graph, await filled_draft(graph))
    [duty] = await duties(graph, "sari")
    assert (duty["kind"], duty["reviewId"]) == ("SIGN_RESULT", result["reviewId"])
    graph.now = datetime.combine(
        datetime.fromisoformat(duty["due"]).date() + timedelta(days=1), datetime.min.time(), WIB
    )
    assert await duties(graph, "sari") == [], "silence is lawful: nobody is chased"


async def test_the_acting_superior_has_the_duty_and_not_the_definitive_one(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), capacity="PLT",
        starts=cast.quarter.starts,
    )  # fmt: skip
    assert short(await duties(graph, "hendra")) == [("RATE_TEAM", 2, 2)]
    assert short(await duties(graph, "rahmat")) == [("RATE_TEAM", 2, 2)]


async def test_a_superior_sees_what_waits_in_the_team_and_others_see_nothing(
    graph: Graph,
) -> None:
    found = (await graph.ask("dewi", TEAM))["teamDue"]
    assert {one["person"]["name"].split()[0] for one in found} == {"Hendra", "Rahmat"}
    assert (await graph.ask("lestari", TEAM))["teamDue"] == []


async def test_late_ones_see_that_the_superior_was_told_and_when(graph: Graph) -> None:
    await run_all()
    graph.now = datetime(2026, 10, 22, 9, 0, tzinfo=WIB)
    [duty] = [one for one in await duties(graph, "hendra") if one["late"]]
    assert duty["told"]["person"]["name"].startswith("Dewi")
    assert datetime.fromisoformat(duty["told"]["at"]).astimezone(WIB).date().day == 21
    dewi = (await graph.ask("dewi", INBOX))["inbox"]["reminders"]
    below = [one["about"]["name"] for one in dewi if one["stage"] == "BELOW_LATE"]
    assert sorted(name.split()[0] for name in below) == ["Hendra", "Rahmat"]


async def test_the_inbox_pages_and_is_read_once(graph: Graph) -> None:
    await run_all()
    first = (await graph.ask("dewi", INBOX, first=2))["inbox"]
    assert first["unread"] == 4
    rest = (await graph.ask("dewi", INBOX, first=50, after=first["next"]))["inbox"]
    ids = [int(one["id"]) for one in first["reminders"] + rest["reminders"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 4
    answer = await graph.ask("dewi", READ, to=str(ids[1]))
    assert answer["markRemindersRead"]["unread"] == 1
    before = await graph.trace()
    assert (await graph.ask("yuni", READ, to=str(ids[0])))["markRemindersRead"]["unread"] == 0
    assert await graph.trace() == before, "nobody reads the inbox of somebody else"
    assert (await graph.ask("dewi", INBOX))["inbox"]["unread"] == 1


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, ""])
async def test_a_page_that_nobody_named_is_empty(graph: Graph, after: str) -> None:
    assert (await graph.ask("dewi", INBOX, after=after))["inbox"]["reminders"] == []


async def test_a_nudge_reaches_the_raters_of_the_unit_once_a_day(graph: Graph) -> None:
    cast = graph.cast
    await submitted(graph, await filled_draft(graph))
    key = {"unit": str(cast.units["puskesmas"].id), "period": str(cast.quarter.id)}
    assert (await graph.ask("yuni", NUDGE, **key))["nudgeUnit"]["raters"] == 2
    told = {row.employee_id: row.waiting for row in await Reminder.filter(stage="NUDGED")}
    assert told == {cast.id("hendra"): 2, cast.id("dewi"): 1}
    entry = await JournalEntry.get(action="nudge_unit")
    assert entry.detail == {"period": cast.quarter.id, "raters": 2, "told": 2}
    before = await graph.trace()
    assert (await graph.ask("yuni", NUDGE, **key))["nudgeUnit"]["code"] == "ALREADY_NUDGED"
    assert await graph.trace() == before
    assert await Nudge.all().count() == 1
    graph.now += timedelta(days=1)
    assert (await graph.ask("yuni", NUDGE, **key))["nudgeUnit"]["raters"] == 2


async def test_refused_nudges_change_nothing(graph: Graph) -> None:
    cast = graph.cast
    unit, quarter = str(cast.units["puskesmas"].id), str(cast.quarter.id)
    for given, code in (
        ({"unit": "4711", "period": quarter}, "NOT_FOUND"),
        ({"unit": unit, "period": "4711"}, "NOT_FOUND"),
        ({"unit": unit, "period": str(cast.closed.id)}, "PERIOD_CLOSED"),
        ({"unit": str(cast.units["bkpsdm"].id), "period": quarter}, "NOBODY_TO_NUDGE"),
    ):
        before = await graph.trace()
        assert (await graph.ask("yuni", NUDGE, **given))["nudgeUnit"]["code"] == code
        assert await graph.trace() == before
        assert not await Reminder.exists()


async def test_progress_counts_everything_below_a_unit(graph: Graph) -> None:
    await submitted(graph, await filled_draft(graph))
    await opened_draft(graph, employee="joko")
    top = (await graph.ask("yuni", PROGRESS))["progress"]["units"]
    counts = {unit["name"]: (unit["rated"], unit["delivered"], unit["total"]) for unit in top}
    assert counts == {"Bkpsdm (contoh)": (0, 0, 4), "Dinas (contoh)": (1, 1, 7)}
    dinas = next(unit["id"] for unit in top if unit["name"].startswith("Dinas"))
    below = (await graph.ask("asep", PROGRESS, unit=dinas))["progress"]
    assert below["unitName"] == "Dinas (contoh)"
    assert [(unit["name"], unit["total"]) for unit in below["units"]] == [
        ("Bidang (contoh)", 2),
        ("Puskesmas (contoh)", 4),
    ]


EMAIL = {"email": "sari@contoh.example", "byEmail": True}


async def choose(graph: Graph, **given: Any) -> Any:
    return (await graph.ask("sari", CHOICE, input={**EMAIL, **given}))["saveReminderChoice"]


async def test_an_address_is_used_once_its_code_came_back(graph: Graph) -> None:
    saved = await choose(graph)
    assert (saved["emailConfirmed"], saved["codeSent"]) == (False, True)
    choice = await ReminderChoice.get()
    assert (await Message.get()).channel is Channel.EMAIL
    wrong = "000000" if choice.code != "000000" else "111111"
    refused = (await graph.ask("sari", CONFIRM, code=wrong))["confirmEmail"]
    assert refused["code"] == "WRONG_CODE"
    confirmed = (await graph.ask("sari", CONFIRM, code=choice.code))["confirmEmail"]
    assert confirmed == {"emailConfirmed": True, "byEmail": True}
    again = (await graph.ask("sari", CONFIRM, code=choice.code))["confirmEmail"]
    assert again["code"] == "CODE_EXPIRED", "a code is good once"


async def test_guessing_a_code_ends_and_a_new_one_can_be_had(graph: Graph) -> None:
    await choose(graph)
    code = (await ReminderChoice.get()).code
    for _ in range(CODE_TRIES):
        await graph.ask("sari", CONFIRM, code="abc")
    refused = (await graph.ask("sari", CONFIRM, code=code))["confirmEmail"]
    assert refused["code"] == "CODE_EXPIRED"
    for number in range(CODES_A_DAY - 1):
        assert (await choose(graph, email=f"sari{number}@contoh.example"))["codeSent"]
    before = await graph.trace()
    assert (await choose(graph, email="lain@contoh.example"))["code"] == "TOO_MANY_CODES"
    assert await graph.trace() == before
    graph.now += timedelta(days=2)
    assert (await choose(graph, email="lain@contoh.example"))["codeSent"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"email": "sari"}, "BAD_EMAIL"),
        ({"email": "sari@contoh"}, "BAD_EMAIL"),
        ({"email": "a@contoh.example\r\nBcc: b@contoh.example"}, "BAD_EMAIL"),
        ({"email": "a" * 250 + "@contoh.example"}, "BAD_EMAIL"),
        ({"email": "Sari <sari@contoh.example>"}, "BAD_EMAIL"),
        ({"email": ""}, "BAD_EMAIL"),
        ({"quietFrom": 60}, "BAD_QUIET_TIME"),
        ({"quietFrom": 0, "quietTo": 1440}, "BAD_QUIET_TIME"),
        ({"quietFrom": -1, "quietTo": 60}, "BAD_QUIET_TIME"),
    ],
)
async def test_wrong_choices_are_named_and_nothing_is_kept(
    graph: Graph, given: dict[str, Any], code: str
) -> None:
    before = await graph.trace()
    assert (await choose(graph, **given))["code"] == code
    assert await graph.trace() == before
    assert not await ReminderChoice.exists()
    assert not await Message.exists()


GOOD = {
    "validFrom": "2026-11-01", "earlyDays": 5, "lateDays": 2, "escalateDays": 3,
    "quietFrom": 1260, "quietTo": 300, "quietDaysOff": True, "reason": "SE BKPSDM contoh",
}  # fmt: skip


async def test_hr_sets_the_rhythm_from_a_day_on(graph: Graph) -> None:
    saved = (await graph.ask("yuni", RHYTHM, input=GOOD))["saveRhythm"]
    assert (saved["validFrom"], saved["earlyDays"]) == ("2026-11-01", 5)
    assert (await JournalEntry.get(action="save_rhythm")).reason == "SE BKPSDM contoh"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"validFrom": str(TODAY - timedelta(days=1))}, "VALID_FROM_PAST"),
        ({"earlyDays": 1}, "BAD_REMINDER_DAYS"),
        ({"earlyDays": 61}, "BAD_REMINDER_DAYS"),
        ({"lateDays": -1}, "BAD_REMINDER_DAYS"),
        ({"escalateDays": 0}, "BAD_REMINDER_DAYS"),
        ({"quietTo": 1440}, "BAD_QUIET_TIME"),
        ({"reason": " "}, "REASON_TOO_SHORT"),
    ],
)
async def test_wrong_rhythms_are_named(graph: Graph, given: dict[str, Any], code: str) -> None:
    before = await graph.trace()
    refused = (await graph.ask("yuni", RHYTHM, input={**GOOD, **given}))["saveRhythm"]
    assert refused["code"] == code
    assert await graph.trace() == before
    assert not await RhythmSetting.exists()
