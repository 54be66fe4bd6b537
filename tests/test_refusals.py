"""docs/refusals.md lists every refusal the code can give, and no other."""

import re
from pathlib import Path

from schema import errors
from schema.rules.cycle import Why
from tests.processes import ROOT


def codes_of(title: str) -> set[str]:
    """The codes in the first table after a heading of the page."""
    text = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    section = text.split(f"{title}\n", 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"^\| `([A-Z_]+)`", section, re.MULTILINE))


def tree(kind: type[errors.Refused]) -> set[type[errors.Refused]]:
    """Every refusal below this one."""
    below = set(kind.__subclasses__())
    return below.union(*(tree(it) for it in below))


def test_every_refusal_of_the_tree_is_listed() -> None:
    kinds = tree(errors.Refused)
    known = {"INVALID_INPUT" if kind is errors.InvalidInput else kind.code for kind in kinds}
    assert codes_of("## In the graph") == known
    assert len({kind.code for kind in kinds if kind is not errors.InvalidInput}) == len(kinds) - 1


def test_every_refusal_speaks_kindly() -> None:
    for kind in errors.Refused.__subclasses__():
        assert kind.text.endswith(".")
        assert kind.__name__ in (errors.__doc__ or "")


CODE = re.compile(
    r'(?:InvalidInput|_wrong)\(\s*"([A-Z_]+)"|(?:_check|checked_text)\([^)]*?"([A-Z_]+)"', re.S
)


def test_every_code_of_a_wrong_field_is_listed() -> None:
    known: set[str] = set()
    for source in Path(ROOT, "schema").rglob("*.py"):
        known |= {a or b for a, b in CODE.findall(source.read_text(encoding="utf-8"))}
    assert codes_of("### Codes of wrong fields") == known - codes_of("## At the doors")


def test_every_code_of_the_doors_is_listed() -> None:
    known: set[str] = set()
    for source in Path(ROOT, "api").rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        known |= set(re.findall(r'DoorRefusal\(\s*\d{3},\s*"([A-Z_]+)"', text))
    assert known <= codes_of("## At the doors")


def test_every_reason_why_a_step_is_not_possible_is_listed() -> None:
    assert codes_of("### Why a step is not possible") == {str(why) for why in Why}
    assert set(errors.StepNotPossible.sentences) == set(Why) - {Why.NOT_POSSIBLE}
