"""The machine of schema/rules/cycle.py as a page: a Mermaid drawing and a table of its moves."""

from schema.rules.cycle import FINAL, MOVES, PAST, READABLE, Guard, Move, Party
from schema.rules.vocabulary import CycleState

_WORDS = {
    Party.EMPLOYEE: "pegawai",
    Party.RATER: "pejabat penilai",
    Party.DECIDER: "atasan pejabat penilai",
    Party.PROGRAM: "program",
}
_GUARDS = {
    Guard.IN_TERM: "not after the last day for objecting",
    Guard.TERM_OVER: "after the last day for signing and objecting",
    Guard.BOTH_HEARD: "the rater has explained, or had the time to",
}
_HEAD = """# The cycle of an evaluation

Made of `schema/rules/cycle.py` by `make generate`; a test holds the two together. Until it is
delivered an evaluation belongs to its rater; from there on each version of the result has a life of
its own. What follows a CHANGED or REPLACED version is a new version: DECIDED, or DELIVERED with
terms of its own.

"""


def cycle_page() -> str:
    """The whole page docs/cycle.md, the same text for the same machine."""
    return f"{_HEAD}```mermaid\n{drawing()}```\n\n{table()}\n{_states()}"


def drawing() -> str:
    """The machine in Mermaid's language for state diagrams."""
    lines = ["stateDiagram-v2", "  [*] --> DRAFT"]
    lines += [
        f"  {move.source} --> {move.target}: {move.event} ({_WORDS[move.by]})" for move in MOVES
    ]
    ends = sorted(FINAL | PAST)
    lines += [f"  {state} --> [*]" for state in ends]
    return "\n".join(lines) + "\n"


def table() -> str:
    """Every move: from where, by what, to where, caused by whom, under which guard."""
    head = "| from | event | to | caused by | only when |\n|---|---|---|---|---|\n"
    return head + "".join(_row(move) for move in MOVES)


def _row(move: Move) -> str:
    guard = _GUARDS[move.guard] if move.guard else ""
    return f"| `{move.source}` | `{move.event}` | `{move.target}` | {_WORDS[move.by]} | {guard} |\n"


def _states() -> str:
    final = ", ".join(f"`{state}`" for state in sorted(FINAL))
    past = ", ".join(f"`{state}`" for state in sorted(PAST))
    hidden = ", ".join(f"`{state}`" for state in CycleState if state not in READABLE)
    return (
        f"Final, nobody changes it any more: {final}. A later version stands instead: {past}.\n"
        f"Not readable by the employee: {hidden}.\n"
    )
