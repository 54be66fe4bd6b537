"""A crowd in seconds: a regency of any size, written by PostgreSQL itself. All invented.

Everybody but person 1 is rated by the one fifteen times above: 1 rates 2-16, 2 rates 17-31. Every
period has a delivered result for everybody; person n is signed in with the token `token-n`."""

import json
from datetime import date, timedelta
from typing import Any

import asyncpg

from schema.reads.stored import steps_text
from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import predikat_rules
from schema.rules.predikat import rule_by_id
from schema.rules.suggestion import RatedItem, explain
from schema.rules.vocabulary import Part, Rating, RhkKind


def token(person: int) -> str:
    """The session token of a person of the crowd."""
    return f"token-{person}"


async def fill(url: str, people: int, *, periods: int = 8, today: date, share: int = 1) -> None:
    """Write a crowd into the migrated, empty database at `url`.

    The last of the periods is open on `today`. Every `share`-th person has results with items."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            # Foreign keys hold by construction; checking them row by row costs half of the time.
            await connection.execute("set local session_replication_role = replica")
            await connection.executemany(_PERIOD, _periods(periods, today))
            for statement in _STATEMENTS:
                await connection.execute(
                    statement.replace(":people", str(people))
                    .replace(":periods", str(periods))
                    .replace(":share", str(share))
                    .replace(":items", json.dumps(ITEMS, separators=(",", ":")))
                    .replace(":steps", STEPS)
                )
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()


def _periods(count: int, today: date) -> list[tuple[object, ...]]:
    """Quarters back from the open one, numbered in order of time."""
    found: list[tuple[object, ...]] = []
    for age in range(count):
        ends = today - timedelta(days=5 + 91 * age)
        starts = ends - timedelta(days=90)
        window = (ends - timedelta(days=6), ends + timedelta(days=20))
        number = count - age
        found.append((number, 2000 + number, number % 4 + 1, starts, ends, *window))
    return found[::-1]


def _items() -> list[dict[str, Any]]:
    """Three work results and the seven values."""
    values = ["BOP", "AKU", "KPT", "HAR", "LOY", "ADP", "KOL"]
    links = [{"url": "https://contoh.example/laporan", "label": "Laporan"}]
    items = []
    for place, key in enumerate(["rhk:1", "rhk:2", "rhk:3", *values], start=1):
        team = "KONTRIBUSI_TIM" if key in {"KPT", "ADP", "KOL"} else "SIKAP"
        item = {
            "key": key,
            "part": team if place > 3 else "HASIL_KERJA",
            "kind": [None, "UTAMA", "UTAMA", "TAMBAHAN"][place] if place < 4 else None,
            "title": f"Pelayanan kesehatan lanjut usia {place}",
            "expectation": "seratus persen sasaran terlayani tepat waktu",
            "rating": "SESUAI" if place % 5 else "DI_ATAS",
            "note": "Siti tepat waktu dan rapi; laporan bulanan lengkap dengan data pendukung.",
            "evidence": links if place == 1 else [],
            "copied": None,
        }
        items.append(item)
    return items


def _steps() -> str:
    """What the rules say of these items, where the rater gave more for behaviour."""
    rated = [
        RatedItem(
            Part(item["part"]),
            RhkKind(item["kind"]) if item["kind"] else None,
            Rating(item["rating"]),
        )
        for item in ITEMS
    ]
    rule = rule_by_id(predikat_rules(), "permenpanrb-6-2022")
    return steps_text(explain(rule, RULES.suggestion, rated, Rating.SESUAI, Rating.DI_ATAS))


RULES = delivered_rulebook().for_period(date(2026, 9, 30))
ITEMS = _items()
STEPS = _steps()
_PERIOD = """insert into period (id, kind, year, number, starts, ends, opens, closes)
  values ($1, 'TRIWULAN', $2, $3, $4, $5, $6, $7)"""

_PEOPLE = """
insert into work_unit (id, code, name, kind, parent_id, opd_id, path)
  select n, 'U' || n, 'Puskesmas ' || n || ' (contoh)', 'PUSKESMAS',
    nullif(n / 12, 0), greatest(1, n / 12), '/' || n || '/'
  from generate_series(1, :people / 30 + 1) n;
insert into position (id, name, kind, eselon, jenjang)
  select n, 'Perawat Ahli Pertama ' || n, 'FUNGSIONAL', '', 'Ahli Pertama'
  from generate_series(1, 60) n;
insert into employee (id, nip, name, title_front, title_back, employment, golongan, standing,
    position_id, unit_id)
  select n, to_char(date '1960-01-01' + n / 1000, 'YYYYMMDD') || '200501' || '1' ||
      lpad((n % 1000)::text, 3, '0'), 'Siti Contoh ' || n, '', 'S.Kep.', 'PNS', 'III/b',
    '01', n % 60 + 1, n / 30 + 1
  from generate_series(1, :people) n;
insert into assignment (employee_id, position_id, unit_id, starts)
  select id, position_id, unit_id, '2025-01-01' from employee;
