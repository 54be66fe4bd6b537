"""Look-ahead: which fields of an operation were asked for, read from the document itself."""

from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode
from graphql.language import SelectionSetNode


def wanted(info: Any) -> frozenset[str]:
    """Names of every field below the current one, at any depth, fragments included.

    Names alone are enough to decide whether a heavy list ("items", "steps", "recent") is read."""
    raw: GraphQLResolveInfo[Any] = getattr(info, "_raw_info", info)
    names: set[str] = set()
    for node in raw.field_nodes:
        _collect(node.selection_set, raw, names)
    return frozenset(names)


def _collect(
    selections: SelectionSetNode | None, raw: GraphQLResolveInfo[Any], names: set[str]
) -> None:
    if selections is None:
        return
    for node in selections.selections:
        if isinstance(node, FieldNode):
            names.add(node.name.value)
            _collect(node.selection_set, raw, names)
        elif isinstance(node, FragmentSpreadNode):
            _collect(raw.fragments[node.name.value].selection_set, raw, names)
        elif isinstance(node, InlineFragmentNode):
            _collect(node.selection_set, raw, names)
