"""The only writers of accounts' sessions, passwords and roles. Each is one recorded change."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from schema.context import WIB, Context
from schema.errors import InvalidInput, NotFound
from schema.events import Actor, Change, account_audience, change
from schema.models import Account, LoginSession, RoleGrant
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import EventKind, Role

MAX_SESSIONS = 50  # of one account; a new one ends the one that was silent longest

# Delivers what waited for the first own password of an employee (results given before it), inside
# the same change. Handed in by api/auth, as rooms do not import each other.
Deliver = Callable[[Change, int, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A device about to be signed in; `token_hash` is the sha256 of its cookie's token, hex."""

    token_hash: str
    device: str
    address: str
    expires_at: datetime


async def start_session(
    actor: Actor, account_id: int, new: NewSession, replaced: Viewer | None = None
) -> int:
    """Sign a device in and give the id of its session.

    `replaced` is who was signed in on this device until now, perhaps somebody else: it ends."""
    async with change(actor, "start_session", f"account:{account_id}") as c:
        session = await LoginSession.create(
            using_db=c.db,
            account_id=account_id,
            token_hash=new.token_hash,
            device=new.device,
            address=new.address,
            created_at=actor.now,
            last_seen_at=actor.now,
            expires_at=new.expires_at,
        )
        surplus = await _surplus(c.db, account_id, actor.now, session.id)
        ended = await _end(c, account_id, surplus, actor.now)
        if replaced is not None:
            ended |= await _end(c, replaced.account_id, {replaced.session_id}, actor.now)
        c.detail.update(session=session.id, ended=sorted(ended))
        c.tell(account_audience(account_id), EventKind.SESSIONS_CHANGED)
    return session.id


async def end_session(ctx: Context, session_id: int) -> int:
    """End one of the viewer's own sessions, this one included; gives how many ended (0 or 1).

    Raises NotFound for a session of somebody else. Ending an ended one changes nothing."""
    own = await LoginSession.filter(id=session_id, account_id=ctx.viewer.account_id).exists()
    if not own:
        raise NotFound
    return await _end_recorded(ctx, "end_session", {session_id})


