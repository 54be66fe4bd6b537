"""Signing in: what a right password gives, and that every other answer looks the same."""

import asyncio
import itertools
import json
import threading
from datetime import timedelta
from typing import Literal

import httpx
import pytest
from argon2 import PasswordHasher

from api.auth.cookies import token_hash
from api.auth.password import as_login
from schema.account.actions import MAX_SESSIONS
from schema.events import account_audience
from schema.models import Account, Event, JournalEntry, LoginSession, Throttle
from schema.rules.vocabulary import EventKind
from tests.api.desk import (
    ADDRESS,
    PASSWORD,
    PRODUCTION,
    WRONG,
    CountingHashing,
    Desk,
    cookie_of,
    make_desk,
    traces,
)
from tests.cast import NOW


async def test_the_right_password_signs_the_phone_in(desk: Desk) -> None:
    phone = desk.phone()

    answer = await desk.login(phone)

    assert answer.status_code == 200
    assert answer.json() == {"mustChangePassword": False}
    assert (await phone.get("/auth/session")).json() == {
        "signedIn": True,
        "mustChangePassword": False,
    }


async def test_the_session_is_recorded_and_told(desk: Desk) -> None:
    answer = await desk.login(desk.phone(), device="Ponsel Sari")

    [row] = await desk.sessions()
    audience = account_audience(desk.cast.accounts["sari"].id)
    assert (row.device, row.address) == ("Ponsel Sari", ADDRESS)
    assert (row.created_at, row.last_seen_at) == (NOW, NOW)
    assert row.expires_at == NOW + timedelta(days=30)
    assert row.token_hash == token_hash(answer.cookies["adil_session"])
    assert [(e.audience, e.kind) for e in await Event.all()] == [
        (audience, EventKind.SESSIONS_CHANGED)
    ]
    assert desk.woken == [{audience}]
    [entry] = await JournalEntry.all()
    assert (entry.action, entry.detail) == ("start_session", {"session": row.id, "ended": []})


async def test_a_phone_without_a_name_is_called_by_its_browser(desk: Desk) -> None:
    await desk.login(desk.phone(), device=" \u0000\n ")

    assert [row.device for row in await desk.sessions()] == ["Chrome · Android"]


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    answer = await desk.login(desk.phone())

    session = cookie_of(answer, "adil_session")["adil_session"]
    assert len(session.value) == 43  # 256 bits
    assert session["httponly"]
    assert (session["samesite"], session["path"], session["secure"]) == ("lax", "/", "")
    assert session["max-age"] == str(180 * 24 * 3600)


async def test_in_production_the_cookie_is_bound_to_host_and_https(database: str) -> None:
    desk = await make_desk(PRODUCTION)

    answer = await desk.login(desk.phone())

    for name in ("__Host-adil_session", "__Host-adil_device"):
        cookie = cookie_of(answer, name)[name]
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.parametrize(
    "typed",
    [
        "199002142015032005",
        "19900214 201503 2 005",
        " 19900214.201503.2.005 ",
        "19900214-201503-2-005",
        "\u200e199002142015032005\u200b",
        "\uff11\uff19\uff19\uff10\uff10\uff12\uff11\uff142015032005",
    ],
)
def test_a_nip_is_understood_as_people_write_it(typed: str) -> None:
    assert as_login(typed) == "199002142015032005"


def test_the_name_of_a_system_account_is_understood_in_any_case() -> None:
    assert as_login(" Sistem ") == "sistem"


async def test_a_system_account_signs_in_by_name(desk: Desk) -> None:
    await desk.set_password("sistem")
    phone = desk.phone()

    answer = await phone.post("/auth/login", json={"nip": "Sistem", "password": PASSWORD})

    assert answer.status_code == 200


async def refused(desk: Desk, nip: str, password: str) -> httpx.Response:
    return await desk.phone().post("/auth/login", json={"nip": nip, "password": password})


async def test_no_answer_tells_whether_an_account_exists(desk: Desk) -> None:
    await desk.set_password("joko", disabled_at=NOW)
    before = await traces()
    tries = [
        (desk.nip("sari"), WRONG),
        (desk.nip("joko"), PASSWORD),  # right, but disabled
        (desk.nip("putri"), PASSWORD),  # never had a password
        ("199001012020011001", PASSWORD),  # nobody
        ("root", PASSWORD),
        ("' or 1=1 --", PASSWORD),
    ]

    answers = [await refused(desk, nip, password) for nip, password in tries]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.text for answer in answers} == {
        '{"code":"WRONG_CREDENTIALS","message":"NIP atau kata sandi tidak cocok."}'
    }
    headers = [{k: v for k, v in answer.headers.items() if k != "date"} for answer in answers]
    assert all(header == headers[0] for header in headers)
    assert "set-cookie" not in headers[0]
    assert desk.hashing.verified == len(tries)  # the same work each time
    assert await traces() == before
    assert desk.woken == []


