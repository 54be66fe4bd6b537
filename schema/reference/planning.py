"""Who is not planned for, and the examples per job, read from their files for the rules."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from schema.reference import load
from schema.rules.skp import Indicator, PlannedRhk
from schema.rules.skp_terms import Excluded, excluded_in
from schema.rules.vocabulary import Aspect, LegalStanding, Perspective, RhkKind, RhkScope


@dataclass(frozen=True, slots=True)
class Template:
    """An example plan for a kind of job: invented, a start and not a copy.

    It fits positions whose name has one of `words`, or whose eselon is one of `eselon`; without
    either it fits everybody. Keys of `items` are "1", "2", ..."""

    id: str
    title: str
    valid_from: date
    words: tuple[str, ...]
    eselon: tuple[str, ...]
    items: tuple[PlannedRhk, ...]

    def fits(self, position: str, eselon: str) -> bool:
        """Whether it was written for such a post."""
        name = f" {position.lower()} "
        return any(f" {word} " in name for word in self.words) or eselon in self.eselon

    @property
    def general(self) -> bool:
        """Whether it was written for no post in particular."""
        return not self.words and not self.eselon


@cache
def excluded_versions() -> tuple[Excluded, ...]:
    """Every version of who is not planned for; when plans are due is a dated setting."""
    return tuple(
        Excluded(
            id=row["id"],
            source=row["source"],
            valid_from_year=row["valid_from_year"],
            reasons={LegalStanding(code): text for code, text in row["excluded"].items()},
        )
        for row in load("planning")
    )


def excluded_reasons(year: int) -> dict[LegalStanding, str]:
    """Who is not planned for in a year, with the reason in words."""
    return excluded_in(excluded_versions(), year)


@cache
def templates() -> tuple[Template, ...]:
    """Every example, in the order of the file."""
    return tuple(map(_template, load("skp_templates")["templates"]))


def templates_for(position: str, eselon: str, today: date) -> list[Template]:
    """The examples for such a post on that day: those written for it, then the general ones."""
    held = [template for template in templates() if template.valid_from <= today]
    fitting = [template for template in held if template.fits(position, eselon)]
    fitting.sort(key=lambda template: not template.fits(position, ""))  # by name before by eselon
    return [*fitting, *(template for template in held if template.general)]


@cache
def _examples() -> dict[str, PlannedRhk]:
    return {item.template: item for template in templates() for item in template.items}


def unchanged(item: PlannedRhk) -> bool:
    """Whether an item that came from an example still says it word for word.

    Compared is the title with what the plan measures by: its indicators, or else its narrative."""
    example = _examples().get(item.template)
    if example is None or example.title.strip() != item.title.strip():
        return False
    if _says(item):
        return _says(item) == _says(example)
    return item.narrative.strip() == example.narrative.strip()


def _says(item: PlannedRhk) -> list[tuple[str, str, str]]:
    return [
        (given.text.strip(), given.target.strip(), given.unit.strip())
        for given in item.indicators
        if given.text.strip() or given.target.strip()
    ]


def _template(row: dict[str, Any]) -> Template:
    return Template(
        id=row["id"],
        title=row["title"],
        valid_from=date.fromisoformat(row["valid_from"]),
        words=tuple(row.get("words", ())),
        eselon=tuple(row.get("eselon", ())),
        items=tuple(
            _item(f"{row['id']}/{number}", str(number), item)
            for number, item in enumerate(row["items"], start=1)
        ),
    )


def _item(name: str, key: str, row: dict[str, Any]) -> PlannedRhk:
    return PlannedRhk(
        key=key,
        kind=RhkKind(row.get("kind", "UTAMA")),
        scope=RhkScope(row.get("scope", "INDIVIDU")),
        title=row["title"],
        assigned_by="",
        indicators=tuple(_indicator(*given) for given in row["indicators"]),
        narrative=row.get("narrative", ""),
        template=name,
    )


def _indicator(sort: str, text: str, target: str, unit: str) -> Indicator:
    if sort in Perspective.__members__:
        return Indicator(None, text, target, unit, Perspective(sort))
    return Indicator(Aspect(sort), text, target, unit)
