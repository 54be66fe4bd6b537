"""The event log as listeners read it: many audiences in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from schema.reads.sql import Row, default_db, fetch, is_postgres, parsed_json
from schema.rules.vocabulary import EventKind

MOST = 5000  # events one read may bring; the rest comes with the next

_SEQS = "select key, seq, floor from audience where key IN_LIST($1)"
_AFTER_POSTGRES = """
  select e.audience, e.seq, e.kind, e.subject
  from unnest($1::text[], $2::bigint[]) as w (audience, seen)
  join event e on e.audience = w.audience and e.seq > w.seen
  order by e.audience, e.seq limit $3"""
_AFTER_SQLITE = """
  select e.audience, e.seq, e.kind, e.subject
  from json_each($1) w
  join event e on e.audience = json_extract(w.value, '$[0]')
    and e.seq > json_extract(w.value, '$[1]')
  order by e.audience, e.seq limit $2"""

_ALIVE = """
  select s.id from login_session s
  join account a on a.id = s.account_id
  where s.id IN_LIST($1) and s.ended_at is null and s.expires_at > $2 and a.disabled_at is null"""


@dataclass(slots=True)
class StoredEvent:
    """One event of one audience; `subject` holds ids."""

    audience: str
    seq: int
    kind: EventKind
    subject: dict[str, int]


async def audience_seqs(audiences: list[str]) -> dict[str, tuple[int, int]]:
    """(last number, cleared up to) of each audience; (0, 0) where nothing ever happened."""
    rows = await fetch(default_db(), _SEQS, audiences)
    known = {row["key"]: (row["seq"], row["floor"]) for row in rows}
    return {audience: known.get(audience, (0, 0)) for audience in audiences}


async def events_after(seen: Mapping[str, int]) -> list[StoredEvent]:
    """Events of these audiences after the numbers seen, in order, at most MOST."""
    db = default_db()
    if is_postgres(db):
        rows = await fetch(db, _AFTER_POSTGRES, list(seen), list(seen.values()), MOST)
    else:
        rows = await fetch(db, _AFTER_SQLITE, orjson.dumps(list(seen.items())).decode(), MOST)
    return [_event(row) for row in rows]


async def living_sessions(session_ids: list[int], now: datetime) -> set[int]:
    """Those of these sessions that have neither ended nor run out, nor lost their account."""
    return {row["id"] for row in await fetch(default_db(), _ALIVE, session_ids, now)}


def _event(row: Row) -> StoredEvent:
    return StoredEvent(
        row["audience"], row["seq"], EventKind(row["kind"]), parsed_json(row["subject"])
    )
