"""Accounts, granted roles, sign-in sessions, and the brake on guessing."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from schema.models.people import Employee
from schema.rules.vocabulary import Role


class Account(Model):
    """What signs in. An account without an employee belongs to a system administrator."""

    id = fields.IntField(primary_key=True)
    employee: fields.OneToOneNullableRelation[Employee] = fields.OneToOneField(
        "models.Employee", related_name="account", null=True, on_delete=fields.RESTRICT
    )
    employee_id: int | None
    login = fields.CharField(max_length=32, unique=True)  # the NIP, or a name for system accounts
    password_hash = fields.CharField(max_length=255)  # argon2id, PHC string
    must_change = fields.BooleanField(default=True)
    activated_at = fields.DatetimeField(
        null=True
    )  # own password first set: results can be read from here on
    disabled_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "account"


class RoleGrant(Model):
    """A granted role with dates (`ends` is the last day)."""

    id = fields.IntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="grants", db_index=True, on_delete=fields.RESTRICT
    )
    account_id: int
    role = fields.CharEnumField(Role, max_length=16)
    starts = fields.DateField()
    ends = fields.DateField(null=True)

    class Meta:
        table = "role_grant"


class LoginSession(Model):
    """One signed-in device. Only a hash of the cookie's token is kept."""

    id = fields.IntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="sessions", db_index=False, on_delete=fields.CASCADE
    )
    account_id: int
    token_hash = fields.CharField(max_length=64, unique=True)  # sha256, hex
    device = fields.CharField(max_length=120, default="")
    address = fields.CharField(max_length=64, default="")
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "login_session"
        indexes: ClassVar = [Index(fields=("account_id", "ended_at"))]


class Throttle(Model):
    """Failed sign-ins counted per key ("account:<hash>", "address:<hash>"), decaying with time."""

    key = fields.CharField(max_length=96, primary_key=True)
    failures = fields.IntField(default=0)
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "throttle"
