"""What the achievement of a unit means for whoever leads it (SE MenPANRB 3/2023; domain.md 2.3).

The principle is of the SE: the unit's capaian is the leader's rating hasil kerja. Which rating an
achievement stands for is a dated setting. It is a suggestion as the others are: departing needs a
reason, and where nothing was set nobody is blocked."""

from collections.abc import Mapping

from schema.rules.suggestion import Step, Suggestion
from schema.rules.vocabulary import Achievement, Rating

AchievementMap = Mapping[Achievement, Rating]


def suggested_by_unit(
    ratings: AchievementMap | None, value: Achievement | None
) -> Suggestion | None:
    """What the unit's achievement suggests for its leader, by the map that holds for the period.

    None where nothing was set, or before any version of the map holds."""
    if value is None or ratings is None:
        return None
    rating = ratings[value]
    return Suggestion(rating, (Step("HASIL_UNIT", {"achievement": value, "rating": rating}),))
