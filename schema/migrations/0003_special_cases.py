from tortoise import migrations
from tortoise.migrations import operations as ops
from schema.rules.vocabulary import AbsenceKind, Capacity, EventKind, RaterReportState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0002_skp')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Absence',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='absences', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharEnumField(description='CUTI_SAH: CUTI_SAH\nCLTN: CLTN\nTUGAS_BELAJAR: TUGAS_BELAJAR\nPEMBERHENTIAN_SEMENTARA: PEMBERHENTIAN_SEMENTARA\nMPP: MPP\nPEJABAT_NEGARA: PEJABAT_NEGARA\nBERHENTI: BERHENTI', enum_type=AbsenceKind, max_length=24)),
                ('starts', fields.DateField()),
                ('ends', fields.DateField(null=True)),
                ('letter', fields.CharField(default='', max_length=60)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'absence', 'app': 'models', 'indexes': [Index(fields=['employee_id', 'starts'])], 'pk_attr': 'id', 'table_description': 'Days on which somebody was lawfully away.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Handover',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='handovers', on_delete=OnDelete.RESTRICT)),
                ('period', fields.ForeignKeyField('models.Period', source_field='period_id', db_index=True, db_constraint=True, to_field='id', related_name='handovers', on_delete=OnDelete.RESTRICT)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', db_index=True, db_constraint=True, to_field='id', related_name='given_handovers', on_delete=OnDelete.RESTRICT)),
                ('note', fields.TextField(unique=False)),
                ('given_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'handover', 'app': 'models', 'unique_together': (('employee', 'period', 'rater'),), 'pk_attr': 'id', 'table_description': 'What who rated a person for a part of a period leaves for the one who rates its end.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RaterReport',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='rater_reports', on_delete=OnDelete.RESTRICT)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='reported_as_rater', on_delete=OnDelete.RESTRICT)),
                ('capacity', fields.CharEnumField(null=True, description='DEFINITIF: DEFINITIF\nPLT: PLT\nPLH: PLH', enum_type=Capacity, max_length=9)),
                ('proposed', fields.ForeignKeyField('models.Employee', source_field='proposed_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='proposed_as_rater', on_delete=OnDelete.RESTRICT)),
                ('proposed_words', fields.CharField(default='', max_length=200)),
                ('since', fields.DateField(null=True)),
                ('reason', fields.TextField(unique=False)),
                ('state', fields.CharEnumField(default=RaterReportState.OPEN, description='OPEN: OPEN\nACCEPTED: ACCEPTED\nREFUSED: REFUSED\nWITHDRAWN: WITHDRAWN', enum_type=RaterReportState, max_length=9)),
                ('reported_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('resolved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('resolved_by', fields.ForeignKeyField('models.Account', source_field='resolved_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='resolved_reports', on_delete=OnDelete.RESTRICT)),
                ('answer', fields.TextField(default='', unique=False)),
                ('effective', fields.DateField(null=True)),
                ('line_id', fields.IntField(null=True)),
            ],
            options={'table': 'rater_report', 'app': 'models', 'indexes': [Index(fields=['employee_id', 'id']), Index(fields=['state', 'id'])], 'pk_attr': 'id', 'table_description': 'An employee says: this is not my superior. HR answers once, with a day or with a reason.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WritingDelegation',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', db_constraint=True, to_field='id', related_name='lent_writing', on_delete=OnDelete.RESTRICT)),
                ('writer', fields.ForeignKeyField('models.Employee', source_field='writer_id', db_constraint=True, to_field='id', related_name='borrowed_writing', on_delete=OnDelete.RESTRICT)),
                ('starts', fields.DateField()),
                ('ends', fields.DateField()),
                ('reason', fields.TextField(unique=False)),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'writing_delegation', 'app': 'models', 'indexes': [Index(fields=['rater_id', 'ends']), Index(fields=['writer_id', 'ends'])], 'pk_attr': 'id', 'table_description': 'Somebody who may write drafts in the name of a rater for some days.'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nRATER_REPORT_CHANGED: RATER_REPORT_CHANGED\nSKP_CHANGED: SKP_CHANGED', enum_type=EventKind, max_length=24),
        ),
        ops.AddField(
            model_name='Review',
            name='writer_id',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='covers_from',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='covers_to',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='ReviewVersion',
            name='months_tenths',
            field=fields.SmallIntField(null=True),
        ),
    ]
