"""What the value of a rule setting may be: named fields with bounds, and how typed words are read.

A setting holds a flat object of numbers, switches, choices and days of the year. Which fields a
rule has is data (schema/reference/rule_settings.json), so that a new rule needs no new form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

_NO_LEAP_YEAR = 2023  # a day of the year must exist in every year


class FieldKind(StrEnum):
    """What one field holds: a whole number, on or off, one of some, several of some, a day."""

    NUMBER = "NUMBER"
    SWITCH = "SWITCH"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    DAY = "DAY"  # of any year, "MM-DD"


class Wrong(StrEnum):
    """Why a value cannot be kept."""

    MISSING = "MISSING"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    OUT_OF_BOUNDS = "OUT_OF_BOUNDS"
    NO_OPTION = "NO_OPTION"
    TOO_FEW = "TOO_FEW"
    TOO_MANY = "TOO_MANY"
    NO_DAY = "NO_DAY"


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field. `least` and `most` bound a number, or how many options are chosen."""

    name: str
    kind: FieldKind
    least: int = 0
    most: int = 0
    options: tuple[str, ...] = ()


class BadValue(Exception):
    """A value that no setting may have; `field` and `why` say which and why, for programs."""

    def __init__(self, field: RuleField | None, name: str, why: Wrong) -> None:
        self.field, self.name, self.why = field, name, why
        super().__init__(f"{name}: {why}")


Value = Mapping[str, Any]


def read_value(fields: Sequence[RuleField], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The value that these typed words stand for, in the order of the fields. Raises BadValue."""
    known = {field.name for field in fields}
    for name in given:
        if name not in known:
            raise BadValue(None, name, Wrong.UNKNOWN_FIELD)
    return {field.name: _read(field, given.get(field.name)) for field in fields}


def checked_value(fields: Sequence[RuleField], value: Value) -> Value:
    """The stored value itself, when it is one that could be typed. Raises BadValue."""
    if read_value(fields, written_value(value)) != dict(value):
        raise BadValue(None, next(iter(value), ""), Wrong.NO_OPTION)
    return value


def written_value(value: Value) -> dict[str, list[str]]:
    """A value as words, the way back of `read_value`."""
    return {name: _written(one) for name, one in value.items()}


def _written(one: Any) -> list[str]:
    if isinstance(one, bool):
        return ["true" if one else "false"]
    return [str(it) for it in one] if isinstance(one, list) else [str(one)]


def _read(field: RuleField, words: Sequence[str] | None) -> Any:
    if words is None:
        raise BadValue(field, field.name, Wrong.MISSING)
    if field.kind is FieldKind.CHOICES:
        return _several(field, words)
    if len(words) != 1:
        raise BadValue(field, field.name, Wrong.MISSING)
    match field.kind:
        case FieldKind.NUMBER:
            return _number(field, words[0])
        case FieldKind.SWITCH:
            return _option(field, words[0], ("true", "false")) == "true"
        case FieldKind.DAY:
            return _day(field, words[0])
        case _:
            return _option(field, words[0], field.options)


def _number(field: RuleField, word: str) -> int:
    text = word.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise BadValue(field, field.name, Wrong.NOT_A_NUMBER)
    if not field.least <= int(text) <= field.most:
        raise BadValue(field, field.name, Wrong.OUT_OF_BOUNDS)
    return int(text)


def _option(field: RuleField, word: str, options: Sequence[str]) -> str:
    if word not in options:
        raise BadValue(field, field.name, Wrong.NO_OPTION)
    return word


def _several(field: RuleField, words: Sequence[str]) -> list[str]:
    for word in words:
        _option(field, word, field.options)
    chosen = [option for option in field.options if option in words]
    if len(chosen) < field.least:
        raise BadValue(field, field.name, Wrong.TOO_FEW)
    if len(chosen) > field.most:
        raise BadValue(field, field.name, Wrong.TOO_MANY)
    return chosen


def _day(field: RuleField, word: str) -> str:
    try:
        month, day = day_of_year(word)
        return date(_NO_LEAP_YEAR, month, day).strftime("%m-%d")
    except ValueError:
        raise BadValue(field, field.name, Wrong.NO_DAY) from None


def day_of_year(word: str) -> tuple[int, int]:
    """Month and day of "MM-DD". Raises ValueError for anything else."""
    month, _, day = word.partition("-")
    if not (word.isascii() and month.isdigit() and day.isdigit() and len(word) <= 5):
        raise ValueError(word)
    return int(month), int(day)
