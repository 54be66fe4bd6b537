"""Submitted results: a person's own, a team's last ones, one by its number."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from schema.reads.rows import EvidenceRow, ItemRow, PeriodRow, PersonRow, ResultRow
from schema.reads.sql import Row, default_db, fetch, full_name, parsed_json
from schema.reads.stored import (
    NO_ITEMS,
    NO_STEPS,
    NO_WEIGHED,
    StoredItems,
    StoredSteps,
    StoredWeighed,
)
from schema.reference.rulebook import predikat_rules
from schema.rules.achievement import suggested_by_unit
from schema.rules.period import days_left, phase
from schema.rules.predikat import PredikatRule, rule_by_id
from schema.rules.rulebook import ReviewRules
from schema.rules.stints import Days, months_of
from schema.rules.suggestion import RatedItem, Suggestion
from schema.rules.vocabulary import Achievement, Part, Rating, RhkKind

MOST = 50  # results a page may hold
RULES = "rules"  # wanted, with items and steps, by whoever finds a result anew
ID_DIGITS = 9  # what surely fits into a column of ids

_COLUMNS = """
  v.id as version_id, v.review_id, v.number, v.state, v.capacity, v.submitted_at, v.delivered_at,
  v.read_at, v.hasil, v.perilaku, v.suggested_hasil, v.suggested_perilaku, v.reason_hasil,
  v.reason_perilaku, v.predikat, v.summary, v.correction_reason, v.rule_id, v.employee_id,
  v.achievement,
  v.covers_from, v.covers_to, v.months_tenths,
  v.rater_id, v.rater_position, v.rater_unit, v.employee_position, v.employee_unit,
  p.id as period_id, p.kind as period_kind, p.year, p.number as period_number, p.starts, p.ends,
  p.opens, p.closes,
  e.title_front as e_front, e.name as e_name, e.title_back as e_back,
  r.title_front as r_front, r.name as r_name, r.title_back as r_back
"""
_FULL = f"{_COLUMNS}, v.items_json, v.steps_json, v.weighing, v.weighed_json"
_WHOLE = f"{_FULL}, v.rule_ids"
_FROM = """
  from review_version v
  join period p on p.id = v.period_id
  join employee e on e.id = v.employee_id
  join employee r on r.id = v.rater_id
