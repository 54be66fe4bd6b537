"""Targets as people type them, and the number in them: "1.250,5", "95 %", "20 kunjungan"."""

import re
from decimal import Decimal

# Indonesian writing: a point between groups of three, a comma before decimals. A point that is
# followed by anything but three digits is a decimal one, as on many keyboards.
_NUMBER = re.compile(r"(?:≥|>=|<=|≤|>|<|±)?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:([.,])(\d+))?\s*%?")


def amount_of(target: str) -> Decimal | None:
    """The number of a target that is one number, else None ("2-3", "tepat waktu").

    >>> amount_of("1.250,5")
    Decimal('1250.5')
    """
    found = _NUMBER.fullmatch(target.strip())
    if found is None or len(target) > 40:
        return None
    whole, _, decimals = found.groups()
    return Decimal(f"{whole.replace('.', '')}.{decimals or '0'}").normalize() + 0
