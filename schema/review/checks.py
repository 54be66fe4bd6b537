"""Bounds on what a rater types, each with a kind sentence that says what to do."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from schema.errors import InvalidInput
from schema.rules.vocabulary import Rating
from schema.texts import REASON_MOST, checked_text

NOTE_MOST = 2000
SUMMARY_MOST = 4000
WEIGHING_MOST = 4000
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
    copy_reason: str | None = None  # why it is the same as before; None leaves what was typed


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """A save: the items that changed, and the overall fields as they stand on the phone.

    `weighing` None leaves what was typed: an older app does not know it."""

    items: tuple[TypedItem, ...] = ()
    hasil: Rating | None = None
    perilaku: Rating | None = None
    reason_hasil: str = ""
    reason_perilaku: str = ""
    summary: str = field(default="")
    weighing: str | None = None


def check_draft(typed: TypedDraft) -> None:
    """Return when every text and link is within bounds, else raise InvalidInput."""
    if len(typed.items) > ITEMS_MOST:
        raise InvalidInput("TOO_MANY_ITEMS", "items", "Terlalu banyak butir dalam satu simpanan.")
    for item in typed.items:
        _check(item.note, NOTE_MOST, f"{item.key}.note", "NOTE_TOO_LONG", "Catatan")
        check_links(item.evidence, f"{item.key}.evidence")
        reason = item.copy_reason or ""
        _check(reason, REASON_MOST, f"{item.key}.copied", "REASON_TOO_LONG", "Alasan")
    _check(typed.weighing or "", WEIGHING_MOST, "weighing", "WEIGHING_TOO_LONG", "Pertimbangan")
    _check(typed.summary, SUMMARY_MOST, "summary", "SUMMARY_TOO_LONG", "Ringkasan")
    for name, text in (
        ("reasonHasil", typed.reason_hasil),
        ("reasonPerilaku", typed.reason_perilaku),
    ):
        _check(text, REASON_MOST, name, "REASON_TOO_LONG", "Alasan")


def _check(text: str, most: int, field: str, code: str, label: str) -> None:
    checked_text(text, most=most, field=field, code=code, label=label)


def check_links(evidence: tuple[TypedEvidence, ...], name: str) -> None:
    """Return when there are few enough and each is a web address, else raise InvalidInput."""
    if len(evidence) > LINKS_MOST:
        raise InvalidInput(
            "TOO_MANY_LINKS", name, f"Paling banyak {LINKS_MOST} tautan bukti di satu tempat."
        )
    for link in evidence:
        _check(link.label, LABEL_MOST, name, "LABEL_TOO_LONG", "Nama bukti")
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