"""


class _Text(NamedTuple):
    """A statement without the documents of a version and with them: most lists do without. `whole`
    also has the names of the rules, which only an account asks for."""

    light: str
    full: str
    whole: str

    def of(self, wanted: Collection[str]) -> str:
        if RULES in wanted:
            return self.whole
        return self.full if _heavy(wanted) else self.light


_HEAVY = frozenset({"items", "steps", "weighing", "weighed"})


def _heavy(wanted: Collection[str]) -> bool:
    return not _HEAVY.isdisjoint(wanted)


def _select(rest: str, ranked: str = "") -> _Text:
    columns = (_COLUMNS, _FULL, _WHOLE)
    return _Text(*(f"{ranked} select {one} {_FROM} {rest}" for one in columns))


_MINE = _select("""
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED'
  and (v.period_ends, v.id) < ($2, $3)
  order by v.period_ends desc, v.id desc limit $4""")
_ONE = _select("where v.review_id = $1 and v.number = $2")
# The employee sees delivered versions only; the rater side sees all of them.
_VERSIONS = _select("""
  where v.review_id = $1 and (v.state = 'DELIVERED' or v.employee_id <> $2)
  order by v.number desc limit $3""")
_OF_REVIEWS = _select("where v.review_id IN_LIST($1)")
_CURRENT = _select("where v.review_id IN_LIST($1) and v.current")
# What the employee can read, whoever gave it.
_DELIVERED = _select("""
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED'
  and v.period_ends >= $2 and v.period_ends <= $3
  order by v.period_ends, v.id limit $4""")
_LATEST = _select("""
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED'
  and v.period_ends <= $2 and v.review_id <> $3
  order by v.period_ends desc, v.id desc limit 1""")
# The last four of each person: ranked on the narrow index first, joined after.
_RECENT = _select(
    """join ranked on ranked.id = v.id
  where ranked.place <= $2 order by v.employee_id, v.period_ends desc, v.id desc""",
    """with ranked as (
    select id, row_number() over (
      partition by employee_id order by period_ends desc, id desc) as place
    from review_version where employee_id IN_LIST($1) and current)""",
)


async def own_results(
    employee_id: int, *, first: int, after: str | None, today: date, wanted: Collection[str]
) -> tuple[list[ResultRow], str | None]:
    """Delivered results of one person, newest period first, and the cursor of the next page.

    At most MOST are given, whatever `first` says. `wanted` names the heavy fields asked for.
    `after` is a cursor that an earlier page gave; another one raises ValueError."""
    ends, version_id = read_cursor(after)
    count = max(1, min(first, MOST))
    rows = await fetch(default_db(), _MINE.of(wanted), employee_id, ends, version_id, count + 1)
    page, more = rows[:count], len(rows) > count
    cursor = f"{page[-1]['ends'].isoformat()}.{page[-1]['version_id']}" if more else None
    return _results(page, today, wanted), cursor


def read_cursor(after: str | None) -> tuple[date, int]:
    """Where a page starts; ValueError for what no page has given."""
    if after is None:
        return date(9999, 12, 31), 0
    day, _, version_id = after.partition(".")
    if len(version_id) > ID_DIGITS:
        raise ValueError("no id is that long")
    return date.fromisoformat(day), int(version_id)


async def result_versions(review_id: int, *, employee_id: int, today: date) -> list[ResultRow]:
    """Versions of one review that `employee_id` may see, newest first, without items."""
    rows = await fetch(default_db(), _VERSIONS.light, review_id, employee_id, MOST)
    return _results(rows, today, ())


async def result_by_number(
    review_id: int, number: int, *, today: date, wanted: Collection[str]
) -> ResultRow | None:
    """One version, whoever asks: callers have passed a gate."""
    rows = _results(await fetch(default_db(), _ONE.of(wanted), review_id, number), today, wanted)
    return rows[0] if rows else None


async def results_by_number(
    keys: list[tuple[int, int]], *, today: date, wanted: Collection[str]
) -> dict[tuple[int, int], ResultRow]:
    """Versions by (review id, number), in one flat batch, whoever asks."""
    ids = sorted({review_id for review_id, _ in keys})
    rows = await fetch(default_db(), _OF_REVIEWS.of(wanted), ids)
    asked = set(keys)
    rows = [row for row in rows if (row["review_id"], row["number"]) in asked]
    return {(row.review_id, row.number): row for row in _results(rows, today, wanted)}


async def current_results(
    review_ids: list[int], *, today: date, wanted: Collection[str]
) -> dict[int, ResultRow]:
    """The current version of each review that has one, by review id, in one flat batch."""
    rows = await fetch(default_db(), _CURRENT.of(wanted), review_ids)
    return {row.review_id: row for row in _results(rows, today, wanted)}


async def delivered_results(
    employee_id: int, first: date, last: date, *, today: date, wanted: Collection[str]
) -> list[ResultRow]:
    """Delivered results of one person for periods that end on these days, whoever gave them."""
    rows = await fetch(default_db(), _DELIVERED.of(wanted), employee_id, first, last, MOST)
    return _results(rows, today, wanted)


async def latest_delivered(
    employee_id: int, review_id: int, until: date, *, today: date
) -> list[ResultRow]:
    """The newest delivered result, with its items, of a period that ends by `until` and of another
    review than this one: one, or none."""
    rows = await fetch(default_db(), _LATEST.full, employee_id, until, review_id)
    return _results(rows, today, ("items",))


async def recent_results(
    employee_ids: list[int], *, count: int, today: date, wanted: Collection[str]
) -> dict[int, list[ResultRow]]:
    """The newest `count` results of each person, by employee id."""
    rows = await fetch(default_db(), _RECENT.of(wanted), employee_ids, count)
    recent: dict[int, list[ResultRow]] = {}
    for row in _results(rows, today, wanted):
        recent.setdefault(row.employee.id, []).append(row)
    return recent


def _results(rows: Sequence[Row], today: date, wanted: Collection[str]) -> list[ResultRow]:
    """The rows as results; their documents only where `wanted` names one."""
    periods: dict[int, PeriodRow] = {}  # most results of a batch are of one period
    results = [_result(row, today, periods) for row in rows]
    if _heavy(wanted):
        for row, result in zip(rows, results, strict=True):
            result.items = StoredItems(row["items_json"])
            result.steps = StoredSteps(row["steps_json"])
            result.weighing = row["weighing"]
            result.weighed = StoredWeighed(row["weighed_json"])
            result.rule_ids = row["rule_ids"] if RULES in wanted else ""
    return results


def unit_suggestion(rules: ReviewRules, result: ResultRow) -> Suggestion | None:
    """What the unit's achievement suggested, when this result is of somebody who led one."""
    value = Achievement(result.achievement) if result.achievement else None
    return suggested_by_unit(rules.achievement, value)


