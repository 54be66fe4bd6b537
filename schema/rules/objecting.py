"""Who somebody is to an objection, and which of its states are running."""

from schema.rules.cycle import Party
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import ObjectionState, Role, Route

RUNNING = frozenset({ObjectionState.FILED, ObjectionState.ANSWERED})


def parties_of(
    viewer: Viewer, *, employee_id: int, rater_id: int, decider_id: int | None, route: Route
) -> frozenset[Party]:
    """What the viewer is to an objection: its objector, the rater who explains, the decider.

    Where it lies with the Tim Penilai Kinerja, every member decides who is neither of the two."""
    me = viewer.employee_id
    if me is None:
        return frozenset()
    if me == employee_id:
        return frozenset({Party.EMPLOYEE})
    if me == rater_id:
        return frozenset({Party.RATER})
    team = route is Route.PERFORMANCE_TEAM and Role.PERFORMANCE_TEAM in viewer.roles
    return frozenset({Party.DECIDER}) if team or me == decider_id else frozenset()
