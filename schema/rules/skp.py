"""What an SKP says: the document of a plan, open or agreed, as values (domain.md 2.1, 10.1).

It is kept as JSON in one column; `content_of` reads it and `Content.to_json` writes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schema.rules.vocabulary import (
    Aspect,
    BehaviourValue,
    Perspective,
    RhkKind,
    RhkScope,
    SkpApproach,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Indikator kinerja individu (IKI) of a quantitative plan.

    `target` is as typed ("95,5", "2-3", "tepat waktu"); rules/targets.py finds its number. A JPT
    sorts by `perspective` in place of `aspect`."""

    aspect: Aspect | None
    text: str
    target: str
    unit: str
    perspective: Perspective | None = None

    def to_json(self) -> Json:
        """The indicator for the column."""
        return {
            "aspect": self.aspect,
            "text": self.text,
            "target": self.target,
            "unit": self.unit,
            "perspective": self.perspective,
        }


@dataclass(frozen=True, slots=True)
class LeaderRhk:
    """The RHK of the leader that an item intervenes, with its words of that time."""

    skp_id: int
    key: str
    title: str

    @property
    def id(self) -> str:
        """The one text that names it."""
        return f"{self.skp_id}.{self.key}"


@dataclass(frozen=True, slots=True)
class Edit:
    """That somebody other than the employee changed an item: who, when, and the words before.

    `before` is None where the item is new."""

    by: int
    at: str  # ISO 8601
    before: "PlannedRhk | None" = None


@dataclass(frozen=True, slots=True)
class PlannedRhk:
    """One planned work result. `key` stays the same through every version of the plan.

    `leader` is None where the leader has none to intervene; `assigned_by` says whose assignment a
    RHK tambahan is; `narrative` is the success measure of a qualitative plan; `template` names
    the example it came from ("perawat/2"), `kept` that the employee looked at it and found it
    right as it stands; `carried` that it was taken along from an earlier plan."""

    key: str
    kind: RhkKind
    scope: RhkScope
    title: str
    leader: LeaderRhk | None = None
    assigned_by: str = ""
    indicators: tuple[Indicator, ...] = ()
    narrative: str = ""
    template: str = ""
    kept: bool = False
    carried: bool = False
    edit: Edit | None = None

    def words(self) -> tuple[Any, ...]:
        """What the item says, without its history."""
        return (
            *(self.kind, self.scope, self.title, self.leader and self.leader.id),
            *(self.assigned_by, self.indicators, self.narrative),
        )

    def to_json(self) -> Json:
        """The item for the column."""
        leader, edit = self.leader, self.edit
        found: Json = {
            "key": self.key,
            "kind": self.kind,
            "scope": self.scope,
            "title": self.title,
            "assignedBy": self.assigned_by,
            "indicators": [indicator.to_json() for indicator in self.indicators],
            "narrative": self.narrative,
        }
        if leader:
            found["leader"] = {"skp": leader.skp_id, "key": leader.key, "title": leader.title}
        if self.template:
            found["template"] = self.template
        if self.kept:
            found["kept"] = True
        if self.carried:
            found["carried"] = True
        if edit:
            before = edit.before.to_json() if edit.before else None
            found["edit"] = {"by": edit.by, "at": edit.at, "before": before}
        return found


@dataclass(frozen=True, slots=True)
class PartEdit:
    """That the leader changed a part of the lampiran: who, when, and what it said before."""

    by: int
    at: str
    before: tuple[str, ...]


LAMPIRAN = ("support", "accountability", "consequence")


