"""What a GraphQL document may cost before anything runs: tokens, depth, fields, aliases, pages.

Depth and aliases are counted here and not by strawberry's QueryDepthLimiter and MaxAliasesLimiter:
those walk a fragment again at every spread, so eighteen nested fragments take them most of a minute
(docs/decisions/0022-own-document-limits.md). This walk visits each fragment once."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    ArgumentNode,
    ASTValidationRule,
    DocumentNode,
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
    specified_rules,
    visit,
)

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


@dataclass(frozen=True, slots=True)
class PageSizes:
    """Numbers given to `first:` in a document, and the defaults of variables given to it."""

    numbers: tuple[int, ...] = ()
    variables: tuple[tuple[str, int], ...] = ()

    def refusal(self, given: Mapping[str, object]) -> GraphQLError | None:
        """What is wrong when one of them does not lie between 1 and MAX_PAGE."""
        asked = (*self.numbers, *(given.get(name, default) for name, default in self.variables))
        wrong = [n for n in asked if isinstance(n, int) and not 1 <= n <= MAX_PAGE]
        return _too_large("PAGE", wrong[0], MAX_PAGE) if wrong else None


def page_sizes(document: DocumentNode) -> PageSizes:
    """What a document asks of pages; read once per document."""
    finder = _PageFinder()
    visit(document, finder)
    variables = {name: finder.defaults.get(name, 1) for name in finder.names}
    return PageSizes(tuple(finder.numbers), tuple(variables.items()))


def document_rules(settings: Settings) -> list[type[ASTValidationRule]]:
    """What a document must hold to: GraphQL's own rules, its size, and no introspection in
    production."""
    rules = [*specified_rules, DocumentSizeRule]
    return [*rules, NoSchemaIntrospectionCustomRule] if settings.production else rules


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
