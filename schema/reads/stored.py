"""What belongs to a submitted version for good, kept as the JSON that phones get.

A result is shown far more often than it is given, and it is shown whole. So its items, and the
steps by which it was found, are a document each, in the names and the order of the graph: who asks
for all of it gets the text as it stands (schema/plain.py), and who asks for a part of it gets rows
that are read from it (docs/decisions/0033-results-as-documents.md)."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Generic, TypeVar

import orjson

from schema.reads.rows import EvidenceRow, ItemRow
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


ITEM = ("key", "part", "kind", "title", "expectation", "rating", "note")  # and "evidence"
LINK = ("url", "label")


class StoredItems(Stored[ItemRow]):
    """The items of a version."""

    __slots__ = ()
    shape = (*((name, ()) for name in ITEM), ("evidence", tuple((name, ()) for name in LINK)))

    @staticmethod
    def _row(kept: dict[str, Any]) -> ItemRow:
        links = [EvidenceRow(**link) for link in kept.pop("evidence")]
        return ItemRow(**kept, evidence=links)


class StoredSteps(Stored[Step]):
    """The steps from the items of a version to its predikat, as they were when it was given."""

    __slots__ = ()
    shape = (("code", ()), ("values", (("name", ()), ("value", ()))))

    @staticmethod
    def _row(kept: dict[str, Any]) -> Step:
        return Step(kept["code"], {given["name"]: given["value"] for given in kept["values"]})


NO_ITEMS, NO_STEPS = StoredItems("[]"), StoredSteps("[]")


def items_text(items: Iterable[Any]) -> str:
    """The items of a draft as `ReviewVersion.items_json` keeps them."""
    return orjson.dumps([_item(item) for item in items]).decode()


def _item(item: Any) -> dict[str, Any]:
    links = [{name: link[name] for name in LINK} for link in item.evidence]
    kept = {name: getattr(item, name) for name in ITEM}
    return {**kept, "note": item.note.strip(), "evidence": links}


def steps_text(steps: Iterable[Step]) -> str:
    """Steps as `ReviewVersion.steps_json` keeps them."""
    return orjson.dumps([_step(step) for step in steps]).decode()


def _step(step: Step) -> dict[str, Any]:
    values = [{"name": name, "value": value} for name, value in step.values.items()]
    return {"code": step.code, "values": values}
