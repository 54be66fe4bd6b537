"""Who leads a unit on a day, found from posts and reporting lines: staff data has no such column.

Head of a unit is who is posted in it, rates on that day (by a definitive line) somebody posted in
it or in a unit right below it, and is not rated in turn by another such person of the unit. When
several are left the highest eselon decides; when that does not tell either, nobody is guessed.
Somebody acting (Plt, Plh) rates, but the unit is no more theirs than the post (domain.md 7)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_NONE = (99, "")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


class Post(NamedTuple):
    """Who holds a post in which unit on the day; `eselon` like "II.b", "" when none."""

    employee_id: int
    unit_id: int
    eselon: str = ""


class RatedBelow(NamedTuple):
    """A definitive line of the day: the rated person's unit, and the unit above that one."""

    rater_id: int
    employee_id: int
    unit_id: int
    parent_id: int | None


def leader_of(unit_id: int, posts: Sequence[Post], lines: Sequence[RatedBelow]) -> int | None:
    """The head of this unit, or None. `posts` and `lines` may tell of other units too."""
    posted = {post.employee_id: post for post in posts if post.unit_id == unit_id}
    rating = {
        line.rater_id
        for line in lines
        if line.rater_id in posted
        and line.employee_id != line.rater_id
        and unit_id in (line.unit_id, line.parent_id)
    }
    under = {line.employee_id for line in lines if line.rater_id in rating - {line.employee_id}}
    return _highest([posted[employee_id] for employee_id in rating - under])


def _highest(left: Iterable[Post]) -> int | None:
    ordered = sorted(left, key=lambda post: _rank(post.eselon))
    if not ordered or (len(ordered) > 1 and _rank(ordered[0].eselon) == _rank(ordered[1].eselon)):
        return None
    return ordered[0].employee_id


def _rank(eselon: str) -> tuple[int, str]:
    level, _, letter = eselon.partition(".")
    return (_ROMAN[level], letter) if level in _ROMAN else _NONE
