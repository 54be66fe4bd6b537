"""Who is asking, as far as the rooms know: no cookie, no password, no address."""

from dataclasses import dataclass

from schema.rules.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person.

    `employee_id` is None for a system account that is no ASN. `session_id` names the device.
    Being a rater is no role: it follows from the reporting line of the date in question."""

    account_id: int
    session_id: int
    employee_id: int | None
    roles: frozenset[Role] = frozenset()
    must_change_password: bool = False
