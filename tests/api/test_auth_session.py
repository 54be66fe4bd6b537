"""A session's life: seen, idle, run out, ended; and what viewer_of tells of it."""

from datetime import date, timedelta

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.auth import viewer_of
from api.database import opened
from schema.models import Account, Event, LoginSession, RoleGrant
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import EventKind, Role
from tests.api.desk import PRODUCTION, Desk, make_desk, traces
from tests.cast import NOW
from tests.pages import watched


async def who(request: Request) -> Response:
    """The viewer as the rooms would get it."""
    viewer = await viewer_of(request)
    if viewer is None:
        return JSONResponse(None)
    return JSONResponse(
        {
            "account": viewer.account_id,
            "session": viewer.session_id,
            "employee": viewer.employee_id,
            "roles": sorted(viewer.roles),
            "must_change": viewer.must_change_password,
        }
    )


WHO = (Route("/who", who),)


@pytest.fixture
async def desk(database: str) -> Desk:
    """The doors, and one that tells who knocks."""
    return await make_desk(routes=WHO)


async def asked(desk: Desk, name: str = "sari") -> object:
    phone = await desk.signed_in(name)
    return (await phone.get("/who")).json()


async def test_the_viewer_is_the_person_on_this_device(desk: Desk) -> None:
    answer = await asked(desk)

    [session] = await desk.sessions()
    expected = Viewer(desk.cast.accounts["sari"].id, session.id, desk.cast.id("sari"))
    assert answer == {
        "account": expected.account_id,
        "session": expected.session_id,
        "employee": expected.employee_id,
        "roles": [],
        "must_change": False,
    }


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (date(2026, 10, 6), None, True),
        (date(2026, 1, 1), date(2026, 10, 6), True),  # the last day counts
        (date(2026, 10, 7), None, False),
        (date(2026, 1, 1), date(2026, 10, 5), False),
    ],
)
async def test_a_role_holds_on_its_days(
    desk: Desk, starts: date, ends: date | None, holds: bool
) -> None:
    sari = desk.cast.accounts["sari"]
    await RoleGrant.create(account=sari, role=Role.AUDITOR, starts=starts, ends=ends)
    await RoleGrant.create(account=sari, role=Role.HR_ADMIN, starts=date(2026, 1, 1))
    phone = await desk.signed_in()

    roles = (await phone.get("/who")).json()["roles"]

    assert roles == (["AUDITOR", "HR_ADMIN"] if holds else ["HR_ADMIN"])


async def test_the_day_of_a_role_is_the_day_in_bungo(desk: Desk) -> None:
    sari = desk.cast.accounts["sari"]
    await RoleGrant.create(account=sari, role=Role.AUDITOR, starts=date(2026, 10, 7))
    phone = await desk.signed_in()

    desk.now = NOW.replace(hour=16, minute=59)  # 23.59 WIB
    assert (await phone.get("/who")).json()["roles"] == []
    desk.now = NOW.replace(hour=17, minute=0)  # midnight in Bungo
    assert (await phone.get("/who")).json()["roles"] == ["AUDITOR"]


async def test_a_system_account_is_nobody_s_employee(desk: Desk) -> None:
    await desk.set_password("sistem")
    phone = desk.phone()
    await phone.post("/auth/login", json={"nip": "sistem", "password": "kuda-hijau-tangga"})

    answer = (await phone.get("/who")).json()
    assert (answer["employee"], answer["roles"]) == (None, ["SYSTEM_ADMIN"])


async def test_a_used_session_goes_on_until_its_last_day(desk: Desk) -> None:
    phone = await desk.signed_in()

    for _ in range(6):
        desk.later(days=29)
        assert (await phone.get("/who")).json() is not None
    desk.later(days=6)  # the 180th day
    assert (await phone.get("/who")).json() is None


async def test_an_idle_session_runs_out(desk: Desk) -> None:
    phone = await desk.signed_in()

    desk.later(days=30)
    assert (await phone.get("/who")).json() is None


async def test_last_seen_is_written_every_few_minutes_only(desk: Desk) -> None:
    phone = await desk.signed_in()

    desk.later(minutes=4, seconds=59)
    await phone.get("/who")
    [row] = await desk.sessions()
    assert (row.last_seen_at, row.expires_at) == (NOW, NOW + timedelta(days=30))
    desk.later(seconds=1)
    await phone.get("/who")
    [row] = await desk.sessions()
    assert (row.last_seen_at, row.expires_at) == (desk.now, desk.now + timedelta(days=30))


async def test_an_ended_session_and_a_disabled_account_are_nobody(desk: Desk) -> None:
    sari, hendra = await desk.signed_in("sari"), await desk.signed_in("hendra")

    await LoginSession.filter(account=desk.cast.accounts["sari"]).update(ended_at=desk.now)
    await Account.filter(id=desk.cast.accounts["hendra"].id).update(disabled_at=desk.now)

    assert (await sari.get("/who")).json() is None
    assert (await hendra.get("/who")).json() is None


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000, "' or 1=1 --"])
async def test_an_invented_token_is_nobody(desk: Desk, token: str) -> None:
    headers = {b"cookie": f"adil_session={token}".encode()}

    answer = await desk.phone().get("/who", headers=headers)

    assert (answer.status_code, answer.json()) == (200, None)


