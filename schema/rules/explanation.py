"""The complete account of a result: inputs, counts, suggestion, decision, cell, what if.

Everything is found by the functions by which the result itself was found (rules/suggestion.py,
rules/predikat.py); nothing is computed a second way. Values and codes only: the words stand with
the languages of the app. No formula of the law exists (domain.md 3): what is called a suggestion
here binds nobody, and the rater decides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from schema.rules.predikat import PredikatRule
from schema.rules.suggestion import (
    RatedItem,
    Suggestion,
    SuggestionRule,
    suggest_hasil,
    suggest_perilaku,
)
from schema.rules.vocabulary import Part, Predikat, Rating, RhkKind

# Stands here because the order of an enum's members is never rank order.
_RANK = {Rating.DI_BAWAH: 0, Rating.SESUAI: 1, Rating.DI_ATAS: 2}


class Aspect(StrEnum):
    """The two sides of the matrix."""

    HASIL = "HASIL"
    PERILAKU = "PERILAKU"


@dataclass(frozen=True, slots=True)
class GivenItem:
    """An item of a version as far as the account needs it."""

    key: str
    rated: RatedItem
    note: str = ""

    @property
    def aspect(self) -> Aspect:
        """Which side of the matrix it counts for."""
        return Aspect.HASIL if self.rated.part is Part.HASIL_KERJA else Aspect.PERILAKU


@dataclass(frozen=True, slots=True)
class GivenVersion:
    """A submitted version: who gave it when, and what was rated how."""

    number: int
    given_by: int
    given_at: datetime
    items: tuple[GivenItem, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The two overall ratings as they were decided, with the reasons for departing."""

    hasil: Rating
    perilaku: Rating
    reason_hasil: str = ""
    reason_perilaku: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Since which version a rating and its note stand unchanged, who gave them and when."""

    key: str
    number: int
    given_by: int
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How often each rating was given; `kind` None for the behaviour values."""

    kind: RhkKind | None
    atas: int
    sesuai: int
    bawah: int


@dataclass(frozen=True, slots=True)
class AspectAccount:
    """One side of the matrix: what was counted, suggested, and decided with which reason."""

    aspect: Aspect
    counts: tuple[Count, ...]
    suggestion: Suggestion
    decided: Rating
    reason: str

    @property
    def departed(self) -> bool:
        """Whether the rater decided otherwise than suggested."""
        return self.suggestion.rating is not None and self.suggestion.rating is not self.decided


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One single change that leads to another predikat.

    `key` names the item; None: the overall rating of the aspect itself. An item moves the overall
    rating only where the rater followed the suggestion; `hasil` and `perilaku` say what both
    overall ratings would be. `steps` is 1 for a neighbouring rating, 2 for the far one."""

    aspect: Aspect
    key: str | None
    given: Rating
    instead: Rating
    hasil: Rating
    perilaku: Rating
    predikat: Predikat
    steps: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole account of one version, in the order in which it came about."""

    origins: tuple[Origin, ...]
    hasil: AspectAccount
    perilaku: AspectAccount
    predikat: Predikat
    would_change: tuple[WouldChange, ...]


def explain_version(
    history: Sequence[GivenVersion],
    rule: PredikatRule,
    how: SuggestionRule,
    decided: Decided,
    unit: Suggestion | None = None,
) -> Explanation:
    """The account of the last of these versions; the earlier ones tell since when what stands.

    `rule` and `how` are the matrix and the setting that it was found by.
    `unit` is what the achievement of the unit suggests, for whoever leads it, else None."""
    items = history[-1].items
    return Explanation(
        origins=tuple(origin_of(item, history) for item in items),
        hasil=account_of(Aspect.HASIL, how, items, decided, unit),
        perilaku=account_of(Aspect.PERILAKU, how, items, decided, unit),
        predikat=rule.predikat(decided.hasil, decided.perilaku),
        would_change=would_change(rule, how, items, decided, unit),
    )


def origin_of(item: GivenItem, history: Sequence[GivenVersion]) -> Origin:
    """Who gave this rating and note of the last version, walking back while they are the same."""
    since = history[-1]
    for version in reversed(history[:-1]):
        if item not in version.items:
            break
        since = version
    return Origin(item.key, since.number, since.given_by, since.given_at)