@dataclass(frozen=True, slots=True)
class Content:
    """A whole plan: work results, behaviour expectations, and the three parts of the lampiran.

    `removed` holds what the leader took out of a submitted plan, and `parts` what they changed in
    the lampiran, until the employee answers."""

    approach: SkpApproach = SkpApproach.KUANTITATIF
    rhk: tuple[PlannedRhk, ...] = ()
    values: Mapping[BehaviourValue, str] = field(default_factory=dict)
    support: tuple[str, ...] = ()
    accountability: tuple[str, ...] = ()
    consequence: tuple[str, ...] = ()
    removed: tuple[PlannedRhk, ...] = ()
    parts: Mapping[str, PartEdit] = field(default_factory=dict)

    def item(self, key: str) -> PlannedRhk | None:
        """The work result with this key."""
        return next((item for item in self.rhk if item.key == key), None)

    def ordered(self) -> "Content":
        """Utama before tambahan, as the form has them; otherwise in the order given."""
        return replace(self, rhk=tuple(sorted(self.rhk, key=lambda item: _RANK[item.kind])))

    def settled(self) -> "Content":
        """Without the marks of the leader's edits: what both have agreed to."""
        rhk = tuple(replace(item, edit=None) for item in self.rhk)
        return replace(self, rhk=rhk, removed=(), parts={})

    @property
    def edited(self) -> bool:
        """Whether the leader changed something that the employee has not answered yet.

        Behaviour expectations are the leader's own words and need no answer."""
        return bool(self.removed or self.parts) or any(item.edit for item in self.rhk)

    def to_json(self) -> Json:
        """The document for the column."""
        return {
            "approach": self.approach,
            "rhk": [item.to_json() for item in self.rhk],
            "values": {str(code): text for code, text in self.values.items()},
            "support": list(self.support),
            "accountability": list(self.accountability),
            "consequence": list(self.consequence),
            **({"removed": [item.to_json() for item in self.removed]} if self.removed else {}),
            **({"parts": {n: _part(edit) for n, edit in self.parts.items()}} if self.parts else {}),
        }


def _part(edit: PartEdit) -> Json:
    return {"by": edit.by, "at": edit.at, "before": list(edit.before)}


_RANK = {RhkKind.UTAMA: 0, RhkKind.TAMBAHAN: 1}


def content_of(data: Json) -> Content:
    """The document in a column; an empty one for {}."""
    if not data:
        return Content()
    return Content(
        approach=SkpApproach(data["approach"]),
        rhk=tuple(map(rhk_of, data["rhk"])),
        values={BehaviourValue(code): text for code, text in data["values"].items()},
        support=tuple(data["support"]),
        accountability=tuple(data["accountability"]),
        consequence=tuple(data["consequence"]),
        removed=tuple(map(rhk_of, data.get("removed", ()))),
        parts={
            name: PartEdit(edit["by"], edit["at"], tuple(edit["before"]))
            for name, edit in data.get("parts", {}).items()
        },
    )


def rhk_of(data: Json) -> PlannedRhk:
    """One work result of the document."""
    leader, edit = data.get("leader"), data.get("edit")
    return PlannedRhk(
        key=data["key"],
        kind=RhkKind(data["kind"]),
        scope=RhkScope(data["scope"]),
        title=data["title"],
        leader=LeaderRhk(leader["skp"], leader["key"], leader["title"]) if leader else None,
        assigned_by=data["assignedBy"],
        indicators=tuple(map(indicator_of, data["indicators"])),
        narrative=data["narrative"],
        template=data.get("template", ""),
        kept=bool(data.get("kept")),
        carried=bool(data.get("carried")),
        edit=_edit(edit) if edit else None,
    )


def indicator_of(data: Json) -> Indicator:
    """One indicator of the document."""
    return Indicator(
        aspect=Aspect(data["aspect"]) if data["aspect"] else None,
        text=data["text"],
        target=data["target"],
        unit=data["unit"],
        perspective=Perspective(data["perspective"]) if data["perspective"] else None,
    )


def _edit(data: Json) -> Edit:
    before = data["before"]
    return Edit(data["by"], data["at"], rhk_of(before) if before else None)


def expectation_of(item: PlannedRhk, approach: SkpApproach) -> str:
    """The measure of a work result in one text, as a review shows it beside the title."""
    if approach is SkpApproach.KUALITATIF:
        return item.narrative.strip()
    return " · ".join(filter(None, map(_indicator_text, item.indicators)))


def _indicator_text(indicator: Indicator) -> str:
    target = " ".join(filter(None, (indicator.target.strip(), indicator.unit.strip())))
    return ": ".join(filter(None, (indicator.text.strip(), target)))


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one version to another: keys of work results, and names of other parts.

    Names: "approach", a value's code, "support", "accountability", "consequence"."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def difference(before: Content, after: Content) -> Difference:
    """What `after` adds to, takes from and changes in `before`."""
    old = {item.key: item for item in before.rhk}
    new = {item.key: item for item in after.rhk}
    return Difference(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(key for key in new if key in old and new[key].words() != old[key].words()),
        parts=tuple(_parts(before, after)),
    )


def _parts(before: Content, after: Content) -> Iterable[str]:
    if before.approach is not after.approach:
        yield "approach"
    for code in BehaviourValue:
        if before.values.get(code, "") != after.values.get(code, ""):
            yield str(code)
    for name in LAMPIRAN:
        if getattr(before, name) != getattr(after, name):
            yield name