async def end_other_sessions(ctx: Context) -> int:
    """End every session of the viewer but this one; gives how many ended."""
    others = await _live_ids(ctx.viewer.account_id, ctx.now) - {ctx.viewer.session_id}
    return await _end_recorded(ctx, "end_other_sessions", others)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A checked password, hashed: `old_hash` is what was verified, `token_hash` the new token."""

    old_hash: str
    new_hash: str
    token_hash: str
    expires_at: datetime


async def change_password(ctx: Context, new: NewPassword, deliver: Deliver) -> None:
    """Set the viewer's password, give this session its new token, and end all others.

    The first own password activates the account: what waited for it is delivered in the same
    change. Raises InvalidInput WRONG_PASSWORD when it was changed elsewhere meanwhile."""
    me = ctx.viewer
    async with change(ctx, "change_password", f"account:{me.account_id}") as c:
        account = await Account.select_for_update().using_db(c.db).get(id=me.account_id)
        if account.password_hash != new.old_hash:
            raise InvalidInput(
                "WRONG_PASSWORD", "current", "Kata sandi ini baru saja diubah dari perangkat lain."
            )
        account.password_hash, account.must_change = new.new_hash, False
        await account.save(using_db=c.db, update_fields=["password_hash", "must_change"])
        await _activate(c, ctx, account, deliver)
        await (
            LoginSession.filter(id=me.session_id)
            .using_db(c.db)
            .update(token_hash=new.token_hash, expires_at=new.expires_at, last_seen_at=ctx.now)
        )
        others = await _live_ids(me.account_id, ctx.now, c.db) - {me.session_id}
        c.detail["ended"] = sorted(await _end(c, me.account_id, others, ctx.now))
        c.tell(account_audience(me.account_id), EventKind.SESSIONS_CHANGED)


async def keep_better_hash(account_id: int, old_hash: str, new_hash: str) -> None:
    """Keep the same password under the present parameters; no change that anybody could see."""
    await Account.filter(id=account_id, password_hash=old_hash).update(password_hash=new_hash)


async def _activate(c: Change, ctx: Context, account: Account, deliver: Deliver) -> None:
    if account.activated_at is not None:
        return
    account.activated_at = ctx.now
    await account.save(using_db=c.db, update_fields=["activated_at"])
    c.detail["activated"] = True
    if account.employee_id is not None:
        await deliver(c, account.employee_id, ctx.now)


async def _end_recorded(ctx: Context, action: str, ids: Collection[int]) -> int:
    account_id = ctx.viewer.account_id
    if not await _live_among(account_id, ids):
        return 0  # nothing to record, nobody to tell
    async with change(ctx, action, f"account:{account_id}") as c:
        ended = await _end(c, account_id, ids, ctx.now)
        c.detail["ended"] = sorted(ended)
        c.tell(account_audience(account_id), EventKind.SESSIONS_CHANGED)
    return len(ended)


async def _end(c: Change, account_id: int, ids: Collection[int], now: datetime) -> set[int]:
    """End those of `ids` that still run, and tell each of their phones."""
    ended = await _live_among(account_id, ids, c.db)
    await LoginSession.filter(id__in=ended).using_db(c.db).update(ended_at=now)
    for session_id in sorted(ended):
        c.tell(account_audience(account_id), EventKind.SESSION_ENDED, session=session_id)
    return ended


async def _live_among(
    account_id: int, ids: Collection[int], db: BaseDBAsyncClient | None = None
) -> set[int]:
    rows = LoginSession.filter(account_id=account_id, id__in=list(ids), ended_at__isnull=True)
    rows = rows.using_db(db)
    if db is not None:
        rows = rows.select_for_update().order_by("id")
    return {int(row.id) for row in await rows.only("id")} if ids else set()


async def _live_ids(
    account_id: int, now: datetime, db: BaseDBAsyncClient | None = None
) -> set[int]:
    rows = LoginSession.filter(account_id=account_id, ended_at__isnull=True, expires_at__gt=now)
    return set(await rows.using_db(db).values_list("id", flat=True))  # type: ignore[arg-type]  # flat gives plain ids


async def _surplus(db: BaseDBAsyncClient, account_id: int, now: datetime, new_id: int) -> set[int]:
    ids = (
        await LoginSession.filter(account_id=account_id, ended_at__isnull=True, expires_at__gt=now)
        .exclude(id=new_id)
        .using_db(db)
        .order_by("-last_seen_at", "-id")
        .offset(MAX_SESSIONS - 1)
        .values_list("id", flat=True)
    )
    return set(ids)  # type: ignore[arg-type]  # flat gives plain ids


async def grant_role(actor: Actor, login: str, role: Role, until: date | None, reason: str) -> bool:
    """Give an account a role from today on; gives False when it holds it that long already.

    Raises NotFound for an unknown login. The account's open sockets are told, so that they ask
    again what they may hear."""
    account, running = await _grants(actor, login, role)
    if any(grant.ends is None or (until and grant.ends >= until) for grant in running):
        return False
    async with change(actor, "grant_role", f"account:{account.id}", reason) as c:
        await RoleGrant.create(
            using_db=c.db, account_id=account.id, role=role, starts=_today(actor), ends=until
        )
        c.detail.update(role=role, until=str(until or ""))
        c.tell(account_audience(account.id), EventKind.SESSIONS_CHANGED)
    return True


async def revoke_role(actor: Actor, login: str, role: Role, reason: str) -> bool:
    """Take a role away from today on; gives False when the account does not hold it.

    Raises NotFound for an unknown login. The grant stays in the table with its last day."""
    account, running = await _grants(actor, login, role)
    if not running:
        return False
    yesterday = _today(actor) - timedelta(days=1)
    async with change(actor, "revoke_role", f"account:{account.id}", reason) as c:
        ids = [grant.id for grant in running]
        await RoleGrant.filter(id__in=ids).using_db(c.db).update(ends=yesterday)
        c.detail.update(role=role, grants=ids)
        c.tell(account_audience(account.id), EventKind.SESSIONS_CHANGED)
    return True


async def _grants(actor: Actor, login: str, role: Role) -> tuple[Account, list[RoleGrant]]:
    account = await Account.get_or_none(login=login)
    if account is None:
        raise NotFound
    running = RoleGrant.filter(
        Q(ends__isnull=True) | Q(ends__gte=_today(actor)), account_id=account.id, role=role
    )
    return account, await running.order_by("id")


def _today(actor: Actor) -> date:
    return actor.now.astimezone(WIB).date()
