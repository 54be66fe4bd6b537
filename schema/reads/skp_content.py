"""The document of a plan as rows: with the names of those who changed it, and the numbers."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from schema.reads.skp_rows import (
    IndicatorRow,
    LeaderRhkRow,
    SkpChangedRow,
    SkpContentRow,
    SkpDifferenceRow,
    SkpEditRow,
    SkpPartEditRow,
    SkpRhkRow,
    SkpValueRow,
)
from schema.reference.planning import unchanged
from schema.reference.rulebook import behaviour_values
from schema.rules.skp import Content, Edit, Indicator, PlannedRhk, difference
from schema.rules.targets import amount_of

Names = Mapping[int, str]


def editors(content: Content) -> set[int]:
    """Employee ids of those who changed something in the document."""
    edits = [item.edit.by for item in (*content.rhk, *content.removed) if item.edit]
    return {*edits, *(part.by for part in content.parts.values())}


def content_row(content: Content, names: Names) -> SkpContentRow:
    """The document as a phone shows it."""
    return SkpContentRow(
        approach=content.approach,
        rhk=[rhk_row(item, names) for item in content.rhk],
        removed=[rhk_row(item, names) for item in content.removed],
        values=_values(content),
        support=list(content.support),
        accountability=list(content.accountability),
        consequence=list(content.consequence),
        part_edits=[
            SkpPartEditRow(
                name, names.get(part.by, ""), datetime.fromisoformat(part.at), list(part.before)
            )
            for name, part in content.parts.items()
        ],
    )


def rhk_row(item: PlannedRhk, names: Names) -> SkpRhkRow:
    """One work result."""
    leader = item.leader
    return SkpRhkRow(
        key=item.key,
        kind=item.kind,
        scope=item.scope,
        title=item.title,
        leader_rhk=LeaderRhkRow(leader.id, leader.title) if leader else None,
        assigned_by=item.assigned_by,
        indicators=[_indicator(given) for given in item.indicators],
        narrative=item.narrative,
        from_template=bool(item.template),
        unchanged=bool(item.template) and unchanged(item),
        kept=item.kept,
        carried=item.carried,
        edit=_edit(item.edit, names) if item.edit else None,
    )


def difference_row(before: Content, after: Content) -> SkpDifferenceRow:
    """What changed from one document to another, with the words of both."""
    found = difference(before, after)
    old = {item.key: item for item in before.rhk}
    new = {item.key: item for item in after.rhk}
    return SkpDifferenceRow(
        added=_rows(new, found.added),
        removed=_rows(old, found.removed),
        changed=[
            SkpChangedRow(rhk_row(old[key], {}), rhk_row(new[key], {})) for key in found.changed
        ],
        parts=list(found.parts),
    )


def _rows(items: Mapping[str, PlannedRhk], keys: Iterable[str]) -> list[SkpRhkRow]:
    return [rhk_row(items[key], {}) for key in keys]


def _edit(edit: Edit, names: Names) -> SkpEditRow:
    before = rhk_row(edit.before, names) if edit.before else None
    return SkpEditRow(names.get(edit.by, ""), datetime.fromisoformat(edit.at), before)


def _indicator(given: Indicator) -> IndicatorRow:
    amount = amount_of(given.target)
    return IndicatorRow(
        aspect=given.aspect,
        perspective=given.perspective,
        text=given.text,
        target=given.target,
        unit=given.unit,
        amount=None if amount is None else f"{amount:f}",
    )


def _values(content: Content) -> list[SkpValueRow]:
    return [
        SkpValueRow(value.code, value.name, list(value.guides), content.values.get(value.code, ""))
        for value in behaviour_values()
    ]
