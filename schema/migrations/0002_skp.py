from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from schema.rules.vocabulary import Capacity, EventKind, RhkScope, SkpState
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Skp',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='skp', on_delete=OnDelete.RESTRICT)),
                ('year', fields.IntField()),
                ('starts', fields.DateField()),
                ('ends', fields.DateField()),
                ('position', fields.ForeignKeyField('models.Position', source_field='position_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='skp', on_delete=OnDelete.RESTRICT)),
                ('unit', fields.ForeignKeyField('models.WorkUnit', source_field='unit_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='skp', on_delete=OnDelete.RESTRICT)),
                ('due', fields.DateField()),
                ('state', fields.CharEnumField(default=SkpState.DRAFT, description='DRAFT: DRAFT\nSUBMITTED: SUBMITTED\nRETURNED: RETURNED\nAGREED: AGREED\nCLOSED: CLOSED', enum_type=SkpState, max_length=9)),
                ('number', fields.IntField(default=0)),
                ('draft', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('draft_version', fields.IntField(default=1)),
                ('items', fields.IntField(default=0)),
                ('shared', fields.BooleanField(default=False)),
                ('change_reason', fields.TextField(default='', unique=False)),
                ('return_reason', fields.TextField(default='', unique=False)),
                ('turn_by', fields.ForeignKeyField('models.Employee', source_field='turn_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='skp_turns', on_delete=OnDelete.RESTRICT)),
                ('request_id', fields.CharField(default='', max_length=64)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('saved_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('submitted_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('agreed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'skp', 'app': 'models', 'unique_together': (('employee', 'year', 'starts'),), 'indexes': [Index(fields=['year', 'state'])], 'pk_attr': 'id', 'table_description': 'One plan: employee x year x part of the year. What was agreed stands in SkpVersion.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SkpNote',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('skp', fields.ForeignKeyField('models.Skp', source_field='skp_id', db_constraint=True, to_field='id', related_name='notes', on_delete=OnDelete.RESTRICT)),
                ('item', fields.CharField(default='', max_length=40)),
                ('author', fields.ForeignKeyField('models.Employee', source_field='author_id', db_index=True, db_constraint=True, to_field='id', related_name='skp_notes', on_delete=OnDelete.RESTRICT)),
                ('text', fields.TextField(unique=False)),
                ('said_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('request_id', fields.CharField(max_length=64)),
            ],
            options={'table': 'skp_note', 'app': 'models', 'unique_together': (('skp', 'request_id'),), 'indexes': [Index(fields=['skp_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One remark in the dialogue about a plan, kept for good. `item` is what it is about.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SkpVersion',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('skp', fields.ForeignKeyField('models.Skp', source_field='skp_id', db_constraint=True, to_field='id', related_name='versions', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('current', fields.BooleanField(default=True)),
                ('content', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('reason', fields.TextField(default='', unique=False)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', db_index=True, db_constraint=True, to_field='id', related_name='agreed_skp', on_delete=OnDelete.RESTRICT)),
                ('capacity', fields.CharEnumField(description='DEFINITIF: DEFINITIF\nPLT: PLT\nPLH: PLH', enum_type=Capacity, max_length=9)),
                ('submitted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('agreed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('request_id', fields.CharField(max_length=64)),
                ('employee_position', fields.CharField(default='', max_length=200)),
                ('employee_unit', fields.CharField(default='', max_length=200)),
                ('employee_golongan', fields.CharField(default='', max_length=8)),
                ('rater_position', fields.CharField(default='', max_length=200)),
                ('rater_unit', fields.CharField(default='', max_length=200)),
                ('rater_golongan', fields.CharField(default='', max_length=8)),
            ],
            options={'table': 'skp_version', 'app': 'models', 'unique_together': (('skp', 'number'), ('skp', 'request_id')), 'pk_attr': 'id', 'table_description': 'A plan as it was agreed. Never overwritten: a change is the next number with its reason.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nSKP_CHANGED: SKP_CHANGED', enum_type=EventKind, max_length=24),
        ),
        ops.AlterField(
            model_name='Rhk',
            name='expectation',
            field=fields.TextField(default='', unique=False),
        ),
        ops.AddField(
            model_name='Rhk',
            name='key',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Rhk',
            name='place',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Rhk',
            name='scope',
            field=fields.CharEnumField(null=True, description='ORGANISASI: ORGANISASI\nINDIVIDU: INDIVIDU', enum_type=RhkScope, max_length=10),
        ),
        ops.AddField(
            model_name='Rhk',
            name='skp',
            field=fields.ForeignKeyField('models.Skp', source_field='skp_id', null=True, db_constraint=True, to_field='id', related_name='rhk', on_delete=OnDelete.RESTRICT),
        ),
        ops.AddField(
            model_name='Rhk',
            name='withdrawn_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name='Rhk',
            index=Index(fields=['skp_id', 'key']),
        ),
    ]
