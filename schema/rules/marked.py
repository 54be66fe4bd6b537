"""The rules behind a result, each with its source and how surely we know it.

Nothing that this program designed is ever shown as if a regulation said it (domain.md, marks)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RuleMark(StrEnum):
    """How surely a rule is known: read at its source, from memory, or designed for this app."""

    SOURCED = "SOURCED"  # [H]
    UNVERIFIED = "UNVERIFIED"  # [M]
    DESIGN = "DESIGN"  # [D]


class RuleTopic(StrEnum):
    """What a rule decides on the way from the items to the predikat."""

    VALUES = "VALUES"  # which seven values are rated
    PARTS = "PARTS"  # which of them are shown as the contribution to the team
    PROOF = "PROOF"  # what a rating off the middle owes
    FIRST_APART = "FIRST_APART"  # whether first judgements were kept apart
    SUGGESTION = "SUGGESTION"  # what the items suggest for the two overall ratings
    DECISION = "DECISION"  # who decides them
    UNIT_PRINCIPLE = "UNIT_PRINCIPLE"  # a leader's hasil kerja is the unit's achievement
    UNIT_MAP = "UNIT_MAP"  # which rating an achievement stands for
    YEAR_PRINCIPLE = "YEAR_PRINCIPLE"  # the annual predikat is set anew, and is no mean
    YEAR_WEIGHING = "YEAR_WEIGHING"  # what of the year is weighed, and how
    COPYING = "COPYING"  # when a rating counts as copied, and what that asks
    MATRIX = "MATRIX"  # which predikat two ratings give


@dataclass(frozen=True, slots=True)
class MarkedRule:
    """One dated rule: what it is about, its title, where it stands, since when, how sure."""

    topic: RuleTopic
    id: str
    title: str
    source: str
    mark: RuleMark
    valid_from: date


def in_force(rules: Sequence[MarkedRule], day: date) -> tuple[MarkedRule, ...]:
    """Per topic the rule that holds on `day` (the latest begun), in the order of the topics."""
    found = {
        rule.topic: rule
        for rule in sorted(rules, key=lambda rule: rule.valid_from)
        if rule.valid_from <= day
    }
    return tuple(found[topic] for topic in RuleTopic if topic in found)
