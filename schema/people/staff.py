"""The staff list of the HR office: searched, in order of name, page by page."""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any

from strawberry import ID
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from schema.access import require
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.models import Account, Employee, ReportingLine, WorkUnit
from schema.reads.rows import PersonRow
from schema.rules.nip import Nip, read_nip
from schema.rules.permissions import Operation
from schema.rules.reporting import rater_on
from schema.rules.vocabulary import Capacity, EmploymentKind
from schema.rules.writing import can_be_kept
from schema.types import row_id

MOST = 100  # rows of a page
SHORTEST = 2  # letters of a search


@dataclass(frozen=True, slots=True)
class StaffRowView:
    """One person of the list, with the rater of today."""

    person: PersonRow
    nip: str
    employment: EmploymentKind
    golongan: str
    rater: PersonRow | None
    capacity: Capacity | None
    activated: bool


@dataclass(frozen=True, slots=True)
class StaffPageView:
    """A page; `next` continues it, `total` counts the whole search."""

    rows: list[StaffRowView]
    next: str | None
    total: int


async def staff_page(
    ctx: Context, search: str, unit_id: int | None, after: str | None, first: int
) -> StaffPageView:
    """People whose name holds `search`, or whose NIP it is exactly; of a unit and all below it.

    Raises NotAllowed, and InvalidInput for a cursor that is none of ours."""
    require(ctx.viewer, Operation.READ_STAFF)
    size = min(max(first, 1), MOST)
    query = await _searched(search, unit_id, ctx.today)
    total = await query.count()
    if after:
        name, employee_id = _opened(after)
        query = query.filter(Q(name__gt=name) | Q(name=name, id__gt=employee_id))
    people = await query.order_by("name", "id").limit(size + 1).select_related("position", "unit")
    shown = people[:size]
    more = _closed(shown[-1]) if len(people) > size else None
    return StaffPageView(await _rows(shown, ctx.today), more, total)


async def one_of_staff(ctx: Context, employee_id: int) -> StaffRowView:
    """One person of the list. Raises NotAllowed and NotFound."""
    require(ctx.viewer, Operation.READ_STAFF)
    people = await Employee.filter(id=employee_id).select_related("position", "unit")
    if not people:
        raise NotFound
    return (await _rows(people, ctx.today))[0]


async def _searched(search: str, unit_id: int | None, today: date) -> QuerySet[Employee]:
    query = Employee.all()
    text = " ".join(search.replace("\x00", " ").split())
    nip = read_nip(text, today)
    if isinstance(nip, Nip):
        query = query.filter(nip=nip.digits)
    elif len(text) >= SHORTEST:
        query = query.filter(name__icontains=text)
    if unit_id is not None:
        unit = await WorkUnit.get_or_none(id=unit_id)
        path = unit.path if unit else "-"
        query = query.filter(unit__path__startswith=path)
    return query


async def _rows(people: list[Employee], today: date) -> list[StaffRowView]:
    ids = [it.id for it in people]
    lines: dict[int, list[ReportingLine]] = {}
    running = ReportingLine.filter(Q(ends=None) | Q(ends__gte=today), employee_id__in=ids)
    for line in await running.filter(starts__lte=today).order_by("id"):
        lines.setdefault(line.employee_id, []).append(line)
    holding = {who: held for who, it in lines.items() if (held := rater_on(it, today))}
    raters = Employee.filter(id__in=sorted({it.rater_id for it in holding.values()}))
    by_id = {it.id: it for it in await raters.select_related("position", "unit")}
    activated = Account.filter(employee_id__in=ids, activated_at__not_isnull=True)
    active: set[Any] = {row[0] for row in await activated.values_list("employee_id")}
    return [_row(it, holding.get(it.id), by_id, it.id in active) for it in people]


def _row(
    person: Employee,
    line: ReportingLine | None,
    raters: dict[int, Employee],
    activated: bool,
) -> StaffRowView:
    return StaffRowView(
        person=person_row(person),
        nip=person.nip,
        employment=person.employment,
        golongan=person.golongan,
        rater=person_row(raters[line.rater_id]) if line else None,
        capacity=line.capacity if line else None,
        activated=activated,
    )


def person_row(person: Employee) -> PersonRow:
    """An employee fetched with position and unit, as others see one."""
    return PersonRow(
        id=person.id,
        name=person.full_name,
        position=person.position.name if person.position else "",
        unit=person.unit.name if person.unit else "",
    )


def _closed(person: Employee) -> str:
    return base64.urlsafe_b64encode(f"{person.id}:{person.name}".encode()).decode()


def _opened(cursor: str) -> tuple[str, int]:
    try:
        number, name = base64.urlsafe_b64decode(cursor.encode()).decode().split(":", 1)
        if can_be_kept(name):
            return name, row_id(ID(number))
    except (ValueError, NotFound):
        pass
    raise InvalidInput("BAD_CURSOR", "after", "Penanda halaman ini tidak dikenali.")
