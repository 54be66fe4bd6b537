"""The live stream over real sockets: what happens on one phone appears on the other, once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from api.auth.cookies import token_hash
from api.auth.sockets import MOST_SOCKETS
from api.database import opened
from schema.events import forget_events
from schema.models import Account, Event, LoginSession, RoleGrant
from schema.reads.stream import living_sessions
from tests.cast import make_cast
from tests.conftest import Serve
from tests.graph import OPEN, READ, SAVE, SUBMIT, TEAM
from tests.live import Phone, open_for_today
from tests.server import LiveServer

ME = "query Me { me { position isRater roles person { name } } }"
END = "mutation End($id: ID!) { endSession(id: $id) { __typename } }"
END_OTHERS = "mutation End { endOtherSessions { count } }"


@asynccontextmanager
async def ready(url: str) -> AsyncIterator[tuple[str, str]]:
    """The cast in the database at `url`, rating open today; gives ids of Sari and the quarter."""
    async with opened(url):
        cast = await make_cast()
        await open_for_today(cast)
        yield str(cast.id("sari")), str(cast.quarter.id)


@pytest.fixture
async def server(database_url: str, serve: Serve) -> AsyncIterator[LiveServer]:
    """The product on SQLite and on PostgreSQL with the cast in it."""
    async with ready(database_url):
        yield serve(database_url)


async def rate(hendra: Phone, keys: tuple[str, str], rating: str = "SESUAI") -> dict[str, Any]:
    """Hendra opens, fills and submits the review of Sari, as his phone would."""
    employee, period = keys
    draft = (await hendra.ask(OPEN, employee=employee, period=period))["openReview"]
    items = [{"key": item["key"], "rating": rating, "note": "Bagus."} for item in draft["items"]]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items}
    saved = (await hendra.ask(SAVE, input=given))["saveDraft"]["draft"]
    result: dict[str, Any] = (
        await hendra.ask(
            SUBMIT, review=saved["reviewId"], version=saved["version"], request="permintaan-1"
        )
    )["submitReview"]
    return result


async def keys_of(phone: Phone) -> tuple[str, str]:
    """Ids of Sari and of the open quarter, as the team page knows them."""
    team = (await phone.ask(TEAM, period=None))["team"]
    sari = next(m["person"]["id"] for m in team["members"] if "Sari" in m["person"]["name"])
    return sari, team["period"]["id"]


async def test_rated_on_one_phone_seen_on_the_other(server: LiveServer) -> None:
    hendra, sari = Phone(server.url, "hendra"), Phone(server.url, "sari")
    async with sari.listening():
        assert await sari.kinds(1) == ["Ready"]
        result = await rate(hendra, await keys_of(hendra))
        event = await sari.event()
        assert event["__typename"] == "ResultChanged"
        assert event["result"]["predikat"] == result["predikat"] == "BAIK"
        assert event["result"]["state"] == "DELIVERED"
        assert {item["note"] for item in event["result"]["items"]} == {"Bagus."}


async def test_receipt_comes_back_to_the_rater(server: LiveServer) -> None:
    hendra, sari = Phone(server.url, "hendra"), Phone(server.url, "sari")
    result = await rate(hendra, await keys_of(hendra))
    position = (await hendra.ask(ME))["me"]["position"]
    async with hendra.listening(position):
        assert await hendra.kinds(1) == ["Ready"]
        await sari.ask(READ, review=result["reviewId"], number=1)
        event = await hendra.event()
        assert (event["__typename"], event["reviewId"]) == ("TeamChanged", result["reviewId"])


async def test_gap_is_replayed_once_in_order(server: LiveServer) -> None:
    hendra, sari = Phone(server.url, "hendra"), Phone(server.url, "sari")
    position = (await sari.ask(ME))["me"]["position"]
    await rate(hendra, await keys_of(hendra))  # while Sari's phone has no signal
    async with sari.listening(position):
        assert await sari.kinds(2) == ["ResultChanged", "Ready"]
    async with sari.listening(sari.position):
        assert await sari.kinds(1) == ["Ready"], "nothing is doubled"


async def test_gap_that_was_cleared_away_is_said(server: LiveServer) -> None:
    hendra, sari = Phone(server.url, "hendra"), Phone(server.url, "sari")
    position = (await sari.ask(ME))["me"]["position"]
    await rate(hendra, await keys_of(hendra))
    assert await forget_events(datetime.now(UTC) + timedelta(minutes=1)) > 0
    assert await Event.all().count() == 0
    async with sari.listening(position):
        assert await sari.kinds(1) == ["Resync"]
    async with sari.listening(sari.position):
        assert await sari.kinds(1) == ["Ready"], "the position of a Resync is good to go on from"


@pytest.mark.parametrize("position", ["kacau", "1", "1.2.3.4.5.6", "999.999.999", "-1.0.0", ""])
async def test_position_nobody_gave_is_answered_with_resync(
    server: LiveServer, position: str
) -> None:
    sari = Phone(server.url, "sari")
    async with sari.listening(position):
        assert await sari.kinds(1) == ["Resync"]


async def test_others_hear_nothing(server: LiveServer) -> None:
    hendra, joko = Phone(server.url, "hendra"), Phone(server.url, "joko")
    async with joko.listening():
        await joko.kinds(1)
        await rate(hendra, await keys_of(hendra))
        position = (await joko.ask(ME))["me"]["position"]
        assert position == joko.position, "no event was numbered for Joko"


async def test_ended_session_is_told_and_hung_up(server: LiveServer) -> None:
    sari = Phone(server.url, "sari")
    session = await LoginSession.get(token_hash=token_hash("sari"))
    other = Phone(server.url, "tablet")
    await another_session(session, "tablet")
    async with other.listening():
        assert await other.kinds(1) == ["Ready"]
        assert (await sari.ask(END_OTHERS))["endOtherSessions"]["count"] == 1
        assert await other.closed() == 4401


@pytest.mark.parametrize("harm", ["token", "role"])
async def test_socket_of_somebody_who_is_no_longer_that(server: LiveServer, harm: str) -> None:
    """A token that was replaced, or a role that was taken: the phone has to knock again."""
    yuni, tablet = Phone(server.url, "yuni"), Phone(server.url, "tablet")
    session = await LoginSession.get(token_hash=token_hash("yuni"))
    await another_session(session, "tablet")
    old = await another_session(session, "lama")
    async with yuni.listening():
        assert await yuni.kinds(1) == ["Ready"]
        if harm == "token":
            await LoginSession.filter(id=session.id).update(token_hash=token_hash("baru"))
        else:
            await RoleGrant.filter(account_id=session.account_id).update(ends=date(2026, 1, 1))
        await tablet.ask(END, id=str(old.id))  # tells the phones of the account to look
        assert await yuni.closed() == 1012
    if harm == "token":
        async with yuni.socket():
            assert await yuni.closed() == 4401


async def test_session_of_a_closed_account_is_over(database: str) -> None:
    cast = await make_cast()
    ids = [cast.sessions[name].id for name in ("sari", "hendra")]
    now = datetime.now(UTC)
    assert await living_sessions(ids, now) == set(ids)
    await Account.filter(id=cast.accounts["sari"].id).update(disabled_at=now)
    assert await living_sessions(ids, now) == {cast.sessions["hendra"].id}


async def another_session(like: LoginSession, name: str) -> LoginSession:
    """A further device of the same account."""
    return await LoginSession.create(
        account_id=like.account_id, token_hash=token_hash(name), device=name.title(),
        created_at=like.created_at, last_seen_at=like.last_seen_at, expires_at=like.expires_at,
    )  # fmt: skip


async def test_one_device_opens_only_so_many_sockets(server: LiveServer) -> None:
    sari = Phone(server.url, "sari")
    async with AsyncExitStack() as open_ones:
        for _ in range(MOST_SOCKETS):
            socket = await open_ones.enter_async_context(sari.socket())
            await sari.send({"type": "connection_init"})
            await socket.recv()
        async with sari.socket():
            assert await sari.closed() == 4429
        async with Phone(server.url, "hendra").listening() as hendra:
            assert await hendra.kinds(1) == ["Ready"], "nobody else is kept out"
    async with sari.listening():
        assert await sari.kinds(1) == ["Ready"], "closed ones make room"


async def test_stranger_gets_no_socket(server: LiveServer) -> None:
    stranger = Phone(server.url, "tidak-dikenal")
    async with stranger.socket():
        assert await stranger.closed() == 4401


async def test_socket_carries_subscriptions_only(server: LiveServer) -> None:
    for document in (ME, "mutation { endOtherSessions { count } }", "{", ""):
        sari = Phone(server.url, "sari")
        async with sari.socket():
            await sari.send({"type": "connection_init"})
            payload = {"query": document}
            await sari.send({"id": "1", "type": "subscribe", "payload": payload})
            assert await sari.closed() == 4400


async def test_two_processes_on_postgresql(postgres_url: str, serve: Serve) -> None:
    async with ready(postgres_url) as keys:
        first, second = serve(postgres_url), serve(postgres_url)
        hendra, sari = Phone(first.url, "hendra"), Phone(second.url, "sari")
        async with sari.listening():
            assert await sari.kinds(1) == ["Ready"]
            await rate(hendra, keys)
            assert (await sari.event())["__typename"] == "ResultChanged"


async def test_position_moves_between_processes(postgres_url: str, serve: Serve) -> None:
    async with ready(postgres_url) as keys:
        first, second = serve(postgres_url), serve(postgres_url)
        hendra, sari = Phone(first.url, "hendra"), Phone(first.url, "sari")
        position = (await sari.ask(ME))["me"]["position"]
        await rate(hendra, keys)
        first.stop()
        sari.url = second.url
        async with sari.listening(position):
            assert await sari.kinds(2) == ["ResultChanged", "Ready"]
