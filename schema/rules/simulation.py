"""Simulasi: what other ratings would suggest and lead to. Nothing of it is ever kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schema.rules.explanation import (
    Aspect,
    AspectAccount,
    Decided,
    GivenItem,
    WouldChange,
    account_of,
    would_change,
)
from schema.rules.predikat import PredikatRule
from schema.rules.suggestion import (
    Suggestion,
    SuggestionRule,
    suggest_hasil,
    suggest_perilaku,
)
from schema.rules.vocabulary import Predikat, Rating


@dataclass(frozen=True, slots=True)
class Tried:
    """What is tried: ratings by item key, and overall ratings where they are chosen by hand."""

    ratings: Mapping[str, Rating]
    hasil: Rating | None = None
    perilaku: Rating | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """The items as tried, both sides of the matrix, and the predikat they would lead to."""

    items: tuple[GivenItem, ...]
    hasil: AspectAccount
    perilaku: AspectAccount
    predikat: Predikat
    would_change: tuple[WouldChange, ...]


def simulate(
    rule: PredikatRule,
    how: SuggestionRule,
    items: Sequence[GivenItem],
    tried: Tried,
    unit: Suggestion | None = None,
) -> Simulated:
    """The outcome of these items with the tried ratings.

    An item that has no rating yet counts as SESUAI, so that there is always something to see. The
    overall ratings follow the suggestions unless they are chosen. Keys that no item has are
    passed over."""
    turned = tuple(_tried(item, tried) for item in items)
    rated = [item.rated for item in turned]
    hasil = tried.hasil or (unit or suggest_hasil(how, rated)).rating or Rating.SESUAI
    perilaku = tried.perilaku or suggest_perilaku(how, rated).rating or Rating.SESUAI
    decided = Decided(hasil, perilaku)
    return Simulated(
        items=turned,
        hasil=account_of(Aspect.HASIL, how, turned, decided, unit),
        perilaku=account_of(Aspect.PERILAKU, how, turned, decided, unit),
        predikat=rule.predikat(hasil, perilaku),
        would_change=would_change(rule, how, turned, decided, unit),
    )


def _tried(item: GivenItem, tried: Tried) -> GivenItem:
    rating = tried.ratings.get(item.key) or item.rated.rating or Rating.SESUAI
    return replace(item, rated=replace(item.rated, rating=rating))
