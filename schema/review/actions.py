"""The only writers of reviews: open, save, submit, correct, mark as read.

Each is short: gate, rule, save with its events in one transaction, wake. Refusals are raised
before anything is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from schema.access import (
    draft_to_write,
    open_period,
    rater_of_time,
    require_employee,
    review_to_write,
)
from schema.context import Context
from schema.delivering import (
    deliver_versions,
    replace_current,
    require_correctable,
    start_cycle,
)
from schema.errors import (
    AlreadySubmitted,
    InvalidInput,
    NotComplete,
    NotFound,
    Refused,
    RulesChanged,
    VersionConflict,
)
from schema.events import Change, change, employee_audience
from schema.models import Account, DraftItem, Employee, Review, ReviewVersion
from schema.models import Period as PeriodTable
from schema.reads.achievements import led_unit, suggested_to_leader
from schema.reads.rows import CopiedRow, LedUnitRow
from schema.reads.rulebook import newest_rulebook
from schema.reads.stored import items_text, steps_text
from schema.reference.rulebook import predikat_rules
from schema.review.checks import TypedDraft, TypedItem, check_draft
from schema.review.copies import explained_copies, put_said
from schema.review.firsts import require_moves_explained
from schema.review.form import blank_items, items_of_version
from schema.review.weighing import put_weighing, year_of
from schema.rules.copying import traces_of
from schema.rules.predikat import rule_on
from schema.rules.proof import ProofRule, owes_proof
from schema.rules.reporting import Line, judging_day
from schema.rules.rulebook import PARTS_IN_ORDER, ReviewRules
from schema.rules.stints import Stint
from schema.rules.suggestion import (
    RatedItem,
    SuggestionRule,
    explain,
    suggest_hasil,
    suggest_perilaku,
)
from schema.rules.vocabulary import CycleState, EventKind, Rating, ReviewState
from schema.rules.writing import can_be_kept
from schema.texts import checked_reason
from schema.yearly import results_to_weigh, tell_year


async def open_review(ctx: Context, employee_id: int, period_id: int) -> int:
    """Begin the review of an employee in a period, or find it begun; gives the review's id.

    Raises NotFound, PeriodClosed, NotYourTeam."""
    rater_id = require_employee(ctx.viewer)
    period = await open_period(period_id, ctx.today)
    line, _ = await rater_of_time(ctx.viewer, employee_id, period, ctx.today)
    mine = Review.filter(employee_id=employee_id, period_id=period_id, rater_id=rater_id)
    begun = await mine.first()
    if begun is not None:
        return begun.id
    try:
        return await _begin(ctx, employee_id, period, line)
    except IntegrityError:  # the other phone was a moment quicker
        return (await mine.get()).id


async def _begin(ctx: Context, employee_id: int, period: PeriodTable, line: Line) -> int:
    async with change(ctx, "open_review", f"employee:{employee_id}") as opened:
        review = await Review.create(
            using_db=opened.db,
            employee_id=employee_id,
            period_id=period.id,
            rater_id=line.rater_id,
            capacity=line.capacity,
            created_at=ctx.now,
            saved_at=ctx.now,
        )
        items = await blank_items(review.id, employee_id, period.year, opened.db, day=period.ends)
        await DraftItem.bulk_create(items, using_db=opened.db)
        review.total = len(items)
        await review.save(using_db=opened.db, update_fields=["total"])
        opened.detail["review"] = review.id
        tell_team(opened, review)
    return review.id


async def save_draft(ctx: Context, review_id: int, version: int, typed: TypedDraft) -> int:
    """Save what changed in a draft that this phone last saw at `version`; gives the new version.

    Raises InvalidInput, NotFound, NotYourTeam, PeriodClosed, AlreadySubmitted, VersionConflict;
    in each case the draft stays as it was."""
    check_draft(typed)
    async with change(ctx, "save_draft", f"review:{review_id}", journal=False) as opened:
        review, _, writer = await draft_to_write(ctx.viewer, review_id, ctx.today, opened.db)
        require_draft(review, version)
        # Words of another hand go on record, though a draft's own saves do not (decision 0013).
        opened.journal, review.writer_id = writer is not None, writer
        items = await draft_items(review_id, opened.db)
        await _save_items(items, typed.items, opened.db)
        review.hasil, review.perilaku = typed.hasil, typed.perilaku
        review.reason_hasil = typed.reason_hasil.strip()
        review.reason_perilaku = typed.reason_perilaku.strip()
        review.summary = typed.summary
        if typed.weighing is not None:
            review.weighing = typed.weighing
        review.rated = sum(item.rating is not None for item in items.values())
        review.draft_version += 1
        review.saved_at = ctx.now
        await review.save(using_db=opened.db)
        tell_team(opened, review)
    return review.draft_version


async def submit_review(
    ctx: Context, review_id: int, version: int, request_id: str, seen: str | None = None
) -> int:
    """Give the result: a new version that never changes; gives its number.

    `request_id` is made on the phone: the same one again gives the same number, so a tap that
    was sent twice counts once. `seen` names the settings that the phone showed the draft by: where
    others hold by now, the rater looks again (RulesChanged). Raises NotComplete with what is
    missing, VersionConflict, AlreadySubmitted, NotFound, NotYourTeam, PeriodClosed."""
    if not (8 <= len(request_id) <= 64 and can_be_kept(request_id)):
        raise InvalidInput("BAD_REQUEST_ID", "requestId", "Nomor permintaan tidak sah.")
    rater_id = require_employee(ctx.viewer)
    try:
        return await _submit(ctx, review_id, version, request_id, seen)
    except Refused:
        # The same tap may have arrived before, over a line that broke before the answer.
        given = await ReviewVersion.get_or_none(
            review_id=review_id, request_id=request_id, rater_id=rater_id
        )
        if given is None:
            raise
        return given.number


async def _submit(
    ctx: Context, review_id: int, version: int, request_id: str, seen: str | None
) -> int:
    async with change(ctx, "submit_review", f"review:{review_id}") as opened:
        await _hold_account(review_id, opened.db)
        review, period = await review_to_write(ctx.viewer, review_id, ctx.today, opened.db)
        require_draft(review, version)
        rules = (await newest_rulebook(opened.db)).for_period(period.ends)
        if seen not in (None, rules.ids):
            raise RulesChanged(review_id)
        items = list((await draft_items(review_id, opened.db)).values())
        _require_proof(rules.proof, items)
        if rules.apart:
            await require_moves_explained(review, items, opened.db)
        _, part = await rater_of_time(ctx.viewer, review.employee_id, period, ctx.today, opened.db)
        year = await year_of(review, period, ctx.today)
        copied = await explained_copies(review, period, items, rules, year, ctx.today)
        weighed = await results_to_weigh(review, year, part.starts, ctx.today)
        led = await _led_unit(ctx, review, period)
        result = judge(review, items, period, rules, led, copied)
        put_weighing(result, review, period, rules, weighed)
        _stamp_part(result, part)
        await replace_current(review.id, ctx.now, opened.db)
        await _give(ctx.now, opened, review, result, request_id)
        await DraftItem.filter(review_id=review_id).using_db(opened.db).delete()
        opened.detail.update(number=result.number, predikat=result.predikat)
        tell_team(opened, review)
    return result.number


async def _hold_account(review_id: int, db: BaseDBAsyncClient) -> None:
    """Let nobody activate the employee's account until this is done, or wait until it is done.

    A result given in the same moment as the first own password would be found by neither: not
    readable yet for the one, not given yet for the other. The account goes before the review, as
    in `deliver_waiting`'s change."""
    owner = await Review.filter(id=review_id).using_db(db).values_list("employee_id", flat=True)
    accounts = Account.filter(employee_id__in=list(owner)).using_db(db)
    await accounts.select_for_update().only("id")


