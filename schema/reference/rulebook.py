"""The dated rules, read from the data files into what the pure rules take."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from schema.reference import load
from schema.rules.distribution import DistributionRule, Limit, LimitKind, Pattern
from schema.rules.marked import MarkedRule, RuleMark, RuleTopic
from schema.rules.predikat import PredikatRule
from schema.rules.vocabulary import Achievement, BehaviourValue, Predikat, Rating


@dataclass(frozen=True, slots=True)
class BehaviourText:
    """A value BerAKHLAK as the form shows it: its name and its guides.

    Which part of the form it belongs to is a dated setting (rules/rulebook.py)."""

    code: BehaviourValue
    name: str
    guides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixedRule:
    """A rule that nobody edits in the app, with its words in both languages."""

    id: str
    title: str
    title_en: str
    source: str
    mark: RuleMark
    valid_from: date


@cache
def predikat_rules() -> tuple[PredikatRule, ...]:
    """Every version of the matrix, oldest first."""
    rules = [
        PredikatRule(
            id=row["id"],
            title=row["title"],
            source=row["source"],
            valid_from=date.fromisoformat(row["valid_from"]),
            matrix={
                (Rating(hasil), Rating(perilaku)): Predikat(predikat)
                for hasil, cells in row["matrix"].items()
                for perilaku, predikat in cells.items()
            },
            mark=RuleMark(row["mark"]),
        )
        for row in load("predikat")
    ]
    return tuple(sorted(rules, key=lambda rule: rule.valid_from))


@cache
def distribution_rules() -> tuple[DistributionRule, ...]:
    """Every version of the patterns of predikat."""
    return tuple(
        DistributionRule(
            id=row["id"],
            title=row["title"],
            source=row["source"],
            mark=RuleMark(row["mark"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            patterns={Achievement(k): _pattern(one) for k, one in row["patterns"].items()},
        )
        for row in load("distribution")
    )


def _pattern(row: Any) -> Pattern:
    limits = [
        Limit(tuple(map(Predikat, one["any"])), LimitKind(one["kind"]), one["value"])
        for one in row["limits"]
    ]
    return Pattern(Predikat(row["dominant"]), row["text"], tuple(limits))


@cache
def explained_rules() -> tuple[MarkedRule, ...]:
    """Every version of the rules that lead from the items to the two ratings."""
    return tuple(
        MarkedRule(
            topic=RuleTopic(row["topic"]),
            id=row["id"],
            title=row["title"],
            source=row["source"],
            mark=RuleMark(row["mark"]),
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in load("explained_rules")
    )


@cache
def behaviour_values() -> tuple[BehaviourText, ...]:
    """The seven values in the order of the law."""
    return tuple(
        BehaviourText(BehaviourValue(row["code"]), row["name"], tuple(row["guides"]))
        for row in load("behaviour")["values"]
    )


@cache
def built_in_rules() -> tuple[FixedRule, ...]:
    """What is our design and woven into how the program works: it changes with a new version."""
    return tuple(
        FixedRule(
            id=row["id"],
            title=row["title"],
            title_en=row["title_en"],
            source=row["source"],
            mark=RuleMark(row["mark"]),
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in load("fixed_rules")["built_in"]
    )
