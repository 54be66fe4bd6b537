"""An open draft as its rater sees it, with what the rules say of it so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.reads.achievements import led_unit, suggested_to_leader
from schema.reads.copying import Draft, DraftSaid, copied_rows, known_of
from schema.reads.inputs import inputs_of
from schema.reads.results import item_row, period_row, rated, recent_results
from schema.reads.rows import AsksRow, DraftRow, ItemRow, LedUnitRow, PersonRow, ResultRow
from schema.reads.rulebook import rulebook
from schema.reads.sql import Row, fetch, full_name
from schema.reads.stints import parts_of_person
from schema.reads.team import away_rows, people_by_id
from schema.reads.year import weighed_for, year_results
from schema.reference.rulebook import predikat_rules
from schema.rules.predikat import PredikatRule, rule_on
from schema.rules.reporting import judging_day
from schema.rules.rulebook import PARTS_IN_ORDER, ReviewRules
from schema.rules.stints import Days, part_of
from schema.rules.suggestion import Suggestion, suggest_hasil, suggest_perilaku
from schema.rules.vocabulary import PeriodKind, Predikat, Rating
from schema.rules.weighing import NOT_DUE

_DRAFT = """
  select w.id as review_id, w.draft_version, w.capacity, w.hasil, w.perilaku, w.reason_hasil,
    w.reason_perilaku, w.summary, w.weighing, w.correction_reason, w.saved_at, w.employee_id,
    w.writer_id, w.rater_id, w.number,
    p.id as period_id, p.kind as period_kind, p.year, p.number as period_number, p.starts, p.ends,
    p.opens, p.closes, e.title_front, e.name, e.title_back, j.name as position, u.name as unit
  from review w
  join period p on p.id = w.period_id
  join employee e on e.id = w.employee_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where w.id = $1 and w.rater_id = $2 and w.drafting"""
_ITEMS = """
  select key, part, kind, title, expectation, rating, note, evidence, taken_json, copy_reason
  from draft_item where review_id = $1 order by position"""


async def draft(
    review_id: int, rater_id: int, *, today: date, db: BaseDBAsyncClient
) -> DraftRow | None:
    """The open draft of this review if `rater_id` writes it, else None.

    `weighed` holds all that an annual draft weighs: callers leave what their viewer may read."""
    rows = await fetch(db, _DRAFT, review_id, rater_id)
    if not rows:
        return None
    rules = (await rulebook()).for_period(rows[0]["ends"])
    said = await fetch(db, _ITEMS, review_id)
    items = _placed(rules, (item_row(row) for row in said))
    recent = await recent_results([rows[0]["employee_id"]], count=1, today=today, wanted=("items",))
    previous = next(iter(recent.get(rows[0]["employee_id"], [])), None)
    led = await led_unit(rows[0]["employee_id"], rows[0]["period_id"], _day(rows[0], today))
    found = _draft(rows[0], items, previous, led, rules, today)
    await _put_part(found, rater_id, today, db)
    if found.period.kind == PeriodKind.TAHUNAN:
        found.weighed = await year_results(
            found.employee.id, found.period.year, today=today, wanted=("items",)
        )
    await _put_marks(found, rows[0], said, rules, today)
    if (writer := rows[0]["writer_id"]) is not None:
        found.written_by = (await people_by_id([writer])).get(writer)
    return found


async def _put_marks(
    found: DraftRow, row: Row, said: Sequence[Row], rules: ReviewRules, today: date
) -> None:
    """What of the draft counts as copied, and what of the year an annual one weighs."""
    known = await known_of(
        Draft(
            row["review_id"],
            row["number"],
            row["employee_id"],
            row["rater_id"],
            row["period_id"],
            row["ends"],
        ),
        found.weighed,
        today,
    )
    marks = copied_rows(rules.copying, [_said(it) for it in said], known)
    for item in found.items:
        item.copied = marks.get(item.key)
    found.weighed = weighed_for(found.weighed, found.review_id, found.part_starts)


def _said(row: Row) -> DraftSaid:
    rating = Rating(row["rating"]) if row["rating"] else None
    return DraftSaid(row["key"], rating, row["note"], row["taken_json"], row["copy_reason"])


async def _put_part(found: DraftRow, rater_id: int, today: date, db: BaseDBAsyncClient) -> None:
    """Which part of the period the draft is about, and what others left for it. A draft whose
    rater has changed is about no part any more: it only can be read."""
    period = Days(found.period.starts, found.period.ends)
    part = part_of(await parts_of_person(found.employee.id, period, today, db), rater_id)
    if part is not None:
        found.part_starts = part.starts
        found.months, found.away = float(part.months), away_rows(part)
        found.inputs = await inputs_of(part, found.employee.id, found.period.id, db)


def _day(row: Row, today: date) -> date:
    return judging_day(row["starts"], row["ends"], today)


def _draft(
    row: Row,
    items: list[ItemRow],
    previous: ResultRow | None,
    led: LedUnitRow | None,
    rules: ReviewRules,
    today: date,
) -> DraftRow:
    given = rated(items)
    hasil = suggested_to_leader(rules, led) or suggest_hasil(rules.suggestion, given)
    perilaku = suggest_perilaku(rules.suggestion, given)
    rule = rule_on(predikat_rules(), row["ends"])
    return DraftRow(
        review_id=row["review_id"],
        version=row["draft_version"],
        employee=PersonRow(
            row["employee_id"],
            full_name(row["title_front"], row["name"], row["title_back"]),
            row["position"] or "",
            row["unit"] or "",
        ),
        period=period_row(row, today),
        capacity=row["capacity"],
        items=items,
        hasil=row["hasil"],
        perilaku=row["perilaku"],
        reason_hasil=row["reason_hasil"],
        reason_perilaku=row["reason_perilaku"],
        summary=row["summary"],
        suggested_hasil=hasil,
        suggested_perilaku=perilaku,
        led_unit=led,
        predikat=_predikat(rule, decided(row["hasil"], hasil), decided(row["perilaku"], perilaku)),
        rule=rule,
        asks=asks_of(rules),
        correction_reason=row["correction_reason"],
        previous=previous,
        saved_at=row["saved_at"],
        months=0.0,
        away=[],
        inputs=[],
        written_by=None,
        weighing=row["weighing"],
        weighed=[],
        weighing_duty=NOT_DUE,
        part_starts=row["starts"],
    )


def _placed(rules: ReviewRules, items: Iterable[ItemRow]) -> list[ItemRow]:
    """The items, each in the part where the settings of the period show it."""
    placed = [replace(item, part=rules.part_of_item(item.key, item.part)) for item in items]
    return sorted(placed, key=lambda item: PARTS_IN_ORDER.index(item.part))


def asks_of(rules: ReviewRules) -> AsksRow:
    """What these settings ask of a rater."""
    proof = rules.proof
    return AsksRow(
        seen=rules.ids,
        proof_ratings=[rating for rating in Rating if rating in proof.ratings],
        note_least=proof.note_least,
        link_suffices=proof.link_suffices,
        reason_least=rules.suggestion.reason_least,
        copy_reason_least=rules.copying.reason_least if rules.copying else 0,
    )


def decided(chosen: str | None, suggestion: Suggestion) -> Rating | None:
    """What the rater chose, or the suggestion that stands while nothing else was chosen."""
    return Rating(chosen) if chosen else suggestion.rating


def _predikat(rule: PredikatRule, hasil: Rating | None, perilaku: Rating | None) -> Predikat | None:
    return rule.predikat(hasil, perilaku) if hasil and perilaku else None
