"""The machine of schema/rules/skp_cycle.py as a page: a Mermaid drawing and a table of moves."""

from schema.rules.skp_cycle import MOVES, Move, Party
from schema.rules.vocabulary import SkpState

_WORDS = {Party.EMPLOYEE: "pegawai", Party.LEADER: "pejabat penilai", None: "program"}
_HEAD = """# The cycle of a plan (SKP)

Made of `schema/rules/skp_cycle.py` by `make generate`; a test holds the two together. The state is
that of the open document. Once a version was agreed it stays in force whatever happens to the
document: a change is talked about beside it, and replaces it only when it is agreed.

"""


def skp_cycle_page() -> str:
    """The whole page docs/cycle-skp.md, the same text for the same machine."""
    return f"{_HEAD}```mermaid\n{drawing()}```\n\n{table()}"


def drawing() -> str:
    """The machine in Mermaid's language for state diagrams."""
    lines = ["stateDiagram-v2", f"  [*] --> {SkpState.DRAFT}"]
    lines += [f"  {it.before} --> {it.after}: {it.step} ({_WORDS[it.party]})" for it in MOVES]
    return "\n".join([*lines, f"  {SkpState.CLOSED} --> [*]"]) + "\n"


def table() -> str:
    """Every move: from where, by what, to where, caused by whom, under which condition."""
    head = "| from | step | to | caused by | only when |\n|---|---|---|---|---|\n"
    return head + "".join(map(_row, MOVES))


def _row(move: Move) -> str:
    only = "a version is in force" if move.needs_version else ""
    return f"| `{move.before}` | `{move.step}` | `{move.after}` | {_WORDS[move.party]} | {only} |\n"
