"""Plain selections written straight into dicts; everything unusual is left to graphql-core.

graphql-core asks about 90,000 fields a second, and most fields of the graph are attributes of plain
rows (schema/reads/rows.py). So a selection is read once and becomes a Python function, one dict
display per object: {"number": v.number, ...} (docs/decisions/0030-plain-selections.md).

For a door that answers in JSON (JsonExecutor), what is the same in many answers is written once,
and what was stored as JSON goes into the answer as it stands.

A selection is plain when each of its fields is an attribute, or a sync method of the type that
takes nothing but self. What is not, and every value that turns out wrong while it is written (a
null that may not be, an attribute that is missing), goes to graphql-core, which gives its answer or
its error as ever. tests/schema/test_plain.py compares the two on every document of the app."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, Protocol, cast

import orjson
from graphql import (
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import collect_fields
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from schema.reads.stored import Shape, Stored, StoredItems, StoredSteps, StoredWeighed

Write = Callable[[Any], Any]
Details = list[Any]  # graphql-core's FieldDetails of one response name

MOST_KEPT = 1024  # writers; one is a few kB, and the app has about fifty root fields
_SCALARS = {
    "String": "{}",  # as the row has it
    "Int": "{}",
    "Float": "float({})",
    "ID": "str({})",
    "Boolean": "bool({})",  # SQLite has 0 and 1
    "Date": "{}.isoformat()",
    "DateTime": "{}.isoformat()",
}


class Unusual(Exception):
    """Not for this file: graphql-core knows the answer or the error."""


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which lets plain values take the short way."""

    splices = False  # whether an answer may hold pieces of JSON that are written already
    _conditions: tuple[tuple[str, bool], ...] | None = None

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: Details,
        info: GraphQLResolveInfo[Any],
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        """The value as the client gets it; what is not plain as graphql-core completes it."""
        write = self.writer(return_type, field_details_list, info)
        if write is not None:
            try:
                return write(result)
            except Exception:  # noqa: S110  # graphql-core meets it again and says where it is
                pass
        return super().complete_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def writer(
        self, return_type: GraphQLOutputType, details: Details, info: "_Named"
    ) -> Write | None:
        """What writes values of this field, or None when its selection is not plain."""
        if is_leaf_type(getattr(return_type, "of_type", return_type)):
            return None
        if any(one.defer_usage or one.fragment_variable_values for one in details):
            return None
        if self.middleware_manager is not None and self.middleware_manager.middlewares:
            return None
        nodes = [detail.node for detail in details]
        key = (return_type, *map(id, nodes), self._booleans(), self.splices)
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][1]
        write = _compiled(self, return_type, details, info)
        _kept[key] = nodes, write  # the nodes stay alive, or their ids could come back
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return write

    def event_writer(self) -> Write | None:
        """What writes the data of each event of a subscription, or None when it is not plain.

        The resolver of a subscription's field gives the event itself, so nothing else is left out.
        """
        root = self.schema.subscription_type
        if root is None:
            return None
        fields = collect_fields(
            self.schema, self.fragments, self.variable_values, root, self.operation, True
        ).grouped_field_set
        if len(fields) != 1:
            return None
        [(key, details)] = fields.items()
        name = details[0].node.name.value
        write = self.writer(root.fields[name].type, details, _Asked(name))
        return None if write is None else lambda event: {key: write(event)}

    def _booleans(self) -> tuple[tuple[str, bool], ...]:
        # What @skip and @include may hang on: another value is another selection.
        if self._conditions is None:
            given = self.variable_values.coerced
            self._conditions = tuple((k, v) for k, v in given.items() if isinstance(v, bool))
        return self._conditions


class JsonExecutor(PlainExecutor):
    """For answers that orjson writes and nobody else looks into."""

    splices = True


_kept: OrderedDict[tuple[Any, ...], tuple[list[Any], Write | None]] = OrderedDict()


def _compiled(
    executor: PlainExecutor,
    type_: GraphQLOutputType,
    details: Details,
    info: "_Named",
) -> Write | None:
    try:
        return _Compiler(executor, info).of(type_, details)
    except Unusual:
        return None


class _Named(Protocol):
    @property
    def field_name(self) -> str: ...


