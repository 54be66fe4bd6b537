"""What the achievement of a unit means for whoever leads it (SE MenPANRB 3/2023; domain.md 2.3).

The principle is of the SE: the unit's capaian is the leader's rating hasil kerja. Which rating an
achievement stands for is a design of this program, dated and marked so. It is a suggestion as the
others are: departing needs a reason, and where nothing was set nobody is blocked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schema.rules.marked import RuleMark
from schema.rules.suggestion import Step, Suggestion
from schema.rules.vocabulary import Achievement, Rating


@dataclass(frozen=True, slots=True)
class AchievementRule:
    """One dated version of the map from an achievement to a rating hasil kerja."""

    id: str
    title: str
    source: str
    mark: RuleMark
    valid_from: date
    rating: Mapping[Achievement, Rating]


def suggested_by_unit(
    rules: Sequence[AchievementRule], value: Achievement | None, day: date
) -> Suggestion | None:
    """What the unit's achievement suggests for its leader in a period that ends on `day`.

    None where nothing was set, or before any version of the map holds."""
    begun = [rule for rule in rules if rule.valid_from <= day]
    if value is None or not begun:
        return None
    rating = max(begun, key=lambda rule: rule.valid_from).rating[value]
    return Suggestion(rating, (Step("HASIL_UNIT", {"achievement": value, "rating": rating}),))
