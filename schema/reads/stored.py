"""What belongs to a submitted version for good, kept as the JSON that phones get.

A result is shown far more often than it is given, and it is shown whole. So its items, and the
steps by which it was found, are a document each, in the names and the order of the graph: who asks
for all of it gets the text as it stands (schema/plain.py), and who asks for a part of it gets rows
that are read from it (docs/decisions/0033-results-as-documents.md)."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

import orjson

from schema.reads.rows import CopiedRow, EvidenceRow, ItemRow, ResultRow, WeighedRow
from schema.rules.suggestion import Step

T = TypeVar("T")
Shape = tuple[tuple[str, "Shape"], ...]  # names with what stands below them, in their order


class Stored(Generic[T]):
    """A list as it was stored: `text` is its JSON, iteration reads rows from it."""

    __slots__ = ("text",)
    shape: ClassVar[Shape]  # what `text` shows

    def __init__(self, text: str) -> None:
        self.text = text

    def __iter__(self) -> Iterator[T]:
        return map(self._row, self.read())

    def read(self) -> list[dict[str, Any]]:
        """The list as it is kept, as dicts."""
        found: list[dict[str, Any]] = orjson.loads(self.text)
        return found

    @staticmethod
    @abstractmethod
    def _row(kept: dict[str, Any]) -> T: ...


# With "evidence" and "copied" after them.
ITEM = ("key", "part", "kind", "title", "expectation", "rating", "note")
LINK = ("url", "label")
# Names in the document, and what they are called in a row.
COPIED = {
    "kind": "kind",
    "reviewId": "review_id",
    "number": "number",
    "periodKind": "period_kind",
    "year": "year",
    "periodNumber": "period_number",
    "reason": "reason",
}
WEIGHED = {
    **{name: COPIED[name] for name in ("reviewId", "number", "periodKind", "year", "periodNumber")},
    **{name: name for name in ("starts", "ends", "months", "rater", "capacity", "position")},
    **{name: name for name in ("unit", "hasil", "perilaku", "predikat")},
}


class StoredItems(Stored[ItemRow]):
    """The items of a version."""

    __slots__ = ()
    shape = (
        *((name, ()) for name in ITEM),
        ("evidence", tuple((name, ()) for name in LINK)),
        ("copied", tuple((name, ()) for name in COPIED)),
    )

    @staticmethod
    def _row(kept: dict[str, Any]) -> ItemRow:
        links = [EvidenceRow(**link) for link in kept.pop("evidence")]
        copied = kept.pop("copied")
        return ItemRow(**kept, evidence=links, copied=copied and _copied_row(copied))


def _copied_row(kept: dict[str, Any]) -> CopiedRow:
    row = CopiedRow(**{COPIED[name]: value for name, value in kept.items()})
    row.review_id = None if row.review_id is None else int(row.review_id)
    return row


class StoredSteps(Stored[Step]):
    """The steps from the items of a version to its predikat, as they were when it was given."""

    __slots__ = ()
    shape = (("code", ()), ("values", (("name", ()), ("value", ()))))

    @staticmethod
    def _row(kept: dict[str, Any]) -> Step:
        return Step(kept["code"], {given["name"]: given["value"] for given in kept["values"]})


class StoredWeighed(Stored[WeighedRow]):
    """The results of the year that an annual version weighed, as they stood then."""

    __slots__ = ()
    shape = tuple((name, ()) for name in WEIGHED)

    @staticmethod
    def _row(kept: dict[str, Any]) -> WeighedRow:
        row = WeighedRow(**{WEIGHED[name]: value for name, value in kept.items()})
        row.review_id = int(row.review_id)
        row.starts, row.ends = (date.fromisoformat(kept[name]) for name in ("starts", "ends"))
        return row


NO_ITEMS, NO_STEPS, NO_WEIGHED = StoredItems("[]"), StoredSteps("[]"), StoredWeighed("[]")


def items_text(items: Iterable[Any], copied: Mapping[str, CopiedRow] | None = None) -> str:
    """The items of a draft as `ReviewVersion.items_json` keeps them; `copied` by their keys."""
    marks = copied or {}
    return orjson.dumps([_item(item, marks.get(item.key)) for item in items]).decode()


def _item(item: Any, copied: CopiedRow | None) -> dict[str, Any]:
    links = [{name: link[name] for name in LINK} for link in item.evidence]
    kept = {name: getattr(item, name) for name in ITEM}
    return {**kept, "note": item.note.strip(), "evidence": links, "copied": copied_named(copied)}


def copied_named(copied: CopiedRow | None) -> dict[str, Any] | None:
    """A mark as an item of `ReviewVersion.items_json` keeps it."""
    return None if copied is None else _named(copied, COPIED)


def weighed_text(rows: Iterable[WeighedRow]) -> str:
    """Results of the year as `ReviewVersion.weighed_json` keeps them, in their order."""
    return orjson.dumps([_named(row, WEIGHED) for row in rows]).decode()


def weighed_row(result: ResultRow) -> WeighedRow:
    """A result as it is weighed."""
    return WeighedRow(
        review_id=result.review_id,
        number=result.number,
        period_kind=result.period.kind,
        year=result.period.year,
        period_number=result.period.number,
        starts=result.covers_from,
        ends=result.covers_to,
        months=result.months,
        rater=result.rater.name,
        capacity=result.capacity,
        position=result.employee.position,
        unit=result.employee.unit,
        hasil=result.hasil,
        perilaku=result.perilaku,
        predikat=result.predikat,
    )


def _named(row: CopiedRow | WeighedRow, names: Mapping[str, str]) -> dict[str, Any]:
    kept = {name: getattr(row, attribute) for name, attribute in names.items()}
    # An id is text in the graph.
    return {**kept, "reviewId": None if row.review_id is None else str(row.review_id)}


def steps_text(steps: Iterable[Step]) -> str:
    """Steps as `ReviewVersion.steps_json` keeps them."""
    return orjson.dumps([_step(step) for step in steps]).decode()


def _step(step: Step) -> dict[str, Any]:
    values = [{"name": name, "value": value} for name, value in step.values.items()]
    return {"code": step.code, "values": values}
