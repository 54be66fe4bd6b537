"""What the units of the sample achieved: the superior of each head set it, before rating the head.

Where the head was rated, it is the achievement by which the product's rule suggests the rating
that was suggested; in the open quarter some units wait for theirs."""

from datetime import datetime, timedelta
from itertools import count

from tortoise.models import Model

from schema.models import UnitAchievement
from schema.reference.rule_settings import delivered_rulebook
from schema.rules.achievement import suggested_by_unit
from schema.rules.suggestion import Suggestion
from schema.rules.vocabulary import Achievement, Capacity, Rating
from schema.sample.bulk import Bulk
from schema.sample.chance import share
from schema.sample.crowd import Person
from schema.sample.plan import SamplePeriod

COLUMNS: dict[type[Model], tuple[str, ...]] = {
    UnitAchievement: (
        *("id", "unit_id", "period_id", "number", "current", "value", "reason", "advice"),
        *("set_by_id", "capacity", "set_at"),
    )
}
_OF_RATING = {
    Rating.DI_ATAS: Achievement.ISTIMEWA,
    Rating.SESUAI: Achievement.BAIK,
    Rating.DI_BAWAH: Achievement.BUTUH_PERBAIKAN,
}
_GROUNDS = {
    Achievement.ISTIMEWA: "Realisasi rencana aksi unit melampaui target yang disepakati (contoh).",
    Achievement.BAIK: "Realisasi rencana aksi unit sesuai target yang disepakati (contoh).",
    Achievement.BUTUH_PERBAIKAN: "Sebagian rencana aksi unit belum mencapai target (contoh).",
}
_ADVICE = "Sudah dibahas dengan subbagian perencanaan (contoh)."
_EARLIER = timedelta(days=2)  # before the head was rated


def leads_unit(person: Person) -> bool:
    """Whether the unit of this person is theirs; school supervisors sit in somebody else's."""
    return person.leads and person.job.key != "pengawas_sekolah"


def by_unit(suggested: Rating, period: SamplePeriod) -> tuple[Achievement, Suggestion | None]:
    """The achievement that suggests this rating, and its suggestion."""
    value = _OF_RATING[suggested]
    return value, suggested_by_unit(delivered_rulebook().for_period(period.ends).achievement, value)


class Achievements:
    """Writes what was set: a version for each value, in order."""

    def __init__(self, bulk: Bulk) -> None:
        self._rows = bulk.rows[UnitAchievement]
        self._ids = count(1)

    def set_for(
        self,
        person: Person,
        rater: Person,
        capacity: Capacity,
        period: SamplePeriod,
        given: list[tuple[datetime, Achievement]],
    ) -> list[int]:
        """Set what each of these versions of a head's result stood on; gives the rows' ids."""
        ids: list[int] = []
        versions: list[tuple[int, datetime, Achievement]] = []
        for at, value in given:
            if not versions or versions[-1][2] is not value:
                versions.append((next(self._ids), at - _EARLIER, value))
            ids.append(versions[-1][0])
        for number, (row, at, value) in enumerate(versions, start=1):
            said = (value.value, _GROUNDS[value], _ADVICE if share(f"advice/{row}") < 0.4 else "")
            self._rows.append(
                (
                    *(row, person.unit.id, period.id, number, number == len(versions), *said),
                    *(rater.id, capacity.value, at),
                )
            )
        return ids

    def set_ahead(
        self,
        person: Person,
        rater: Person,
        capacity: Capacity,
        period: SamplePeriod,
        at: datetime,
    ) -> None:
        """In the open quarter, for most units whose head is not rated yet; some still wait."""
        luck = share(f"capaian/{person.unit.id}")
        if luck < 0.35 and person.cast != "hendra":
            return
        value = Achievement.ISTIMEWA if luck > 0.9 else Achievement.BAIK
        self.set_for(person, rater, capacity, period, [(at, value)])
