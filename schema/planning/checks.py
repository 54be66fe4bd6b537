"""Bounds on what is typed in a plan, each with a kind sentence that says what to do."""

import re

from schema.errors import InvalidInput
from schema.rules.skp import Content, Indicator, PlannedRhk
from schema.rules.skp_edits import Typed
from schema.rules.writing import can_be_kept
from schema.texts import checked_text

RHK_MOST = 20
TITLE_MOST = 400
INDICATORS_MOST = 8
INDICATOR_MOST = 300
TARGET_MOST = 60
UNIT_MOST = 40
NARRATIVE_MOST = 2000
ASSIGNED_MOST = 200
VALUE_MOST = 1000
LINES_MOST = 10
LINE_MOST = 400
NOTE_LEAST, NOTE_MOST = 1, 1000
NOTES_MOST = 300
_KEY = re.compile(r"[a-z0-9-]{4,36}")


def check_typed(typed: Typed) -> None:
    """Return when every text and count is within bounds, else raise InvalidInput."""
    if len(typed.rhk) > RHK_MOST:
        raise InvalidInput("TOO_MANY_RHK", "rhk", f"Paling banyak {RHK_MOST} rencana hasil kerja.")
    for item in typed.rhk:
        check_key(item.key)
        _check_item(item)
    for code, text in typed.values.items():
        checked_text(
            text, most=VALUE_MOST, field=code, code="VALUE_TOO_LONG", label="Ekspektasi pimpinan"
        )
    for name, lines in typed.lampiran.items():
        _check_lines(name, lines)


def check_whole(content: Content) -> None:
    """Return when the document is no larger than a plan may be, else raise InvalidInput."""
    if len(content.rhk) > RHK_MOST:
        raise InvalidInput("TOO_MANY_RHK", "rhk", f"Paling banyak {RHK_MOST} rencana hasil kerja.")


def check_key(key: str) -> None:
    """Return when the phone's key of a work result can be one, else raise InvalidInput."""
    if not _KEY.fullmatch(key):
        raise InvalidInput("BAD_ITEM_KEY", "key", "Tanda pengenal butir ini tidak sah.")


def check_request(request_id: str) -> str:
    """The phone's number of a tap; InvalidInput when it cannot be one."""
    if not (8 <= len(request_id) <= 64 and can_be_kept(request_id)):
        raise InvalidInput("BAD_REQUEST_ID", "requestId", "Nomor permintaan tidak sah.")
    return request_id


def checked_note(text: str) -> str:
    """A remark without outer spaces; InvalidInput when it says nothing or too much."""
    found = text.strip()
    if len(found) < NOTE_LEAST:
        raise InvalidInput("REMARK_EMPTY", "text", "Tuliskan catatannya lebih dahulu.")
    return checked_text(found, most=NOTE_MOST, field="text", code="NOTE_TOO_LONG", label="Catatan")


def _check_item(item: PlannedRhk) -> None:
    key = item.key
    checked_text(
        item.title,
        most=TITLE_MOST,
        field=f"{key}.title",
        code="TITLE_TOO_LONG",
        label="Rencana hasil kerja",
    )
    checked_text(
        item.narrative,
        most=NARRATIVE_MOST,
        field=f"{key}.narrative",
        code="NARRATIVE_TOO_LONG",
        label="Ukuran keberhasilan",
    )
    checked_text(
        item.assigned_by,
        most=ASSIGNED_MOST,
        field=f"{key}.assignedBy",
        code="ASSIGNED_BY_TOO_LONG",
        label="Asal penugasan",
    )
    if len(item.indicators) > INDICATORS_MOST:
        raise InvalidInput(
            "TOO_MANY_INDICATORS",
            f"{key}.indicators",
            f"Paling banyak {INDICATORS_MOST} indikator untuk satu hasil kerja.",
        )
    for number, given in enumerate(item.indicators):
        _check_indicator(given, f"{key}.indicators.{number}")


def _check_indicator(given: Indicator, name: str) -> None:
    checked_text(
        given.text,
        most=INDICATOR_MOST,
        field=f"{name}.text",
        code="INDICATOR_TOO_LONG",
        label="Indikator",
    )
    checked_text(
        given.target,
        most=TARGET_MOST,
        field=f"{name}.target",
        code="TARGET_TOO_LONG",
        label="Target",
    )
    checked_text(
        given.unit, most=UNIT_MOST, field=f"{name}.unit", code="UNIT_TOO_LONG", label="Satuan"
    )


def _check_lines(name: str, lines: tuple[str, ...]) -> None:
    if len(lines) > LINES_MOST:
        raise InvalidInput(
            "TOO_MANY_LINES", name, f"Paling banyak {LINES_MOST} baris pada bagian lampiran ini."
        )
    for line in lines:
        checked_text(line, most=LINE_MOST, field=name, code="LINE_TOO_LONG", label="Baris lampiran")
