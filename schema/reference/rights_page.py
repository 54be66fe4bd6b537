"""The table of schema/rules/permissions.py as a page of the docs, made by `make generate`."""

from schema.reference import load
from schema.rules.permissions import ALLOWED, Operation, Relation
from schema.rules.vocabulary import Role

_HEAD = """# Who may do what

Made of `schema/rules/permissions.py` and `schema/reference/rights.json` by `make generate`; a test
holds them together. The app shows the same table at `/saya/hak`. A dot says that the role or the
relation includes the operation; `ANYONE` is every signed-in account, about itself. A relation is
decided by the row in question (`schema/access.py`), a role by who holds it today.

"""


def rights_page() -> str:
    """The whole page docs/rights.md, the same text for the same table."""
    used = {who for them in ALLOWED.values() for who in them}
    columns = [it for it in [*Relation, *Role] if it in used]
    lines = [
        f"| operation | in words | {' | '.join(columns)} |",
        f"|---|---|{'---|' * len(columns)}",
    ]
    words = load("rights")
    for operation in Operation:
        marks = ["●" if it in ALLOWED[operation] else "" for it in columns]
        text = words.get(operation, {}).get("en", "")
        lines.append(f"| `{operation}` | {text} | {' | '.join(marks)} |")
    return _HEAD + "\n".join(lines) + "\n"
