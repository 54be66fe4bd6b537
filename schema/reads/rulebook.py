"""The rule settings as they stand: the product's own and the rows of HR, kept by each process.

What is kept is given up when a row was added: at once in the process that added it, and in the
others when the event is read (schema/live/rules.py). Reading them costs no statement until then.
Whatever gives a result asks the database whether there is more (`newest_rulebook`), so that the
worst a wake-up that was lost can do is to show a suggestion of some seconds ago."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.models import RuleSetting
from schema.reads.sql import default_db, fetch
from schema.reference.rule_settings import rulebook_with, setting_of_hr
from schema.rules.rule_settings import RuleKey, Setting
from schema.rules.rulebook import ReviewRules, Rulebook

_COUNT = "select count(*) as rows from rule_setting"


@dataclass(slots=True)
class _Kept:
    """What this process knows. `turn` counts what was given up, so that a reading that began
    before is not kept."""

    book: Rulebook | None = None
    rows: int = 0
    turn: int = 0


_kept = _Kept()


def forget_rulebook() -> None:
    """A row was added, or another database was opened: whoever asks next reads."""
    _kept.book = None
    _kept.turn += 1


async def rulebook() -> Rulebook:
    """Every setting that is known. Nothing is read unless something was added."""
    return _kept.book or await _read(default_db())


async def newest_rulebook(db: BaseDBAsyncClient) -> Rulebook:
    """As `rulebook`, asked of the database: one small statement, for what cannot be undone.

    Rows are only ever added, so their number tells whether there is more."""
    [counted] = await fetch(db, _COUNT)
    if _kept.book is not None and counted["rows"] == _kept.rows:
        return _kept.book
    forget_rulebook()
    return await _read(db)


async def rules_named(ids: str) -> ReviewRules:
    """What a result was found by that names these rows, known here by now or not."""
    try:
        return (await rulebook()).named(ids)
    except KeyError:  # given elsewhere, by a row whose event was not read yet
        forget_rulebook()
        return (await rulebook()).named(ids)


async def _read(db: BaseDBAsyncClient) -> Rulebook:
    turn = _kept.turn
    rows = await RuleSetting.all().using_db(db).order_by("id")
    book = rulebook_with(_setting(row) for row in rows)
    if turn == _kept.turn:
        _kept.book, _kept.rows = book, len(rows)
    return book


def _setting(row: RuleSetting) -> Setting:
    return setting_of_hr(row.key, row.id, row.value, row.valid_from, row.source, row.mark)


@dataclass(slots=True)
class SettingRow:
    """A row of a key on the page; `reason` and `created_at` only of HR's."""

    setting: Setting
    reason: str
    created_at: datetime | None


async def rows_by_key() -> dict[RuleKey, list[SettingRow]]:
    """Every row of every key, the latest to begin first."""
    added = {row.id: row for row in await RuleSetting.all().order_by("id")}
    book = rulebook_with(_setting(row) for row in added.values())
    found: dict[RuleKey, list[SettingRow]] = {key: [] for key in RuleKey}
    for one in sorted(book.settings, key=lambda it: (it.valid_from, it.order), reverse=True):
        row = added.get(one.order)
        made = (row.reason, row.created_at) if row else ("", None)
        found[one.key].append(SettingRow(one, *made))
    return found
