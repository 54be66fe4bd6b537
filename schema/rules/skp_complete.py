"""What is still missing before a plan can be submitted: codes, and words that say what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schema.rules.skp import Content, Indicator, PlannedRhk
from schema.rules.vocabulary import RhkKind, SkpApproach

TITLE_LEAST = 8  # shorter says nothing that could be achieved


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. `item` is the key of a work result, "" for the plan as a whole."""

    item: str
    field: str
    code: str
    message: str


# Whether an item that came from an example still says it word for word.
Unchanged = Callable[[PlannedRhk], bool]


def gaps_of(content: Content, unchanged: Unchanged) -> list[Gap]:
    """What is missing, in the order of the form; nothing when it can be submitted."""
    found = list(_whole(content))
    for item in content.rhk:
        found += _item(item, content.approach)
        if item.template and not item.kept and unchanged(item):
            found.append(_unchanged(item))
    return found


def _whole(content: Content) -> Iterator[Gap]:
    if not any(item.kind is RhkKind.UTAMA for item in content.rhk):
        text = "Tuliskan sedikitnya satu rencana hasil kerja utama."
        yield Gap("", "rhk", "NO_RHK_UTAMA", text)


def _item(item: PlannedRhk, approach: SkpApproach) -> Iterator[Gap]:
    if len(item.title.strip()) < TITLE_LEAST:
        text = "Tuliskan hasil kerja yang ingin dicapai."
        yield Gap(item.key, "title", "TITLE_MISSING", text)
    if item.kind is RhkKind.TAMBAHAN and not item.assigned_by.strip():
        text = "Tuliskan dari mana penugasan tambahan ini, misalnya nomor SK."
        yield Gap(item.key, "assignedBy", "ASSIGNED_BY_MISSING", text)
    if approach is SkpApproach.KUALITATIF:
        if not item.narrative.strip():
            text = "Ceritakan ukuran keberhasilan hasil kerja ini."
            yield Gap(item.key, "narrative", "NARRATIVE_MISSING", text)
        return
    yield from _indicators(item)


def _indicators(item: PlannedRhk) -> Iterator[Gap]:
    filled = [given for given in item.indicators if _says_something(given)]
    if not filled:
        text = "Tuliskan sedikitnya satu indikator dengan targetnya."
        yield Gap(item.key, "indicators", "INDICATOR_MISSING", text)
    for number, given in enumerate(item.indicators):
        if not _says_something(given):
            continue
        if not given.text.strip():
            text = "Tuliskan apa yang diukur oleh target ini."
            yield Gap(item.key, f"indicators.{number}.text", "INDICATOR_TEXT_MISSING", text)
        if not given.target.strip():
            text = "Tuliskan target indikator ini."
            yield Gap(item.key, f"indicators.{number}.target", "TARGET_MISSING", text)


def _says_something(given: Indicator) -> bool:
    return bool(given.text.strip() or given.target.strip())


def _unchanged(item: PlannedRhk) -> Gap:
    return Gap(
        item.key,
        "template",
        "TEMPLATE_UNCHANGED",
        "Butir ini masih sama persis dengan contoh. Sesuaikan targetnya dengan tugas Anda, atau "
        "nyatakan bahwa memang sudah sesuai.",
    )
