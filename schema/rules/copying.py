"""When a rating counts as copied, and what is owed for it: a reason, item by item.

Copying everything from last time is how rubber-stamping begins (product.md 3), so it is possible
for one item after the other only, is marked, and asks why. What was typed again word by word counts
the same as what was taken by a button, and so do words that a rater gives to several people of a
team. Words are compared without capitals, signs and spaces; short ones ("Sesuai target.") are
nobody's and never count. The regulation is silent: a dated setting, marked as our design."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from schema.rules.vocabulary import PeriodKind, Rating

_WORD = re.compile(r"[^\W_]+")
TRACE_BYTES = 8


class CopyKind(StrEnum):
    """Why an item counts as copied."""

    TAKEN = "TAKEN"  # taken from an earlier result by the rater's own wish
    SAME_AS_BEFORE = "SAME_AS_BEFORE"  # rating and words of an earlier result
    SAME_FOR_OTHERS = "SAME_FOR_OTHERS"  # words that others of the team got in this period


@dataclass(frozen=True, slots=True)
class CopyRule:
    """From how many words on a note counts, how many people with the same words (this one included)
    are several, and how long the reason must be: a dated setting."""

    words: int
    alike: int
    reason_least: int


class Source(NamedTuple):
    """The result that something was copied from, and its period."""

    review_id: int
    number: int
    kind: PeriodKind
    year: int
    period_number: int


class Said(NamedTuple):
    """What was said of an item."""

    rating: Rating | None
    note: str


class Mark(NamedTuple):
    """An item counts as copied; `source` is None for words that others got."""

    kind: CopyKind
    source: Source | None


class Earlier(NamedTuple):
    """An earlier result of the same employee: what it said, by the key of the item."""

    source: Source
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft is compared with.

    `earlier`: results of the employee, the newest first. `others`: how many other people of the
    team got words with this trace in this period. `given`: for a correction, what the result that
    it corrects said of each item, with the mark it had."""

    earlier: Sequence[Earlier] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    given: Mapping[str, tuple[Said, Mark | None]] = field(default_factory=dict)


def words_of(note: str) -> list[str]:
    """The words of a note as they are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", note).casefold())


def trace_of(note: str) -> str:
    """What tells whether two notes have the same words, without showing them; "" without any."""
    words = " ".join(words_of(note))
    return blake2b(words.encode(), digest_size=TRACE_BYTES).hexdigest() if words else ""


def traces_of(notes: Iterable[str]) -> list[str]:
    """The traces of these notes, each once, in order."""
    return sorted({trace for note in notes if (trace := trace_of(note))})


def same(one: Said, other: Said) -> bool:
    """Whether the rating is the same, and the words are."""
    return one.rating == other.rating and words_of(one.note) == words_of(other.note)


def copy_mark(
    rule: CopyRule | None, key: str, said: Said, taken: Source | None, known: Known
) -> Mark | None:
    """The mark of an item of a draft, None when it is nobody's copy.

    `taken` names the result it was taken from, as long as nothing was changed since (the caller
    forgets it when `same` is no longer true)."""
    if rule is None or said.rating is None:
        return None
    if taken is not None:
        return Mark(CopyKind.TAKEN, taken)
    if key in known.given and same(said, known.given[key][0]):
        return known.given[key][1]  # a correction that leaves it as it was given copies nothing
    if len(words_of(said.note)) < rule.words:
        return None
    for result in known.earlier:
        if key in result.said and same(said, result.said[key]):
            return Mark(CopyKind.SAME_AS_BEFORE, result.source)
    if known.others.get(trace_of(said.note), 0) + 1 >= rule.alike:
        return Mark(CopyKind.SAME_FOR_OTHERS, None)
    return None


def owes_reason(rule: CopyRule | None, reason: str) -> bool:
    """Whether what counts as copied still has to say why."""
    return rule is not None and len(reason.strip()) < rule.reason_least
