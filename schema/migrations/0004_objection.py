from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from schema.rules.marked import RuleMark
from schema.rules.vocabulary import CycleState, DayKind, EventKind, ObjectionState, Route, StepKind, TermKey
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from schema.reference.holidays import national_days_off
from schema.reference.terms import default_terms
from schema.rules.terms import delivery_due, employee_terms
from schema.rules.working_days import WorkCalendar

BATCH = 500
WIB = ZoneInfo("Asia/Jakarta")


async def start_terms(_apps, editor):
    """Give every version that was submitted before terms were kept the terms of its day.

    They are counted from its delivery, as the rule says. What was over by then is UNSIGNED without
    a moment, since nobody noted it, and nobody is told of it."""
    seen, calendars = 0, {}
    while rows := await _batch(editor.client, seen):
        seen = rows[-1]["id"]
        values = [_delivery(row, calendars) for row in rows]
        await editor.client.execute_many(_insert(editor.client), values)


async def _batch(db, seen):
    mark = "$1" if db.capabilities.dialect == "postgres" else "?"
    return await db.execute_query_dict(
        "SELECT id, state, current, submitted_at, delivered_at FROM review_version "
        f"WHERE id > {mark} ORDER BY id LIMIT {BATCH}",
        [seen],
    )


def _insert(db):
    postgres = db.capabilities.dialect == "postgres"
    marks = ", ".join(f"${n}" if postgres else "?" for n in range(1, 9))
    return (
        "INSERT INTO delivery (version_id, state, deliver_due, starts, sign_due, object_due, "
        f"safe_due, ends) VALUES ({marks})"
    )


def _delivery(row, calendars):
    given, read = _day(row["submitted_at"]), _day(row["delivered_at"])
    due = delivery_due(default_terms(), given, _calendar(given.year, calendars))
    text = isinstance(row["submitted_at"], str)  # SQLite keeps dates as text
    dates = [due, None, None, None, None, None]
    if read is not None:
        terms = employee_terms(default_terms(), read, _calendar(read.year, calendars))
        dates = [due, read, terms.sign_due, terms.object_due, terms.safe_due, terms.ends]
    state = _state(row["current"], read, dates[-1])
    return [row["id"], state, *(str(day) if text and day else day for day in dates)]


def _state(current, read, ends):
    if not current:
        return "REPLACED"
    if read is None:
        return "SUBMITTED"
    return "UNSIGNED" if ends < datetime.now(UTC).astimezone(WIB).date() else "DELIVERED"


def _day(moment):
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return None if moment is None else moment.astimezone(WIB).date()


def _calendar(year, calendars):
    if year not in calendars:
        calendars[year] = WorkCalendar({**national_days_off(year), **national_days_off(year + 1)})
    return calendars[year]


