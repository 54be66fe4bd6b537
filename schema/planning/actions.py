"""The writers of plans: open, save, copy an example, submit, take back, share.

Each is short: gate, rule, save with its events in one transaction, wake. What the leader alone
does and what needs an agreed version stands in `agreeing.py`."""

from dataclasses import replace
from datetime import date

from tortoise.exceptions import IntegrityError

from schema.access import require_employee, skp_to_write
from schema.context import Context
from schema.errors import InvalidInput, PlanningExcluded, SkpNotComplete
from schema.events import Change, change
from schema.models import Assignment, Employee, Skp, SkpVersion
from schema.planning.checks import check_request, check_typed, check_whole
from schema.planning.steps import (
    already_done,
    document,
    keep,
    require_step,
    require_version,
    take_turn,
    tell_both,
)
from schema.reads.plans import leader_of, left_by_predecessor, newest_plan
from schema.reads.rulebook import rulebook
from schema.reads.terms import terms_of
from schema.reference.planning import excluded_reasons, templates, unchanged
from schema.rules.reporting import judging_day
from schema.rules.skp import Content, LeaderRhk, PlannedRhk, content_of
from schema.rules.skp_complete import gaps_of
from schema.rules.skp_cycle import Party, SkpStep
from schema.rules.skp_edits import Typed, typed_by_employee, typed_by_leader
from schema.rules.skp_terms import due_on, years_open
from schema.rules.vocabulary import RhkScope, SkpState

DAY_ONE = (1, 1)
PREDECESSOR = "pendahulu"  # in place of an example: what the post's last holder has left


async def open_skp(ctx: Context, year: int) -> int:
    """Begin the own plan of a year, or find it begun; gives its id.

    After a change of post the earlier plan is closed with its last day, and a new one begins with
    the work results that stay with the person. Raises InvalidInput, PlanningExcluded,
    NotAllowed."""
    employee_id = require_employee(ctx.viewer)
    book = await rulebook()
    if year not in years_open(book.planning, ctx.today):
        raise InvalidInput(
            "PLANNING_NOT_OPEN", "year", f"SKP tahun {year} belum atau tidak lagi dapat disusun."
        )
    await require_planned(employee_id, year)
    try:
        return await _open(ctx, employee_id, year)
    except IntegrityError:  # the other phone was a moment quicker
        return await _open(ctx, employee_id, year)


async def require_planned(employee_id: int, year: int) -> None:
    """Return when this person is planned for, else raise PlanningExcluded with the reason."""
    person = await Employee.get(id=employee_id)
    reason = excluded_reasons(year).get(person.standing)
    if reason:
        raise PlanningExcluded(reason)


async def _open(ctx: Context, employee_id: int, year: int) -> int:
    day = judging_day(date(year, *DAY_ONE), date(year, 12, 31), ctx.today)
    post = await post_on(employee_id, day)
    starts = max(date(year, *DAY_ONE), post.starts)
    known = await Skp.filter(employee_id=employee_id, year=year).order_by("-starts").first()
    if known is not None and (known.starts >= starts or _same_post(known, post)):
        return known.id
    book = await rulebook()
    rule = book.planning(year)
    calendar = (await terms_of(post.unit_id, date(year, *rule.due))).calendar
    async with change(ctx, "open_skp", f"employee:{employee_id}") as opened:
        carried: tuple[PlannedRhk, ...] = ()
        if known is not None:
            carried = await _close(opened, known, starts, ctx)
        content = Content(rhk=carried)
        skp = await Skp.create(
            using_db=opened.db,
            employee_id=employee_id,
            year=year,
            starts=starts,
            ends=date(year, 12, 31),
            position_id=post.position_id,
            unit_id=post.unit_id,
            due=due_on(rule, book.joining_days(post.starts), year, post.starts, calendar),
            draft=content.to_json(),
            items=len(carried),
            created_at=ctx.now,
            saved_at=ctx.now,
        )
        opened.detail["skp"] = skp.id
        await tell_both(opened, skp, ctx.today)
    return skp.id