async def test_the_hash_in_the_database_opens_nothing(desk: Desk) -> None:
    await desk.signed_in()
    [row] = await desk.sessions()
    thief = desk.phone()
    thief.cookies.set("adil_session", row.token_hash)

    assert (await thief.get("/who")).json() is None


async def test_who_knocks_costs_one_query(postgres_url: str) -> None:
    async with opened(postgres_url):
        phone = await (await make_desk(routes=WHO)).signed_in()
        with watched() as statements:
            assert (await phone.get("/who")).json() is not None
    assert len(statements) == 1


async def test_signing_out_ends_the_session_and_takes_the_cookie(desk: Desk) -> None:
    phone, other = await desk.signed_in(), await desk.signed_in()
    token = phone.cookies["adil_session"]
    [mine, kept] = await desk.sessions()
    await Event.all().delete()

    answer = await phone.post("/auth/logout")

    assert (answer.status_code, answer.content) == (204, b"")
    assert "adil_session" not in phone.cookies
    phone.cookies.set("adil_session", token)
    assert (await phone.get("/auth/session")).json() == {
        "signedIn": False,
        "mustChangePassword": False,
    }
    assert (await other.get("/auth/session")).json()["signedIn"] is True
    assert [row.id for row in await desk.sessions()] == [kept.id]
    told = await Event.filter(kind=EventKind.SESSION_ENDED)
    assert [event.subject for event in told] == [{"session": mine.id}]


async def test_signing_out_twice_harms_nobody(desk: Desk) -> None:
    before = await traces()

    assert (await desk.phone().post("/auth/logout")).status_code == 204
    assert await traces() == before


ME = "{ me { person { id } mustChangePassword } }"


async def test_the_rooms_open_for_who_is_signed_in(desk: Desk) -> None:
    answer = await desk.ask(await desk.signed_in(), ME)

    assert answer.status_code == 200
    assert answer.json()["data"]["me"]["person"] == {"id": str(desk.cast.id("sari"))}


async def test_the_rooms_stay_shut_for_nobody(desk: Desk) -> None:
    answer = await desk.ask(desk.phone(), ME)

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")


async def test_the_rooms_stay_shut_until_the_first_password_is_changed(desk: Desk) -> None:
    await desk.set_password("sari", must_change=True)
    phone = await desk.signed_in()
    before = await traces()

    shut = await desk.ask(phone, "mutation { endOtherSessions { count } }")
    assert (shut.status_code, shut.json()["code"]) == (403, "PASSWORD_CHANGE_REQUIRED")
    assert await traces() == before
    new = {"current": "kuda-hijau-tangga", "new": "sepuluh mangga hijau"}
    assert (await phone.post("/auth/password", json=new)).status_code == 204
    assert (await desk.ask(phone, ME)).json()["data"]["me"]["mustChangePassword"] is False


async def test_ending_a_session_from_another_phone_shuts_the_rooms(desk: Desk) -> None:
    lost, phone = await desk.signed_in(), await desk.signed_in()

    answer = await desk.ask(phone, "mutation { endOtherSessions { count } }")

    assert answer.json()["data"] == {"endOtherSessions": {"count": 2}}
    assert (await desk.ask(lost, ME)).status_code == 401
    assert (await desk.ask(phone, ME)).status_code == 200


@pytest.mark.parametrize(
    "body", ["{", "null", "[]", "7", "{}", '{"query": 7}', f'[{{"query": "{ME}"}}]']
)
async def test_what_is_no_single_operation_is_refused(desk: Desk, body: str) -> None:
    headers = {"x-adil": "1", "content-type": "application/json"}

    answer = await (await desk.signed_in()).post("/graphql", content=body, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


async def test_nothing_is_asked_by_get(desk: Desk) -> None:
    phone = await desk.signed_in()

    answer = await phone.get("/graphql", params={"query": ME}, headers={"x-adil": "1"})

    assert answer.status_code == 400
    assert "data" not in answer.text


async def test_production_answers_no_get_at_all(database: str) -> None:
    desk = await make_desk(PRODUCTION)
    phone = await desk.signed_in()

    answer = await phone.get("/graphql", params={"query": ME}, headers={"x-adil": "1"})

    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


async def test_a_demo_shows_graphiql_that_our_door_takes(desk: Desk) -> None:
    answer = await desk.phone().get("/graphql", headers={"accept": "text/html"})

    assert answer.status_code == 200
    assert 'defaultHeaders = {"x-adil": "1"};' in answer.text
    assert "https://unpkg.com" in answer.headers["content-security-policy"]


async def test_production_shows_no_graphiql(database: str) -> None:
    desk = await make_desk(PRODUCTION)

    answer = await desk.phone().get("/graphql", headers={"accept": "text/html"})

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert "unpkg" not in answer.headers["content-security-policy"]
