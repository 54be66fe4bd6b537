"""Typing in a plan: what becomes of the document when one of the two saves.

The employee writes freely in the own draft. The leader writes in a submitted one, and every work
result and every part of the lampiran they touch keeps who, when, and the words before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from schema.rules.skp import LAMPIRAN, Content, Edit, PartEdit, PlannedRhk
from schema.rules.vocabulary import BehaviourValue, SkpApproach


@dataclass(frozen=True, slots=True)
class Typed:
    """A save: the items that changed, whatever else changed (None: as it was)."""

    rhk: tuple[PlannedRhk, ...] = ()
    removed: tuple[str, ...] = ()
    order: tuple[str, ...] | None = None
    approach: SkpApproach | None = None
    values: Mapping[BehaviourValue, str] = field(default_factory=dict)
    support: tuple[str, ...] | None = None
    accountability: tuple[str, ...] | None = None
    consequence: tuple[str, ...] | None = None

    @property
    def lampiran(self) -> dict[str, tuple[str, ...]]:
        """The parts of the lampiran that were typed, by name."""
        given = {name: getattr(self, name) for name in LAMPIRAN}
        return {name: lines for name, lines in given.items() if lines is not None}


def typed_by_employee(content: Content, typed: Typed) -> Content:
    """The document after the employee's save. Marks of the leader stay until it is submitted."""
    known = {item.key: item for item in content.rhk}
    for item in typed.rhk:
        known[item.key] = _with_history(item, known.get(item.key) or _taken(content, item.key))
    kept = [item for key, item in known.items() if key not in typed.removed]
    return replace(
        content,
        rhk=_in_order(kept, typed.order),
        approach=typed.approach or content.approach,
        **_lampiran(typed),
    ).ordered()


def typed_by_leader(content: Content, typed: Typed, by: int, at: str) -> Content:
    """The document after the leader's save: each touched item says who, when, and what before."""
    known = {item.key: item for item in content.rhk}
    taken = {item.key: item for item in content.removed}
    for item in typed.rhk:
        known[item.key] = _marked(item, known.get(item.key) or taken.pop(item.key, None), by, at)
    for key in typed.removed:
        gone = known.pop(key, None)
        if gone is not None and (before := _before(gone)) is not None:
            taken[key] = replace(gone, edit=Edit(by, at, before))
    return replace(
        content,
        rhk=_in_order(list(known.values()), typed.order),
        removed=tuple(taken.values()),
        values={**content.values, **typed.values},
        parts=_marked_parts(content, typed, by, at),
        **_lampiran(typed),
    ).ordered()


def _with_history(item: PlannedRhk, known: PlannedRhk | None) -> PlannedRhk:
    """The typed words with where the item came from; a phone cannot invent that."""
    if known is None:
        return replace(item, template="", kept=False, carried=False, edit=None)
    kept = item.kept and bool(known.template)
    return replace(item, template=known.template, kept=kept, carried=known.carried, edit=known.edit)


def _taken(content: Content, key: str) -> PlannedRhk | None:
    return next((item for item in content.removed if item.key == key), None)


def _marked(item: PlannedRhk, known: PlannedRhk | None, by: int, at: str) -> PlannedRhk:
    typed = _with_history(item, known)
    if known is None:
        return replace(typed, edit=Edit(by, at))
    if typed.words() == known.words() and known.edit is None:
        return known
    before = _before(known)
    if before is not None and before.words() == typed.words():
        return before  # the leader took the edit back
    return replace(typed, kept=known.kept, edit=Edit(by, at, before))


def _before(item: PlannedRhk) -> PlannedRhk | None:
    """The employee's own words of an item; None where the leader added it."""
    return replace(item, edit=None) if item.edit is None else item.edit.before


def _marked_parts(content: Content, typed: Typed, by: int, at: str) -> dict[str, PartEdit]:
    parts = dict(content.parts)
    for name, lines in typed.lampiran.items():
        was = parts[name].before if name in parts else getattr(content, name)
        if lines == was:
            parts.pop(name, None)
        elif lines != getattr(content, name):
            parts[name] = PartEdit(by, at, was)
    return parts


def _lampiran(typed: Typed) -> dict[str, Any]:
    return dict(typed.lampiran)


def _in_order(items: Sequence[PlannedRhk], order: tuple[str, ...] | None) -> tuple[PlannedRhk, ...]:
    if order is None:
        return tuple(items)
    rank = {key: number for number, key in enumerate(order)}
    return tuple(sorted(items, key=lambda item: rank.get(item.key, len(rank))))