async def _led_unit(ctx: Context, review: Review, period: PeriodTable) -> LedUnitRow | None:
    """The unit that the rated person leads in the period, with what was set for it by now."""
    day = judging_day(period.starts, period.ends, ctx.today)
    return await led_unit(review.employee_id, period.id, day)


def led_as_given(version: ReviewVersion) -> LedUnitRow | None:
    """The unit's achievement on which a version stands, for one that is made from it."""
    if version.achievement is None:
        return None
    return LedUnitRow(0, "", version.achievement, version.achievement_row, "", None, None)


def judge(
    review: Review,
    items: list[DraftItem],
    period: PeriodTable,
    rules: ReviewRules,
    led: LedUnitRow | None = None,
    copied: Mapping[str, CopiedRow] | None = None,
) -> ReviewVersion:
    """The result that the draft stands for, not yet saved. Raises NotComplete.

    `rules` are the settings it is judged by, and it will name them. `led` is the unit that the
    person leads: what it achieved suggests the rating hasil kerja. `copied` are the items that
    count as copied, by key."""
    how, by_unit = rules.suggestion, suggested_to_leader(rules, led)
    for item in items:
        item.part = rules.part_of_item(item.key, item.part)
    items = sorted(items, key=lambda item: PARTS_IN_ORDER.index(item.part))
    rated = [RatedItem(item.part, item.kind, item.rating) for item in items]
    hasil = (by_unit or suggest_hasil(how, rated)).rating
    perilaku = suggest_perilaku(how, rated).rating
    missing = [item.key for item in items if item.rating is None]
    if missing or hasil is None or perilaku is None:
        raise NotComplete(missing)
    chosen_hasil, chosen_perilaku = review.hasil or hasil, review.perilaku or perilaku
    missing = [
        *_unexplained(how, "reasonHasil", hasil, chosen_hasil, review.reason_hasil),
        *_unexplained(how, "reasonPerilaku", perilaku, chosen_perilaku, review.reason_perilaku),
    ]
    if missing:
        raise NotComplete(
            missing, "Penilaian Anda berbeda dari saran. Tuliskan alasannya agar pegawai mengerti."
        )
    rule = rule_on(predikat_rules(), period.ends)
    return ReviewVersion(
        rule_id=rule.id,
        rule_ids=rules.ids,
        hasil=chosen_hasil,
        perilaku=chosen_perilaku,
        suggested_hasil=hasil,
        suggested_perilaku=perilaku,
        achievement=led.achievement if by_unit and led else None,
        achievement_row=led.row if by_unit and led else None,
        # A reason that was typed before the choice went back to the suggestion explains nothing.
        reason_hasil=review.reason_hasil if chosen_hasil is not hasil else "",
        reason_perilaku=review.reason_perilaku if chosen_perilaku is not perilaku else "",
        predikat=rule.predikat(chosen_hasil, chosen_perilaku),
        summary=review.summary.strip(),
        correction_reason=review.correction_reason,
        items_json=items_text(items, copied),
        traces_json=orjson.dumps(traces_of(item.note for item in items)).decode(),
        steps_json=steps_text(explain(rule, how, rated, chosen_hasil, chosen_perilaku, by_unit)),
    )


