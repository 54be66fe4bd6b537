"""What follows when somebody else becomes the rater: drafts, results given, and closed periods.

A draft never changes hands. Nobody signs words of another: who rates now begins anew, and finds
beside it what the other left as an input, if the other was the rater for a part of the period. Who
turns out never to have been the rater leaves nothing: that draft stays as history. What was given
stays, with its rater of the time; a closed period is not touched (domain.md 7, 13)."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from schema.rules.stints import Stint
from schema.rules.vocabulary import Fate


class Written(NamedTuple):
    """A review that somebody began: `number` counts what was given, 0 while nothing was."""

    review_id: int
    rater_id: int
    number: int
    drafting: bool


class Following(NamedTuple):
    """What becomes of one review."""

    written: Written
    fate: Fate


class Effect(NamedTuple):
    """What a change of lines means in one period that is not closed."""

    before: tuple[int, ...]  # who would give its evaluations so far, in order of the parts
    after: tuple[int, ...]
    reviews: tuple[Following, ...]

    @property
    def changed(self) -> bool:
        """Whether the period is judged by other people than before."""
        return self.before != self.after


def raters(parts: Iterable[Stint]) -> tuple[int, ...]:
    """Who gives the evaluations of a period, in order of its parts; excused parts have nobody."""
    return tuple(part.line.rater_id for part in parts if part.line and not part.excused)


def effect(before: Sequence[Stint], after: Sequence[Stint], written: Iterable[Written]) -> Effect:
    """What a change of lines does to one period and to what was written in it."""
    judging = raters(after)
    held = {share.rater_id for part in after for share in part.former}
    reviews = tuple(Following(it, fate_of(it, judging, held)) for it in written)
    return Effect(raters(before), judging, reviews)


def fate_of(written: Written, judging: Collection[int], held: Collection[int]) -> Fate:
    """What becomes of a review: `judging` give the evaluations, `held` rated for a while."""
    if written.rater_id in judging:
        return Fate.GOES_ON
    if written.number > 0:
        return Fate.GIVEN_STAYS
    return Fate.BECOMES_INPUT if written.rater_id in held else Fate.STAYS_HISTORY
