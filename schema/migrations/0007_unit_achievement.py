from tortoise import migrations
from tortoise.migrations import operations as ops
from schema.rules.vocabulary import Achievement, Capacity, EventKind
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0006_rhythm')]

    initial = False

    operations = [
        ops.CreateModel(
            name='UnitAchievement',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('unit', fields.ForeignKeyField('models.WorkUnit', source_field='unit_id', db_constraint=True, to_field='id', related_name='achievements', on_delete=OnDelete.RESTRICT)),
                ('period', fields.ForeignKeyField('models.Period', source_field='period_id', db_index=True, db_constraint=True, to_field='id', related_name='achievements', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('current', fields.BooleanField(default=True)),
                ('value', fields.CharEnumField(description='ISTIMEWA: ISTIMEWA\nBAIK: BAIK\nBUTUH_PERBAIKAN: BUTUH_PERBAIKAN\nKURANG: KURANG\nSANGAT_KURANG: SANGAT_KURANG', enum_type=Achievement, max_length=16)),
                ('reason', fields.TextField(unique=False)),
                ('advice', fields.TextField(default='', unique=False)),
                ('set_by', fields.ForeignKeyField('models.Employee', source_field='set_by_id', db_index=True, db_constraint=True, to_field='id', related_name='set_achievements', on_delete=OnDelete.RESTRICT)),
                ('capacity', fields.CharEnumField(description='DEFINITIF: DEFINITIF\nPLT: PLT\nPLH: PLH', enum_type=Capacity, max_length=9)),
                ('set_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'unit_achievement', 'app': 'models', 'unique_together': (('unit', 'period', 'number'),), 'indexes': [Index(fields=['unit_id', 'period_id', 'current'])], 'pk_attr': 'id', 'table_description': 'One set value. Never overwritten: a change is the next number with its reason.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSELF_CHANGED: SELF_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nDELIVERY_CHANGED: DELIVERY_CHANGED\nOBJECTION_CHANGED: OBJECTION_CHANGED\nTERMS_CHANGED: TERMS_CHANGED\nRATER_REPORT_CHANGED: RATER_REPORT_CHANGED\nSKP_CHANGED: SKP_CHANGED\nREMINDED: REMINDED\nROUND_PROGRESSED: ROUND_PROGRESSED\nACHIEVEMENT_CHANGED: ACHIEVEMENT_CHANGED', enum_type=EventKind, max_length=24),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='achievement',
            field=fields.CharEnumField(null=True, description='ISTIMEWA: ISTIMEWA\nBAIK: BAIK\nBUTUH_PERBAIKAN: BUTUH_PERBAIKAN\nKURANG: KURANG\nSANGAT_KURANG: SANGAT_KURANG', enum_type=Achievement, max_length=16),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='achievement_row',
            field=fields.IntField(null=True),
        ),
    ]
