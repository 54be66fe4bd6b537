"""Changing the password: this phone stays, every other one goes, what waited is delivered."""

from typing import Any

import httpx
import pytest

from api.auth.cookies import token_hash
from schema.events import account_audience, employee_audience
from schema.models import Account, Event, JournalEntry, Review, ReviewVersion
from schema.rules.vocabulary import Capacity, EventKind, Predikat, Rating, ReviewState
from tests.api.desk import PASSWORD, WRONG, CountingHashing, Desk, make_desk, traces
from tests.cast import NOW

NEW = "sepuluh mangga hijau"


async def changed(
    phone: httpx.AsyncClient, current: str = PASSWORD, new: str = NEW
) -> httpx.Response:
    return await phone.post("/auth/password", json={"current": current, "new": new})


async def account(desk: Desk) -> Account:
    return await Account.get(id=desk.cast.accounts["sari"].id)


async def test_the_new_password_counts_from_now_on(desk: Desk) -> None:
    phone = await desk.signed_in()

    answer = await changed(phone)

    assert (answer.status_code, answer.content) == (204, b"")
    assert (await desk.login(desk.phone(), password=PASSWORD)).status_code == 401
    assert (await desk.login(desk.phone(), password=NEW)).status_code == 200


async def test_this_phone_goes_on_with_a_new_token(desk: Desk) -> None:
    phone = await desk.signed_in()
    old_token = phone.cookies["adil_session"]
    [before] = await desk.sessions()

    await changed(phone)

    [after] = await desk.sessions()
    assert after.id == before.id
    assert after.token_hash == token_hash(phone.cookies["adil_session"])
    assert phone.cookies["adil_session"] != old_token
    assert (await phone.get("/auth/session")).json()["signedIn"] is True
    thief = desk.phone()
    thief.cookies.set("adil_session", old_token)
    assert (await thief.get("/auth/session")).json()["signedIn"] is False


async def test_every_other_phone_is_signed_out_and_told(desk: Desk) -> None:
    other, phone = await desk.signed_in(), await desk.signed_in()
    stranger = await desk.signed_in("hendra")
    lost = [desk.cast.sessions["sari"].id, (await desk.sessions())[0].id]
    await Event.all().delete()
    desk.woken.clear()

    await changed(phone)

    assert (await other.get("/auth/session")).json()["signedIn"] is False
    assert (await stranger.get("/auth/session")).json()["signedIn"] is True
    audience = account_audience(desk.cast.accounts["sari"].id)
    told = await Event.all().order_by("seq")
    assert [(event.audience, event.kind, event.subject) for event in told] == [
        *((audience, EventKind.SESSION_ENDED, {"session": id}) for id in sorted(lost)),
        (audience, EventKind.SESSIONS_CHANGED, {}),
    ]
    assert desk.woken == [{audience}]


async def test_the_first_own_password_activates_the_account(desk: Desk) -> None:
    await desk.set_password("sari", must_change=True, activated_at=None)
    phone = await desk.signed_in()
    desk.later(minutes=3)

    await changed(phone)

    row = await account(desk)
    assert (row.must_change, row.activated_at) == (False, desk.now)
    assert (await phone.get("/auth/session")).json()["mustChangePassword"] is False
    entry = await JournalEntry.all().order_by("-id").first()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("change_password", row.id)
    assert entry.detail == {"activated": True, "ended": [desk.cast.sessions["sari"].id]}


async def given_before_activation(desk: Desk) -> ReviewVersion:
    """A result that Hendra gave Sari while she had no password of her own."""
    cast = desk.cast
    people = {"employee": cast.people["sari"], "rater": cast.people["hendra"]}
    common: dict[str, Any] = {**people, "period": cast.quarter, "capacity": Capacity.DEFINITIF}
    ratings: dict[str, Any] = {"hasil": Rating.SESUAI, "perilaku": Rating.SESUAI}
    review = await Review.create(
        **common, state=ReviewState.SUBMITTED, number=1, created_at=NOW, saved_at=NOW
    )
    return await ReviewVersion.create(
        **common,
        **ratings,
        review=review,
        number=1,
        period_ends=cast.quarter.ends,
        state=ReviewState.SUBMITTED,
        submitted_at=NOW,
        request_id="tap",
        rule_id="contoh",
        suggested_hasil=Rating.SESUAI,
        suggested_perilaku=Rating.SESUAI,
        predikat=Predikat.BAIK,
    )


async def test_the_first_own_password_delivers_what_waited(desk: Desk) -> None:
    await desk.set_password("sari", must_change=True, activated_at=None)
    waiting = await given_before_activation(desk)
    phone = await desk.signed_in()

    assert (await changed(phone, current=WRONG)).status_code == 400
    await waiting.refresh_from_db()
    assert (waiting.state, waiting.delivered_at) == (ReviewState.SUBMITTED, None)
    assert (await changed(phone)).status_code == 204
    await waiting.refresh_from_db()
    assert (waiting.state, waiting.delivered_at) == (ReviewState.DELIVERED, NOW)
    told = await Event.filter(kind=EventKind.RESULT_CHANGED)
    assert [event.audience for event in told] == [employee_audience(desk.cast.id("sari"))]


async def test_a_later_change_keeps_the_day_of_activation(desk: Desk) -> None:
    phone = await desk.signed_in()
    desk.later(days=1)

    await changed(phone)

    assert (await account(desk)).activated_at == NOW


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("pendek 1", "PASSWORD_TOO_SHORT"),
        ("x1" * 65, "PASSWORD_TOO_LONG"),
        (PASSWORD, "PASSWORD_SAME"),
        ("P@ssw0rd2026", "PASSWORD_TOO_COMMON"),
        ("lahir 14-02-1990", "PASSWORD_PERSONAL"),
        ("sari dari bungo timur", "PASSWORD_PERSONAL"),
    ],
)
async def test_a_weak_password_is_refused_with_the_reason(desk: Desk, new: str, code: str) -> None:
    phone = await desk.signed_in()
    before, verified = await traces(), desk.hashing.verified

    answer = await changed(phone, new=new)

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == (code, "new")
    assert len(answer.json()["message"]) > 20
    assert await traces() == before
    assert desk.hashing.verified == verified


async def test_the_present_password_must_be_right(desk: Desk) -> None:
    phone = await desk.signed_in()
    before = await traces()

    answer = await changed(phone, current=WRONG)

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == ("WRONG_PASSWORD", "current")
    assert await traces() == before


async def test_without_a_session_nothing_is_changed(desk: Desk) -> None:
    before = await traces()

    answer = await changed(desk.phone())

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert await traces() == before


class Overtaken(CountingHashing):
    """The password is changed elsewhere between its verification and the change."""

    async def hash(self, password: str) -> str:
        """Hash, after somebody else was faster."""
        hashed = await super().hash(password)
        if password == NEW:
            await Account.filter(login="199002142015032005").update(password_hash="$argon2id$other")
        return hashed


async def test_of_two_changes_at_once_the_first_counts(database: str) -> None:
    desk = await make_desk(hashing=Overtaken())
    phone = await desk.signed_in()
    sessions, events = await desk.sessions(), await Event.all().count()

    answer = await changed(phone)

    assert (answer.status_code, answer.json()["code"]) == (400, "WRONG_PASSWORD")
    assert (await account(desk)).password_hash == "$argon2id$other"
    assert await desk.sessions() == sessions
    assert await Event.all().count() == events
    assert (await phone.get("/auth/session")).json()["signedIn"] is True
