"""Bounds on what a rater types, each with a kind sentence that says what to do."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from schema.errors import InvalidInput
from schema.rules.vocabulary import Rating
from schema.rules.writing import can_be_kept

NOTE_MOST = 2000
SUMMARY_MOST = 4000
REASON_MOST = 1000
REASON_LEAST = 10
LINKS_MOST = 5
URL_MOST = 500
LABEL_MOST = 120
ITEMS_MOST = 60


@dataclass(frozen=True, slots=True)
class TypedEvidence:
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TypedItem:
    """One item as a phone sends it."""

    key: str
    rating: Rating | None = None
    note: str = ""
    evidence: tuple[TypedEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """A save: the items that changed, and the overall fields as they stand on the phone."""

    items: tuple[TypedItem, ...] = ()
    hasil: Rating | None = None
    perilaku: Rating | None = None
    reason_hasil: str = ""
    reason_perilaku: str = ""
    summary: str = field(default="")


def check_draft(typed: TypedDraft) -> None:
    """Return when every text and link is within bounds, else raise InvalidInput."""
    if len(typed.items) > ITEMS_MOST:
        raise InvalidInput("TOO_MANY_ITEMS", "items", "Terlalu banyak butir dalam satu simpanan.")
    for item in typed.items:
        _check_length(item.note, NOTE_MOST, f"{item.key}.note", "NOTE_TOO_LONG", "Catatan")
        _check_links(item)
    _check_length(typed.summary, SUMMARY_MOST, "summary", "SUMMARY_TOO_LONG", "Ringkasan")
    for name, text in (
        ("reasonHasil", typed.reason_hasil),
        ("reasonPerilaku", typed.reason_perilaku),
    ):
        _check_length(text, REASON_MOST, name, "REASON_TOO_LONG", "Alasan")


def check_reason(reason: str) -> str:
    """The reason without outer spaces; InvalidInput when it says too little or too much."""
    text = reason.strip()
    if len(text) < REASON_LEAST:
        raise InvalidInput(
            "REASON_TOO_SHORT",
            "reason",
            f"Tuliskan alasan yang dapat dipahami pegawai, sedikitnya {REASON_LEAST} huruf.",
        )
    _check_length(text, REASON_MOST, "reason", "REASON_TOO_LONG", "Alasan")
    return text


def _check_length(text: str, most: int, name: str, code: str, label: str) -> None:
    if not can_be_kept(text):
        raise InvalidInput("BAD_CHARACTER", name, f"{label} memuat karakter yang tidak dikenal.")
    if len(text) > most:
        raise InvalidInput(
            code, name, f"{label} terlalu panjang: {len(text)} huruf, paling banyak {most}."
        )


def _check_links(item: TypedItem) -> None:
    name = f"{item.key}.evidence"
    if len(item.evidence) > LINKS_MOST:
        raise InvalidInput(
            "TOO_MANY_LINKS", name, f"Paling banyak {LINKS_MOST} tautan bukti untuk satu butir."
        )
    for link in item.evidence:
        _check_length(link.label, LABEL_MOST, name, "LABEL_TOO_LONG", "Nama bukti")
        if len(link.url) > URL_MOST or not _is_web_address(link.url):
            raise InvalidInput(
                "BAD_EVIDENCE_URL",
                name,
                "Tautan bukti harus alamat web yang diawali https:// atau http://.",
            )


def _is_web_address(url: str) -> bool:
    if any(letter.isspace() or ord(letter) < 32 for letter in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)
