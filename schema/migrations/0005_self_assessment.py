from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0004_objection')]

    initial = False

    operations = [
        ops.CreateModel(
            name='FirstRatings',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('review', fields.OneToOneField('models.Review', source_field='review_id', db_constraint=True, to_field='id', related_name='first_ratings', on_delete=OnDelete.RESTRICT)),
                ('ratings', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('committed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('reason', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'first_ratings', 'app': 'models', 'pk_attr': 'id', 'table_description': 'What a rater had chosen before seeing the self-assessment: locked, one per review.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_constraint=True, to_field='id', related_name='self_assessments', on_delete=OnDelete.RESTRICT)),
                ('period', fields.ForeignKeyField('models.Period', source_field='period_id', db_constraint=True, to_field='id', related_name='self_assessments', on_delete=OnDelete.RESTRICT)),
                ('items', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('summary', fields.TextField(default='', unique=False)),
                ('version', fields.IntField(default=0)),
                ('saved_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('committed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'self_assessment', 'app': 'models', 'unique_together': (('employee', 'period'),), 'indexes': [Index(fields=['period_id', 'committed_at'])], 'pk_attr': 'id', 'table_description': 'The self-assessment of an employee for a period, never changed once it is committed.'},
            bases=['Model'],
        ),
    ]