def _require_proof(rule: ProofRule, items: Iterable[DraftItem]) -> None:
    """Return when every rating that owes words or evidence has them, else raise NotComplete."""
    owing = [it for it in items if owes_proof(rule, it.rating, it.note, len(it.evidence))]
    if owing:
        raise NotComplete(
            [f"{it.key}.note" for it in owing],
            "Sebagian penilaian memerlukan catatan yang lebih lengkap atau bukti.",
        )


def _unexplained(
    how: SuggestionRule, name: str, suggested: Rating, chosen: Rating, reason: str
) -> list[str]:
    return [name] if chosen is not suggested and len(reason.strip()) < how.reason_least else []


async def set_by_decision(
    ctx: Context,
    opened: Change,
    review: Review,
    result: ReviewVersion,
    request_id: str,
) -> int:
    """Give the result that a decision on an objection set, in the caller's change; its number.

    The same way as a rater's submission, except that nothing may follow it: it is final. An open
    correction goes with it. The caller has locked the review and passed the gate of the decider."""
    await _give(ctx.now, opened, review, result, request_id, CycleState.DECIDED)
    await DraftItem.filter(review_id=review.id).using_db(opened.db).delete()
    tell_team(opened, review)
    return result.number


async def _give(
    now: datetime,
    opened: Change,
    review: Review,
    result: ReviewVersion,
    request_id: str,
    cycle: CycleState | None = None,
) -> None:
    readable = await Account.exists(
        employee_id=review.employee_id, activated_at__isnull=False, using_db=opened.db
    )
    await (
        ReviewVersion.filter(review_id=review.id, current=True)
        .using_db(opened.db)
        .update(current=False)
    )
    review.number += 1
    review.state = ReviewState.DELIVERED if readable else ReviewState.SUBMITTED
    review.drafting = False
    review.draft_version += 1
    review.correction_reason = ""
    review.saved_at = now
    await review.save(using_db=opened.db)
    result.review_id, result.number, result.request_id = review.id, review.number, request_id
    result.employee_id, result.rater_id = review.employee_id, review.rater_id
    result.capacity, result.period_id = review.capacity, review.period_id
    period = await PeriodTable.get(id=review.period_id, using_db=opened.db)
    result.period_ends = period.ends
    result.state, result.submitted_at = review.state, now
    result.delivered_at = now if readable else None
    await _stamp_posts(result, opened.db)
    await result.save(using_db=opened.db)
    await start_cycle(result, opened.db, cycle)
    if readable:
        _tell_employee(opened, review)
        await tell_year(opened, review.employee_id, [period.year], but=review.id)