insert into reporting_line (employee_id, rater_id, capacity, starts, ends)
  select n, (n - 2) / 15 + 1, 'DEFINITIF', '1999-01-01', null from generate_series(2, :people) n;
insert into reporting_line (employee_id, rater_id, capacity, starts, ends)
  select n, (n + 40) % :people + 1, 'DEFINITIF', '1998-01-01', '1998-12-31'
  from generate_series(2, :people) n;
insert into rhk (employee_id, year, position, kind, title, expectation, place, key)
  select e, extract(year from now()), k, 'UTAMA', 'Pelayanan kesehatan lanjut usia ' || k,
    'seratus persen sasaran terlayani tepat waktu', k, ''
  from generate_series(1, :people) e, generate_series(1, 3) k;
"""

_ACCOUNTS = """
insert into account (id, employee_id, login, password_hash, must_change, activated_at, created_at)
  select id, id, nip, '!', false, now() - interval '1 year', now() - interval '1 year'
  from employee;
insert into role_grant (account_id, role, starts)
  select n, 'HR_ADMIN', '2025-01-01' from generate_series(1, :people, 500) n;
insert into login_session (account_id, token_hash, device, address, created_at, last_seen_at,
    expires_at)
  select n, encode(sha256(('token-' || n)::bytea), 'hex'), 'Ponsel contoh', '127.0.0.1', now(),
    now(), now() + interval '30 days'
  from generate_series(1, :people) n;
insert into login_session (account_id, token_hash, device, address, created_at, last_seen_at,
    expires_at, ended_at)
  select n, encode(sha256(('old-' || n)::bytea), 'hex'), 'Ponsel lama (contoh)', '127.0.0.1',
    now() - interval '90 days', now() - interval '60 days', now() - interval '30 days',
    now() - interval '60 days'
  from generate_series(1, :people) n;
insert into audience (key, seq, floor)
  select 'e:' || n, 3, 0 from generate_series(1, :people) n
  union all select 'a:' || n, 1, 0 from generate_series(1, :people) n
  union all values ('all', 3, 0), ('hr', 3, 0);
insert into event (audience, seq, kind, subject, at)
  select 'e:' || n, k, 'RESULT_CHANGED', jsonb_build_object('review', n, 'number', 1),
    now() - interval '1 day'
  from generate_series(1, :people) n, generate_series(1, 3) k;
"""

# Review id = (period - 1) * people + employee; its one version has the same id.
_REVIEWS = """
insert into review (id, employee_id, period_id, rater_id, capacity, state, number, drafting,
    draft_version, correction_reason, reason_hasil, reason_perilaku, summary, rated, total,
    created_at, saved_at)
  select (p.id - 1) * :people + e, e, p.id, (e + 13) / 15, 'DEFINITIF', 'DELIVERED', 1, false, 4,
    '', '', '', '', 10, 10, p.ends, p.ends
  from period p, generate_series(2, :people) e;
insert into review_version (id, review_id, number, employee_id, period_id, rater_id, capacity,
    period_ends, current, state, submitted_at, delivered_at, request_id, rule_id, hasil, perilaku,
    suggested_hasil, suggested_perilaku, reason_hasil, reason_perilaku, predikat, summary,
    correction_reason, rater_position, rater_unit, employee_position, employee_unit, items_json,
    steps_json)
  select w.id, w.id, 1, w.employee_id, w.period_id, w.rater_id, 'DEFINITIF', p.ends, true,
    'DELIVERED', w.saved_at, w.saved_at, 'crowd', 'permenpanrb-6-2022', 'SESUAI', 'DI_ATAS',
    'SESUAI', 'SESUAI', '', 'Menjadi contoh bagi rekan sejawat', 'BAIK',
    'Pertahankan ketelitian, dan bagikan caranya kepada rekan baru.', '', 'Kepala Puskesmas',
    'Puskesmas (contoh)', 'Perawat Ahli Pertama', 'Puskesmas (contoh)',
    case when w.employee_id % :share = 0 then replace(':items', 'Siti', 'Siti ' || w.employee_id)
      else '[]' end,
    ':steps'
  from review w join period p on p.id = w.period_id;
"""

# Every result's terms. Whoever 1 and 2 rate objects, and a quarter of the others did once: earlier
# ones were upheld, and of the last period's those run that nobody is correcting. An objection has
# the id of its version.
_DELIVERIES = """
insert into delivery (version_id, state, deliver_due, starts, sign_due, object_due, safe_due, ends,
    acted_at)
  select v.id, case when v.period_id < :periods then 'ACCEPTED' else 'DELIVERED' end,
    v.period_ends + 20, v.period_ends + 7, current_date + 10, current_date + 10, current_date + 6,
    current_date + 10, v.delivered_at
  from review_version v;
