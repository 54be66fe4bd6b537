"""What every writer of a plan does: ask the cycle, hold the version, save, tell both."""

from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import line_of
from schema.context import Context
from schema.errors import SkpVersionConflict, SkpWrongState
from schema.events import Change, employee_audience
from schema.models import Skp
from schema.rules.reporting import judging_day
from schema.rules.skp import Content, content_of
from schema.rules.skp_cycle import Party, SkpStep, after
from schema.rules.vocabulary import EventKind, SkpState

_WHY_NOT = {
    SkpState.DRAFT: "SKP ini masih ditulis oleh pegawai.",
    SkpState.SUBMITTED: "SKP ini sudah diajukan dan sedang dibaca pimpinan.",
    SkpState.RETURNED: "SKP ini sudah dikembalikan dan sedang diperbaiki pegawai.",
    SkpState.AGREED: "SKP ini sudah disepakati. Mulailah perubahan dengan alasan bila perlu.",
    SkpState.CLOSED: "SKP ini sudah ditutup karena pindah jabatan.",
}


def require_step(skp: Skp, step: SkpStep, party: Party | None) -> SkpState:
    """The state that follows, else SkpWrongState with what the state is."""
    state = after(step, party, skp.state, skp.number) if party else None
    if state is None:
        raise SkpWrongState(skp.id, _WHY_NOT[skp.state])
    return state


def require_version(skp: Skp, version: int) -> None:
    """Return when the phone knows the document as it is, else SkpVersionConflict."""
    if skp.draft_version != version:
        raise SkpVersionConflict(skp.id)


def already_done(opened: Change, skp: Skp, party: Party, request_id: str) -> bool:
    """Whether this very tap took the last turn: then it is answered again and nothing recorded."""
    done = skp.request_id == request_id != ""
    mine = (party is Party.EMPLOYEE) == (skp.turn_by_id == skp.employee_id)
    if done and mine:
        opened.journal = False
    return done and mine


def take_turn(skp: Skp, state: SkpState, by: int, request_id: str) -> None:
    """Pass the plan on: its new state, who did it, by which tap."""
    skp.state, skp.turn_by_id, skp.request_id = state, by, request_id


def document(skp: Skp) -> Content:
    """The open document."""
    return content_of(skp.draft)


async def keep(skp: Skp, content: Content, ctx: Context, db: BaseDBAsyncClient) -> None:
    """Save the document as its next version, with whatever else was changed in the row."""
    skp.draft = content.to_json()
    skp.items = len(content.rhk)
    skp.draft_version += 1
    skp.saved_at = ctx.now
    await skp.save(using_db=db)


async def tell_both(opened: Change, skp: Skp, today: date) -> None:
    """Tell the phones of the employee and of the leader of that time."""
    line = await line_of(skp.employee_id, judging_day(skp.starts, skp.ends, today), opened.db)
    told = {skp.employee_id} | ({line.rater_id} if line else set())
    for person in sorted(told):
        opened.tell(
            employee_audience(person),
            EventKind.SKP_CHANGED,
            skp=skp.id,
            employee=skp.employee_id,
            year=skp.year,
        )
