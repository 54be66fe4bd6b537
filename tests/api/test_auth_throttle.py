"""The brake on guessing at the door: nobody guesses fast, nobody is locked out by others."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from api.auth.throttle import FORGET
from api.auth.upkeep import KEEP_ENDED, tidy
from schema.models import LoginSession, Throttle
from schema.rules.throttle import ACCOUNT, ADDRESS
from tests.api.desk import ADDRESS as HERE
from tests.api.desk import PASSWORD, WRONG, Desk, traces

ELSEWHERE = "198.51.100.7"
STRANGER = "199001012020011001"  # a NIP that nobody here has


async def guess(desk: Desk, nip: str, times: int, address: str = HERE) -> list[httpx.Response]:
    """Wrong passwords, one after the other, each from a browser without cookies."""
    return [
        await desk.phone(address).post("/auth/login", json={"nip": nip, "password": WRONG})
        for _ in range(times)
    ]


async def test_after_some_wrong_passwords_the_next_try_has_to_wait(desk: Desk) -> None:
    before = await traces()

    answers = await guess(desk, desk.nip("sari"), ACCOUNT.free + 1)

    assert [answer.status_code for answer in answers] == [401] * ACCOUNT.free + [429]
    assert answers[-1].json() == {
        "code": "TOO_MANY_ATTEMPTS",
        "message": "Terlalu banyak percobaan. Coba lagi dalam 2 detik.",
        "retryAfter": 2,
    }
    assert answers[-1].headers["retry-after"] == "2"
    assert desk.hashing.verified == ACCOUNT.free
    assert await traces() == before


async def test_even_the_right_password_has_to_wait_but_not_for_long(desk: Desk) -> None:
    await guess(desk, desk.nip("sari"), ACCOUNT.free)

    assert (await desk.login(desk.phone())).status_code == 429
    desk.later(seconds=2)
    assert (await desk.login(desk.phone())).status_code == 200


async def test_trying_while_one_has_to_wait_prolongs_nothing(desk: Desk) -> None:
    await guess(desk, desk.nip("sari"), ACCOUNT.free + 30)

    desk.later(seconds=2)
    assert (await desk.login(desk.phone())).status_code == 200


async def test_an_account_that_does_not_exist_is_braked_the_same_way(desk: Desk) -> None:
    real = await guess(desk, desk.nip("sari"), ACCOUNT.free + 3)
    verified = desk.hashing.verified
    unknown = await guess(desk, STRANGER, ACCOUNT.free + 3)

    assert [(a.status_code, a.text) for a in unknown] == [(a.status_code, a.text) for a in real]
    assert desk.hashing.verified == 2 * verified


async def test_success_forgets_the_failures_of_the_account(desk: Desk) -> None:
    await guess(desk, desk.nip("sari"), ACCOUNT.free - 1)
    await desk.login(desk.phone())

    answers = await guess(desk, desk.nip("sari"), ACCOUNT.free)
    assert [answer.status_code for answer in answers] == [401] * ACCOUNT.free


async def test_an_attacker_does_not_lock_the_usual_phone_out(desk: Desk) -> None:
    phone = await desk.signed_in("sari")
    await phone.post("/auth/logout")
    for _ in range(12):  # keeps the brake pulled for as long as it can
        await guess(desk, desk.nip("sari"), 6, ELSEWHERE)
        desk.later(minutes=1)

    assert (await desk.login(desk.phone("203.0.113.9"))).status_code == 429
    assert (await desk.login(phone)).status_code == 200


async def test_an_attacker_behind_the_same_address_does_not_either(desk: Desk) -> None:
    phone = await desk.signed_in("sari")
    for number in range(ADDRESS.free + 1):
        await guess(desk, f"{STRANGER}{number}", 1)

    assert (await desk.login(desk.phone(), "hendra")).status_code == 429
    assert (await desk.login(phone)).status_code == 200


async def test_a_known_device_has_a_brake_of_its_own(desk: Desk) -> None:
    phone = await desk.signed_in("sari")

    answers = [await desk.login(phone, password=WRONG) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert (await desk.login(desk.phone())).status_code == 200


async def test_a_device_is_known_for_its_own_people_only(desk: Desk) -> None:
    phone = await desk.signed_in("hendra")
    await guess(desk, desk.nip("sari"), ACCOUNT.free, ELSEWHERE)

    assert (await desk.login(phone, "sari")).status_code == 429


@pytest.mark.parametrize("forged", ["x.y", "~~~", "...", "é", "a" * 4000])
async def test_a_forged_device_cookie_is_worth_nothing(desk: Desk, forged: str) -> None:
    await guess(desk, desk.nip("sari"), ACCOUNT.free, ELSEWHERE)

    answer = await desk.phone().post(
        "/auth/login",
        json={"nip": desk.nip("sari"), "password": PASSWORD},
        headers={b"cookie": f"adil_device={forged}".encode()},
    )

    assert answer.status_code == 429


async def test_a_family_phone_knows_its_people(desk: Desk) -> None:
    for name in ("joko", "putri", "wati", "dewi"):
        await desk.set_password(name)
    phone = desk.phone()
    for name in ("sari", "hendra", "joko", "putri"):
        await desk.login(phone, name)
    await guess(desk, desk.nip("sari"), ACCOUNT.free, ELSEWHERE)

    assert (await desk.login(phone, "sari")).status_code == 200
    await desk.login(phone, "dewi")  # the fifth; who came first is forgotten
    assert phone.cookies["adil_device"].count("~") == 3
    assert (await desk.login(phone, "sari")).status_code == 429


async def test_forty_guesses_at_once_are_no_more_than_in_a_row(desk: Desk) -> None:
    answers = await asyncio.gather(*(guess(desk, desk.nip("sari"), 1) for _ in range(40)))

    statuses = sorted(answer.status_code for [answer] in answers)
    assert statuses == [401] * ACCOUNT.free + [429] * (40 - ACCOUNT.free)
    assert desk.hashing.verified == ACCOUNT.free


async def test_one_address_cannot_try_a_password_on_everybody(desk: Desk) -> None:
    for number in range(ADDRESS.free):
        await guess(desk, f"{STRANGER}{number}", 1)

    [here] = await guess(desk, f"{STRANGER}a", 1)
    [there] = await guess(desk, f"{STRANGER}b", 1, ELSEWHERE)
    assert (here.status_code, there.status_code) == (429, 401)


async def test_an_office_that_signs_in_at_once_is_not_braked(desk: Desk) -> None:
    for _ in range(ADDRESS.free + 5):
        assert (await desk.login(desk.phone())).status_code == 200


async def test_signing_in_oneself_does_not_wash_an_address_clean(desk: Desk) -> None:
    for number in range(ADDRESS.free - 1):
        await guess(desk, f"{STRANGER}{number}", 1)
    await desk.login(desk.phone(), "hendra")

    codes = [answer.status_code for n in "ab" for answer in await guess(desk, STRANGER + n, 1)]
    assert codes == [401, 429]


async def test_an_ipv6_customer_is_one_address(desk: Desk) -> None:
    for number in range(ADDRESS.free):
        await guess(desk, f"{STRANGER}{number}", 1, f"2001:db8:1:1::{number:x}")

    [same] = await guess(desk, f"{STRANGER}a", 1, "2001:db8:1:1:ffff::1")
    [other] = await guess(desk, f"{STRANGER}b", 1, "2001:db8:1:2::1")
    assert (same.status_code, other.status_code) == (429, 401)


async def test_the_table_holds_neither_nip_nor_address(desk: Desk) -> None:
    await guess(desk, desk.nip("sari"), 1)

    keys = [row.key for row in await Throttle.all().order_by("key")]
    assert [key.partition(":")[0] for key in keys] == ["account", "address"]
    assert not any(desk.nip("sari") in key or HERE in key for key in keys)


async def test_guessing_the_present_password_on_a_found_phone_is_braked(desk: Desk) -> None:
    phone = await desk.signed_in("sari")
    before = await traces()
    verified = desk.hashing.verified

    answers = [
        await phone.post("/auth/password", json={"current": WRONG, "new": "sepuluh mangga hijau"})
        for _ in range(6)
    ]

    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert desk.hashing.verified == verified + 5
    assert await traces() == before


async def test_what_lost_its_meaning_is_cleared_away(desk: Desk) -> None:
    await guess(desk, desk.nip("sari"), 1)
    phone = await desk.signed_in("sari")
    await phone.post("/auth/logout")
    running = await desk.signed_in("hendra")

    assert await tidy(desk.now + FORGET - timedelta(seconds=1)) == 0
    assert await tidy(desk.now + FORGET + timedelta(seconds=1)) == 3  # two accounts, one address
    assert await Throttle.all().count() == 0
    assert await tidy(desk.now + KEEP_ENDED + timedelta(seconds=1)) == 1
    assert await LoginSession.filter(account=desk.cast.accounts["hendra"]).count() == 2
    assert (await running.get("/auth/session")).json()["signedIn"] is True
