"""The servers written by hand: Starlette and asyncpg, one answer each, nothing shared with Adil.

`/mine` and `/team` ask the session cookie in one indexed query, as Adil does, and give the very
JSON of bench/documents.py. They keep no promise of the product: no gates, no limits, no masking,
no security headers, no choice of fields. The words of the rule (its matrix) are the one thing they
take from schema/rules: a rule is not what is measured here."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema.reference.rulebook import predikat_rules
from schema.rules.predikat import rule_by_id

WIB = ZoneInfo("Asia/Jakarta")

WHO = """
  select a.employee_id from login_session s join account a on a.id = s.account_id
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and a.disabled_at is null"""
RESULTS = """
  select v.id, v.review_id, v.number, v.state, v.capacity, v.submitted_at, v.delivered_at,
    v.read_at, v.hasil, v.perilaku, v.predikat, v.summary, v.reason_hasil, v.reason_perilaku,
    v.correction_reason, v.rule_id, v.suggested_hasil, v.suggested_perilaku, v.rater_id,
    v.rater_position, v.rater_unit, v.employee_id, v.employee_position, v.employee_unit,
    p.id as period_id, p.kind, p.year, p.number as period_number, p.starts, p.ends, p.opens,
    p.closes, r.title_front, r.name, r.title_back, e.title_front as employee_front,
    e.name as employee_name, e.title_back as employee_back
  from review_version v join period p on p.id = v.period_id join employee r on r.id = v.rater_id
  join employee e on e.id = v.employee_id
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED'
  order by v.period_ends desc, v.id desc limit 8"""
STORED = "select items_json, steps_json from review_version where id = $1"
PERIOD = """
  select id, kind, year, number, starts, ends, opens, closes from period
  where closes >= $1 and opens <= $1 order by closes, id limit 1"""
MEMBERS = """
  select e.id, e.title_front, e.name, e.title_back, l.capacity, j.name as position,
    u.name as unit, w.id as review_id, w.state, w.rated, w.total, w.drafting, w.draft_version,
    w.saved_at, w.number, v.submitted_at, v.read_at
  from reporting_line l join employee e on e.id = l.employee_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  left join review w on w.employee_id = e.id and w.period_id = $2 and w.rater_id = $1
  left join review_version v on v.review_id = w.id and v.number = w.number
  where l.rater_id = $1 and l.starts <= $3 and (l.ends is null or l.ends >= $3)
  order by e.name, e.id"""
RECENT = """
  select x.employee_id, x.review_id, x.number, x.predikat, x.hasil, x.perilaku,
    p.kind, p.year, p.number as period_number
  from unnest($1::int[]) as m (id)
  cross join lateral (
    select * from review_version v where v.employee_id = m.id and v.current
    order by v.period_ends desc, v.id desc limit 4) x
  join period p on p.id = x.period_id
  order by x.employee_id, x.period_ends desc, x.id desc"""


async def mine(request: Request) -> Response:
    """The newest result in full and the eight newest as cards."""
    now = datetime.now(UTC)
    today = now.astimezone(WIB).date()
    async with request.app.state.pool.acquire() as connection:
        employee_id = await _who(connection, request, now)
        rows = await connection.fetch(RESULTS, employee_id)
        stored = await connection.fetchrow(STORED, rows[0]["id"])
    cards = [_card(row, today) for row in rows]
    full = {**cards[0], **_rest(rows[0], stored)}
    return _json({"latest": {"results": [full]}, "history": {"results": cards}})


async def team(request: Request) -> Response:
    """Whom this person rates in the open period, with the last four results of each."""
    now = datetime.now(UTC)
    today = now.astimezone(WIB).date()
    async with request.app.state.pool.acquire() as connection:
        rater_id = await _who(connection, request, now)
        period = await connection.fetchrow(PERIOD, today)
        day = min(period["ends"], today)
        members = await connection.fetch(MEMBERS, rater_id, period["id"], day)
        rows = await connection.fetch(RECENT, [row["id"] for row in members])
    recent: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        recent.setdefault(row["employee_id"], []).append(_short(row))
    found = {
        "period": _period(period, period["id"], period["number"], today),
        "members": [_member(row, recent.get(row["id"], [])) for row in members],
    }
    return _json({"team": found})


async def _who(connection: Any, request: Request, now: datetime) -> int:
    digest = sha256(request.cookies["__Host-adil_session"].encode()).hexdigest()
    employee_id: int = await connection.fetchval(WHO, digest, now)
    return employee_id


def _card(row: Any, today: date) -> dict[str, Any]:
    return {
        "reviewId": str(row["review_id"]),
        "number": row["number"],
        "state": row["state"],
        "submittedAt": row["submitted_at"],
        "hasil": row["hasil"],
        "perilaku": row["perilaku"],
        "predikat": row["predikat"],
        "capacity": row["capacity"],
        "period": _period(row, row["period_id"], row["period_number"], today),
        "rater": _person(row["rater_id"], row, row["rater_position"], row["rater_unit"]),
        "correctionReason": row["correction_reason"],
        "deliveredAt": row["delivered_at"],
        "readAt": row["read_at"],
    }


def _rest(row: Any, stored: Any) -> dict[str, Any]:
    return {
        "summary": row["summary"],
        "reasonHasil": row["reason_hasil"],
        "reasonPerilaku": row["reason_perilaku"],
        "suggestedHasil": row["suggested_hasil"],
        "suggestedPerilaku": row["suggested_perilaku"],
        "employee": {
            "id": str(row["employee_id"]),
            "name": _name(row["employee_front"], row["employee_name"], row["employee_back"]),
            "position": row["employee_position"],
            "unit": row["employee_unit"],
        },
        "rule": _rule(row["rule_id"]),
        "items": orjson.Fragment(stored["items_json"]),
        "steps": orjson.Fragment(stored["steps_json"]),
    }


@cache
def _rule(rule_id: str) -> dict[str, Any]:
    rule = rule_by_id(predikat_rules(), rule_id)
    return {
        "id": rule.id,
        "title": rule.title,
        "source": rule.source,
        "validFrom": rule.valid_from,
        "matrix": [
            {"hasil": hasil, "perilaku": perilaku, "predikat": predikat}
            for (hasil, perilaku), predikat in rule.matrix.items()
        ],
    }


def _member(row: Any, recent: list[dict[str, Any]]) -> dict[str, Any]:
    drafting = bool(row["drafting"])
    return {
        "person": _person(row["id"], row, row["position"] or "", row["unit"] or ""),
        "capacity": row["capacity"],
        "reviewId": str(row["review_id"]) if row["review_id"] else None,
        "state": row["state"],
        "rated": row["rated"] or 0,
        "total": row["total"] or 0,
        "draftVersion": row["draft_version"] if drafting else None,
        "savedAt": row["saved_at"],
        "submittedAt": row["submitted_at"],
        "readAt": row["read_at"],
        "correcting": drafting and (row["number"] or 0) > 0,
        "recent": recent,
    }


def _short(row: Any) -> dict[str, Any]:
    return {
        "reviewId": str(row["review_id"]),
        "number": row["number"],
        "predikat": row["predikat"],
        "hasil": row["hasil"],
        "perilaku": row["perilaku"],
        "period": {"kind": row["kind"], "year": row["year"], "number": row["period_number"]},
    }


def _period(row: Any, period_id: int, number: int, today: date) -> dict[str, Any]:
    opens, closes = row["opens"], row["closes"]
    phase = "UPCOMING" if today < opens else "CLOSED" if today > closes else "OPEN"
    return {
        "id": str(period_id),
        "kind": row["kind"],
        "year": row["year"],
        "number": number,
        "starts": row["starts"],
        "ends": row["ends"],
        "opens": opens,
        "closes": closes,
        "phase": phase,
        "daysLeft": (closes - today).days + 1 if phase == "OPEN" else 0,
    }


def _person(person_id: int, row: Any, position: str, unit: str) -> dict[str, Any]:
    name = _name(row["title_front"], row["name"], row["title_back"])
    return {"id": str(person_id), "name": name, "position": position, "unit": unit}


def _name(front: str, name: str, back: str) -> str:
    return f"{front + ' ' if front else ''}{name}{', ' + back if back else ''}"


def _json(data: dict[str, Any]) -> Response:
    return Response(orjson.dumps({"data": data}), media_type="application/json")


@asynccontextmanager
async def _life(app: Starlette) -> AsyncIterator[None]:
    url = os.environ["BENCH_DATABASE_URL"]
    async with asyncpg.create_pool(url, min_size=1, max_size=8) as pool:
        app.state.pool = pool
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)
        yield


app = Starlette(
    routes=[
        Route("/mine", mine, methods=["POST"]),
        Route("/team", team, methods=["POST"]),
    ],
    lifespan=_life,
)
