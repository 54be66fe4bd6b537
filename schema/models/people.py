"""Units, positions, employees, who holds which position when, and the dated reporting line."""

from datetime import date
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.fields import enum_of
from schema.rules.vocabulary import Capacity, EmploymentKind, JobKind, LegalStanding, UnitKind


class WorkUnit(Model):
    """A node of the unit tree: kabupaten > OPD > bidang > seksi ... (SIASN: unor)."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(
        max_length=64, unique=True
    )  # the HR office's own code, or made from the path of names
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(UnitKind, max_length=16)
    parent: fields.ForeignKeyNullableRelation["WorkUnit"] = fields.ForeignKeyField(
        "models.WorkUnit",
        related_name="children",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    parent_id: int | None
    opd_id = fields.IntField(
        null=True, db_index=True
    )  # the OPD this unit lies in (itself for an OPD); null for the kabupaten
    path = fields.CharField(
        max_length=255, db_index=True
    )  # "/1/7/31/": ids from the root, so a subtree is one prefix
    siasn_id = fields.CharField(max_length=64, null=True, unique=True)

    class Meta:
        table = "work_unit"
        indexes: ClassVar = [Index(fields=("parent_id", "name"))]


class Position(Model):
    """A jabatan: its name, kind, and eselon (struktural) or jenjang (fungsional)."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(JobKind, max_length=16)
    eselon = fields.CharField(max_length=8, default="")  # "II.b"; "" when none
    jenjang = fields.CharField(max_length=24, default="")  # "Ahli Muda"; "" when none

    class Meta:
        table = "position"
        unique_together = (("name", "kind", "eselon", "jenjang"),)


class Employee(Model):
    """An ASN. `name` is bare, titles stand apart, so that names sort and letters look right."""

    id = fields.IntField(primary_key=True)
    nip = fields.CharField(max_length=18, unique=True)
    siasn_id = fields.CharField(max_length=64, null=True, unique=True)
    name = fields.CharField(max_length=120, db_index=True)
    title_front = fields.CharField(max_length=40, default="")
    title_back = fields.CharField(max_length=60, default="")
    employment = fields.CharEnumField(EmploymentKind, max_length=4)
    golongan = fields.CharField(max_length=8, default="")  # "III/d" for PNS, "IX" for PPPK
    standing = fields.CharEnumField(LegalStanding, max_length=2, default=LegalStanding.ACTIVE)
    # The post of today, kept beside its history in Assignment so that lists need no date join.
    position: fields.ForeignKeyNullableRelation[Position] = fields.ForeignKeyField(
        "models.Position",
        related_name="holders",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    position_id: int | None
    unit: fields.ForeignKeyNullableRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit",
        related_name="employees",
        null=True,
        db_index=True,
        on_delete=fields.RESTRICT,
    )
    unit_id: int | None

    class Meta:
        table = "employee"

    @property
    def full_name(self) -> str:
        """Name with titles as official letters write it: "Dr. Nama, S.H., M.Si."."""
        front = f"{self.title_front} " if self.title_front else ""
        back = f", {self.title_back}" if self.title_back else ""
        return f"{front}{self.name}{back}"


class Assignment(Model):
    """Who held which position in which unit from when to when (`ends` is the last day)."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="assignments", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    position: fields.ForeignKeyRelation[Position] = fields.ForeignKeyField(
        "models.Position", related_name="assignments", db_index=True, on_delete=fields.RESTRICT
    )
    position_id: int
    unit: fields.ForeignKeyRelation[WorkUnit] = fields.ForeignKeyField(
        "models.WorkUnit", related_name="assignments", db_index=True, on_delete=fields.RESTRICT
    )
    unit_id: int
    starts = fields.DateField()
    ends = fields.DateField(null=True)

    class Meta:
        table = "assignment"
        indexes: ClassVar = [Index(fields=("employee_id", "starts"))]


class ReportingLine(Model):
    """Who is whose pejabat penilai kinerja from when to when, and as what (Plt/Plh included).

    `ends` is the last day of the line, null while it runs. Rows are ended and added, never
    rewritten, so a past period is judged by the line of its time; rules/reporting.py picks it."""

    id = fields.IntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="lines", db_index=False, on_delete=fields.RESTRICT
    )
    employee_id: int
    rater: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="rated_lines", db_index=False, on_delete=fields.RESTRICT
    )
    rater_id: int
    capacity: Capacity = enum_of(Capacity, 9, Capacity.DEFINITIF)
    starts: date = fields.DateField()
    ends: date | None = fields.DateField(null=True)

    class Meta:
        table = "reporting_line"
        indexes: ClassVar = [
            Index(fields=("employee_id", "starts")),
            Index(fields=("rater_id", "starts")),
        ]
