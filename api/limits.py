"""What a GraphQL document may cost before anything runs: tokens, depth, fields, aliases, pages.

Depth and aliases are counted here and not by strawberry's QueryDepthLimiter and MaxAliasesLimiter:
those walk a fragment again at every spread, so eighteen nested fragments take them most of a minute
(docs/decisions/0022-own-document-limits.md). This walk visits each fragment once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    ArgumentNode,
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, SchemaExtension

from api.settings import Settings

MAX_TOKENS = 2000  # of the whole document; the app's largest has about a third of it
MAX_DEPTH = 10
MAX_FIELDS = 1500  # with every fragment written out
MAX_ALIASES = 20
MAX_PAGE = 100  # rows that one `first:` may ask for
PAGE_ARGUMENT = "first"


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection amounts to with every fragment written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def beside(self, other: "Size") -> "Size":
        """Both in one selection set."""
        return Size(
            max(self.depth, other.depth), self.fields + other.fields, self.aliases + other.aliases
        )


def size_of(document: DocumentNode) -> Size:
    """The size of all operations of a document together; linear in the length of its text.

    A fragment that spreads itself counts nothing there: validation refuses it by name."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    scale, total = _Scale(fragments), Size()
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            total = total.beside(scale.of_set(node.selection_set))
    return total


class _Scale:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, Size] = {}

    def of_set(self, selections: SelectionSetNode | None) -> Size:
        total = Size()
        for node in selections.selections if selections else ():
            total = total.beside(self._of_node(node))
        return total

    def _of_node(self, node: SelectionNode) -> Size:
        if isinstance(node, FragmentSpreadNode):
            return self._of_fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            return self.of_set(node.selection_set)
        if not isinstance(node, FieldNode):
            return Size()
        if node.name.value.startswith("__"):
            return Size(1, 1)  # introspection has a depth rule of its own, and is a matter of demos
        inner = self.of_set(node.selection_set)
        return Size(inner.depth + 1, inner.fields + 1, inner.aliases + (node.alias is not None))

    def _of_fragment(self, name: str) -> Size:
        if name not in self.known:
            self.known[name] = Size()  # while it is measured: ends a ring
            fragment = self.fragments.get(name)
            self.known[name] = self.of_set(fragment.selection_set) if fragment else Size()
        return self.known[name]


class DocumentSizeRule(ValidationRule):
    """Refuses documents that are too deep, too wide, or full of aliases."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        size = size_of(context.document)
        for name, amount, most in (
            ("DEPTH", size.depth, MAX_DEPTH),
            ("FIELDS", size.fields, MAX_FIELDS),
            ("ALIASES", size.aliases, MAX_ALIASES),
        ):
            if amount > most:
                self.report_error(_too_large(name, amount, most))


class DocumentLimits(AddValidationRules):
    """Extension: DocumentSizeRule for every document."""

    def __init__(self) -> None:
        super().__init__([DocumentSizeRule])


class NoIntrospection(AddValidationRules):
    """Extension: the schema is not told (production)."""

    def __init__(self) -> None:
        super().__init__([NoSchemaIntrospectionCustomRule])


class PageLimits(SchemaExtension):
    """Extension: `first:` lies between 1 and MAX_PAGE, as a literal and as a variable."""

    def on_execute(self) -> Iterator[None]:
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            literal, named = _page_sizes(document)
            given = {**dict(named), **(context.variables or {})}
            asked = [*literal, *(given[name] for name, _ in named)]
            wrong = [n for n in asked if isinstance(n, int) and not 1 <= n <= MAX_PAGE]
            if wrong:
                context.result = ExecutionResult(None, [_too_large("PAGE", wrong[0], MAX_PAGE)])
        yield


def graphql_extensions(settings: Settings) -> list[Callable[[], SchemaExtension]]:
    """For strawberry.Schema(extensions=...): factories, cheapest first.

    Batching stays off by leaving `batching_config` of the schema's config unset."""
    limits: list[Callable[[], SchemaExtension]] = [
        lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
        DocumentLimits,
        PageLimits,
    ]
    return [*limits, NoIntrospection] if settings.production else limits


@lru_cache(maxsize=256)
def _page_sizes(document: DocumentNode) -> tuple[tuple[int, ...], tuple[tuple[str, int], ...]]:
    """Numbers given to `first:`, and names of variables given to it with their default (or 1)."""
    finder = _PageFinder()
    visit(document, finder)
    named = {name: finder.defaults.get(name, 1) for name in finder.names}
    return tuple(finder.numbers), tuple(named.items())


class _PageFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[int] = []
        self.names: list[str] = []
        self.defaults: dict[str, int] = {}

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> None:
        if isinstance(node.default_value, IntValueNode):
            self.defaults[node.variable.name.value] = int(node.default_value.value)

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        if node.name.value != PAGE_ARGUMENT:
            return
        if isinstance(node.value, IntValueNode):
            self.numbers.append(int(node.value.value))
        elif isinstance(node.value, VariableNode):
            self.names.append(node.value.name.value)


def _too_large(what: str, amount: int, most: int) -> GraphQLError:
    return GraphQLError(
        f"{what.capitalize()}: {amount}, allowed: {most}.",
        extensions={"code": f"TOO_MANY_{what}" if what != "DEPTH" else "TOO_DEEP"},
    )