class Migration(migrations.Migration):
    dependencies = [('models', '0003_special_cases')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('day', fields.DateField(db_index=True)),
                ('off', fields.BooleanField()),
                ('name', fields.CharField(max_length=120)),
                ('reason', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.IntField()),
                ('applied_to', fields.IntField(default=0)),
                ('applied_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'calendar_day', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A day that HR made a day off, or a working day again. Of several rows the newest holds.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Delivery',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('version', fields.OneToOneField('models.ReviewVersion', source_field='version_id', db_constraint=True, to_field='id', related_name='delivery', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(description='DRAFT: DRAFT\nSUBMITTED: SUBMITTED\nDELIVERED: DELIVERED\nACCEPTED: ACCEPTED\nUNSIGNED: UNSIGNED\nOBJECTED: OBJECTED\nANSWERED: ANSWERED\nUPHELD: UPHELD\nCHANGED: CHANGED\nDECIDED: DECIDED\nREPLACED: REPLACED', enum_type=CycleState, max_length=9)),
                ('deliver_due', fields.DateField(null=True)),
                ('starts', fields.DateField(null=True)),
                ('sign_due', fields.DateField(null=True)),
                ('object_due', fields.DateField(null=True)),
                ('safe_due', fields.DateField(null=True)),
                ('ends', fields.DateField(null=True)),
                ('acted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('accepted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('unsigned_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'delivery', 'app': 'models', 'indexes': [Index(fields=['state', 'ends'])], 'pk_attr': 'id', 'table_description': 'Where a submitted version stands in its cycle, and its terms. One row per version.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Objection',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('version', fields.ForeignKeyField('models.ReviewVersion', source_field='version_id', db_index=True, db_constraint=True, to_field='id', related_name='objections', on_delete=OnDelete.RESTRICT)),
                ('review', fields.ForeignKeyField('models.Review', source_field='review_id', db_index=True, db_constraint=True, to_field='id', related_name='objections', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='objections', on_delete=OnDelete.RESTRICT)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', db_constraint=True, to_field='id', related_name='objections_to_answer', on_delete=OnDelete.RESTRICT)),
                ('decider', fields.ForeignKeyField('models.Employee', source_field='decider_id', null=True, db_constraint=True, to_field='id', related_name='objections_to_decide', on_delete=OnDelete.RESTRICT)),
                ('route', fields.CharEnumField(description='SUPERIOR: SUPERIOR\nACTING: ACTING\nNEXT_LEVEL: NEXT_LEVEL\nPERFORMANCE_TEAM: PERFORMANCE_TEAM', enum_type=Route, max_length=16)),
                ('route_reasons', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('employee_unit_id', fields.IntField(null=True)),
                ('rater_unit_id', fields.IntField(null=True)),
                ('state', fields.CharEnumField(description='FILED: FILED\nANSWERED: ANSWERED\nUPHELD: UPHELD\nCHANGED: CHANGED\nWITHDRAWN: WITHDRAWN', enum_type=ObjectionState, max_length=9)),
                ('request_id', fields.CharField(max_length=64)),
                ('reason', fields.TextField(unique=False)),
                ('items', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('evidence', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('filed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('answer_due', fields.DateField()),
                ('decision_due', fields.DateField()),
                ('answer', fields.TextField(default='', unique=False)),
                ('answer_items', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('answer_version', fields.IntField(default=0)),
                ('answered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('answer_overdue_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decision_overdue_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('escalated_to', fields.ForeignKeyField('models.Employee', source_field='escalated_to_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='objections_escalated', on_delete=OnDelete.RESTRICT)),
                ('decided_by', fields.ForeignKeyField('models.Employee', source_field='decided_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='objections_decided', on_delete=OnDelete.RESTRICT)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decision_reason', fields.TextField(default='', unique=False)),
                ('new_number', fields.IntField(null=True)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'objection', 'app': 'models', 'unique_together': (('employee', 'request_id'),), 'indexes': [Index(fields=['employee_id', 'id']), Index(fields=['rater_id', 'id']), Index(fields=['decider_id', 'id']), Index(fields=['state', 'id'])], 'pk_attr': 'id', 'table_description': 'An objection (keberatan) against one version, from its filing to the decision.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ObjectionStep',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('objection', fields.ForeignKeyField('models.Objection', source_field='objection_id', db_index=True, db_constraint=True, to_field='id', related_name='steps', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('kind', fields.CharEnumField(description='SUBMITTED: SUBMITTED\nDELIVERED: DELIVERED\nREAD: READ\nACCEPTED: ACCEPTED\nUNSIGNED: UNSIGNED\nREPLACED: REPLACED\nFILED: FILED\nANSWERED: ANSWERED\nANSWER_EDITED: ANSWER_EDITED\nROUTED: ROUTED\nANSWER_OVERDUE: ANSWER_OVERDUE\nDECISION_OVERDUE: DECISION_OVERDUE\nWITHDRAWN: WITHDRAWN\nUPHELD: UPHELD\nCHANGED: CHANGED', enum_type=StepKind, max_length=16)),
                ('actor', fields.ForeignKeyField('models.Employee', source_field='actor_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='objection_steps', on_delete=OnDelete.RESTRICT)),
                ('route', fields.CharEnumField(null=True, description='SUPERIOR: SUPERIOR\nACTING: ACTING\nNEXT_LEVEL: NEXT_LEVEL\nPERFORMANCE_TEAM: PERFORMANCE_TEAM', enum_type=Route, max_length=16)),
                ('note', fields.TextField(default='', unique=False)),
                ('detail', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'objection_step', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One dated step of an objection: append-only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TermSetting',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharEnumField(description='DELIVER_DAYS: DELIVER_DAYS\nSIGN_DAYS: SIGN_DAYS\nOBJECTION_DAYS: OBJECTION_DAYS\nANSWER_DAYS: ANSWER_DAYS\nDECISION_DAYS: DECISION_DAYS', enum_type=TermKey, max_length=16)),
                ('days', fields.IntField()),
                ('day_kind', fields.CharEnumField(description='WORKDAY: WORKDAY\nCALENDAR: CALENDAR', enum_type=DayKind, max_length=8)),
                ('valid_from', fields.DateField()),
                ('source', fields.CharField(max_length=200)),
                ('mark', fields.CharEnumField(description='SOURCED: SOURCED\nUNVERIFIED: UNVERIFIED\nDESIGN: DESIGN', enum_type=RuleMark, max_length=10)),
                ('reason', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.IntField()),
            ],
            options={'table': 'term_setting', 'app': 'models', 'indexes': [Index(fields=['key', 'valid_from'])], 'pk_attr': 'id', 'table_description': 'How long a term is from a day on. The defaults stand in schema/reference/terms.json.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WorkingWeek',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('unit', fields.ForeignKeyField('models.WorkUnit', source_field='unit_id', db_index=True, db_constraint=True, to_field='id', related_name='working_weeks', on_delete=OnDelete.RESTRICT)),
                ('days', fields.IntField()),
                ('starts', fields.DateField()),
                ('reason', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.IntField()),
            ],
            options={'table': 'working_week', 'app': 'models', 'pk_attr': 'id', 'table_description': 'How many days a week a unit and those below it work, from a day on: five or six.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nDELIVERY_CHANGED: DELIVERY_CHANGED\nOBJECTION_CHANGED: OBJECTION_CHANGED\nTERMS_CHANGED: TERMS_CHANGED\nRATER_REPORT_CHANGED: RATER_REPORT_CHANGED\nSKP_CHANGED: SKP_CHANGED', enum_type=EventKind, max_length=24),
        ),
        ops.RunPython(start_terms, ops.RunPython.noop),
    ]
