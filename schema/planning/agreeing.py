"""What the leader decides, and what changes an agreed plan: return, agree, start or drop a change,
and the remarks of both."""

from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import require_employee, skp_leader_line, skp_to_write
from schema.context import Context
from schema.errors import EditsUnanswered, InvalidInput
from schema.events import change
from schema.models import Employee, Rhk, Skp, SkpNote, SkpVersion
from schema.planning.checks import NOTES_MOST, check_request, checked_note
from schema.planning.steps import (
    already_done,
    document,
    keep,
    require_step,
    require_version,
    take_turn,
    tell_both,
)
from schema.reads.rulebook import rulebook
from schema.rules.reporting import Line
from schema.rules.skp import Content, PlannedRhk, content_of, expectation_of
from schema.rules.skp_cycle import Party, SkpStep
from schema.rules.skp_terms import years_open
from schema.rules.vocabulary import BehaviourValue, SkpApproach
from schema.texts import checked_reason


async def return_skp(ctx: Context, skp_id: int, version: int, reason: str, request_id: str) -> int:
    """Give a submitted plan back with the reason, and with the leader's edits; the new version.

    Raises InvalidInput, SkpVersionConflict, SkpWrongState, NotFound."""
    check_request(request_id)
    text = checked_reason(reason)
    async with change(ctx, "return_skp", f"skp:{skp_id}", text) as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        if already_done(opened, skp, party, request_id):
            return skp.draft_version
        state = require_step(skp, SkpStep.RETURN, party)
        require_version(skp, version)
        skp.return_reason = text
        take_turn(skp, state, require_employee(ctx.viewer), request_id)
        await keep(skp, document(skp), ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def agree_skp(ctx: Context, skp_id: int, version: int, request_id: str) -> int:
    """Agree: a version that never changes, valid from now on; gives its number.

    Its work results stand in `rhk` from then on, each under the id it always had. The same
    `request_id` again gives the same number. Raises EditsUnanswered, SkpVersionConflict,
    SkpWrongState, InvalidInput, NotFound."""
    check_request(request_id)
    async with change(ctx, "agree_skp", f"skp:{skp_id}") as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        if already_done(opened, skp, party, request_id):
            return skp.number
        state = require_step(skp, SkpStep.AGREE, party)
        require_version(skp, version)
        content = document(skp)
        if content.edited:
            raise EditsUnanswered(skp.id)
        line = await skp_leader_line(skp, ctx.today, opened.db)
        await _set(ctx, skp, content, line, request_id, opened.db)
        await _write_rhk(skp, content, ctx.now, opened.db)
        take_turn(skp, state, line.rater_id, request_id)
        skp.agreed_at, skp.change_reason, skp.return_reason = ctx.now, "", ""
        skp.draft_version += 1
        skp.draft, skp.saved_at = {}, ctx.now
        await skp.save(using_db=opened.db)
        opened.detail.update(number=skp.number)
        await tell_both(opened, skp, ctx.today)
    return skp.number


async def _set(
    ctx: Context,
    skp: Skp,
    content: Content,
    line: Line,
    request_id: str,
    db: BaseDBAsyncClient,
) -> None:
    await SkpVersion.filter(skp_id=skp.id, current=True).using_db(db).update(current=False)
    skp.number += 1
    agreed = SkpVersion(
        skp_id=skp.id,
        number=skp.number,
        content=content.to_json(),
        reason=skp.change_reason,
        rater_id=line.rater_id,
        capacity=line.capacity,
        submitted_at=skp.submitted_at or ctx.now,
        agreed_at=ctx.now,
        request_id=request_id,
    )
    await _stamp(agreed, skp.employee_id, db)
    await agreed.save(using_db=db)


async def _stamp(agreed: SkpVersion, employee_id: int, db: BaseDBAsyncClient) -> None:
    """Write down the posts of this day: a later promotion must not change an old sheet."""
    people = await (
        Employee.filter(id__in=[employee_id, agreed.rater_id])
        .using_db(db)
        .select_related("position", "unit")
    )
    for person in people:
        position = person.position.name if person.position else ""
        unit = person.unit.name if person.unit else ""
        if person.id == employee_id:
            agreed.employee_position, agreed.employee_unit = position, unit
            agreed.employee_golongan = person.golongan
        else:
            agreed.rater_position, agreed.rater_unit = position, unit
            agreed.rater_golongan = person.golongan


async def _write_rhk(skp: Skp, content: Content, now: datetime, db: BaseDBAsyncClient) -> None:
    """The work results as reviews take them: same key, same row; the ones gone are withdrawn."""
    known = {row.key: row for row in await Rhk.filter(skp_id=skp.id).using_db(db)}
    last = Rhk.filter(employee_id=skp.employee_id, year=skp.year).using_db(db)
    newest = await last.order_by("-position").first()
    position = newest.position if newest else 0
    new = []
    for place, item in enumerate(content.rhk, start=1):
        row = known.pop(item.key, None)
        if row is None:
            position += 1
            row = Rhk(employee_id=skp.employee_id, year=skp.year, position=position, skp_id=skp.id)
            new.append(row)
        _fill(row, item, place, content.approach)
        if row.id is not None:
            await row.save(using_db=db)
    await Rhk.bulk_create(new, using_db=db)
    gone = [row.id for row in known.values() if row.withdrawn_at is None]
    await Rhk.filter(id__in=gone).using_db(db).update(withdrawn_at=now)


def _fill(row: Rhk, item: PlannedRhk, place: int, approach: SkpApproach) -> None:
    row.key, row.kind, row.scope, row.place = item.key, item.kind, item.scope, place
    row.title, row.expectation, row.withdrawn_at = item.title, expectation_of(item, approach), None


async def start_change(ctx: Context, skp_id: int, reason: str) -> int:
    """Open an agreed plan for a change, with the reason; the agreed version stays in force.

    The employee begins to write; a leader who starts it asks the employee to. Gives the new
    version. Raises InvalidInput, SkpWrongState, NotFound."""
    text = checked_reason(reason)
    async with change(ctx, "start_skp_change", f"skp:{skp_id}", text) as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        state = require_step(skp, SkpStep.START_CHANGE, party)
        if skp.year not in years_open((await rulebook()).planning, ctx.today):
            raise InvalidInput(
                "PLANNING_NOT_OPEN", "year", f"SKP tahun {skp.year} tidak lagi dapat diubah."
            )
        agreed = await SkpVersion.get(skp_id=skp.id, number=skp.number, using_db=opened.db)
        skp.change_reason, skp.shared = text, party is Party.LEADER
        skp.return_reason = text if party is Party.LEADER else ""
        take_turn(skp, state, require_employee(ctx.viewer), "")
        await keep(skp, content_of(agreed.content), ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def abandon_change(ctx: Context, skp_id: int, version: int) -> int:
    """Drop a change that is being written; the agreed version stays. Gives its number.

    Raises SkpWrongState, SkpVersionConflict, NotFound."""
    async with change(ctx, "abandon_skp_change", f"skp:{skp_id}") as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        state = require_step(skp, SkpStep.ABANDON_CHANGE, party)
        require_version(skp, version)
        agreed = await SkpVersion.get(skp_id=skp.id, number=skp.number, using_db=opened.db)
        opened.detail["reason"] = skp.change_reason
        take_turn(skp, state, require_employee(ctx.viewer), "")
        skp.change_reason, skp.return_reason, skp.draft = "", "", {}
        skp.items = len(agreed.content["rhk"])
        skp.draft_version += 1
        skp.saved_at = ctx.now
        await skp.save(using_db=opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.number


async def comment_skp(ctx: Context, skp_id: int, item: str, text: str, request_id: str) -> None:
    """Say something about a plan or one item of it; it stays in the dialogue for good.

    The same `request_id` again changes nothing. Raises InvalidInput, NotFound."""
    check_request(request_id)
    said = checked_note(text)
    async with change(ctx, "comment_skp", f"skp:{skp_id}") as opened:
        skp, _ = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        known = SkpNote.filter(skp_id=skp_id).using_db(opened.db)
        if await known.filter(request_id=request_id).exists():
            opened.journal = False
            return
        if await known.count() >= NOTES_MOST:
            raise InvalidInput(
                "TOO_MANY_REMARKS", "text", f"Paling banyak {NOTES_MOST} catatan pada satu SKP."
            )
        await _require_item(skp, item, opened.db)
        await SkpNote.create(
            using_db=opened.db,
            skp_id=skp_id,
            item=item,
            author_id=require_employee(ctx.viewer),
            text=said,
            said_at=ctx.now,
            request_id=request_id,
        )
        await tell_both(opened, skp, ctx.today)


async def _require_item(skp: Skp, item: str, db: BaseDBAsyncClient) -> None:
    if item in ("", "support", "accountability", "consequence", *BehaviourValue):
        return
    content = document(skp)
    if content.item(item) or any(gone.key == item for gone in content.removed):
        return
    if skp.number and await Rhk.filter(skp_id=skp.id, key=item).using_db(db).exists():
        return
    raise InvalidInput("UNKNOWN_ITEM", "item", "Butir ini tidak ada dalam SKP.")
