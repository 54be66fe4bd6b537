"""The rooms, merged into one graph. What a new room offers is added here and nowhere else."""

from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.account.graph import AccountMutation, AccountQuery
from schema.achievement.graph import AchievementMutation, AchievementQuery
from schema.explaining.graph import ExplainingQuery
from schema.live.graph import LiveSubscription
from schema.me.graph import MeQuery
from schema.objection.graph import ObjectionMutation, ObjectionQuery
from schema.people.graph import PeopleMutation, PeopleQuery
from schema.periods.graph import PeriodsMutation, PeriodsQuery
from schema.plain import PlainExecutor
from schema.planning.graph import PlanningMutation, PlanningQuery
from schema.raters.graph import RatersMutation, RatersQuery
from schema.review.graph import ReviewMutation, ReviewQuery
from schema.rhythm.graph import RhythmMutation, RhythmQuery
from schema.rights.graph import RightsMutation, RightsQuery
from schema.self_assessment.graph import SelfAssessmentMutation, SelfAssessmentQuery
from schema.terms.graph import TermsMutation, TermsQuery


@strawberry.type
class Query(
    PlanningQuery,
    MeQuery,
    ReviewQuery,
    ExplainingQuery,
    AchievementQuery,
    PeriodsQuery,
    PeopleQuery,
    AccountQuery,
    RatersQuery,
    RightsQuery,
    SelfAssessmentQuery,
    ObjectionQuery,
    TermsQuery,
    RhythmQuery,
):
    """Everything that can be asked."""


@strawberry.type
class Mutation(
    PlanningMutation,
    AchievementMutation,
    ReviewMutation,
    PeriodsMutation,
    PeopleMutation,
    AccountMutation,
    RatersMutation,
    RightsMutation,
    SelfAssessmentMutation,
    ObjectionMutation,
    TermsMutation,
    RhythmMutation,
):
    """Everything that can be done."""


@strawberry.type
class Subscription(LiveSubscription):
    """The one stream of a signed-in app."""


class AdilSchema(strawberry.Schema):
    """The graph. Errors are logged by the door that masks them, without what people typed."""

    def process_errors(self, errors: list[Any], execution_context: Any = None) -> None:
        """Nothing here: strawberry's own log would quote values (api/faults.py writes ours)."""


def make_schema(extensions: list[Any] | None = None) -> AdilSchema:
    """The graph, guarded by the extensions (classes or factories) that a door wants."""
    return AdilSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=extensions or [],
        execution_context_class=PlainExecutor,
        config=StrawberryConfig(auto_camel_case=True),
    )


schema = make_schema()
