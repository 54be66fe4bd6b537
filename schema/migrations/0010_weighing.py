"""What an annual result weighed of its year, and what of a result was copied.

Each item of a version given so far says that it is nobody's copy: nobody was asked then. Its notes
leave their traces, so that words which come back in an open period are known. Versions are read
some at a time; drafts have nothing to say."""

import orjson
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from schema.rules.copying import traces_of
from schema.rules.rule_settings import RuleKey

PAGE = 500  # versions
VERSIONS = f"SELECT id, items_json FROM review_version WHERE id > {{}} ORDER BY id LIMIT {PAGE}"
UPDATE = "UPDATE review_version SET items_json = {}, traces_json = {} WHERE id = {}"


async def _fill(_apps, editor):
    db = editor.client
    marks = ("$1", "$2", "$3") if db.capabilities.dialect == "postgres" else ("?", "?", "?")
    last = 0
    while versions := await db.execute_query_dict(VERSIONS.format(last)):
        last = versions[-1]["id"]
        await db.execute_many(UPDATE.format(*marks), [_texts(row) for row in versions])


def _texts(row):
    items = [{**item, "copied": None} for item in orjson.loads(row["items_json"])]
    traces = traces_of(item["note"] for item in items)
    return [_json(items), _json(traces), row["id"]]


def _json(value):
    return orjson.dumps(value).decode()


class Migration(migrations.Migration):
    dependencies = [('models', '0011_rule_settings')]

    initial = False

    operations = [
        ops.AddField(
            model_name='DraftItem',
            name='copy_reason',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='DraftItem',
            name='taken_json',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='Review',
            name='weighing',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='traces_json',
            field=fields.TextField(default='[]', db_default='[]', unique=False),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='weighed_json',
            field=fields.TextField(default='[]', db_default='[]', unique=False),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='weighing',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AlterField(
            model_name='RuleSetting',
            name='key',
            field=fields.CharEnumField(description='SUGGESTION: SUGGESTION\nLEADER_RATING: LEADER_RATING\nPARTS: PARTS\nPROOF: PROOF\nFIRST_APART: FIRST_APART\nWEIGHING: WEIGHING\nCOPYING: COPYING\nCOUNTING: COUNTING\nSHOWN_GROUP: SHOWN_GROUP\nPLAN_YEAR: PLAN_YEAR\nPLAN_JOINING: PLAN_JOINING\nPLAN_AGREEING: PLAN_AGREEING\nLENDING: LENDING', enum_type=RuleKey, max_length=16),
        ),
        ops.RunPython(_fill),
    ]