insert into objection (id, version_id, review_id, number, employee_id, rater_id, decider_id, route,
    route_reasons, employee_unit_id, rater_unit_id, state, request_id, reason, items, evidence,
    filed_at, answer_due, decision_due, answer, answer_items, answer_version, decision_reason)
  select v.id, v.id, v.review_id, 1, v.employee_id, v.rater_id, 1, 'SUPERIOR',
    '["SUPERIOR_OF_RATER"]', 1, 1, case when v.period_id < :periods then 'UPHELD' else 'FILED' end,
    'crowd-' || v.id, 'Realisasi melampaui target.', '[]', '[]', now(), current_date + 5,
    current_date + 14, '', '[]', 0, ''
  from review_version v
  where v.rater_id in (1, 2) and (v.period_id < :periods or (v.employee_id - 2) % 10 <> 0)
    or v.period_id < :periods and v.employee_id % 4 = 0;
update delivery d set state = case o.state when 'FILED' then 'OBJECTED' else 'UPHELD' end
  from objection o where o.version_id = d.version_id;
insert into objection_step (objection_id, at, kind, actor_id, note, detail)
  select o.id, now(), k, o.employee_id, '', '{}'
  from objection o, unnest(array['FILED', 'ROUTED']) k;
"""

# Every unit's achievement of every period, set by person 1.
_ACHIEVEMENTS = """
insert into unit_achievement (unit_id, period_id, number, current, value, reason, advice, set_by_id,
    capacity, set_at)
  select u.id, p.id, 1, true, 'BAIK', 'Realisasi sesuai target.', '', 1, 'DEFINITIF', p.ends
  from work_unit u, period p;
"""

_DRAFTS = """
insert into draft_item (review_id, key, part, kind, position, title, expectation, note, evidence)
  select (:periods - 1) * :people + e, 'rhk:' || k, 'HASIL_KERJA', 'UTAMA', k,
    'Pelayanan kesehatan lanjut usia ' || k, '', '', '[]'
  from generate_series(2, :people, 10) e, generate_series(1, 10) k;
update review set drafting = true, correction_reason = 'Salah ketik'
  where period_id = :periods and (employee_id - 2) % 10 = 0;
insert into journal_entry (at, actor_id, action, subject, reason, detail)
  select now(), 1, 'submit_review', 'review:' || n, '', '{}' from generate_series(1, :people) n;
"""

# The first period was closed, and everybody's plan of the year was agreed.
_RHYTHM = """
insert into skp (employee_id, year, starts, ends, due, state, number, draft, draft_version, items,
    shared, change_reason, return_reason, request_id, created_at, saved_at)
  select e, extract(year from now()), '2026-01-01', '2026-12-31', '2026-02-02', 'AGREED', 1, '{}',
    1, 5, true, '', '', '', now(), now()
  from generate_series(1, :people) e;
insert into skp_version (skp_id, number, current, content, reason, rater_id, capacity, submitted_at,
    agreed_at, request_id, employee_position, employee_unit, employee_golongan, rater_position,
    rater_unit, rater_golongan)
  select id, 1, true, '{}', '', (employee_id + 13) / 15, 'DEFINITIF', now(), now(), 'crowd', '', '',
    '', '', '', '' from skp;
insert into absence (employee_id, kind, starts, ends, letter, recorded_at)
  select e, 'CUTI_SAH', '2024-01-01', '2024-01-05', '', now() from generate_series(1, :people) e;
insert into self_assessment (employee_id, period_id, items, summary, version, saved_at,
    committed_at)
  select e, 1, '[]', '', 2, now(), now() from generate_series(1, :people) e;
insert into first_ratings (review_id, ratings, committed_at, reason)
  select id, '{}', now(), '' from review where period_id = 1;
insert into round (id, kind, subject, day, period_id, phase, cursor, done, total, told, started_at,
    touched_at, finished_at)
  select 1, 'CLOSE_PERIOD', 'period:1', closes, 1, 'DONE', 0, :people, :people, :people, now(),
    now(), now() from period where id = 1;
insert into closing_note (round_id, employee_id, rater_id, finding)
  select 1, e, (e + 13) / 15, 'UNRATED' from generate_series(2, :people) e;
insert into reminder (employee_id, duty, subject, stage, due, about_id, waiting, total, made_at,
    read_at)
  select e, 'RATE_TEAM', 'period:' || k, 'SOON', '2026-01-01', 1, 1, 1, now(),
    case when k = 1 then now() end
  from generate_series(1, :people) e, generate_series(1, 3) k;
insert into nudge (unit_id, period_id, day, raters, made_at, made_by)
  select id, 1, '2026-01-01', 1, now(), 1 from work_unit;
"""

_NUMBERS = """
select setval(pg_get_serial_sequence(quote_ident(t), 'id'), :people * :periods + 1)
  from unnest(array['review', 'review_version', 'objection', 'employee', 'account', 'work_unit',
    'position', 'period', 'round']) t;
"""

_STATEMENTS = (_PEOPLE, _ACCOUNTS, _REVIEWS, _DELIVERIES, _ACHIEVEMENTS, _DRAFTS, _RHYTHM, _NUMBERS)
