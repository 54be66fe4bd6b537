"""The dated rules, read from the data files into what the pure rules take."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from schema.reference import load
from schema.rules.achievement import AchievementRule
from schema.rules.distribution import DistributionRule, Limit, LimitKind, Pattern
from schema.rules.marked import MarkedRule, RuleMark, RuleTopic
from schema.rules.predikat import PredikatRule
from schema.rules.vocabulary import Achievement, BehaviourValue, Part, Predikat, Rating


@dataclass(frozen=True, slots=True)
class BehaviourText:
    """A value BerAKHLAK as the form shows it: its name, its guides, the part it belongs to."""

    code: BehaviourValue
    name: str
    guides: tuple[str, ...]
    part: Part


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
def achievement_rules() -> tuple[AchievementRule, ...]:
    """Every version of the map from a unit's achievement to its leader's rating."""
    return tuple(
        AchievementRule(
            id=row["id"],
            title=row["title"],
            source=row["source"],
            mark=RuleMark(row["mark"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            rating={Achievement(name): Rating(to) for name, to in row["rating"].items()},
        )
        for row in load("achievement")
    )


@cache
def distribution_rules() -> tuple[DistributionRule, ...]:
    """Every version of the patterns of predikat."""
    return tuple(
        DistributionRule(
            id=row["id"],
            title=row["title"],
            source=row["source"],
            mark=RuleMark(row["mark"]),
            counting_id=row["counting"]["id"],
            counting_mark=RuleMark(row["counting"]["mark"]),
            small=row["counting"]["small"],
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
    """The seven values in the order of the law, each with its part."""
    data = load("behaviour")
    shared = set(data["contribution"]["values"])
    return tuple(
        BehaviourText(
            code=BehaviourValue(row["code"]),
            name=row["name"],
            guides=tuple(row["guides"]),
            part=Part.KONTRIBUSI_TIM if row["code"] in shared else Part.SIKAP,
        )
        for row in data["values"]
    )