def _result(row: Row, today: date, periods: dict[int, PeriodRow]) -> ResultRow:
    period = periods.get(row["period_id"])
    if period is None:
        period = periods[row["period_id"]] = period_row(row, today)
    starts, ends = row["covers_from"] or row["starts"], row["covers_to"] or row["ends"]
    tenths = row["months_tenths"]
    return ResultRow(
        review_id=row["review_id"],
        number=row["number"],
        state=row["state"],
        period=period,
        employee=PersonRow(
            row["employee_id"],
            full_name(row["e_front"], row["e_name"], row["e_back"]),
            row["employee_position"],
            row["employee_unit"],
        ),
        rater=PersonRow(
            row["rater_id"],
            full_name(row["r_front"], row["r_name"], row["r_back"]),
            row["rater_position"],
            row["rater_unit"],
        ),
        capacity=row["capacity"],
        submitted_at=row["submitted_at"],
        delivered_at=row["delivered_at"],
        read_at=row["read_at"],
        hasil=row["hasil"],
        perilaku=row["perilaku"],
        suggested_hasil=row["suggested_hasil"],
        suggested_perilaku=row["suggested_perilaku"],
        reason_hasil=row["reason_hasil"],
        reason_perilaku=row["reason_perilaku"],
        predikat=row["predikat"],
        summary=row["summary"],
        correction_reason=row["correction_reason"],
        rule=_rule(row["rule_id"]),
        items=NO_ITEMS,
        steps=NO_STEPS,
        achievement=row["achievement"],
        covers_from=starts,
        covers_to=ends,
        months=_whole(starts, ends) if tenths is None else tenths / 10,
        weighing="",
        weighed=NO_WEIGHED,
    )


@cache
def _whole(starts: date, ends: date) -> float:
    # Few are asked for: results that cover all of their period.
    return float(months_of([Days(starts, ends)]))


def period_row(row: Row, today: date) -> PeriodRow:
    """A period out of a joined row (`period_id`, `period_kind`, `period_number`, ...)."""
    opens, closes = row["opens"], row["closes"]
    return PeriodRow(
        row["period_id"],
        row["period_kind"],
        row["year"],
        row["period_number"],
        row["starts"],
        row["ends"],
        opens,
        closes,
        phase(opens, closes, today),
        days_left(opens, closes, today),
    )


def item_row(row: Row) -> ItemRow:
    """An item out of `draft_item`."""
    return ItemRow(
        row["key"],
        row["part"],
        row["kind"],
        row["title"],
        row["expectation"],
        row["rating"],
        row["note"],
        _evidence(row["evidence"]),
    )


def _evidence(links: Any) -> list[EvidenceRow]:
    if links == "[]":  # most items have none
        return []
    return [EvidenceRow(link["url"], link["label"]) for link in parsed_json(links)]


def rated(items: Iterable[ItemRow]) -> list[RatedItem]:
    """What the rules need of these items."""
    return [_rated(item.part, item.kind, item.rating) for item in items]


@cache
def _rated(part: str, kind: str | None, rating: str | None) -> RatedItem:
    # Thirty-six there are; making one costs a microsecond, and a result has ten.
    return RatedItem(
        Part(part), RhkKind(kind) if kind else None, Rating(rating) if rating else None
    )


@cache
def _rule(rule_id: str) -> PredikatRule:
    return rule_by_id(predikat_rules(), rule_id)
