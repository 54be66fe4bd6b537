"""An uploaded staff file, what was found in it, and its checked rows until they are confirmed."""

from datetime import date
from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.account import Account
from schema.rules.vocabulary import FindingLevel, ImportState


class StaffImport(Model):
    """One file: counts for the preview, progress while it runs. Rows live in the database, not
    in a folder, so that any api process can go on with it."""

    id = fields.IntField(primary_key=True)
    file_name = fields.CharField(max_length=200)
    digest = fields.CharField(max_length=64)  # sha256 of the file
    sheet = fields.CharField(max_length=100, default="")
    sheets = fields.JSONField[list[str]](default=list)
    state = fields.CharEnumField(ImportState, max_length=10, default=ImportState.CHECKING)
    effective_date: date = fields.DateField()
    uploaded_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account",
        related_name="imports",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    uploaded_by_id: int | None
    uploaded_at = fields.DatetimeField(db_index=True)
    finished_at = fields.DatetimeField(null=True)
    touched_at = fields.DatetimeField(null=True)  # the working process was alive then
    headings = fields.JSONField[list[str]](default=list)  # as the file writes them, in order
    columns = fields.JSONField[dict[str, str]](default=dict)  # what we take -> its heading
    counts = fields.JSONField[dict[str, int]](default=dict)
    progress = fields.IntField(default=0)
    total = fields.IntField(default=0)
    failure = fields.TextField(default="")

    class Meta:
        table = "staff_import"


class StaffImportRow(Model):
    """One data row as read and as understood."""

    id = fields.BigIntField(primary_key=True)
    staff_import: fields.ForeignKeyRelation[StaffImport] = fields.ForeignKeyField(
        "models.StaffImport", related_name="rows", db_index=False, on_delete=fields.CASCADE
    )
    staff_import_id: int
    line = fields.IntField()
    good = fields.BooleanField()
    nip = fields.CharField(max_length=18, default="")  # "" when it cannot be read
    cells = fields.JSONField[list[str]](default=list)  # as in the file, in the order of headings
    data = fields.JSONField[dict[str, Any]](default=dict)  # as understood, empty if it is not

    class Meta:
        table = "staff_import_row"
        unique_together = (("staff_import", "line"),)


class StaffImportFinding(Model):
    """Something to say about a line of the file."""

    id = fields.BigIntField(primary_key=True)
    staff_import: fields.ForeignKeyRelation[StaffImport] = fields.ForeignKeyField(
        "models.StaffImport", related_name="findings", db_index=False, on_delete=fields.CASCADE
    )
    staff_import_id: int
    line = fields.IntField()
    column = fields.CharField(max_length=80, default="")
    value = fields.CharField(max_length=120, default="")
    level = fields.CharEnumField(FindingLevel, max_length=7)
    code = fields.CharField(max_length=40)
    values = fields.JSONField[dict[str, str]](default=dict)

    class Meta:
        table = "staff_import_finding"
        indexes: ClassVar = [
            Index(fields=("staff_import_id", "line")),
            Index(fields=("staff_import_id", "level", "line")),
        ]
