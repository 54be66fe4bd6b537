"""The dated facts by which the parts of a period are found: one statement, however many people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.reads.sql import Row, default_db, fetch
from schema.rules.reporting import Line
from schema.rules.stints import Away, Days, Post, Stint, served_from, stints
from schema.rules.vocabulary import AbsenceKind, Capacity, EmploymentKind

# One shape for four tables, so that a gate costs one round trip.
_FACTS = """
  select employee_id, 'line' as what, rater_id as one, 0 as two, capacity as word, '' as more,
    starts, ends, id
  from reporting_line
  where employee_id IN_LIST($1) and starts <= $3 and (ends is null or ends >= $2)
  union all
  select employee_id, 'post', position_id, unit_id, '', '', starts, ends, id from assignment
  where employee_id IN_LIST($1) and starts <= $3 and (ends is null or ends >= $2)
  union all
  select employee_id, 'away', 0, 0, kind, '', starts, ends, id from absence
  where employee_id IN_LIST($1) and starts <= $3 and (ends is null or ends >= $2)
  union all
  select id, 'self', 0, 0, employment, nip, null, null, id from employee where id IN_LIST($1)
  order by 1, 2, 9"""


@dataclass(slots=True)
class Facts:
    """What is dated about one person, as far as it touches the days asked for."""

    nip: str = ""
    employment: EmploymentKind = EmploymentKind.PNS
    lines: list[Line] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    def parts(self, period: Days, today: date) -> list[Stint]:
        """The parts of a period that lies within the days asked for."""
        return stints(period, self.posts, self.lines, self.away, self.served, today)

    @property
    def served(self) -> date:
        """The first day of service."""
        return served_from(self.nip, self.employment, self.posts)


async def dated_facts(
    employee_ids: Iterable[int], starts: date, ends: date, db: BaseDBAsyncClient | None = None
) -> dict[int, Facts]:
    """Lines, posts and absences of these people that touch the days from `starts` to `ends`.

    Whoever does not exist is left out."""
    rows = await fetch(db or default_db(), _FACTS, sorted(set(employee_ids)), starts, ends)
    found: dict[int, Facts] = {}
    for row in rows:
        _put(found.setdefault(row["employee_id"], Facts()), row)
    return {who: facts for who, facts in found.items() if facts.nip}


async def parts_of_person(
    employee_id: int, period: Days, today: date, db: BaseDBAsyncClient | None = None
) -> list[Stint]:
    """The parts of a period for one person; none for a person that does not exist."""
    facts = (await dated_facts([employee_id], *period, db)).get(employee_id)
    return facts.parts(period, today) if facts else []


def _put(facts: Facts, row: Row) -> None:
    match row["what"]:
        case "line":
            facts.lines.append(Line(row["one"], Capacity(row["word"]), row["starts"], row["ends"]))
        case "post":
            facts.posts.append(Post((row["one"], row["two"]), row["starts"], row["ends"]))
        case "away":
            facts.away.append(Away(AbsenceKind(row["word"]), row["starts"], row["ends"]))
        case _:
            facts.nip, facts.employment = row["more"], EmploymentKind(row["word"])
