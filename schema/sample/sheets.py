"""One filled-in sheet: what a superior thinks of each line, and what the rules make of it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

import orjson

from schema.reads.rows import CopiedRow
from schema.reads.stored import ITEM, copied_named, steps_text
from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import BehaviourText, behaviour_values, predikat_rules
from schema.rules.predikat import rule_on
from schema.rules.rulebook import ReviewRules
from schema.rules.suggestion import RatedItem, Suggestion, explain, suggest_hasil, suggest_perilaku
from schema.rules.vocabulary import Achievement, BehaviourValue, Part, Predikat, Rating, RhkKind
from schema.sample import words
from schema.sample.achievements import by_unit
from schema.sample.plan import SamplePeriod

ORDER = (Rating.DI_BAWAH, Rating.SESUAI, Rating.DI_ATAS)  # for one step up or down
# Plain texts: `.value` of an enum member costs more than all else in a million rows.
TEXT = {rating: str(rating.value) for rating in Rating}
GOOD, POOR = 0.4, -0.95  # levels above and below which a rating is not SESUAI; set by measuring

SEVEN = len(BehaviourValue)  # they stand at the end of the form


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form, before it is rated. `start` and `texts` are columns of its row."""

    part: Part
    kind: RhkKind | None
    value: BehaviourValue | None
    start: tuple[str, str, str | None]  # key, part, kind
    texts: tuple[str, str]  # title, expectation


def line(key: str, part: Part, kind: RhkKind | None, title: str, expectation: str) -> Line:
    """A line of the form; `key` as schema/review/form.py makes it."""
    value = None if part is Part.HASIL_KERJA else BehaviourValue(key)
    start = (key, str(part.value), None if kind is None else str(kind.value))
    return Line(part, kind, value, start, (title, expectation))


@cache
def behaviour_lines() -> tuple[Line, ...]:
    """The seven values in the order of the form: sikap first, then kontribusi tim."""
    lines = [
        line(value.code.value, _rules().part_of(value.code), None, value.name, _guides(value))
        for value in behaviour_values()
    ]
    return tuple(sorted(lines, key=lambda it: it.part is Part.KONTRIBUSI_TIM))


def _guides(value: BehaviourText) -> str:
    return " · ".join(value.guides)


@cache
def _rules() -> ReviewRules:
    """What the sample is judged by: the settings that the product brings, which are of one day."""
    return delivered_rulebook().for_period(date(2023, 1, 31))


class Rated(NamedTuple):
    """One line with what the rater said about it."""

    line: Line
    rating: Rating
    note: str
    evidence: str
    copied: CopiedRow | None = None


class Verdict(NamedTuple):
    """The two overall ratings, where they came from, and the predikat."""

    hasil: Rating
    perilaku: Rating
    suggested_hasil: Rating
    suggested_perilaku: Rating
    reason_hasil: str
    reason_perilaku: str
    predikat: Predikat
    summary: str
    rule_id: str
    rule_ids: str
    items: str  # JSON, as schema/reads/stored.py keeps it
    steps: str
    achievement: Achievement | None  # of the unit, when its head is rated


def rate(rng: Random, form: tuple[Line, ...], work: float, attitude: float) -> list[Rated]:
    """Every line rated, for somebody at these levels of work and attitude (0 is usual)."""
    given = []
    for item in form:
        level = work if item.value is None else attitude
        rating = _rating(level + (rng.random() + rng.random() - 1.0) * 1.3)
        if item.value is None:
            note, proof = words.work_note(rng, rating), words.evidence(rng, rating)
        else:
            note, proof = words.behaviour_note(rng, item.value, rating), words.NO_EVIDENCE
        given.append(Rated(item, rating, note, proof))
    return given


def judge(
    rng: Random, given: list[Rated], period: SamplePeriod, heads_unit: bool = False
) -> Verdict:
    """The overall ratings and the predikat, by the rules of the product.

    The head of a unit is suggested what the unit achieved."""
    suggested_hasil = _hasil(tuple((item.line.kind, item.rating) for item in given[:-SEVEN]))
    suggested_perilaku = _perilaku(tuple(item.rating for item in given[-SEVEN:]))
    hasil, why_hasil = _decide(rng, suggested_hasil, "hasil", 0.035)
    perilaku, why_perilaku = _decide(rng, suggested_perilaku, "perilaku", 0.02)
    rule = rule_on(predikat_rules(), period.ends)
    predikat = rule.predikat(hasil, perilaku)
    rated = [RatedItem(item.line.part, item.line.kind, item.rating) for item in given]
    value, unit = by_unit(suggested_hasil, period) if heads_unit else (None, None)
    return Verdict(
        hasil,
        perilaku,
        suggested_hasil,
        suggested_perilaku,
        why_hasil,
        why_perilaku,
        predikat,
        words.summary(rng, predikat),
        rule.id,
        _rules().ids,
        _document(given),
        steps_text(explain(rule, _rules().suggestion, rated, hasil, perilaku, unit)),
        value if unit else None,
    )


def _document(given: list[Rated]) -> str:
    """The items in JSON, from texts that are columns already."""
    items = []
    for item in given:
        texts = (*item.line.start, *item.line.texts, TEXT[item.rating], item.note)
        links = orjson.Fragment(item.evidence)
        said = dict(zip(ITEM, texts, strict=True))
        items.append({**said, "evidence": links, "copied": copied_named(item.copied)})
    return orjson.dumps(items).decode()


def corrected(rng: Random, given: list[Rated]) -> list[Rated]:
    """The same sheet with one work result rated one step better, or else explained anew."""
    place = int(rng.random() * sum(item.line.value is None for item in given))
    item = given[place]
    rating = ORDER[min(2, ORDER.index(item.rating) + 1)]
    better = Rated(item.line, rating, words.work_note(rng, rating), item.evidence)
    return [*given[:place], better, *given[place + 1 :]]


def _rating(level: float) -> Rating:
    if level > GOOD:
        return Rating.DI_ATAS
    return Rating.SESUAI if level > POOR else Rating.DI_BAWAH


# Cached: the same ratings come back many thousand times.


@cache
def _hasil(form: tuple[tuple[RhkKind | None, Rating], ...]) -> Rating:
    items = [RatedItem(Part.HASIL_KERJA, kind, rating) for kind, rating in form]
    return _whole(suggest_hasil(_rules().suggestion, items))


@cache
def _perilaku(ratings: tuple[Rating, ...]) -> Rating:
    lines = zip(behaviour_lines(), ratings, strict=True)
    values = [RatedItem(item.part, None, rating) for item, rating in lines]
    return _whole(suggest_perilaku(_rules().suggestion, values))


def _whole(suggestion: Suggestion) -> Rating:
    if suggestion.rating is None:
        raise ValueError("a sheet of the sample has a line without a rating")
    return suggestion.rating


def _decide(rng: Random, suggested: Rating, what: str, often: float) -> tuple[Rating, str]:
    """Mostly the suggestion; now and then one step beside it, with the reason."""
    if rng.random() >= often:
        return suggested, ""
    beside = ORDER.index(suggested) + (1 if rng.random() < 0.5 else -1)
    chosen = ORDER[beside] if 0 <= beside < len(ORDER) else Rating.SESUAI
    return chosen, words.departure_reason(rng, what)
