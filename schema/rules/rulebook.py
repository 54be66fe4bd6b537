"""The rule settings as rules: what holds for a period, a plan, a day, and what a result was by.

Pure: made of the rows that are known, it answers by date or by the names that a result carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schema.rules.achievement import AchievementMap
from schema.rules.copying import CopyRule
from schema.rules.distribution import CountingRule
from schema.rules.proof import ProofRule
from schema.rules.rule_settings import RuleKey, Setting, setting_on
from schema.rules.rule_values import day_of_year
from schema.rules.skp_terms import PlanningRule
from schema.rules.suggestion import SuggestionRule, Tie
from schema.rules.vocabulary import Achievement, BehaviourValue, Part, Rating
from schema.rules.weighing import WeighingRule

PARTS_IN_ORDER = (Part.HASIL_KERJA, Part.SIKAP, Part.KONTRIBUSI_TIM)  # of the form
# What a result is found by, in the order in which it names them.
OF_REVIEWS = (
    RuleKey.SUGGESTION,
    RuleKey.LEADER_RATING,
    RuleKey.PARTS,
    RuleKey.PROOF,
    RuleKey.FIRST_APART,
    RuleKey.WEIGHING,
    RuleKey.COPYING,
)
# What results were given without before it was there.
_LATER = frozenset({RuleKey.LEADER_RATING, RuleKey.WEIGHING, RuleKey.COPYING})


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The settings that a review is judged by. `achievement`, `weighing` and `copying` are None
    before any row holds, and for a result that names none."""

    settings: tuple[Setting, ...]
    suggestion: SuggestionRule
    achievement: AchievementMap | None
    contribution: frozenset[BehaviourValue]
    proof: ProofRule
    apart: bool
    weighing: WeighingRule | None
    copying: CopyRule | None

    @property
    def ids(self) -> str:
        """The names of the rows, as a result carries them."""
        return " ".join(one.id for one in self.settings)

    def setting(self, key: RuleKey) -> Setting | None:
        """The row of a key, None where none held."""
        return next((one for one in self.settings if one.key is key), None)

    def part_of(self, value: BehaviourValue) -> Part:
        """Where a value BerAKHLAK is shown."""
        return Part.KONTRIBUSI_TIM if value in self.contribution else Part.SIKAP

    def part_of_item(self, key: str, part: Part) -> Part:
        """Where an item of a form is shown; a work result stays one."""
        # Compared by value: rows of the read layer hold the plain word.
        return part if part == Part.HASIL_KERJA else self.part_of(BehaviourValue(key))


class Rulebook:
    """Every dated setting that is known, and the rules they make."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        self.settings = tuple(settings)
        self._by_id = {one.id: one for one in self.settings}
        self._reviews: dict[tuple[str, ...], ReviewRules] = {}

    def on(self, key: RuleKey, day: date) -> Setting | None:
        """The row that holds on `day`, None before the first."""
        return setting_on(self.settings, key, day)

    def newest(self, key: RuleKey) -> int:
        """The order of the row of a key that was entered last, 0 for the product's own."""
        return max((one.order for one in self.settings if one.key is key), default=0)

    def for_period(self, ends: date) -> ReviewRules:
        """What a review of a period that ends on that day is judged by.

        Raises LookupError for a period that is older than the oldest rows."""
        held = (self.on(key, ends) for key in OF_REVIEWS)
        return self._made(tuple(one for one in held if one is not None))

    def named(self, ids: str) -> ReviewRules:
        """What a result was found by that names these rows. KeyError for a name nobody knows."""
        return self._made(tuple(self._by_id[one] for one in ids.split()))

    def _made(self, held: tuple[Setting, ...]) -> ReviewRules:
        names = tuple(one.id for one in held)
        if names not in self._reviews:
            self._reviews[names] = _review_rules(held)
        return self._reviews[names]

    def counting(self, ends: date) -> CountingRule | None:
        """How the pattern of a period is counted, None before any way of counting holds."""
        setting = self.on(RuleKey.COUNTING, ends)
        return counting_rule(setting) if setting else None

    def shown_from(self, day: date) -> int:
        """From how many people on a group is shown on that day."""
        return int(self._must(RuleKey.SHOWN_GROUP, day).value["least"])

    def planning(self, year: int) -> PlanningRule:
        """When the plan of a year opens and is due. Raises LookupError before the first rule."""
        return planning_rule(self._must(RuleKey.PLAN_YEAR, date(year, 1, 1)))

    def joining_days(self, joined: date) -> int:
        """Working days for the plan of somebody who joins on that day; 0 before any rule."""
        setting = self.on(RuleKey.PLAN_JOINING, joined)
        return int(setting.value["days"]) if setting else 0

    def agreeing_days(self, submitted: date) -> int:
        """Working days of the leader for a plan that was submitted on that day."""
        return int(self._must(RuleKey.PLAN_AGREEING, submitted).value["days"])

    def lending_days(self, day: date) -> tuple[int, int]:
        """For how many days at most writing, and a role, is lent on that day."""
        value = self._must(RuleKey.LENDING, day).value
        return int(value["writing_days"]), int(value["role_days"])

    def _must(self, key: RuleKey, day: date) -> Setting:
        found = self.on(key, day)
        if found is None:
            raise LookupError(f"no {key} on {day.isoformat()}")
        return found