class _Asked(NamedTuple):
    """What Strawberry asks of an info when it looks for the type of a value."""

    field_name: str


class _Compiler:
    def __init__(self, executor: PlainExecutor, info: "_Named") -> None:
        self.executor = executor
        self.asked: Any = _Asked(info.field_name)  # an info would keep its whole request alive

    def of(self, type_: GraphQLOutputType, details: Details) -> Write:
        """What writes a value of `type_`, null included where it may be."""
        row = _Row()
        return row.writer(self._written(row, type_, "v", details))

    def _written(self, row: "_Row", type_: Any, value: str, details: Details) -> str:
        """The expression that writes `value`, itself an expression."""
        if not isinstance(type_, GraphQLNonNull):
            inner = self._inner(row, type_, "x", details)
            return value if inner == "x" else f"(None if (x := {value}) is None else {inner})"
        inner = self._inner(row, type_.of_type, value, details)
        if inner == value:
            row.required.append(value)
        elif isinstance(type_.of_type, GraphQLScalarType) and inner.endswith(f"({value})"):
            # str(None) and bool(None) are no errors
            return f"({inner[: -len(value) - 2]}(x) if (x := {value}) is not None else {row.fail})"
        return inner

    def _inner(self, row: "_Row", type_: Any, value: str, details: Details) -> str:
        """The same for a value that is not null, or that the expression fails on if it is."""
        if isinstance(type_, GraphQLList):
            return f"{row.bind(self._many(type_.of_type, details))}({value})"
        if isinstance(type_, GraphQLEnumType):
            return f"{row.bind(_names(type_))}[{value}]"
        if isinstance(type_, GraphQLScalarType):
            return _scalar(type_).format(value)
        if is_abstract_type(type_):
            return f"{row.bind(self._abstract(type_, details))}({value})"
        return f"{row.bind(self._object(type_, details))}({value})"

    def _many(self, type_: Any, details: Details) -> Write:
        write = self.of(type_, details)
        shape = self._shape(type_, details) if self.executor.splices else None
        whole = {kind for kind in _STORED if kind.shape == shape}

        def written(values: Any) -> Any:
            if type(values) in whole:
                return orjson.Fragment(values.text)
            if type(values) not in _LISTS:
                raise Unusual
            return [write(value) for value in values]

        return written

    def _shape(self, type_: Any, details: Details) -> Shape | None:
        """What a selection shows if it calls each field by its own name, in its order."""
        named = get_named_type(type_)
        if is_leaf_type(named):
            return ()
        if not isinstance(named, GraphQLObjectType):
            return None
        shape = []
        for key, inner in self.executor.collect_subfields(named, details).grouped_field_set.items():
            below = None
            if key in named.fields and inner[0].node.name.value == key:
                below = self._shape(named.fields[key].type, inner)
            if below is None:
                return None
            shape.append((key, below))
        return tuple(shape)

    def _abstract(self, type_: GraphQLAbstractType, details: Details) -> Write:
        resolve: Any = type_.resolve_type or self.executor.type_resolver
        asked = self.asked
        writers: dict[str, Write] = {}
        for possible in self.executor.schema.get_possible_types(type_):
            with suppress(Unusual):  # this one only: met when such a value comes
                writers[possible.name] = self._object(possible, details)
        of_class: dict[type, Write] = {}  # the class of a value tells its type: asked once each

        def write(value: Any) -> Any:
            known = of_class.get(type(value))
            if known is None:
                known = of_class[type(value)] = writers[resolve(value, asked, type_)]
            return known(value)

        return write

    def _object(self, type_: GraphQLObjectType, details: Details) -> Write:
        row, fields = _Row(), []
        for key, inner in self.executor.collect_subfields(type_, details).grouped_field_set.items():
            if any(one.defer_usage or one.fragment_variable_values for one in inner):
                raise Unusual
            fields.append(f"{key!r}: {self._field(row, type_, inner)}")
        if type_.is_type_of is not None:
            row.accepts = _accepts(type_.is_type_of, self.asked)
        write = row.writer(f"{{{', '.join(fields)}}}")
        return _once(write) if self.executor.splices and _is_shared(type_) else write

    def _field(self, row: "_Row", type_: GraphQLObjectType, details: Details) -> str:
        name = details[0].node.name.value
        if name == "__typename":
            return repr(type_.name)
        field = type_.fields.get(name)
        given = field.extensions.get("strawberry-definition") if field else None
        if field is None or field.args or not isinstance(given, StrawberryField):
            raise Unusual
        if given.is_basic_field:
            return self._written(row, field.type, f"v.{given.python_name}", details)
        call = f"{row.bind(_resolver(given))}(v)"
        return f"{row.bind(self.of(field.type, details))}({call})"


