"""The predikat of a person from two ratings, by the dated matrix (PermenPANRB 6/2022, Lampiran)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schema.rules.marked import RuleMark
from schema.rules.vocabulary import Predikat, Rating

Matrix = Mapping[tuple[Rating, Rating], Predikat]  # (hasil kerja, perilaku) -> predikat


@dataclass(frozen=True, slots=True)
class PredikatRule:
    """One version of the rule: what it says, where it stands, from which day it holds."""

    id: str
    title: str
    source: str
    valid_from: date
    matrix: Matrix
    mark: RuleMark = RuleMark.SOURCED

    def predikat(self, hasil: Rating, perilaku: Rating) -> Predikat:
        """The cell of the matrix for these two ratings."""
        return self.matrix[hasil, perilaku]


def rule_on(rules: Sequence[PredikatRule], day: date) -> PredikatRule:
    """The version that holds on `day`: the latest that began on or before it.

    Raises LookupError when no version had begun: a period older than the oldest rule cannot be
    judged by a guess."""
    begun = [rule for rule in rules if rule.valid_from <= day]
    if not begun:
        raise LookupError(f"no predikat rule holds on {day.isoformat()}")
    return max(begun, key=lambda rule: rule.valid_from)


def rule_by_id(rules: Sequence[PredikatRule], rule_id: str) -> PredikatRule:
    """The version that an old result names; it stays readable for as long as results name it."""
    return next(rule for rule in rules if rule.id == rule_id)
