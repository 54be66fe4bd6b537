"""The rule settings as the product brings them, what fields each has, and their words.

One file says everything about a setting: who adds a rule adds an object there, a key, and where
the rule is built (rules/rulebook.py). The HR office adds dated rows (models/rule_setting.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from schema.reference import load
from schema.rules.marked import RuleMark
from schema.rules.rule_settings import DatedBy, RuleKey, Setting
from schema.rules.rule_values import FieldKind, RuleField, Value, checked_value, day_of_year
from schema.rules.rulebook import Rulebook

Language = Literal["id", "en"]

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
# Options that several fields share.
_SHARED: dict[str, list[dict[str, str]]] = {
    "RATINGS": [
        {"value": "DI_ATAS", "id": "di atas ekspektasi", "en": "di atas ekspektasi"},
        {"value": "SESUAI", "id": "sesuai ekspektasi", "en": "sesuai ekspektasi"},
        {"value": "DI_BAWAH", "id": "di bawah ekspektasi", "en": "di bawah ekspektasi"},
    ],
    "VALUES": [
        {"value": row["code"], "id": row["name"], "en": row["name"]}
        for row in load("behaviour")["values"]
    ],
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a key is about: its fields for checking, its words for people."""

    key: RuleKey
    slug: str
    dated_by: DatedBy
    fields: tuple[RuleField, ...]
    about: Any  # its object of the file: names and sentences in both languages

    def name(self, language: Language) -> str:
        """What it is called."""
        return str(self.about["name"][language])

    def text(self, language: Language) -> str:
        """What it decides, in a sentence or two."""
        return str(self.about["about"][language])

    def label(self, field: str, language: Language) -> str:
        """What a field is called."""
        return str(self._field(field)[language])

    def option(self, field: str, value: str, language: Language) -> str:
        """What an option of a field is called."""
        found = (one for one in _options(self._field(field)) if one["value"] == value)
        return str(next(found)[language])

    def _field(self, name: str) -> Any:
        return next(one for one in self.about["fields"] if one["name"] == name)

    def says(self, value: Value, language: Language) -> str:
        """The whole rule in words, for this value."""
        words = {field.name: self._worded(field, value, language) for field in self.fields}
        told = [one[language].format(**words) for one in self.about["says"] if _told(one, value)]
        return f"{self.name(language)}: {'; '.join(told)}"

    def _worded(self, field: RuleField, value: Value, language: Language) -> str:
        given = value[field.name]
        match field.kind:
            case FieldKind.CHOICE:
                return self.option(field.name, given, language)
            case FieldKind.CHOICES:
                names = [self.option(field.name, one, language) for one in given]
                return _listed(names, "dan" if language == "id" else "and")
            case FieldKind.DAY:
                month, day = day_of_year(given)
                return f"{day} {_MONTHS[language].split()[month - 1]}"
            case _:
                return str(given)


def _options(field: Any) -> list[dict[str, str]]:
    given = field.get("options", [])
    return _SHARED[given] if isinstance(given, str) else given


def _told(one: Any, value: Value) -> bool:
    """Whether a sentence belongs to this value: all of `when` is so, none of `unless`."""
    return all(value[name] == it for name, it in one.get("when", {}).items()) and not any(
        value[name] == it for name, it in one.get("unless", {}).items()
    )


def _listed(names: list[str], last: str) -> str:
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


@cache
def topics() -> dict[RuleKey, Topic]:
    """What every key is about, in the order of the page."""
    return {RuleKey(row["key"]): _topic(row) for row in load("rule_settings")}


def _topic(row: Any) -> Topic:
    fields = tuple(
        RuleField(
            name=one["name"],
            kind=FieldKind(one["kind"]),
            least=one.get("least", 0),
            most=one.get("most", 0),
            options=tuple(option["value"] for option in _options(one)),
        )
        for one in row["fields"]
    )
    return Topic(RuleKey(row["key"]), row["slug"], DatedBy(row["dated_by"]), fields, row)


@cache
def default_settings() -> tuple[Setting, ...]:
    """The product's own rows, from the days on which their regulations are in force.

    A value that the file may not hold raises BadValue: no rule is built of it."""
    found = []
    for topic in topics().values():
        for row in topic.about["rows"]:
            value = checked_value(topic.fields, row["value"])
            found.append(
                Setting(
                    key=topic.key,
                    id=row["id"],
                    title=topic.says(value, "id"),
                    value=value,
                    valid_from=date.fromisoformat(row["valid_from"]),
                    source=row["source"],
                    mark=RuleMark(row["mark"]),
                )
            )
    return tuple(found)


def setting_of_hr(
    key: RuleKey, row_id: int, value: Value, valid_from: date, source: str, mark: RuleMark
) -> Setting:
    """A row that the HR office added, as a setting; its id in the table is its place in time."""
    topic = topics()[key]
    return Setting(
        key=key,
        id=f"bkpsdm-{topic.slug}-{row_id}",
        title=topic.says(value, "id"),
        value=value,
        valid_from=valid_from,
        source=source,
        mark=mark,
        order=row_id,
    )


@cache
def delivered_rulebook() -> Rulebook:
    """The rules as the product brings them, before the HR office added anything."""
    return rulebook_with(())


def rulebook_with(rows: Iterable[Setting]) -> Rulebook:
    """The rules with these rows of the HR office."""
    return Rulebook((*default_settings(), *rows))
