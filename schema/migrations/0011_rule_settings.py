from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from schema.rules.marked import RuleMark
from schema.rules.rule_settings import RuleKey
from schema.rules.vocabulary import EventKind
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0008_results_as_documents')]

    initial = False

    operations = [
        ops.CreateModel(
            name='RuleSetting',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('key', fields.CharEnumField(description='SUGGESTION: SUGGESTION\nLEADER_RATING: LEADER_RATING\nPARTS: PARTS\nPROOF: PROOF\nFIRST_APART: FIRST_APART\nCOUNTING: COUNTING\nSHOWN_GROUP: SHOWN_GROUP\nPLAN_YEAR: PLAN_YEAR\nPLAN_JOINING: PLAN_JOINING\nPLAN_AGREEING: PLAN_AGREEING\nLENDING: LENDING', enum_type=RuleKey, max_length=16)),
                ('number', fields.IntField()),
                ('value', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('valid_from', fields.DateField()),
                ('source', fields.CharField(max_length=200)),
                ('mark', fields.CharEnumField(description='SOURCED: SOURCED\nUNVERIFIED: UNVERIFIED\nDESIGN: DESIGN', enum_type=RuleMark, max_length=10)),
                ('reason', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.IntField()),
            ],
            options={'table': 'rule_setting', 'app': 'models', 'unique_together': (('key', 'number'),), 'indexes': [Index(fields=['key', 'valid_from'])], 'pk_attr': 'id', 'table_description': "What a rule says from a day on. The product's own rows stand in reference/rule_settings.json."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='rule_ids',
            field=fields.CharField(db_default='adil-saran-1 adil-capaian-rating-1 adil-bagian-1 adil-bukti-1 adil-terpisah-1', max_length=240),
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSELF_CHANGED: SELF_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nDELIVERY_CHANGED: DELIVERY_CHANGED\nOBJECTION_CHANGED: OBJECTION_CHANGED\nTERMS_CHANGED: TERMS_CHANGED\nRATER_REPORT_CHANGED: RATER_REPORT_CHANGED\nSKP_CHANGED: SKP_CHANGED\nREMINDED: REMINDED\nROUND_PROGRESSED: ROUND_PROGRESSED\nACHIEVEMENT_CHANGED: ACHIEVEMENT_CHANGED\nRULEBOOK_CHANGED: RULEBOOK_CHANGED', enum_type=EventKind, max_length=24),
        ),
    ]
