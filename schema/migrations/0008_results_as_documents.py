"""The items of a submitted version become a document of it, and so do the steps to its predikat.

The rows of the items go: two places would be two truths. The steps were found anew at each look;
they are written down by the rules of this day, which are those that the results were given by.
Versions are read some at a time."""

from datetime import date

import orjson
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import predikat_rules
from schema.rules.achievement import suggested_by_unit
from schema.rules.predikat import rule_by_id
from schema.rules.suggestion import RatedItem, explain
from schema.rules.vocabulary import Achievement, Part, Rating, RhkKind

PAGE = 500  # versions
NAMES = ("key", "part", "kind", "title", "expectation", "rating", "note")
VERSIONS = f"""
  SELECT id, rule_id, hasil, perilaku, achievement, period_ends FROM review_version
  WHERE id > {{}} ORDER BY id LIMIT {PAGE}"""
ITEMS = f"""
  SELECT version_id, {", ".join(NAMES)}, evidence FROM review_item
  WHERE version_id BETWEEN {{}} AND {{}} ORDER BY version_id, position"""
UPDATE = "UPDATE review_version SET items_json = {}, steps_json = {} WHERE id = {}"


async def _fill(_apps, editor):
    db = editor.client
    marks = ("$1", "$2", "$3") if db.capabilities.dialect == "postgres" else ("?", "?", "?")
    last = 0
    while versions := await db.execute_query_dict(VERSIONS.format(last)):
        first, last = versions[0]["id"], versions[-1]["id"]
        items = {version["id"]: [] for version in versions}
        for row in await db.execute_query_dict(ITEMS.format(first, last)):
            items[row["version_id"]].append(_item(row))
        texts = [
            [_json(items[row["id"]]), _json(_steps(row, items[row["id"]])), row["id"]]
            for row in versions
        ]
        await db.execute_many(UPDATE.format(*marks), texts)


def _json(value):
    return orjson.dumps(value).decode()


def _item(row):
    given = row["evidence"]
    links = orjson.loads(given) if isinstance(given, str) else given
    evidence = [{"url": link["url"], "label": link["label"]} for link in links]
    return {**{name: row[name] for name in NAMES}, "evidence": evidence}


def _steps(row, items):
    rule = rule_by_id(predikat_rules(), row["rule_id"])
    rated = [
        RatedItem(
            Part(item["part"]),
            RhkKind(item["kind"]) if item["kind"] else None,
            Rating(item["rating"]),
        )
        for item in items
    ]
    ends = row["period_ends"]
    rules = delivered_rulebook().for_period(
        date.fromisoformat(ends) if isinstance(ends, str) else ends
    )
    unit = suggested_by_unit(
        rules.achievement, Achievement(row["achievement"]) if row["achievement"] else None
    )
    steps = explain(rule, rules.suggestion, rated, Rating(row["hasil"]), Rating(row["perilaku"]), unit)
    return [
        {"code": step.code, "values": [{"name": k, "value": v} for k, v in step.values.items()]}
        for step in steps
    ]


class Migration(migrations.Migration):
    dependencies = [('models', '0007_unit_achievement')]

    initial = False

    operations = [
        ops.AddField(
            model_name='ReviewVersion',
            name='items_json',
            field=fields.TextField(db_default='[]', unique=False),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='steps_json',
            field=fields.TextField(db_default='[]', unique=False),
        ),
        ops.RunPython(_fill),
        ops.DeleteModel(name='ReviewItem'),
    ]
