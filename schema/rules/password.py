"""What makes a password good enough (after NIST SP 800-63B-4, 3.1.1): length, not known to
everybody, not about its owner. No forced mix of characters, no expiry."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MIN_LENGTH = 10  # characters
MAX_LENGTH = 128
MIN_PERSONAL = 4  # shorter parts of a name stand in too many innocent words

_LOOKALIKES = str.maketrans("@4310$5!7", "aaeiossit")
_RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)


class PasswordFault(StrEnum):
    """Why a new password is refused; the code that programs see."""

    TOO_SHORT = "PASSWORD_TOO_SHORT"
    TOO_LONG = "PASSWORD_TOO_LONG"
    TOO_COMMON = "PASSWORD_TOO_COMMON"
    PERSONAL = "PASSWORD_PERSONAL"
    SAME = "PASSWORD_SAME"


@dataclass(frozen=True, slots=True)
class Owner:
    """What others know about the owner: sign-in name (the NIP tells the birth date) and name."""

    login: str
    name: str = ""


def normalised(password: str) -> str:
    """The password in Unicode NFC: two keyboards that write é differently mean the same."""
    return unicodedata.normalize("NFC", password)


def fault_of(new: str, current: str, owner: Owner, common: Iterable[str]) -> PasswordFault | None:
    """The first reason to refuse `new`, None when it will do. `common` holds lower-case words."""
    new, current = normalised(new), normalised(current)
    if len(new) < MIN_LENGTH:
        return PasswordFault.TOO_SHORT
    if len(new) > MAX_LENGTH:
        return PasswordFault.TOO_LONG
    if new == current:
        return PasswordFault.SAME
    if _is_personal(new, owner):
        return PasswordFault.PERSONAL
    return PasswordFault.TOO_COMMON if _is_common(new, frozenset(common)) else None


def _is_personal(password: str, owner: Owner) -> bool:
    lowered = password.casefold()
    digits = re.sub(r"[\s./-]", "", lowered)  # 14-02-1990 is 14021990
    plain = lowered.translate(_LOOKALIKES)
    return any(known in digits for known in _numbers_of(owner.login)) or any(
        word in lowered or word in plain for word in _words_of(owner)
    )


def _numbers_of(login: str) -> list[str]:
    if not (login.isdecimal() and len(login) == 18):
        return []
    year, month, day = login[:4], login[4:6], login[6:8]
    return [login[8:], year + month + day, day + month + year, day + month + year[2:]]


def _words_of(owner: Owner) -> list[str]:
    words = re.findall(r"\w+", owner.name.casefold())
    login = [] if owner.login.isdecimal() else [owner.login.casefold()]
    return [word for word in words + login if len(word) >= MIN_PERSONAL]


def _is_common(password: str, common: frozenset[str]) -> bool:
    lowered = password.casefold()
    if len(set(lowered)) < 5 or _is_run(lowered):
        return True
    # "P@ssw0rd-2026!" is "password" with the usual decoration around it.
    forms = {lowered, lowered.translate(_LOOKALIKES)}
    forms |= {re.sub(r"^[\W\d_]+|[\W\d_]+$", "", form) for form in tuple(forms)}
    forms |= {re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lowered).translate(_LOOKALIKES)}
    forms |= {re.sub(r"[\W\d_]+", "", lowered)}
    return any(_made_of(form, common) for form in forms)


def _is_run(lowered: str) -> bool:
    """Whether it walks along a keyboard row or the alphabet, or says one thing twice."""
    if any(lowered in run for run in _RUNS):
        return True
    size = len(lowered)
    return any(
        lowered == (lowered[:part] * size)[:size] for part in range(1, size // 2 + 1) if part <= 5
    )


def _made_of(form: str, common: frozenset[str]) -> bool:
    """Whether the form is one common word, or two of them and nothing else."""
    if form in common:
        return True
    return any(form[:cut] in common and form[cut:] in common for cut in range(3, len(form) - 2))
