"""Plans for the crowd of tests/crowd.py, written by PostgreSQL itself. All invented.

Everybody has a plan of this year with the number of the person: agreed, or submitted where the
number is a multiple of three. Everybody intervenes the one RHK of their leader."""

import json
from datetime import date

import asyncpg

from schema.rules.skp import Content, Indicator, LeaderRhk, PlannedRhk
from schema.rules.vocabulary import Aspect, RhkKind, RhkScope

MARK = 987654321  # stands for the leader's plan
INDICATOR = Indicator(Aspect.KUANTITAS, "Kunjungan rumah", "80", "kunjungan")


def document() -> str:
    """Five work results under the leader's first."""
    leader = LeaderRhk(MARK, "rhk-1", "Pelayanan (contoh)")
    items = tuple(
        PlannedRhk(
            f"rhk-{number}", RhkKind.UTAMA, RhkScope.INDIVIDU, f"Pelayanan lanjut usia {number}",
            leader=leader, indicators=(INDICATOR,) * 3,
        )
        for number in range(1, 6)
    )  # fmt: skip
    return json.dumps(Content(rhk=items).to_json())


_PLANS = """
delete from skp_version;
delete from skp;
insert into skp (id, employee_id, year, starts, ends, position_id, unit_id, due, state, number,
    draft, draft_version, items, shared, change_reason, return_reason, turn_by_id, request_id,
    created_at, saved_at, submitted_at, agreed_at)
  select e.id, e.id, :year, date ':year-01-01', date ':year-12-31', e.position_id, e.unit_id,
    date ':year-02-01', case when e.id % 3 = 0 then 'SUBMITTED' else 'AGREED' end,
    case when e.id % 3 = 0 then 0 else 1 end,
    case when e.id % 3 = 0 then replace(':document', ':mark', ((e.id - 2) / 15 + 1)::text)
      else '{}' end::jsonb,
    3, 5, true, '', '', e.id, 'crowd-plan', now(), now(), now(),
    case when e.id % 3 = 0 then null else now() end
  from employee e;
insert into skp_version (id, skp_id, number, current, content, reason, rater_id, capacity,
    submitted_at, agreed_at, request_id, employee_position, employee_unit, employee_golongan,
    rater_position, rater_unit, rater_golongan)
  select s.id, s.id, 1, true,
    replace(':document', ':mark', ((s.id - 2) / 15 + 1)::text)::jsonb, '', (s.id - 2) / 15 + 1,
    'DEFINITIF', now(), now(), 'crowd-plan', '', '', '', '', '', ''
  from skp s where s.number = 1;
insert into skp_note (skp_id, item, author_id, text, said_at, request_id)
  select s.id, 'rhk-1', s.id, 'Catatan contoh', now(), 'crowd-' || k
  from skp s, generate_series(1, 2) k;
select setval(pg_get_serial_sequence(t, 'id'), (select max(id) + 1 from skp))
  from unnest(array['skp', 'skp_version']) t;
update rhk set skp_id = employee_id, key = 'rhk-' || position, place = position
  where employee_id % 3 <> 0;
"""


async def fill_plans(url: str, today: date) -> None:
    """Write the plans of the year of `today` for the crowd at `url`."""
    connection = await asyncpg.connect(url)
    try:
        text = _PLANS.replace(":year", str(today.year)).replace(":document", document())
        await connection.execute(text.replace(":mark", str(MARK)))
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
