"""The shape of the invented regency: who leads which unit, how many people stand where.

A node is a unit with its head, the staff directly under that head, and further nodes whose heads
report to it. Children are made when they are asked for, so that a million people never stand in
memory at once. Every builder gives exactly as many people as it was given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from schema.rules.vocabulary import UnitKind
from schema.sample.chance import chance, split

SPAN = 15  # people under one superior, at most
TEAM = 12  # beyond this, a unit gets sub-units

Children = Callable[[], "list[Node]"]


def _none() -> "list[Node]":
    return []


@dataclass(frozen=True, slots=True)
class Node:
    """`name` "" means the head sits in the unit above. `outside`: the unit lies directly under the
    kabupaten although its head reports to this tree's parent. `cast` are keys of demo.CAST."""

    name: str
    kind: UnitKind
    head: str  # job key
    staff: int
    pool: str
    children: Children = _none
    code: str = ""
    area: str = ""
    outside: bool = False
    cast_head: str = ""
    cast_staff: tuple[str, ...] = ()


def team(name: str, kind: UnitKind, head: str, people: int, pool: str) -> Node:
    """A unit without sub-units: its head and `people` - 1 staff."""
    return Node(name, kind, head, people - 1, pool)


def office(
    name: str,
    head: str,
    people: int,
    pool: str,
    divisions: Sequence[str],
    attached: Sequence[Node] = (),
    *,
    divided: bool = False,
    room: int = 8,
) -> Node:
    """An OPD of `people`: one team, or divisions below the head where one team would be too large
    (or always, if `divided`).

    `attached` nodes report to the head as long as there is `room`, then to the heads of the
    divisions in turn."""
    if people + len(attached) <= SPAN and not divided:
        return Node(
            name, UnitKind.OPD, head, people - 1, pool, lambda: list(attached), outside=True
        )
    near, far = list(attached[:room]), attached[room:]
    count = max(2, ceil((people - 1) / 10), ceil(len(far) / 6) + 1)
    count = min(len(divisions), count)
    sizes = split(people - 1, count, chance(f"office/{name}"), low=2, high=people)

    def children() -> list[Node]:
        made = [
            division(title, size, pool, far[turn - 1 :: count - 1] if turn else ())
            for turn, (title, size) in enumerate(zip(divisions, sizes, strict=False))
        ]
        return made + near

    return Node(name, UnitKind.OPD, head, 0, pool, children, outside=True)


HEADS = {
    "Sekretariat Kecamatan": ("sekcam", UnitKind.SEKRETARIAT),
    "Sekretariat": ("sekretaris", UnitKind.SEKRETARIAT),
    "Bagian": ("kepala_bagian", UnitKind.BAGIAN),
    "Bidang": ("kepala_bidang", UnitKind.BIDANG),
    "Inspektur Pembantu": ("irban", UnitKind.BIDANG),
    "Seksi": ("kepala_seksi", UnitKind.SEKSI),
}


def division(name: str, people: int, pool: str, attached: Sequence[Node] = ()) -> Node:
    """A bidang, bagian or sekretariat: one team, or as many seksi as it needs."""
    head, kind = next(found for start, found in HEADS.items() if name.startswith(start))
    pool = "tata_usaha" if kind is UnitKind.SEKRETARIAT else pool
    if people - 1 + len(attached) <= SPAN - 1:
        return Node(name, kind, head, people - 1, pool, lambda: list(attached))
    count = max(2, ceil((people - 1) / 11))
    if count + len(attached) > SPAN:
        raise ValueError(f"{name}: {people} people do not fit under one head")
    sizes = split(people - 1, count, chance(f"division/{name}/{people}"), low=1, high=SPAN)
    below = "Subbagian" if kind is UnitKind.SEKRETARIAT else "Seksi"

    def children() -> list[Node]:
        short = name.split(" ", 1)[-1]
        made = [
            team(f"{below} {ROMAN[i]} {short}", UnitKind.SEKSI, "kepala_seksi", size, pool)
            for i, size in enumerate(sizes)
        ]
        return made + list(attached)

    return Node(name, kind, head, 0, pool, children)


ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
]


def puskesmas(name: str, people: int) -> Node:
    """A health centre: its head, the clinical team, and a small office once it is larger."""
    if people - 1 <= SPAN - 1:
        return team(name, UnitKind.PUSKESMAS, "kepala_puskesmas", people, "puskesmas")
    desk = min(people - 13, 14)  # the desk's head included
    node = team(name, UnitKind.PUSKESMAS, "kepala_puskesmas", people - desk, "puskesmas")
    office_node = team(
        "Subbagian Tata Usaha", UnitKind.SUBBAGIAN, "kasubbag_tu", desk, "tata_usaha"
    )
    return replace(node, children=lambda: [office_node])


def schools(area: str, people: int) -> Node:
    """The schools of a kecamatan under its coordinator, with supervisors where they are many."""
    count = ceil((people - 1) / 13)
    unit = f"Koordinator Wilayah Pendidikan {area}"
    return Node(
        unit,
        UnitKind.UPTD,
        "korwil",
        0,
        "sd",
        lambda: _supervised(area, people - 1, count, 1),
        area=area,
    )


def _supervised(area: str, people: int, count: int, first: int) -> list[Node]:
    """`count` schools with `people` people, numbered from `first`, as at most twelve nodes."""
    if count == 0:
        return []
    if count <= TEAM:
        rng = chance(f"schools/{area}/{first}/{people}")
        sizes = split(people, count, rng, low=1, high=SPAN + 1)
        return [_school(area, first + i, size) for i, size in enumerate(sizes)]
    groups = ceil(count / TEAM)
    while groups > TEAM:
        groups = ceil(groups / TEAM)
    return [_supervisor(area, people, count, first, group, groups) for group in range(groups)]


def _supervisor(area: str, people: int, count: int, first: int, group: int, groups: int) -> Node:
    low, high = count * group // groups, count * (group + 1) // groups
    share = people * high // count - people * low // count

    def below() -> list[Node]:
        return _supervised(area, share - 1, high - low, first + low)

    return Node("", UnitKind.LAINNYA, "pengawas_sekolah", 0, "sd", below, area=area)


def _school(area: str, number: int, people: int) -> Node:
    junior = number % 5 == 0
    name = f"SMP Negeri {number // 5} {area}" if junior else f"SD Negeri {number}/II {area}"
    pool = "smp" if junior else "sd"
    return team(name, UnitKind.SEKOLAH, "kepala_sekolah", people, pool)