async def post_on(employee_id: int, day: date) -> Assignment:
    """The post held on a day, since when; of somebody without a history the one of today.

    Rows of one and the same post that follow each other count as one."""
    rows = await Assignment.filter(employee_id=employee_id, starts__lte=day).order_by("-starts")
    held = [row for row in rows if row.ends is None or row.ends >= day]
    if not held:
        person = await Employee.get(id=employee_id)
        return Assignment(
            employee_id=employee_id,
            position_id=person.position_id,
            unit_id=person.unit_id,
            starts=date(day.year, *DAY_ONE),
        )
    first = held[0]
    for row in rows:
        if (row.position_id, row.unit_id) != (first.position_id, first.unit_id):
            break
        first.starts = row.starts
    return first


def _same_post(skp: Skp, post: Assignment) -> bool:
    return (skp.position_id, skp.unit_id) == (post.position_id, post.unit_id)


async def _close(opened: Change, skp: Skp, starts: date, ctx: Context) -> tuple[PlannedRhk, ...]:
    """Close the plan of the earlier post; gives the work results that go along with the person."""
    skp = await Skp.filter(id=skp.id).using_db(opened.db).select_for_update().get()
    content = content_of(skp.draft)
    if skp.number:
        agreed = await SkpVersion.get(skp_id=skp.id, number=skp.number, using_db=opened.db)
        content = content_of(agreed.content)
    skp.state, skp.draft, skp.saved_at = SkpState.CLOSED, {}, ctx.now
    skp.ends = min(skp.ends, date.fromordinal(starts.toordinal() - 1))
    skp.draft_version += 1
    await skp.save(using_db=opened.db)
    opened.detail["closed"] = skp.id
    await tell_both(opened, skp, ctx.today)
    personal = (item for item in content.rhk if item.scope is RhkScope.INDIVIDU)
    return tuple(replace(item, carried=True, edit=None, leader=None) for item in personal)


