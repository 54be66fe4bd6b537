"""Which new passwords are refused, and why."""

import pytest

from schema.reference import load
from schema.rules.password import Owner, PasswordFault, fault_of, normalised

SARI = Owner(login="199002142015032005", name="Sari Wulandari Contoh, S.Kep.")
COMMON = frozenset(load("common_passwords"))
NOW = "kata sandi sekarang 1"


@pytest.mark.parametrize(
    "password",
    [
        "kuda-hijau-tangga",
        "tujuh mangga di meja",
        "9fK2mPq7xL",
        "Hujan turun pukul 3",
        "rumah seberang sungai",
        "пароль-на-столе",
        "sepeda1990biru",  # a year alone says little
        "a" * 3 + "kerbau lewat" * 9,  # long, repeated in part
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert fault_of(password, NOW, SARI, COMMON) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("9fK2mPq7x", PasswordFault.TOO_SHORT),
        ("e\u0301" * 9, PasswordFault.TOO_SHORT),  # nine letters, though typed as eighteen signs
        ("kerbau lewat " * 10, PasswordFault.TOO_LONG),
        (NOW, PasswordFault.SAME),
        ("199002142015032005", PasswordFault.PERSONAL),
        ("saya-2015032005", PasswordFault.PERSONAL),  # the tail of the NIP
        ("lahir 19900214 ya", PasswordFault.PERSONAL),
        ("lahir 14-02-1990", PasswordFault.PERSONAL),
        ("lahir 140290 ya", PasswordFault.PERSONAL),
        ("Wulandari.8812", PasswordFault.PERSONAL),
        ("w4l-S4ri-Hutan", PasswordFault.PERSONAL),
        ("password123", PasswordFault.TOO_COMMON),
        ("P@ssw0rd-2026!", PasswordFault.TOO_COMMON),
        ("Indonesia2026", PasswordFault.TOO_COMMON),
        ("MuaraBungo#1", PasswordFault.TOO_COMMON),
        ("rahasia12345", PasswordFault.TOO_COMMON),
        ("sayangku1234", PasswordFault.TOO_COMMON),
        ("kata-sandi-123", PasswordFault.TOO_COMMON),
        ("pns bungo 2026", PasswordFault.TOO_COMMON),
        ("1234567890", PasswordFault.TOO_COMMON),
        ("qwertyuiop", PasswordFault.TOO_COMMON),
        ("aaaaaaaaaaaa", PasswordFault.TOO_COMMON),
        ("ab12ab12ab12", PasswordFault.TOO_COMMON),
        ("abcdefghijkl", PasswordFault.TOO_COMMON),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, fault: PasswordFault) -> None:
    assert fault_of(password, NOW, SARI, COMMON) is fault


def test_a_system_account_may_not_use_its_own_name() -> None:
    owner = Owner(login="operator")

    assert fault_of("operator-abc-9", NOW, owner, COMMON) is PasswordFault.PERSONAL


def test_two_ways_of_typing_a_letter_are_one_password() -> None:
    assert normalised("cafe\u0301 di pasar") == normalised("caf\u00e9 di pasar")
    assert fault_of("cafe\u0301 di pasar", "caf\u00e9 di pasar", SARI, COMMON) is PasswordFault.SAME


def test_the_list_is_lower_case_and_without_doubles() -> None:
    words = load("common_passwords")

    assert words == sorted({word.casefold() for word in words})
