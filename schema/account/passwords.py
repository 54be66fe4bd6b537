"""The password rule applied to an account: its own data, the common words, and what is said."""

from schema.errors import InvalidInput
from schema.models import Account
from schema.reference import load
from schema.rules.password import MAX_LENGTH, MIN_LENGTH, Owner, PasswordFault, fault_of

_WORDS: dict[PasswordFault, str] = {
    PasswordFault.TOO_SHORT: f"Kata sandi baru minimal {MIN_LENGTH} karakter. "
    "Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak.",
    PasswordFault.TOO_LONG: f"Kata sandi baru paling banyak {MAX_LENGTH} karakter.",
    PasswordFault.TOO_COMMON: "Kata sandi ini terlalu umum sehingga mudah ditebak. "
    "Pilih yang lain.",
    PasswordFault.PERSONAL: "Kata sandi memuat NIP, tanggal lahir, atau nama Anda, "
    "yang diketahui orang lain. Pilih yang lain.",
    PasswordFault.SAME: "Kata sandi baru sama dengan yang sekarang.",
}


def require_good(new: str, current: str, account: Account) -> None:
    """Return when `new` will do for this account (fetched with its employee).

    Raises InvalidInput on field "new" with the code of the fault."""
    employee = account.employee
    owner = Owner(account.login, employee.name if employee else "")
    fault = fault_of(new, current, owner, load("common_passwords"))
    if fault is not None:
        raise InvalidInput(fault.value, "new", _WORDS[fault])
