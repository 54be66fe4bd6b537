"""What Tortoise's field types do not say to a type checker."""

from enum import StrEnum
from typing import Any, TypeVar, cast

from tortoise import fields

E = TypeVar("E", bound=StrEnum)


def optional_enum(kind: type[E], max_length: int) -> E | None:
    """A nullable CharEnumField, typed as what its rows hold: the member or None."""
    field: Any = fields.CharEnumField(kind, max_length=max_length, null=True)
    return cast("E | None", field)


def enum_of(kind: type[E], max_length: int, default: E) -> E:
    """A CharEnumField, typed as what its rows hold, wherever a type checker meets it first."""
    field: Any = fields.CharEnumField(kind, max_length=max_length, default=default)
    return cast("E", field)
