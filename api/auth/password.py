"""Authenticator: NIP (or the name of a system account) and password -> Account."""

import re
import unicodedata

from api.auth.hashing import Hashing
from schema.account.actions import keep_better_hash
from schema.models import Account

MAX_LOGIN = 64  # characters as typed, blanks included
LONGEST_LOGIN = 32  # of the table; what is longer is nobody's


def as_login(typed: str) -> str:
    """The sign-in name meant by what was typed: "19900214 201503.2 005" is a NIP with blanks.

    Blanks, dots, dashes and invisible signs that come along when a NIP is pasted are dropped."""
    plain = unicodedata.normalize("NFKC", typed)
    visible = "".join(sign for sign in plain if not unicodedata.category(sign).startswith("C"))
    joined = re.sub(r"[\s.\-'’`]", "", visible)
    return joined if joined.isdecimal() else visible.strip().casefold()


async def authenticate(hashing: Hashing, login: str, password: str) -> Account | None:
    """The account this password opens, else None: unknown, disabled and wrong look the same.

    Exactly one verification runs in each case. Raises hashing.Busy."""
    account = await Account.get_or_none(login=login) if len(login) <= LONGEST_LOGIN else None
    usable = account is not None and account.disabled_at is None
    stored = account.password_hash if account is not None and usable else None
    if not await hashing.verify(stored, password) or account is None:
        return None
    if hashing.is_outdated(account.password_hash):
        await keep_better_hash(account.id, account.password_hash, await hashing.hash(password))
    return account
