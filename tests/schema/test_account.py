"""My devices: listed, ended one by one or all others, and whom that tells."""

from datetime import timedelta
from typing import Any

import pytest
import strawberry

from schema.account.graph import AccountMutation, AccountQuery
from schema.context import Context
from schema.events import account_audience
from schema.models import Event, JournalEntry, LoginSession
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast, make_cast

LIST = "{ mySessions { id current device address startedAt lastSeenAt } }"
END = """mutation($id: ID!) { endSession(id: $id) {
  __typename ... on SessionsEnded { count } ... on NotFound { code message } } }"""
END_OTHERS = "mutation { endOtherSessions { count } }"
GRAPH = strawberry.Schema(AccountQuery, AccountMutation)


@pytest.fixture
async def cast(database: str) -> Cast:
    """The people, each signed in on one device."""
    return await make_cast()


async def device(cast: Cast, name: str, number: int, **columns: Any) -> LoginSession:
    """One more device of somebody, last seen `number` minutes after the first."""
    given = {"expires_at": NOW + timedelta(days=1), "device": f"Ponsel {number}", **columns}
    return await LoginSession.create(
        account=cast.accounts[name],
        token_hash=f"{name}-{number}",
        address="192.0.2.1",
        created_at=NOW,
        last_seen_at=NOW + timedelta(minutes=number),
        **given,
    )


async def ask(cast: Cast, name: str, document: str, **variables: Any) -> dict[str, Any]:
    """What this person gets for a document."""
    woken: list[set[str]] = []

    async def wake(audiences: Any) -> None:
        woken.append(set(audiences))

    context = Context(viewer=cast.viewer(name), wake=wake, now=NOW)
    result = await GRAPH.execute(document, variable_values=variables, context_value=context)
    assert result.errors is None
    assert result.data is not None
    return {**result.data, "woken": woken}


async def running(cast: Cast, name: str) -> set[int]:
    rows = LoginSession.filter(account=cast.accounts[name], ended_at__isnull=True)
    return {row.id for row in await rows}


async def told() -> list[tuple[str, EventKind, dict[str, int]]]:
    return [(e.audience, e.kind, e.subject) for e in await Event.all().order_by("audience", "seq")]


async def test_my_devices_last_seen_first_mine_marked(cast: Cast) -> None:
    newer = await device(cast, "sari", 5)
    await device(cast, "joko", 6)
    await device(cast, "sari", 7, ended_at=NOW)
    await device(cast, "sari", 8, expires_at=NOW)

    rows = (await ask(cast, "sari", LIST))["mySessions"]

    assert rows == [
        {
            "id": str(newer.id),
            "current": False,
            "device": "Ponsel 5",
            "address": "192.0.2.1",
            "startedAt": "2026-10-06T03:00:00+00:00",
            "lastSeenAt": "2026-10-06T03:05:00+00:00",
        },
        {
            "id": str(cast.sessions["sari"].id),
            "current": True,
            "device": "Ponsel uji",
            "address": "127.0.0.1",
            "startedAt": "2026-10-06T03:00:00+00:00",
            "lastSeenAt": "2026-10-06T03:00:00+00:00",
        },
    ]


async def test_the_list_is_bounded(cast: Cast) -> None:
    for number in range(60):
        await device(cast, "sari", number)

    assert len((await ask(cast, "sari", LIST))["mySessions"]) == 50


async def test_ending_one_tells_that_phone_and_the_list(cast: Cast) -> None:
    lost = await device(cast, "sari", 1)
    audience = account_audience(cast.accounts["sari"].id)

    answer = await ask(cast, "sari", END, id=lost.id)

    assert answer["endSession"] == {"__typename": "SessionsEnded", "count": 1}
    assert await running(cast, "sari") == {cast.sessions["sari"].id}
    assert await told() == [
        (audience, EventKind.SESSION_ENDED, {"session": lost.id}),
        (audience, EventKind.SESSIONS_CHANGED, {}),
    ]
    assert answer["woken"] == [{audience}]
    [entry] = await JournalEntry.all()
    assert (entry.action, entry.actor_id) == ("end_session", cast.accounts["sari"].id)
    assert (entry.at, entry.detail) == (NOW, {"ended": [lost.id]})


async def test_this_device_can_end_itself(cast: Cast) -> None:
    answer = await ask(cast, "sari", END, id=cast.sessions["sari"].id)

    assert answer["endSession"]["count"] == 1
    assert await running(cast, "sari") == set()


async def test_all_others_end_and_this_one_stays(cast: Cast) -> None:
    lost = [await device(cast, "sari", number) for number in (1, 2)]
    audience = account_audience(cast.accounts["sari"].id)
    joko = await running(cast, "joko")

    answer = await ask(cast, "sari", END_OTHERS)

    assert answer["endOtherSessions"] == {"count": 2}
    assert await running(cast, "sari") == {cast.sessions["sari"].id}
    assert await running(cast, "joko") == joko
    assert await told() == [
        *((audience, EventKind.SESSION_ENDED, {"session": row.id}) for row in lost),
        (audience, EventKind.SESSIONS_CHANGED, {}),
    ]


@pytest.mark.parametrize("id", ["999999", "x", "-1", "9" * 30, ""])
async def test_a_session_that_does_not_exist_is_not_found(cast: Cast, id: str) -> None:
    answer = await ask(cast, "sari", END, id=id)

    assert answer["endSession"]["code"] == "NOT_FOUND"
    await nothing_happened(answer)


@pytest.mark.parametrize("name", ["hendra", "yuni", "tuti", "asep", "sistem"])
async def test_nobody_ends_somebody_else_s_session(cast: Cast, name: str) -> None:
    answer = await ask(cast, name, END, id=cast.sessions["sari"].id)

    assert answer["endSession"]["__typename"] == "NotFound"
    assert await running(cast, "sari") == {cast.sessions["sari"].id}
    await nothing_happened(answer)


async def test_ending_what_has_ended_tells_nobody(cast: Cast) -> None:
    ended = await device(cast, "sari", 1, ended_at=NOW)

    answer = await ask(cast, "sari", END, id=ended.id)
    others = await ask(cast, "sari", END_OTHERS)

    assert answer["endSession"] == {"__typename": "SessionsEnded", "count": 0}
    assert others["endOtherSessions"] == {"count": 0}
    await nothing_happened(answer)


async def nothing_happened(answer: dict[str, Any]) -> None:
    assert await told() == []
    assert await JournalEntry.all().count() == 0
    assert answer["woken"] == []
