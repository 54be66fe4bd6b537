"""What the ratings of the items suggest for the two overall ratings, with the steps in order.

The regulation has no formula: the rater decides (domain.md 3, 13). The suggestion is the most
frequent rating, work results `utama` before `tambahan`, a tie to SESUAI. A rater who departs from
it gives a reason. Steps are codes with values; the words stand with the languages of the app."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from schema.rules.predikat import PredikatRule
from schema.rules.vocabulary import Part, Rating, RhkKind


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


def suggest_hasil(items: Sequence[RatedItem]) -> Suggestion:
    """Suggested rating hasil kerja from the work results among `items`."""
    results = [item for item in items if item.part is Part.HASIL_KERJA]
    if not _all_rated(results):
        return Suggestion(None, ())
    main = tuple(item.rating for item in results if item.kind is RhkKind.UTAMA)
    extra = tuple(item.rating for item in results if item.kind is RhkKind.TAMBAHAN)
    if not main:
        return _vote(extra, (), "HASIL", ("HASIL_NO_UTAMA",))
    return _vote(main, extra, "HASIL", ())


def suggest_perilaku(items: Sequence[RatedItem]) -> Suggestion:
    """Suggested rating perilaku from all seven values: sikap and kontribusi tim together."""
    values = [item for item in items if item.part is not Part.HASIL_KERJA]
    if not _all_rated(values):
        return Suggestion(None, ())
    return _vote(tuple(item.rating for item in values), (), "PERILAKU", ())


def explain(
    rule: PredikatRule,
    items: Sequence[RatedItem],
    hasil: Rating,
    perilaku: Rating,
    unit: Suggestion | None = None,
) -> tuple[Step, ...]:
    """Every step from the items to the predikat, departures of the rater included.

    `unit` is what the achievement of the unit suggests for its leader: it goes before the items."""
    first, second = unit or suggest_hasil(items), suggest_perilaku(items)
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
    steps.append(Step(f"{name}_TIE", {"rating": Rating.SESUAI}))
    return Suggestion(Rating.SESUAI, tuple(steps))


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
