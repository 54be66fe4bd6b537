"""Where a phone is in the stream of events: one number per audience, as an opaque text."""

from collections.abc import Sequence

from schema.events import ALL, HR, account_audience, employee_audience
from schema.reads.stream import audience_seqs
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Role

Seqs = dict[str, int]


def audiences_of(viewer: Viewer) -> list[str]:
    """The audiences a viewer belongs to, in the order that positions keep."""
    own = [account_audience(viewer.account_id), ALL]
    if viewer.employee_id is not None:
        own.append(employee_audience(viewer.employee_id))
    if viewer.roles & {Role.HR_ADMIN, Role.AUDITOR}:
        own.append(HR)
    return own


async def position_of(viewer: Viewer) -> str:
    """The present position: ask before fetching, then subscribe after it, and nothing is missed."""
    audiences = audiences_of(viewer)
    seqs = await audience_seqs(audiences)
    return encode(audiences, {audience: seq for audience, (seq, _) in seqs.items()})


def encode(audiences: Sequence[str], seqs: Seqs) -> str:
    """The position of a phone that has everything up to these numbers."""
    # A list: `join` would make one of a generator, at twice the time; it runs for each event.
    return ".".join([str(seqs.get(audience, 0)) for audience in audiences])


def decode(audiences: Sequence[str], position: str) -> Seqs | None:
    """The numbers in a position, or None when it was not made for these audiences.

    That happens to a phone whose person got or lost a role: it must fetch everything again."""
    parts = position.split(".")
    if len(parts) != len(audiences) or not all(_is_number(part) for part in parts):
        return None
    return dict(zip(audiences, map(int, parts), strict=True))


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 19
