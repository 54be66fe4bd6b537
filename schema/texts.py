"""Texts that people type: what can be kept, and how long it may be, refused in kind words."""

from schema.errors import InvalidInput
from schema.rules.writing import can_be_kept

REASON_LEAST, REASON_MOST = 10, 1000


def checked_text(text: str, *, most: int, field: str, code: str, label: str) -> str:
    """The text as typed; InvalidInput (`code`, BAD_CHARACTER) when it cannot be kept.

    `field` names the input for programs, `label` for people."""
    if not can_be_kept(text):
        raise InvalidInput("BAD_CHARACTER", field, f"{label} memuat karakter yang tidak dikenal.")
    if len(text) > most:
        raise InvalidInput(
            code, field, f"{label} terlalu panjang: {len(text)} huruf, paling banyak {most}."
        )
    return text


def checked_reason(reason: str, *, least: int = REASON_LEAST, hint: str = "") -> str:
    """The reason without outer spaces; REASON_TOO_SHORT or REASON_TOO_LONG otherwise.

    `hint` is a sentence that says what a good reason is here."""
    text = reason.strip()
    if len(text) < least:
        hint = hint or "Tuliskan alasan yang dapat dipahami pegawai"
        raise InvalidInput("REASON_TOO_SHORT", "reason", f"{hint}, sedikitnya {least} huruf.")
    return checked_text(
        text, most=REASON_MOST, field="reason", code="REASON_TOO_LONG", label="Alasan"
    )