def _stamp_part(result: ReviewVersion, part: Stint) -> None:
    """Write down which days of the period it covers: a later move must not change an old sheet."""
    result.covers_from, result.covers_to = part.starts, part.ends
    result.months_tenths = int(part.months * 10)


async def _stamp_posts(result: ReviewVersion, db: BaseDBAsyncClient) -> None:
    """Write down the posts of this day: a later promotion must not change an old sheet."""
    people = await (
        Employee.filter(id__in=[result.employee_id, result.rater_id])
        .using_db(db)
        .select_related("position", "unit")
    )
    for person in people:
        position = person.position.name if person.position else ""
        unit = person.unit.name if person.unit else ""
        if person.id == result.employee_id:
            result.employee_position, result.employee_unit = position, unit
        else:
            result.rater_position, result.rater_unit = position, unit


async def start_correction(ctx: Context, review_id: int, reason: str) -> int:
    """Open a draft that starts from the result given, with the reason why; gives the review's id.

    The result stands until the correction is submitted. Raises InvalidInput, NotFound,
    NotYourTeam, PeriodClosed; AlreadySubmitted never: a second start finds the open draft."""
    text = checked_reason(reason)
    async with change(ctx, "start_correction", f"review:{review_id}", text) as opened:
        review, _ = await review_to_write(ctx.viewer, review_id, ctx.today, opened.db)
        if review.number == 0:
            raise NotFound
        await require_correctable(review.id, ctx.now, opened.db)
        if not review.drafting:
            await _reopen(review, text, ctx.now, opened.db)
            tell_team(opened, review)
    return review.id


async def _reopen(review: Review, reason: str, now: datetime, db: BaseDBAsyncClient) -> None:
    version = await ReviewVersion.get(review_id=review.id, number=review.number, using_db=db)
    items = items_of_version(version)
    await DraftItem.bulk_create(items, using_db=db)
    review.drafting, review.correction_reason, review.saved_at = True, reason, now
    review.draft_version += 1
    review.hasil = version.hasil if version.hasil is not version.suggested_hasil else None
    review.perilaku = (
        version.perilaku if version.perilaku is not version.suggested_perilaku else None
    )
    review.reason_hasil, review.reason_perilaku = version.reason_hasil, version.reason_perilaku
    review.summary, review.weighing = version.summary, version.weighing
    review.rated = review.total = len(items)
    await review.save(using_db=db)


