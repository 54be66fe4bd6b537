"""What the ratings of the items suggest for the two overall ratings, with the steps in order.

The regulation has no formula: the rater decides (domain.md 3, 13). The suggestion is the most
frequent rating; whether work results `utama` go before `tambahan`, and what a tie suggests, is a
dated setting. A rater who departs from it gives a reason. Steps are codes with values; the words
stand with the languages of the app."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from schema.rules.predikat import PredikatRule
from schema.rules.vocabulary import Part, Rating, RhkKind

# Stands here because the order of an enum's members is never rank order.
_FROM_ABOVE = (Rating.DI_ATAS, Rating.SESUAI, Rating.DI_BAWAH)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rule: a stable code and the values that belong into its sentence."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested overall rating, None while an item is unrated or there is none, and why."""

    rating: Rating | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RatedItem:
    """What the rule needs of an item. `kind` is None for a behaviour value."""

    part: Part
    kind: RhkKind | None
    rating: Rating | None


class Tie(StrEnum):
    """What a tie of the most frequent ratings suggests."""

    SESUAI = "SESUAI"
    HIGHER = "HIGHER"  # the highest of those that tie
    LOWER = "LOWER"  # the lowest of them


@dataclass(frozen=True, slots=True)
class SuggestionRule:
    """How the items are counted, and how long the reason of a departure is at least."""

    utama_first: bool
    tie: Tie
    reason_least: int


def suggest_hasil(how: SuggestionRule, items: Sequence[RatedItem]) -> Suggestion:
    """Suggested rating hasil kerja from the work results among `items`."""
    results = [item for item in items if item.part is Part.HASIL_KERJA]
    if not _all_rated(results):
        return Suggestion(None, ())
    main = tuple(item.rating for item in results if item.kind is RhkKind.UTAMA)
    extra = tuple(item.rating for item in results if item.kind is RhkKind.TAMBAHAN)
    if not main:
        return _vote(extra, (), "HASIL", ("HASIL_NO_UTAMA",), how.tie)
    if how.utama_first:
        return _vote(main, extra, "HASIL", (), how.tie)
    return _vote((*main, *extra), (), "HASIL", ("HASIL_TOGETHER",) if extra else (), how.tie)


def suggest_perilaku(how: SuggestionRule, items: Sequence[RatedItem]) -> Suggestion:
    """Suggested rating perilaku from all seven values: sikap and kontribusi tim together."""
    values = [item for item in items if item.part is not Part.HASIL_KERJA]
    if not _all_rated(values):
        return Suggestion(None, ())
    return _vote(tuple(item.rating for item in values), (), "PERILAKU", (), how.tie)


def explain(
    rule: PredikatRule,
    how: SuggestionRule,
    items: Sequence[RatedItem],
    hasil: Rating,
    perilaku: Rating,
    unit: Suggestion | None = None,
) -> tuple[Step, ...]:
    """Every step from the items to the predikat, departures of the rater included.

    `unit` is what the achievement of the unit suggests for its leader: it goes before the items."""
    first, second = unit or suggest_hasil(how, items), suggest_perilaku(how, items)
    predikat = rule.predikat(hasil, perilaku)
    return (
        *first.steps,
        *_departure("HASIL_DEPARTED", first.rating, hasil),
        *second.steps,
        *_departure("PERILAKU_DEPARTED", second.rating, perilaku),
        Step("MATRIX", {"hasil": hasil, "perilaku": perilaku, "predikat": predikat}),
    )


def _all_rated(items: Sequence[RatedItem]) -> bool:
    return bool(items) and all(item.rating is not None for item in items)


@lru_cache(maxsize=8192)  # seven values can be rated in 2,187 ways, whoever is rated
def _vote(
    first: tuple[Rating | None, ...],
    second: tuple[Rating | None, ...],
    name: str,
    notes: tuple[str, ...],
    tie: Tie,
) -> Suggestion:
    votes = Counter(first)
    steps = [*(Step(code) for code in notes), _counted(f"{name}_COUNTED", votes)]
    leaders = _leaders(votes)
    if len(leaders) > 1 and (extra := Counter(second)):
        steps.append(_counted(f"{name}_COUNTED_TAMBAHAN", extra))
        leaders = _leaders(Counter({rating: extra[rating] for rating in leaders}))
    if len(leaders) == 1 and leaders[0] is not None:
        steps.append(Step(f"{name}_MAJORITY", {"rating": leaders[0]}))
        return Suggestion(leaders[0], tuple(steps))
    rating = _of_tie(tie, leaders)
    steps.append(Step(f"{name}_TIE", {"rating": rating}))
    return Suggestion(rating, tuple(steps))


def _of_tie(tie: Tie, leaders: list[Rating | None]) -> Rating:
    if tie is Tie.SESUAI:
        return Rating.SESUAI
    ranked = [rating for rating in _FROM_ABOVE if rating in leaders]
    return ranked[0] if tie is Tie.HIGHER else ranked[-1]


def _leaders(votes: Counter[Rating | None]) -> list[Rating | None]:
    most = max(votes.values())
    return [rating for rating, count in votes.items() if count == most]


def _counted(code: str, votes: Counter[Rating | None]) -> Step:
    return Step(
        code,
        {
            "atas": str(votes[Rating.DI_ATAS]),
            "sesuai": str(votes[Rating.SESUAI]),
            "bawah": str(votes[Rating.DI_BAWAH]),
        },
    )


def _departure(code: str, suggested: Rating | None, decided: Rating) -> tuple[Step, ...]:
    if suggested is None or suggested is decided:
        return ()
    return (Step(code, {"suggested": suggested, "decided": decided}),)
