"""Plain selections written straight into dicts; everything unusual is left to graphql-core.

graphql-core asks about 90,000 fields a second, and most fields of the graph are attributes of plain
rows (schema/reads/rows.py). So a selection is read once: which keys, which attributes, which few
need converting. The next answers only fetch and zip (docs/decisions/0030-plain-selections.md).

A selection is plain when each of its fields is an attribute, or a sync method of the type that
takes nothing but self. What is not, and every value that turns out wrong while it is written (a
null that may not be, an attribute that is missing), goes to graphql-core, which gives its answer or
its error as ever. tests/schema/test_plain.py compares the two on every document of the app."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from graphql import (
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import collect_fields
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

Write = Callable[[Any], Any]
Details = list[Any]  # graphql-core's FieldDetails of one response name

MOST_KEPT = 1024  # writers; one is a few kB, and the app has about fifty root fields
# What these scalars give is what the row holds; the others have a conversion.
_AS_IS = frozenset({"String", "Int"})
_CONVERSIONS: dict[str, Write] = {
    "ID": str,
    "Boolean": bool,  # SQLite has 0 and 1
    "Date": lambda value: value.isoformat(),
    "DateTime": lambda value: value.isoformat(),
}


class Unusual(Exception):
    """Not for this file: graphql-core knows the answer or the error."""


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which lets plain values take the short way."""

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
        key = (return_type, *map(id, nodes), self._booleans())
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
        if isinstance(type_, GraphQLNonNull):
            write = self._inner(type_.of_type, details)
            return write if _minds_null(type_.of_type) else _required(write)
        return _optional(self._inner(type_, details))

    def _inner(self, type_: Any, details: Details) -> Write:
        if isinstance(type_, GraphQLList):
            return _list(self.of(type_.of_type, details))
        if isinstance(type_, GraphQLEnumType):
            return _enum(type_)
        if isinstance(type_, GraphQLScalarType):
            return _scalar(type_)
        if is_abstract_type(type_):
            return self._abstract(type_, details)
        return self._object(type_, details)

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
        row = _Row()
        for key, inner in self.executor.collect_subfields(type_, details).grouped_field_set.items():
            if any(one.defer_usage or one.fragment_variable_values for one in inner):
                raise Unusual
            self._field(row, key, type_, inner)
        write = row.writer() if row.keys else _nothing
        return _checked(type_, self.asked, write)

    def _field(self, row: "_Row", key: str, type_: GraphQLObjectType, details: Details) -> None:
        name = details[0].node.name.value
        if name == "__typename":
            row.add(key, "__class__", lambda _class: type_.name)
            return
        field = type_.fields.get(name)
        given = field.extensions.get("strawberry-definition") if field else None
        if field is None or field.args or not isinstance(given, StrawberryField):
            raise Unusual
        if not given.is_basic_field:
            row.add(key, "__class__", compute=_computed(given, self.of(field.type, details)))
        elif getattr(getattr(field.type, "of_type", field.type), "name", None) in _AS_IS:
            row.add(key, given.python_name, required=isinstance(field.type, GraphQLNonNull))
        else:
            row.add(key, given.python_name, self.of(field.type, details))


class _Row:
    """How the fields of one object are fetched and written, in their order."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.names: list[str] = []
        self.converted: list[tuple[int, Write]] = []
        self.computed: list[tuple[int, Write]] = []
        self.required: list[int] = []

    def add(
        self,
        key: str,
        name: str,
        convert: Write | None = None,
        *,
        compute: Write | None = None,
        required: bool = False,
    ) -> None:
        """One field: the attribute to fetch, and what writes its value or computes it."""
        number = len(self.keys)
        self.keys.append(key)
        self.names.append(name)
        if convert is not None:
            self.converted.append((number, convert))
        if compute is not None:
            self.computed.append((number, compute))
        if required:
            self.required.append(number)

    def writer(self) -> Write:
        """What writes such an object."""
        keys, one, fetch = self.keys, len(self.keys) == 1, attrgetter(*self.names)
        converted, computed, required = self.converted, self.computed, self.required

        def write(value: Any) -> Any:
            got = [fetch(value)] if one else list(fetch(value))
            for number, convert in converted:
                got[number] = convert(got[number])
            for number, compute in computed:
                got[number] = compute(value)
            if None in got and any(got[number] is None for number in required):
                raise Unusual
            return dict(zip(keys, got, strict=False))  # one of each, by construction

        return write


def _nothing(_value: Any) -> dict[str, Any]:
    return {}


def _computed(field: StrawberryField, write: Write) -> Write:
    resolver = field.base_resolver
    if resolver is None or field.is_async or field.extensions or field.permission_classes:
        raise Unusual
    if resolver.self_parameter is None or len(resolver.signature.parameters) != 1:
        raise Unusual
    function: Any = resolver.wrapped_func
    return lambda value: write(function(value))


def _checked(type_: GraphQLObjectType, asked: Any, write: Write) -> Write:
    is_type_of: Any = type_.is_type_of
    if is_type_of is None:
        return write
    right: set[type] = set()  # classes that the type has accepted

    def checked(value: Any) -> Any:
        if type(value) not in right:
            if is_type_of(value, asked) is not True:
                raise Unusual
            right.add(type(value))
        return write(value)

    return checked


def _minds_null(type_: Any) -> bool:
    """Whether writing such a value fails on null by itself."""
    if isinstance(type_, GraphQLList | GraphQLEnumType):
        return True
    return isinstance(type_, GraphQLScalarType) and type_.name in {"Date", "DateTime"}


def _required(write: Write) -> Write:
    def required(value: Any) -> Any:
        if value is None:
            raise Unusual
        return write(value)

    return required


def _optional(write: Write) -> Write:
    def optional(value: Any) -> Any:
        return None if value is None else write(value)

    return optional


def _list(write: Write) -> Write:
    def written(values: Any) -> Any:
        if type(values) is not list and type(values) is not tuple:
            raise Unusual
        return [write(value) for value in values]

    return written


def _enum(type_: GraphQLEnumType) -> Write:
    # Rows hold members, or their values as the database gave them.
    names: dict[Any, str] = {}
    for name, member in type_.values.items():
        names[member.value] = names[getattr(member.value, "value", member.value)] = name
    return names.__getitem__


def _scalar(type_: GraphQLScalarType) -> Write:
    if type_.name in _AS_IS:
        return _as_is
    if type_.name not in _CONVERSIONS:
        raise Unusual
    return _CONVERSIONS[type_.name]


def _as_is(value: Any) -> Any:
    return value