async def abandon_correction(ctx: Context, review_id: int, version: int) -> int:
    """Drop an open correction; the result given stands. Gives its number.

    Raises NotFound, NotYourTeam, PeriodClosed, VersionConflict."""
    async with change(ctx, "abandon_correction", f"review:{review_id}") as opened:
        review, _ = await review_to_write(ctx.viewer, review_id, ctx.today, opened.db)
        if review.number == 0:
            raise NotFound
        if review.drafting:
            require_draft(review, version)
            await DraftItem.filter(review_id=review_id).using_db(opened.db).delete()
            review.drafting, review.correction_reason = False, ""
            review.draft_version += 1
            await review.save(using_db=opened.db)
            tell_team(opened, review)
    return review.number


async def mark_read(ctx: Context, review_id: int, number: int) -> None:
    """Record, once, that the employee opened this version. Raises NotFound for anybody else."""
    employee_id = require_employee(ctx.viewer)
    version = await ReviewVersion.get_or_none(
        review_id=review_id, number=number, employee_id=employee_id, state=ReviewState.DELIVERED
    )
    if version is None:
        raise NotFound
    if version.read_at is not None:
        return
    async with change(ctx, "mark_read", f"review:{review_id}") as opened:
        unread = ReviewVersion.filter(id=version.id, read_at__isnull=True).using_db(opened.db)
        await unread.update(read_at=ctx.now)
        opened.detail["number"] = number
        review = await Review.get(id=review_id, using_db=opened.db)
        tell_team(opened, review)


async def deliver_waiting(opened: Change, employee_id: int, now: datetime) -> None:
    """Deliver, inside the caller's change, what was submitted before the account was activated."""
    waiting = ReviewVersion.filter(employee_id=employee_id, state=ReviewState.SUBMITTED)
    versions = await waiting.using_db(opened.db)
    ids = [version.review_id for version in versions]
    if not ids:
        return
    await deliver_versions(versions, now, opened.db)
    await (
        ReviewVersion.filter(employee_id=employee_id, state=ReviewState.SUBMITTED)
        .using_db(opened.db)
        .update(state=ReviewState.DELIVERED, delivered_at=now)
    )
    await Review.filter(id__in=ids).using_db(opened.db).update(state=ReviewState.DELIVERED)
    reviews = Review.filter(id__in=ids).using_db(opened.db).select_related("period")
    years = set()
    for review in await reviews:
        _tell_employee(opened, review)
        tell_team(opened, review)
        years.add(review.period.year)
    await tell_year(opened, employee_id, years)


def require_draft(review: Review, version: int) -> None:
    if not review.drafting:
        raise AlreadySubmitted(review.id)
    if review.draft_version != version:
        raise VersionConflict(review.id)


async def draft_items(review_id: int, db: BaseDBAsyncClient) -> dict[str, DraftItem]:
    rows = await DraftItem.filter(review_id=review_id).using_db(db).order_by("position")
    return {row.key: row for row in rows}


async def _save_items(
    items: dict[str, DraftItem], typed: tuple[TypedItem, ...], db: BaseDBAsyncClient
) -> None:
    """One statement, however many items a save brings."""
    changed: dict[str, DraftItem] = {}
    for given in typed:
        item = items.get(given.key)
        if item is None:
            raise InvalidInput("UNKNOWN_ITEM", given.key, "Butir ini tidak ada dalam penilaian.")
        put_said(item, given)
        item.evidence = [{"url": link.url, "label": link.label} for link in given.evidence]
        changed[given.key] = item
    if changed:
        fields = ["rating", "note", "evidence", "taken_json", "copy_reason"]
        await DraftItem.bulk_update(changed.values(), fields=fields, using_db=db)


def tell_team(opened: Change, review: Review) -> None:
    """Tell the rater's phones that the row of this employee changed."""
    opened.tell(
        employee_audience(review.rater_id),
        EventKind.TEAM_CHANGED,
        review=review.id,
        employee=review.employee_id,
        period=review.period_id,
    )


def _tell_employee(opened: Change, review: Review) -> None:
    """Tell the employee's phones that a result can be read."""
    opened.tell(
        employee_audience(review.employee_id),
        EventKind.RESULT_CHANGED,
        review=review.id,
        number=review.number,
    )
