from tortoise import migrations
from tortoise.migrations import operations as ops
from schema.rules.due import Channel, DutyKind, Finding, MessageState, ReminderStage, RoundKind, RoundPhase
from schema.rules.vocabulary import EventKind
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0005_self_assessment')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Nudge',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('unit', fields.ForeignKeyField('models.WorkUnit', source_field='unit_id', db_constraint=True, to_field='id', related_name='nudges', on_delete=OnDelete.RESTRICT)),
                ('period', fields.ForeignKeyField('models.Period', source_field='period_id', db_index=True, db_constraint=True, to_field='id', related_name='nudges', on_delete=OnDelete.RESTRICT)),
                ('day', fields.DateField()),
                ('raters', fields.IntField()),
                ('made_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('made_by', fields.IntField()),
            ],
            options={'table': 'nudge', 'app': 'models', 'unique_together': (('unit', 'period', 'day'),), 'pk_attr': 'id', 'table_description': 'HR asked the raters of a unit, once a day.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Reminder',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='reminders', on_delete=OnDelete.RESTRICT)),
                ('duty', fields.CharEnumField(description='RATE_TEAM: RATE_TEAM\nSIGN_RESULT: SIGN_RESULT\nANSWER_OBJECTION: ANSWER_OBJECTION\nDECIDE_OBJECTION: DECIDE_OBJECTION\nWRITE_SKP: WRITE_SKP\nAGREE_SKP: AGREE_SKP', enum_type=DutyKind, max_length=20)),
                ('subject', fields.CharField(max_length=48)),
                ('stage', fields.CharEnumField(description='BEFORE: BEFORE\nSOON: SOON\nLAST_DAY: LAST_DAY\nOVERDUE: OVERDUE\nESCALATED: ESCALATED\nBELOW_LATE: BELOW_LATE\nNUDGED: NUDGED\nUNRATED: UNRATED', enum_type=ReminderStage, max_length=12)),
                ('due', fields.DateField()),
                ('about', fields.ForeignKeyField('models.Employee', source_field='about_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='reminders_about', on_delete=OnDelete.RESTRICT)),
                ('waiting', fields.IntField(default=0)),
                ('total', fields.IntField(default=0)),
                ('made_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('read_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'reminder', 'app': 'models', 'unique_together': (('employee', 'duty', 'subject', 'stage', 'due'),), 'indexes': [Index(fields=['employee_id', 'id'])], 'pk_attr': 'id', 'table_description': 'One thing told to one person: a line of the inbox, and the proof that it was told.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Message',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_index=True, db_constraint=True, to_field='id', related_name='messages', on_delete=OnDelete.RESTRICT)),
                ('reminder', fields.ForeignKeyField('models.Reminder', source_field='reminder_id', null=True, db_constraint=True, to_field='id', related_name='messages', on_delete=OnDelete.CASCADE)),
                ('channel', fields.CharEnumField(description='EMAIL: EMAIL', enum_type=Channel, max_length=8)),
                ('reference', fields.CharField(unique=True, max_length=36)),
                ('state', fields.CharEnumField(default=MessageState.WAITING, description='WAITING: WAITING\nSENDING: SENDING\nSENT: SENT\nFAILED: FAILED', enum_type=MessageState, max_length=8)),
                ('attempts', fields.IntField(default=0)),
                ('made_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('next_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('failure', fields.CharField(default='', max_length=80)),
            ],
            options={'table': 'message', 'app': 'models', 'unique_together': (('reminder', 'channel'),), 'indexes': [Index(fields=['state', 'next_at'])], 'pk_attr': 'id', 'table_description': 'One message to the outside: the outbox. Without a reminder it confirms an address.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ReminderChoice',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.OneToOneField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='reminder_choice', on_delete=OnDelete.RESTRICT)),
                ('email', fields.CharField(default='', max_length=254)),
                ('email_confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('code', fields.CharField(default='', max_length=6)),
                ('code_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('code_tries', fields.IntField(default=0)),
                ('by_email', fields.BooleanField(default=False)),
                ('quiet_from', fields.SmallIntField(null=True)),
                ('quiet_to', fields.SmallIntField(null=True)),
                ('quiet_days_off', fields.BooleanField(null=True)),
                ('saved_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'reminder_choice', 'app': 'models', 'pk_attr': 'id', 'table_description': 'How one person wants to be reached. Without a row: in the app only, the usual quiet hours.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RhythmSetting',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('valid_from', fields.DateField()),
                ('early_days', fields.SmallIntField()),
                ('late_days', fields.SmallIntField()),
                ('escalate_days', fields.SmallIntField()),
                ('quiet_from', fields.SmallIntField()),
                ('quiet_to', fields.SmallIntField()),
                ('quiet_days_off', fields.BooleanField()),
                ('reason', fields.TextField(unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_by', fields.IntField()),
            ],
            options={'table': 'rhythm_setting', 'app': 'models', 'pk_attr': 'id', 'table_description': 'How the regency reminds, from a day on. Rows are only ever added.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Round',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='DAILY: DAILY\nCLOSE_PERIOD: CLOSE_PERIOD', enum_type=RoundKind, max_length=12)),
                ('subject', fields.CharField(max_length=32)),
                ('day', fields.DateField()),
                ('period', fields.ForeignKeyField('models.Period', source_field='period_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='rounds', on_delete=OnDelete.RESTRICT)),
                ('phase', fields.CharEnumField(default=RoundPhase.PEOPLE, description='PEOPLE: PEOPLE\nRATERS: RATERS\nDONE: DONE', enum_type=RoundPhase, max_length=6)),
                ('cursor', fields.IntField(default=0)),
                ('done', fields.IntField(default=0)),
                ('total', fields.IntField(default=0)),
                ('told', fields.IntField(default=0)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('touched_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'round', 'app': 'models', 'unique_together': (('kind', 'subject'),), 'indexes': [Index(fields=['phase', 'id'])], 'pk_attr': 'id', 'table_description': 'One pass over everybody, in batches: how far it came, and that it is done.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ClosingNote',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('round', fields.ForeignKeyField('models.Round', source_field='round_id', db_constraint=True, to_field='id', related_name='notes', on_delete=OnDelete.RESTRICT)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_index=True, db_constraint=True, to_field='id', related_name='closing_notes', on_delete=OnDelete.RESTRICT)),
                ('rater', fields.ForeignKeyField('models.Employee', source_field='rater_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='closing_notes_as_rater', on_delete=OnDelete.RESTRICT)),
                ('finding', fields.CharEnumField(description='UNRATED: UNRATED\nDRAFT_LEFT: DRAFT_LEFT\nUNDELIVERED: UNDELIVERED\nNO_RATER: NO_RATER', enum_type=Finding, max_length=12)),
            ],
            options={'table': 'closing_note', 'app': 'models', 'unique_together': (('round', 'employee'),), 'indexes': [Index(fields=['round_id', 'rater_id'])], 'pk_attr': 'id', 'table_description': 'What the closing of a period found about one employee. Nobody with a delivered result is'},
            bases=['Model'],
        ),
        ops.AlterField(
            model_name='Event',
            name='kind',
            field=fields.CharEnumField(description='RESULT_CHANGED: RESULT_CHANGED\nTEAM_CHANGED: TEAM_CHANGED\nPERIODS_CHANGED: PERIODS_CHANGED\nSELF_CHANGED: SELF_CHANGED\nSESSIONS_CHANGED: SESSIONS_CHANGED\nSESSION_ENDED: SESSION_ENDED\nIMPORT_PROGRESSED: IMPORT_PROGRESSED\nSTAFF_CHANGED: STAFF_CHANGED\nDELIVERY_CHANGED: DELIVERY_CHANGED\nOBJECTION_CHANGED: OBJECTION_CHANGED\nTERMS_CHANGED: TERMS_CHANGED\nRATER_REPORT_CHANGED: RATER_REPORT_CHANGED\nSKP_CHANGED: SKP_CHANGED\nREMINDED: REMINDED\nROUND_PROGRESSED: ROUND_PROGRESSED', enum_type=EventKind, max_length=24),
        ),
    ]
