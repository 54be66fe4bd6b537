"""The complete account of a result, and a simulation on its items: rows for the room explaining."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schema.reads.results import (
    RULES,
    rated,
    result_versions,
    results_by_number,
    unit_suggestion,
)
from schema.reads.rows import ItemRow, PersonRow, ResultRow, WeighedRow
from schema.reads.rulebook import rules_named
from schema.reads.year import YearChangeRow
from schema.reference.rulebook import explained_rules
from schema.rules.explanation import (
    Aspect,
    AspectAccount,
    Decided,
    Explanation,
    GivenItem,
    GivenVersion,
    WouldChange,
    explain_version,
)
from schema.rules.marked import MarkedRule, RuleTopic, in_force
from schema.rules.predikat import PredikatRule
from schema.rules.rule_settings import RuleKey, Setting
from schema.rules.rulebook import ReviewRules
from schema.rules.vocabulary import PeriodKind, Rating

EVERYTHING = ("items", "steps", RULES)
# Rules that count for some results only: of whoever leads a unit, of a year, of what was copied.
SPECIAL = frozenset(
    {
        RuleTopic.UNIT_PRINCIPLE,
        RuleTopic.UNIT_MAP,
        RuleTopic.YEAR_PRINCIPLE,
        RuleTopic.YEAR_WEIGHING,
        RuleTopic.COPYING,
    }
)


@dataclass(slots=True)
class InputRow:
    """One rated item, and since which version its rating and note stand unchanged."""

    aspect: Aspect
    item: ItemRow
    given_by: PersonRow
    given_at: datetime
    number: int


@dataclass(slots=True)
class WeighingRow:
    """How the results of the year were weighed: what they were, the words, whose, since when.

    `changes` is filled by the room: what stands today depends on who asks."""

    text: str
    given_by: PersonRow
    given_at: datetime
    number: int
    results: list[WeighedRow]
    changes: list[YearChangeRow]


@dataclass(slots=True)
class ExplanationRow:
    """The account of one version; `latest` is the newest number that this reader may see."""

    result: ResultRow
    latest: int
    inputs: list[InputRow]
    hasil: AspectAccount
    perilaku: AspectAccount
    would_change: list[WouldChange]
    agrees: bool
    rules: list[MarkedRule]
    weighing: WeighingRow | None


async def explanation(
    review_id: int, number: int, *, reader_id: int, today: date
) -> ExplanationRow | None:
    """The account of a version that `reader_id` may read: callers have passed a gate.

    Reads the version and those before it, in a number of statements that does not depend on how
    many there are."""
    lines = await result_versions(review_id, employee_id=reader_id, today=today)
    keys = [(review_id, line.number) for line in lines if line.number <= number]
    found = await results_by_number(keys, today=today, wanted=EVERYTHING)
    history = sorted(found.values(), key=lambda row: row.number)
    if not history or history[-1].number != number:
        return None
    rules = await rules_named(history[-1].rule_ids)
    return explained(history, rules, latest=max(line.number for line in lines))


def explained(history: Sequence[ResultRow], rules: ReviewRules, *, latest: int) -> ExplanationRow:
    """The account of the last of these versions of one review, which are in order.

    `rules` are the settings that it names: not those of today."""
    result = history[-1]
    account = explain_version(
        [_version(row) for row in history],
        result.rule,
        rules.suggestion,
        _decided(result),
        unit_suggestion(rules, result),
    )
    people = {row.rater.id: row.rater for row in history}
    inputs = [
        InputRow(given.aspect, item, people[origin.given_by], origin.given_at, origin.number)
        for given, item, origin in zip(
            given_items(result.items), result.items, account.origins, strict=True
        )
    ]
    return ExplanationRow(
        result=result,
        latest=latest,
        inputs=inputs,
        hasil=account.hasil,
        perilaku=account.perilaku,
        would_change=list(account.would_change),
        agrees=_agrees(result, account),
        rules=rules_of(result.rule, rules, result.period.ends, _special(result)),
        weighing=_weighing(history),
    )


def _weighing(history: Sequence[ResultRow]) -> WeighingRow | None:
    """Of an annual result: how its year was weighed, by whoever wrote it first in these words."""
    result = history[-1]
    if result.period.kind != PeriodKind.TAHUNAN:
        return None
    since, weighed = result, list(result.weighed)
    for version in reversed(history[:-1]):
        if version.weighing != result.weighing or list(version.weighed) != weighed:
            break
        since = version
    return WeighingRow(
        result.weighing, since.rater, since.submitted_at, since.number, weighed, changes=[]
    )


def _special(result: ResultRow) -> set[RuleTopic]:
    """The rules that count for this result and not for every one."""
    year = result.period.kind == PeriodKind.TAHUNAN
    return {
        *((RuleTopic.UNIT_PRINCIPLE, RuleTopic.UNIT_MAP) if result.achievement else ()),
        *((RuleTopic.YEAR_PRINCIPLE,) if year else ()),
        *((RuleTopic.YEAR_WEIGHING,) if year and list(result.weighed) else ()),
        *((RuleTopic.COPYING,) if any(item.copied for item in result.items) else ()),
    }


def given_items(items: Iterable[ItemRow]) -> tuple[GivenItem, ...]:
    """These items as the rules of the account take them."""
    return tuple(
        GivenItem(item.key, one, item.note) for item, one in zip(items, rated(items), strict=True)
    )


# What each setting is called in an account.
_TOPICS = {
    RuleKey.PARTS: RuleTopic.PARTS,
    RuleKey.PROOF: RuleTopic.PROOF,
    RuleKey.FIRST_APART: RuleTopic.FIRST_APART,
    RuleKey.SUGGESTION: RuleTopic.SUGGESTION,
    RuleKey.LEADER_RATING: RuleTopic.UNIT_MAP,
    RuleKey.WEIGHING: RuleTopic.YEAR_WEIGHING,
    RuleKey.COPYING: RuleTopic.COPYING,
}


def rules_of(
    rule: PredikatRule, rules: ReviewRules, day: date, special: Collection[RuleTopic] = ()
) -> list[MarkedRule]:
    """Every rule that leads to a predikat, in the order of the topics, with source and mark.

    `rules` are the settings it is found by; what no setting says is of `day`. `special` names the
    topics that count for this result only: a unit led, a year, a copy."""
    found = {one.topic: one for one in in_force(explained_rules(), day)}
    found |= {_TOPICS[one.key]: _marked(one) for one in rules.settings}
    found[RuleTopic.MATRIX] = MarkedRule(
        RuleTopic.MATRIX, rule.id, rule.title, rule.source, rule.mark, rule.valid_from
    )
    return [
        found[topic]
        for topic in RuleTopic
        if topic in found and (topic in special or topic not in SPECIAL)
    ]


def _marked(one: Setting) -> MarkedRule:
    return MarkedRule(_TOPICS[one.key], one.id, one.title, one.source, one.mark, one.valid_from)


def _version(row: ResultRow) -> GivenVersion:
    return GivenVersion(row.number, row.rater.id, row.submitted_at, given_items(row.items))


def _decided(row: ResultRow) -> Decided:
    return Decided(Rating(row.hasil), Rating(row.perilaku), row.reason_hasil, row.reason_perilaku)


def _agrees(row: ResultRow, account: Explanation) -> bool:
    """Whether the rule gives today what was stored when the result was given."""
    stored = (row.suggested_hasil, row.suggested_perilaku, row.predikat)
    found = (account.hasil.suggestion.rating, account.perilaku.suggestion.rating, account.predikat)
    return stored == found
