"""The invented regency as one tree: how `size` people are spread over its offices.

Offices have the sizes of sample_offices.json at 6,000 people and grow with the size up to a limit;
whoever is left over teaches: the schools grow without one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schema.reference import load
from schema.rules.vocabulary import UnitKind
from schema.sample.chance import chance, split
from schema.sample.tree import SPAN, Node, division, office, puskesmas, schools, team

NORMAL = 6000
WITH_ASSISTANTS = 22  # the Sekda, three assistants, and nine bagian of two
BUSY = 300  # from here on every kecamatan has its own office
LARGEST = {"health": 180, "education": 280, "puskesmas": 1000, "secretariat": 139, "kecamatan": 60}


@dataclass(frozen=True, slots=True)
class Allotment:
    """People per office; they add up to the size."""

    secretariat: int
    health: int
    puskesmas: int
    education: int
    schools: dict[str, int]  # code of the kecamatan -> people
    kecamatan: int  # each
    kelurahan: int  # each
    others: dict[str, int]


def allot(size: int) -> Allotment:
    """How `size` people are spread."""
    data, scale = load("sample_offices"), size / NORMAL
    others = {row["name"]: _other(row, scale) for row in data["others"]}
    kecamatan = _grown(data["kecamatan_people"], scale, 3, LARGEST["kecamatan"])
    kelurahan = _grown(data["kelurahan_people"], scale, 0, SPAN)
    found = Allotment(
        secretariat=_grown(
            data["secretariat"]["people"],
            scale,
            WITH_ASSISTANTS if size >= BUSY else 4,
            LARGEST["secretariat"],
        ),
        health=_grown(data["health"]["people"], scale, 7, LARGEST["health"]),
        puskesmas=_grown(data["puskesmas_people"], scale, SPAN, LARGEST["puskesmas"]),
        education=_grown(data["education"]["people"], scale, 3, LARGEST["education"]),
        schools={},
        kecamatan=kecamatan if size >= BUSY else 0,
        kelurahan=kelurahan if scale >= 0.5 else 0,
        others=others,
    )
    return _with_schools(found, size)


def _grown(people: int, scale: float, least: int, most: int) -> int:
    return min(most, max(least, round(people * scale)))


def _other(row: dict[str, Any], scale: float) -> int:
    least = {"bkpsdm": 6, "inspektorat": 4}.get(row.get("key", ""), 0)
    people = _grown(row["people"], scale, least, min(500, 3 * row["people"]))
    return people if people >= max(least, 4) else 0


def _with_schools(found: Allotment, size: int) -> Allotment:
    data, areas = load("sample_offices"), load("kecamatan")["kecamatan"]
    wards = sum(len(names) for names in data["kelurahan"].values())
    left = size - sum(found.others.values()) - found.secretariat - found.health
    left -= found.puskesmas + len(areas) * found.kecamatan + wards * found.kelurahan
    education = max(found.education, 12) if left > 200 else found.education
    left -= education
    weights: dict[str, int] = data["school_weights"]
    codes = sorted(weights, key=lambda code: (-weights[code], code))
    codes = codes[: max(1, min(len(codes), left // 20))]
    whole, given, shares = sum(weights[code] for code in codes), 0, {}
    for code in codes:
        shares[code] = left * (given + weights[code]) // whole - left * given // whole
        given += weights[code]
    return replace(found, education=education, schools=shares)


def regency(size: int) -> Node:
    """The tree, from the Sekda down; exactly `size` people."""
    found, data = allot(size), load("sample_offices")
    offices = [_health(found), _education(found)]
    for row in data["others"]:
        if people := found.others[row["name"]]:
            offices.append(_other_office(row, people))
    areas = [_kecamatan(row, found) for row in load("kecamatan")["kecamatan"] if found.kecamatan]
    return _secretariat(found, offices, areas)


def _secretariat(found: Allotment, offices: list[Node], areas: list[Node]) -> Node:
    data = load("sample_offices")["secretariat"]
    root = Node(data["name"], UnitKind.OPD, "sekda", 0, "umum", outside=True, cast_head="arman")
    if found.secretariat < WITH_ASSISTANTS:
        return replace(root, staff=found.secretariat - 1, children=lambda: [*offices, *areas])
    sizes = split(found.secretariat - 4, 9, chance("secretariat"), low=2, high=SPAN)
    # The camat report to the assistants by delegation: the Sekda's own team is large enough.
    given = [areas[:9], areas[9:], []]
    helpers = [
        _asisten(row, sizes[3 * i : 3 * i + 3], given[i]) for i, row in enumerate(data["asisten"])
    ]
    return replace(root, children=lambda: [*helpers, *offices])


def _asisten(row: dict[str, Any], sizes: Sequence[int], areas: Sequence[Node]) -> Node:
    def children() -> list[Node]:
        made = [division(n, size, "umum") for n, size in zip(row["bagian"], sizes, strict=True)]
        return [*made, *areas]

    return Node(row["name"], UnitKind.LAINNYA, "asisten", 0, "umum", children)


def _health(found: Allotment) -> Node:
    row = load("sample_offices")["health"]
    names = [area["name"] for area in load("kecamatan")["kecamatan"]]
    names.insert(0, names.pop(2))  # the cast works in Pasar Muara Bungo
    count = max(0, round((found.puskesmas - SPAN) / 23))
    rest = found.puskesmas - SPAN if count else 0
    sizes = split(rest, count, chance("puskesmas"), low=4, high=27) if count else []
    centres = [
        replace(
            puskesmas(f"Puskesmas {names[0]}", found.puskesmas - rest),
            cast_head="hendra",
            cast_staff=("sari", "joko", "putri"),
        ),
        *(puskesmas(_numbered("Puskesmas", names, i), size) for i, size in enumerate(sizes, 1)),
    ]
    node = office(
        row["name"], row["head"], found.health, row["pool"], row["divisions"], centres, divided=True
    )
    return replace(node, cast_head="dewi", children=lambda: _with_rahmat(node.children()))


def _with_rahmat(children: list[Node]) -> list[Node]:
    first = _with_cast(children[1], ("wati",), min)  # its own seksi stand before the health centres
    return [children[0], replace(first, cast_head="rahmat"), *children[2:]]


def _numbered(what: str, names: Sequence[str], index: int) -> str:
    round_, place = divmod(index, len(names))
    return f"{what} {names[place]}{' ' + 'I' * (round_ + 1) if round_ else ''}"


def _education(found: Allotment) -> Node:
    row = load("sample_offices")["education"]
    names = {area["code"]: area["name"] for area in load("kecamatan")["kecamatan"]}
    areas = [schools(names[code], people) for code, people in sorted(found.schools.items())]
    return office(
        row["name"], row["head"], found.education, row["pool"], row["divisions"], areas, room=0
    )


CAST_OF = {"bkpsdm": ("yuni", "tuti"), "inspektorat": ("asep",)}


def _other_office(row: dict[str, Any], people: int) -> Node:
    node = office(row["name"], row["head"], people, row["pool"], row["divisions"])
    cast = CAST_OF.get(row.get("key", ""))
    return _with_cast(node, cast) if cast else node


def _with_cast(node: Node, cast: tuple[str, ...], which: Callable[[list[int]], int] = max) -> Node:
    """The same office with `cast` in one of its teams that is large enough: the last by default."""
    if node.staff >= len(cast):
        return replace(node, cast_staff=cast)
    children = node.children()
    place = which([i for i, child in enumerate(children) if _fits(child, cast)])
    children[place] = _with_cast(children[place], cast, which)
    return replace(node, children=lambda: children)


def _fits(node: Node, cast: tuple[str, ...]) -> bool:
    return node.staff >= len(cast) or any(_fits(child, cast) for child in node.children())


def _kecamatan(row: dict[str, Any], found: Allotment) -> Node:
    data = load("sample_offices")
    wards = [
        replace(
            team(name, UnitKind.KELURAHAN, "lurah", found.kelurahan, "kecamatan"),
            area=name.removeprefix("Kelurahan "),
        )
        for name in data["kelurahan"].get(row["code"], ())
        if found.kelurahan
    ]
    node = office(
        f"Kecamatan {row['name']}",
        "camat",
        found.kecamatan,
        "kecamatan",
        data["kecamatan_divisions"],
        wards,
    )
    return replace(node, code=row["code"], area=row["name"])