async def save_skp(ctx: Context, skp_id: int, version: int, typed: Typed) -> int:
    """Save what changed in a plan that this phone last saw at `version`; gives the new version.

    The employee writes in the own draft, the leader in a submitted plan. Raises InvalidInput,
    NotFound, SkpWrongState, SkpVersionConflict; in each case the plan stays as it was."""
    check_typed(typed)
    async with change(ctx, "save_skp", f"skp:{skp_id}", journal=False) as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        require_step(skp, SkpStep.SAVE, party)
        require_version(skp, version)
        content = document(skp)
        typed = await with_leader_rhk(skp, content, typed, ctx.today)
        if party is Party.LEADER:
            opened.journal = True  # words of the leader in another's plan go on record
            content = _by_leader(ctx, content, typed)
        else:
            content = _by_employee(content, typed)
        check_whole(content)
        await keep(skp, content, ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def with_leader_rhk(skp: Skp, content: Content, typed: Typed, today: date) -> Typed:
    """The save with the words of each RHK of the leader that it names by id.

    One that was chosen before keeps its words, though the leader may have dropped it since.
    Raises InvalidInput for one that the leader does not have."""
    known = {it.leader.id: it.leader for it in (*content.rhk, *content.removed) if it.leader}
    named = {item.leader.id for item in typed.rhk if item.leader}
    if named - known.keys():
        leader, _ = await leader_of(skp.employee_id, skp.starts, skp.ends, today)
        plan = await newest_plan(leader.id, skp.year) if leader else None
        if plan is not None:
            found = (LeaderRhk(plan[0], item.key, item.title) for item in plan[1].rhk)
            known = {it.id: it for it in found} | known
    if named - known.keys():
        raise InvalidInput(
            "UNKNOWN_LEADER_RHK", "leaderRhk", "Hasil kerja pimpinan yang dipilih tidak ada lagi."
        )
    rhk = (
        replace(item, leader=known[item.leader.id]) if item.leader else item for item in typed.rhk
    )
    return replace(typed, rhk=tuple(rhk))


def _by_employee(content: Content, typed: Typed) -> Content:
    if typed.values:
        raise InvalidInput(
            "NOT_YOURS",
            "values",
            "Ekspektasi khusus diisi oleh pimpinan. Anda dapat memberi catatan.",
        )
    return typed_by_employee(content, typed)


def _by_leader(ctx: Context, content: Content, typed: Typed) -> Content:
    if typed.approach is not None and typed.approach is not content.approach:
        raise InvalidInput(
            "NOT_YOURS", "approach", "Pendekatan dipilih oleh pegawai. Anda dapat memberi catatan."
        )
    by = require_employee(ctx.viewer)
    return typed_by_leader(content, typed, by, ctx.now.isoformat(timespec="seconds"))


async def copy_template(
    ctx: Context, skp_id: int, version: int, template_id: str, items: list[str]
) -> int:
    """Take items of an example into the own draft, marked as such; gives the new version.

    What was taken before is not taken twice. Raises as `save_skp`."""
    async with change(ctx, "copy_template", f"skp:{skp_id}", journal=False) as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        require_step(skp, SkpStep.SAVE, party if party is Party.EMPLOYEE else None)
        require_version(skp, version)
        content = document(skp)
        known = {item.key for item in content.rhk}
        taken = [item for item in await _offered(skp, template_id, items) if item.key not in known]
        content = replace(content, rhk=(*content.rhk, *taken)).ordered()
        check_whole(content)
        await keep(skp, content, ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def _offered(skp: Skp, template_id: str, items: list[str]) -> list[PlannedRhk]:
    """The chosen items of an example, or of what the predecessor has left, under keys of their own.

    Raises InvalidInput for an example that does not exist."""
    if template_id == PREDECESSOR:
        left = await left_by_predecessor(
            skp.position_id, skp.unit_id, skp.year, skp.employee_id, skp.starts
        )
        fresh = (replace(item, carried=True, leader=None, template="", kept=False) for item in left)
        return [item for item in fresh if item.key in items]
    found = next((it for it in templates() if it.id == template_id), None)
    if found is None:
        raise InvalidInput("UNKNOWN_TEMPLATE", "templateId", "Contoh ini tidak ada lagi.")
    chosen = (item for item in found.items if item.key in items)
    return [replace(item, key=f"contoh-{found.id}-{item.key}") for item in chosen]


async def submit_skp(ctx: Context, skp_id: int, version: int, request_id: str) -> int:
    """Put the plan before the leader; gives the new version. By this the leader's edits are taken.

    The same `request_id` again changes nothing. Raises SkpNotComplete, SkpVersionConflict,
    SkpWrongState, PlanningExcluded, InvalidInput, NotFound."""
    check_request(request_id)
    async with change(ctx, "submit_skp", f"skp:{skp_id}") as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        if already_done(opened, skp, party, request_id):
            return skp.draft_version
        state = require_step(skp, SkpStep.SUBMIT, party)
        require_version(skp, version)
        await require_planned(skp.employee_id, skp.year)
        content = document(skp).settled()
        if gaps := gaps_of(content, unchanged):
            raise SkpNotComplete(gaps)
        skp.submitted_at, skp.return_reason, skp.shared = ctx.now, "", True
        take_turn(skp, state, skp.employee_id, request_id)
        await keep(skp, content, ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def withdraw_skp(ctx: Context, skp_id: int, version: int) -> int:
    """Take a submitted plan back to go on writing; gives the new version.

    Edits of the leader stay in it, marked. Raises SkpWrongState, SkpVersionConflict, NotFound."""
    async with change(ctx, "withdraw_skp", f"skp:{skp_id}") as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        state = require_step(skp, SkpStep.WITHDRAW, party)
        require_version(skp, version)
        take_turn(skp, state, skp.employee_id, "")
        await keep(skp, document(skp), ctx, opened.db)
        await tell_both(opened, skp, ctx.today)
    return skp.draft_version


async def share_skp(ctx: Context, skp_id: int, shared: bool) -> None:
    """Let the leader read along, or not, while the plan is being written.

    Raises SkpWrongState for anybody but the employee of an open draft, NotFound."""
    async with change(ctx, "share_skp", f"skp:{skp_id}") as opened:
        skp, party = await skp_to_write(ctx.viewer, skp_id, ctx.today, opened.db)
        require_step(skp, SkpStep.SAVE, party if party is Party.EMPLOYEE else None)
        opened.detail["shared"] = shared
        if skp.shared is not shared:
            skp.shared = shared
            await skp.save(using_db=opened.db, update_fields=["shared"])
            await tell_both(opened, skp, ctx.today)