def _review_rules(held: tuple[Setting, ...]) -> ReviewRules:
    by_key = {one.key: one for one in held}
    missing = [key for key in OF_REVIEWS if key not in by_key and key not in _LATER]
    if missing:
        raise LookupError(f"no {missing[0]} among {[one.id for one in held]}")
    leader = by_key.get(RuleKey.LEADER_RATING)
    weighing, copying = by_key.get(RuleKey.WEIGHING), by_key.get(RuleKey.COPYING)
    return ReviewRules(
        settings=held,
        suggestion=suggestion_rule(by_key[RuleKey.SUGGESTION]),
        achievement=achievement_map(leader) if leader else None,
        contribution=frozenset(map(BehaviourValue, by_key[RuleKey.PARTS].value["contribution"])),
        proof=proof_rule(by_key[RuleKey.PROOF]),
        apart=bool(by_key[RuleKey.FIRST_APART].value["apart"]),
        weighing=WeighingRule(weighing.value["letters"]) if weighing else None,
        copying=copy_rule(copying) if copying else None,
    )


def suggestion_rule(setting: Setting) -> SuggestionRule:
    """The rule that a row of SUGGESTION makes."""
    value = setting.value
    return SuggestionRule(value["utama_first"], Tie(value["tie"]), value["reason_least"])


def achievement_map(setting: Setting) -> AchievementMap:
    """The map that a row of LEADER_RATING makes."""
    return {Achievement(name): Rating(to) for name, to in setting.value.items()}


def proof_rule(setting: Setting) -> ProofRule:
    """The rule that a row of PROOF makes."""
    value = setting.value
    ratings = frozenset(map(Rating, value["ratings"]))
    return ProofRule(ratings, value["note_least"], value["link_suffices"])


def copy_rule(setting: Setting) -> CopyRule:
    """The rule that a row of COPYING makes."""
    value = setting.value
    return CopyRule(value["words"], value["alike"], value["reason_least"])


def counting_rule(setting: Setting) -> CountingRule:
    """The rule that a row of COUNTING makes."""
    value = setting.value
    return CountingRule(
        small=value["small"],
        small_percent=value["small_percent"],
        tolerance=value["tolerance"],
        leader_counts=value["leader_counts"],
        hint_dominant=value["hint_dominant"],
    )


def planning_rule(setting: Setting) -> PlanningRule:
    """The rule that a row of PLAN_YEAR makes."""
    value = setting.value
    return PlanningRule(
        day_of_year(value["opens"]), day_of_year(value["due"]), value["next_work_day"]
    )