def account_of(
    aspect: Aspect,
    how: SuggestionRule,
    items: Sequence[GivenItem],
    decided: Decided,
    unit: Suggestion | None,
) -> AspectAccount:
    """What was counted, suggested and decided for one side of the matrix."""
    hasil = aspect is Aspect.HASIL
    return AspectAccount(
        aspect=aspect,
        counts=_counts([item for item in items if item.aspect is aspect]),
        suggestion=_suggested(aspect, how, items, unit),
        decided=decided.hasil if hasil else decided.perilaku,
        reason=decided.reason_hasil if hasil else decided.reason_perilaku,
    )


def would_change(
    rule: PredikatRule,
    how: SuggestionRule,
    items: Sequence[GivenItem],
    decided: Decided,
    unit: Suggestion | None = None,
) -> tuple[WouldChange, ...]:
    """The nearest single changes that lead to another predikat, nearest first.

    Per item and per overall rating, and for each predikat it can lead to, the fewest steps."""
    now = rule.predikat(decided.hasil, decided.perilaku)
    nearest: dict[tuple[Aspect, str | None, Predikat], WouldChange] = {}
    for change in (
        *_item_changes(rule, how, items, decided, unit),
        *_overall_changes(rule, decided),
    ):
        place = (change.aspect, change.key, change.predikat)
        known = nearest.get(place)
        if change.predikat is not now and (known is None or change.steps < known.steps):
            nearest[place] = change
    return tuple(sorted(nearest.values(), key=lambda change: (change.steps, change.key is None)))


def _item_changes(
    rule: PredikatRule,
    how: SuggestionRule,
    items: Sequence[GivenItem],
    decided: Decided,
    unit: Suggestion | None,
) -> Iterator[WouldChange]:
    follows = {
        aspect: not account_of(aspect, how, items, decided, unit).departed for aspect in Aspect
    }
    for place, item in enumerate(items):
        if not follows[item.aspect] or item.rated.rating is None:
            continue  # the rater decided on grounds of their own: no item moves that
        for instead in _others(item.rated.rating):
            turned = replace(item, rated=replace(item.rated, rating=instead))
            others = [*items[:place], turned, *items[place + 1 :]]
            new = _suggested(item.aspect, how, others, unit)
            if new.rating is not None:
                yield _changed(rule, decided, item.aspect, new.rating, item, instead)


def _overall_changes(rule: PredikatRule, decided: Decided) -> Iterator[WouldChange]:
    for aspect in Aspect:
        for instead in _others(decided.hasil if aspect is Aspect.HASIL else decided.perilaku):
            yield _changed(rule, decided, aspect, instead, None, instead)


def _changed(
    rule: PredikatRule,
    decided: Decided,
    aspect: Aspect,
    overall: Rating,
    item: GivenItem | None,
    instead: Rating,
) -> WouldChange:
    hasil = overall if aspect is Aspect.HASIL else decided.hasil
    perilaku = overall if aspect is Aspect.PERILAKU else decided.perilaku
    before = decided.hasil if aspect is Aspect.HASIL else decided.perilaku
    given = before if item is None or item.rated.rating is None else item.rated.rating
    return WouldChange(
        aspect=aspect,
        key=None if item is None else item.key,
        given=given,
        instead=instead,
        hasil=hasil,
        perilaku=perilaku,
        predikat=rule.predikat(hasil, perilaku),
        steps=abs(_RANK[given] - _RANK[instead]),
    )


def _others(rating: Rating) -> list[Rating]:
    """The other two, the neighbour first, upward before downward."""
    rest = [other for other in _RANK if other is not rating]
    return sorted(rest, key=lambda other: (abs(_RANK[other] - _RANK[rating]), -_RANK[other]))


def _suggested(
    aspect: Aspect, how: SuggestionRule, items: Sequence[GivenItem], unit: Suggestion | None
) -> Suggestion:
    rated = [item.rated for item in items]
    if aspect is Aspect.PERILAKU:
        return suggest_perilaku(how, rated)
    return unit or suggest_hasil(how, rated)


def _counts(items: Sequence[GivenItem]) -> tuple[Count, ...]:
    kinds = dict.fromkeys(item.rated.kind for item in items)
    return tuple(_count(kind, items) for kind in kinds)


def _count(kind: RhkKind | None, items: Sequence[GivenItem]) -> Count:
    votes = Counter(item.rated.rating for item in items if item.rated.kind is kind)
    return Count(kind, votes[Rating.DI_ATAS], votes[Rating.SESUAI], votes[Rating.DI_BAWAH])
