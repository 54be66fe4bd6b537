"""Invented people: names as they are common in Bungo, titles and grade that fit the job, a NIP."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from schema.reference import load
from schema.rules.vocabulary import EmploymentKind, JobKind
from schema.sample.chance import chance, pick
from schema.sample.demo import CAST, CastMember


@dataclass(frozen=True, slots=True)
class Job:
    """A job of sample_jobs.json with its level resolved."""

    key: str
    name: str
    kind: JobKind
    eselon: str
    jenjang: str
    golongan: tuple[str, ...]
    golongan_pppk: str
    band: str
    pppk: float
    front: str
    titles: tuple[str, ...]
    female: bool
    rhk: str

    def position(self, unit: str, area: str) -> tuple[str, str, str, str]:
        """Name, kind, eselon and jenjang of the position in this unit."""
        return self.name.format(unit=unit, area=area), self.kind, self.eselon, self.jenjang


@cache
def jobs() -> dict[str, Job]:
    """Every job by its key."""
    data = load("sample_jobs")
    return {key: _job(key, row, data) for key, row in data["jobs"].items()}


def _job(key: str, row: dict[str, Any], data: dict[str, Any]) -> Job:
    jenjang, eselon = row.get("jenjang", ""), row.get("eselon", "")
    level = data["levels"][row.get("level") or jenjang or eselon]
    name = row["name"]
    return Job(
        key=key,
        name=f"{name} {jenjang}" if jenjang and not row.get("plain") else name,
        kind=JobKind(row["kind"]),
        eselon=eselon,
        jenjang=jenjang,
        golongan=tuple(level["golongan"]),
        golongan_pppk=level["pppk"],
        band=level["band"],
        pppk=row.get("pppk", 0) / 100,
        front=row.get("front", ""),
        titles=tuple(data["titles"][row["title"]]),
        female=bool(row.get("female")),
        rhk=row["rhk"],
    )


@cache
def pool(name: str) -> tuple[str, ...]:
    """The job keys of a pool, each as often as it weighs."""
    weights: dict[str, int] = load("sample_jobs")["pools"][name]
    return tuple(key for key, weight in weights.items() for _ in range(weight))


@dataclass(slots=True)
class Identity:
    """Who somebody is, before it is known where they stand."""

    nip: str
    name: str
    front: str
    back: str
    employment: EmploymentKind
    golongan: str
    joined: date


# Years of age at least and at most, and the serial numbers of a band: one birthday and sex never
# meets the same serial twice, so NIPs are unique without remembering any.
BANDS = {"young": (24, 43, 21, 599), "middle": (34, 53, 600, 799), "senior": (45, 57, 800, 998)}


class Registry:
    """Hands out identities; keeps six counters and no names."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._given = {(band, sex): 0 for band in BANDS for sex in "12"}

    def cast(self, key: str) -> Identity:
        """A member of the demo cast."""
        return _cast_identity(CAST[key])

    def invent(self, number: int, job: Job) -> Identity:
        """The person with this number, in this job."""
        rng = chance(f"person/{number}")
        sex = "2" if job.female or rng.random() < 0.55 else "1"
        contract = bool(job.golongan_pppk) and rng.random() < job.pppk
        born, serial = self._birthday(job.band, sex)
        joined = self._joined(rng, job, born, contract)
        month = f"{joined.month:02d}" if not contract else "21"
        return Identity(
            nip=f"{born:%Y%m%d}{joined.year}{month}{sex}{serial:03d}",
            name=_name(rng, sex),
            front=_front(rng, sex, job),
            back=pick(rng, job.titles),
            employment=EmploymentKind.PPPK if contract else EmploymentKind.PNS,
            golongan=_golongan_pppk(job) if contract else self._golongan(job, joined),
            joined=joined,
        )

    def _birthday(self, band: str, sex: str) -> tuple[date, int]:
        youngest, oldest, low, high = BANDS[band]
        given = self._given[band, sex]
        self._given[band, sex] += 1
        first = date(self._today.year - oldest, 1, 1)
        days = (date(self._today.year - youngest, 12, 31) - first).days
        days -= days % 7919 == 0  # a stride that shares no factor visits every day once
        turn, step = divmod(given, days)
        day = step * 7919 % days
        span = high - low + 1
        return first + timedelta(days=day), low + (turn + day * 31) % span

    def _joined(self, rng: Random, job: Job, born: date, contract: bool) -> date:
        latest = self._today.year - 2
        if job.band == "young" and rng.random() < 0.04:
            return date(latest + 1, rng.randint(3, 12), 1)  # new: part of the history only
        if contract:
            return date(rng.randint(max(latest - 3, born.year + 20), latest), 3, 1)
        return date(min(born.year + rng.randint(21, 29), latest), pick(rng, (1, 2, 3, 4, 12)), 1)

    def _golongan(self, job: Job, joined: date) -> str:
        steps = (self._today.year - joined.year) // 4 if job.band == "young" else 1
        return job.golongan[min(steps, len(job.golongan) - 1)]


def _golongan_pppk(job: Job) -> str:
    return "X" if job.front == "dr." else job.golongan_pppk


@cache
def _name_groups() -> tuple[dict[str, list[str]], ...]:
    groups = load("sample_names")["groups"]
    return tuple(group for group in groups for _ in range(group["share"]))


def _name(rng: Random, sex: str) -> str:
    group, word = pick(rng, _name_groups()), "female" if sex == "2" else "male"
    first, last = pick(rng, group[word]), pick(rng, group[f"last_{word}"])
    if rng.random() < 0.12 and (second := pick(rng, group[word])) != first:
        return f"{first} {second} {last}"
    return f"{first} {last}"


def _front(rng: Random, sex: str, job: Job) -> str:
    pilgrim = job.band == "senior" and rng.random() < 0.14
    haji = ("Hj." if sex == "2" else "H.") if pilgrim else ""
    return " ".join(filter(None, (haji, job.front)))


def _cast_identity(member: CastMember) -> Identity:
    joined = date(int(member.nip[8:12]), max(1, int(member.nip[12:14]) % 20), 1)
    return Identity(
        nip=member.nip,
        name=member.name,
        front=member.title_front,
        back=member.title_back,
        employment=member.employment,
        golongan=member.golongan,
        joined=joined,
    )