class _Row:
    """The source of one writer and the values that it uses by name.

    A dict display that names its attributes takes a quarter of the time that any loop over keys
    and getters takes. Names come from our types, keys from graphql-core's lexer, by `repr`."""

    fail = "_fail()"

    def __init__(self) -> None:
        self.bound: dict[str, Any] = {"_fail": _fail}
        self.required: list[str] = []  # expressions shown as they are, which may not be null
        self.accepts: Callable[[Any, set[type]], None] | None = None

    def bind(self, value: Any) -> str:
        """A name for `value` in the source."""
        name = f"_{len(self.bound)}"
        self.bound[name] = value
        return name

    def writer(self, expression: str) -> Write:
        """The function that gives `expression` of its argument `v`."""
        lines = ["def write(v):"]
        if self.accepts is not None:
            self.bound["_right"], self.bound["_accepts"] = set(), self.accepts
            lines.append("  if type(v) not in _right: _accepts(v, _right)")
        elif "v." in expression or expression.startswith("{"):
            lines.append("  if v is None: _fail()")
        lines.append(f"  d = {expression}")
        if self.required:
            missing = " or ".join(f"{value} is None" for value in self.required)
            some = "None in d.values() and " if expression.startswith("{") else ""
            lines.append(f"  if {some}({missing}): _fail()")
        lines.append("  return d")
        exec(compile("\n".join(lines), "<selection>", "exec"), self.bound)  # noqa: S102  # ours, see above
        write: Write = self.bound["write"]
        return write


def _fail() -> None:
    raise Unusual


def _accepts(is_type_of: Any, asked: Any) -> Callable[[Any, set[type]], None]:
    def accepts(value: Any, right: set[type]) -> None:
        """Note the class of the value if the type takes it."""
        if is_type_of(value, asked) is not True:
            raise Unusual
        right.add(type(value))

    return accepts


def _resolver(field: StrawberryField) -> Write:
    resolver = field.base_resolver
    if resolver is None or field.is_async or field.extensions or field.permission_classes:
        raise Unusual
    if resolver.self_parameter is None or len(resolver.signature.parameters) != 1:
        raise Unusual
    function: Any = resolver.wrapped_func
    return cast("Write", function)


_STORED: tuple[type[Stored[Any]], ...] = (StoredItems, StoredSteps, StoredWeighed)
_LISTS = {list, tuple, *_STORED}


def _is_shared(type_: GraphQLObjectType) -> bool:
    definition = type_.extensions.get("strawberry-definition")
    return getattr(getattr(definition, "origin", None), "shared", False) is True


def _once(write: Write) -> Write:
    """Writes each value the first time it comes, as JSON; for values that never change."""
    kept: OrderedDict[int, tuple[Any, Any]] = OrderedDict()  # the value too: its id stays its own

    def written(value: Any) -> Any:
        known = kept.get(id(value))
        if known is not None:
            return known[1]
        made = orjson.Fragment(orjson.dumps(write(value)))
        kept[id(value)] = value, made
        if len(kept) > MOST_KEPT:
            kept.popitem(last=False)
        return made

    return written


def _names(type_: GraphQLEnumType) -> dict[Any, str]:
    # Rows hold members, or their values as the database gave them.
    names: dict[Any, str] = {}
    for name, member in type_.values.items():
        names[member.value] = names[getattr(member.value, "value", member.value)] = name
    return names


def _scalar(type_: GraphQLScalarType) -> str:
    """What writes a value that is not null; the others are left to graphql-core."""
    if type_.name not in _SCALARS:
        raise Unusual
    return _SCALARS[type_.name]