async def test_a_first_password_has_to_be_changed(desk: Desk) -> None:
    await desk.set_password("sari", must_change=True)
    phone = desk.phone()

    assert (await desk.login(phone)).json() == {"mustChangePassword": True}
    assert (await phone.get("/auth/session")).json()["mustChangePassword"] is True


async def test_signing_in_again_ends_the_session_of_before(desk: Desk) -> None:
    phone = desk.phone()
    first = (await desk.login(phone)).cookies["adil_session"]
    [old] = await desk.sessions()

    second = (await desk.login(phone)).cookies["adil_session"]

    assert first != second
    [new] = await desk.sessions()
    assert new.id != old.id
    ended = await Event.filter(kind=EventKind.SESSION_ENDED)
    assert [event.subject for event in ended] == [{"session": old.id}]
    thief = desk.phone()
    thief.cookies.set("adil_session", first)
    assert (await thief.get("/auth/session")).json()["signedIn"] is False


async def test_a_shared_phone_signs_the_other_person_out(desk: Desk) -> None:
    phone = await desk.signed_in("sari")

    await desk.login(phone, "hendra")

    assert await desk.sessions("sari") == []
    [ended] = await Event.filter(kind=EventKind.SESSION_ENDED)
    assert ended.audience == account_audience(desk.cast.accounts["sari"].id)


async def test_a_token_that_somebody_planted_is_not_taken_over(desk: Desk) -> None:
    phone = desk.phone()
    phone.cookies.set("adil_session", "planted")

    answer = await desk.login(phone)

    assert answer.cookies["adil_session"] != "planted"
    assert not await LoginSession.filter(token_hash=token_hash("planted")).exists()


async def test_the_device_silent_longest_makes_room(desk: Desk) -> None:
    sari = desk.cast.accounts["sari"]
    silent = desk.cast.sessions["sari"]
    for number in range(1, MAX_SESSIONS):
        await LoginSession.create(
            account=sari,
            token_hash=f"{number:064}",
            created_at=NOW,
            last_seen_at=NOW + timedelta(minutes=number),
            expires_at=NOW + timedelta(days=1),
        )

    await desk.login(desk.phone())

    running = LoginSession.filter(account=sari, ended_at__isnull=True)
    assert await running.count() == MAX_SESSIONS
    await silent.refresh_from_db()
    assert silent.ended_at == NOW


async def test_a_hash_of_old_parameters_is_renewed(desk: Desk) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1, hash_len=16)
    desk.hashing = CountingHashing(stronger)
    desk.__post_init__()

    assert (await desk.login(desk.phone())).status_code == 200
    stored = (await Account.get(id=desk.cast.accounts["sari"].id)).password_hash
    assert "$m=16,t=2,p=1$" in stored
    assert (await desk.login(desk.phone())).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "nip"),
        ({"nip": "", "password": "x"}, "nip"),
        ({"nip": 199002142015032005, "password": "x"}, "nip"),
        ({"nip": "1" * 65, "password": "x"}, "nip"),
        ({"nip": "1"}, "password"),
        ({"nip": "1", "password": None}, "password"),
        ({"nip": "1", "password": ["x"]}, "password"),
        ({"nip": "1", "password": "x" * 257}, "password"),
    ],
)
async def test_missing_and_odd_fields_are_named(
    desk: Desk, body: dict[str, object], field: str
) -> None:
    before = await traces()

    answer = await desk.phone().post("/auth/login", json=body)

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["field"]) == ("INVALID_INPUT", field)
    assert desk.hashing.verified == 0
    assert await traces() == before


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"nip": "\\ud800", "password": "x"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (json.dumps({"nip": "1", "password": "x"}).encode(), "text/plain", 415),
        (b"nip=1&password=x", "application/x-www-form-urlencoded", 415),
    ],
)
async def test_what_is_no_json_is_refused(
    desk: Desk, content: bytes, kind: str, status: int
) -> None:
    answer = await desk.phone().post("/auth/login", content=content, headers={"content-type": kind})

    assert (answer.status_code, answer.json()["code"]) == (status, "NOT_JSON")


class SlowHasher(PasswordHasher):
    """Cheap, and verifies nothing before `go` is set."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go = threading.Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.go.wait(20)
        return super().verify(hash, password)


async def test_a_login_storm_is_told_to_wait_and_costs_nobody_a_try(database: str) -> None:
    hasher = SlowHasher()
    desk = await make_desk(hashing=CountingHashing(hasher, at_once=1, queue=1))
    tries = [asyncio.create_task(desk.login(desk.phone())) for _ in range(5)]

    turned_away = [await done for done in itertools.islice(asyncio.as_completed(tries), 3)]
    hasher.go.set()
    answers = [await answer for answer in tries]

    assert {answer.status_code for answer in turned_away} == {429}
    assert turned_away[0].json()["code"] == "BUSY"
    assert turned_away[0].headers["retry-after"] == "5"
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429, 429, 429]
    assert {row.failures for row in await Throttle.all()} == {0}
