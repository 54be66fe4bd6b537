"""What a phone sends, as the values the rules take."""

from schema.errors import InvalidInput
from schema.planning.types import IndicatorInput, SaveSkpInput, SkpRhkInput
from schema.rules.skp import Indicator, LeaderRhk, PlannedRhk
from schema.rules.skp_edits import Typed


def typed_of(given: SaveSkpInput) -> Typed:
    """A save; InvalidInput for a RHK of the leader that cannot be one."""
    return Typed(
        rhk=tuple(map(_rhk, given.rhk)),
        removed=tuple(given.removed),
        order=None if given.order is None else tuple(given.order),
        approach=given.approach,
        values={value.code: value.expectation.strip() for value in given.values},
        support=_lines(given.support),
        accountability=_lines(given.accountability),
        consequence=_lines(given.consequence),
    )


def _rhk(given: SkpRhkInput) -> PlannedRhk:
    return PlannedRhk(
        key=given.key,
        kind=given.kind,
        scope=given.scope,
        title=given.title,
        leader=None if given.leader_rhk is None else _leader(str(given.leader_rhk)),
        assigned_by=given.assigned_by,
        indicators=tuple(map(_indicator, given.indicators)),
        narrative=given.narrative,
        kept=given.kept,
    )


def _leader(given: str) -> LeaderRhk:
    number, _, key = given.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and key):
        raise InvalidInput(
            "UNKNOWN_LEADER_RHK", "leaderRhk", "Hasil kerja pimpinan yang dipilih tidak ada lagi."
        )
    return LeaderRhk(int(number), key, "")


def _indicator(given: IndicatorInput) -> Indicator:
    return Indicator(given.aspect, given.text, given.target, given.unit, given.perspective)


def _lines(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)
