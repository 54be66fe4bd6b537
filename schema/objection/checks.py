"""Bounds on what is typed in an objection, its answer and its decision, in kind words."""

from dataclasses import dataclass

from schema.errors import InvalidInput
from schema.review.checks import TypedEvidence, TypedItem, check_links
from schema.rules.vocabulary import ObjectionState, Rating
from schema.rules.writing import can_be_kept
from schema.texts import checked_text

TEXT_LEAST, TEXT_MOST = 20, 4000
ITEM_MOST = 2000
ITEMS_MOST = 60
REQUEST_LEAST, REQUEST_MOST = 8, 64


@dataclass(frozen=True, slots=True)
class TypedReason:
    """What is said about one item."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class TypedObjection:
    """An objection as a phone sends it; without items it is against the whole."""

    review_id: int
    number: int
    reason: str
    items: tuple[TypedReason, ...]
    evidence: tuple[TypedEvidence, ...]
    request_id: str


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """A decision: the result stands (UPHELD), or these items and ratings are set (CHANGED)."""

    objection_id: int
    decision: ObjectionState
    reason: str
    items: tuple[TypedItem, ...] = ()
    hasil: Rating | None = None
    perilaku: Rating | None = None
    reason_hasil: str = ""
    reason_perilaku: str = ""


def check_objection(typed: TypedObjection) -> None:
    """Return when every text and link is within bounds, else raise InvalidInput."""
    if not (
        REQUEST_LEAST <= len(typed.request_id) <= REQUEST_MOST and can_be_kept(typed.request_id)
    ):
        raise InvalidInput("BAD_REQUEST_ID", "requestId", "Nomor permintaan tidak sah.")
    check_text(typed.reason, "reason", "Alasan keberatan")
    check_reasons(typed.items)
    check_links(typed.evidence, "evidence")


def check_text(text: str, field: str, label: str) -> str:
    """The text without outer spaces; InvalidInput when it says too little or too much."""
    plain = text.strip()
    if len(plain) < TEXT_LEAST:
        raise InvalidInput(
            "REASON_TOO_SHORT",
            field,
            f"{label} perlu ditulis agar dapat dipahami, sedikitnya {TEXT_LEAST} huruf.",
        )
    return checked_text(plain, most=TEXT_MOST, field=field, code="REASON_TOO_LONG", label=label)


def check_reasons(items: tuple[TypedReason, ...]) -> None:
    """Return when each item is named once, with a reason that can be kept."""
    if len(items) > ITEMS_MOST:
        raise InvalidInput("TOO_MANY_ITEMS", "items", "Terlalu banyak butir dalam satu kiriman.")
    if len({item.key for item in items}) != len(items):
        raise InvalidInput("ITEM_TWICE", "items", "Satu butir hanya dapat ditulis satu kali.")
    for item in items:
        if not item.reason.strip():
            raise InvalidInput(
                "REASON_TOO_SHORT", item.key, "Tuliskan alasan untuk butir yang Anda pilih."
            )
        checked_text(
            item.reason, most=ITEM_MOST, field=item.key, code="REASON_TOO_LONG", label="Alasan"
        )


def check_known(keys: set[str], known: set[str]) -> None:
    """Return when every key is one of the result's, else raise InvalidInput."""
    for key in sorted(keys - known):
        raise InvalidInput("UNKNOWN_ITEM", key[:24], "Butir ini tidak ada dalam penilaian.")
