"""Documents that phones send, prepared once each, and what their operations answer.

The app sends a few constant texts (house law: constant documents with variables), so parsing,
checking and measuring a document is done once per text and kept. Strawberry's own `execute` walks
its extensions for each request instead (docs/decisions/0032-prepared-documents.md)."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from typing import Any, cast

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
    execute,
    execute_subscription_event,
    get_operation_ast,
    parse,
    validate,
)
from strawberry.execution import optimized_is_awaitable

from api.faults import SORRY, report_fault
from api.limits import MAX_TOKENS, PageSizes, document_rules, page_sizes
from api.settings import Settings
from schema.context import Context
from schema.errors import Refused
from schema.plain import JsonExecutor, Write

# {"data": ...} and, where something went wrong, "errors": for orjson, which may find pieces of
# JSON in it (schema/plain.py).
Answer = dict[str, Any]
Send = Callable[[Answer], bool]

MOST_KEPT = 256  # documents
LONGEST_KEPT = 16 * 1024  # characters; the app's largest has a tenth of it
_NOT_HERE = "This operation is not served here."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, ready to run, or what is wrong with it."""

    text: str
    document: DocumentNode | None
    errors: list[GraphQLError]
    pages: PageSizes


_is_awaitable: Any = optimized_is_awaitable


class Operations:
    """The operations of a schema, within the limits of the door."""

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self._schema = schema._schema
        self._executor = JsonExecutor
        self._rules = document_rules(settings)
        self._kept: OrderedDict[str, Prepared] = OrderedDict()

    async def run(
        self, text: str, variables: dict[str, Any] | None, name: str | None, context: Any
    ) -> Answer:
        """The answer to one query or mutation; a subscription is refused."""
        prepared = self.prepared(text)
        wrong = self._wrong(prepared, variables, name, subscription=False)
        if wrong or prepared.document is None:
            return _answer(ExecutionResult(None, wrong))
        result: Any = execute(
            self._schema,
            prepared.document,
            context_value=context,
            variable_values=variables,
            operation_name=name,
            is_awaitable=_is_awaitable,
            executor_class=self._executor,
        )
        return _answer(await result if isawaitable(result) else result)

    async def stream(
        self,
        text: str,
        variables: dict[str, Any] | None,
        name: str | None,
        context: Context,
        send: Send | None = None,
    ) -> AsyncGenerator[Answer]:
        """The answers of one subscription, one per event, until it ends.

        What is wrong with the document is a single answer without data. With `send`, which sends an
        answer at once or says that it cannot, `context` (no other operation's) learns to show an
        event without this generator."""
        prepared = self.prepared(text)
        wrong = self._wrong(prepared, variables, name, subscription=True)
        if wrong or prepared.document is None:
            yield _answer(ExecutionResult(None, wrong))
            return
        executor = self._built(prepared.document, variables, name, context, None)
        if isinstance(executor, list):
            yield _answer(ExecutionResult(None, executor))
            return
        found: Any = create_source_event_stream(executor)
        source = await found if isawaitable(found) else found
        if isinstance(source, ExecutionResult):
            yield _answer(source)
            return
        write = executor.event_writer()
        del executor  # some kB, and a socket would keep them for hours
        if write is not None and send is not None:
            context.show = partial(_shown, write, send)
        slowly = partial(self._executed, prepared.document, variables, name, context)
        async with aclosing(source):
            try:
                async for event in source:
                    yield _plainly(write, event) or await slowly(event)
            except Exception as error:  # the source broke: masked as any other, the stream ends
                yield _answer(ExecutionResult(None, [GraphQLError(SORRY, original_error=error)]))

    def _built(
        self,
        document: DocumentNode,
        variables: dict[str, Any] | None,
        name: str | None,
        context: Any,
        root: Any,
    ) -> Any:
        return self._executor.build(
            self._schema,
            document,
            root_value=root,
            context_value=context,
            raw_variable_values=variables,
            operation_name=name,
            is_awaitable=_is_awaitable,
        )

    async def _executed(
        self,
        document: DocumentNode,
        variables: dict[str, Any] | None,
        name: str | None,
        context: Any,
        event: Any,
    ) -> Answer:
        """An event that is not plain. Its executor goes with it: graphql-core would remember
        something of each event for as long as the subscription lives."""
        executor = self._built(document, variables, name, context, event)
        result: Any = execute_subscription_event(executor)
        return _answer(await result if isawaitable(result) else result)

    def subscription(self, text: str) -> str | None:
        """The text as it is kept, if it can be read and holds one operation, a subscription."""
        prepared = self.prepared(text)
        document = prepared.document
        kinds = [
            node.operation
            for node in (document.definitions if document else ())
            if isinstance(node, OperationDefinitionNode)
        ]
        return prepared.text if kinds == [OperationType.SUBSCRIPTION] else None

    def prepared(self, text: str) -> Prepared:
        """The document of this text, parsed and checked."""
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        made = self._prepare(text)
        if len(text) <= LONGEST_KEPT:
            self._kept[text] = made
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Prepared(text, None, [error], PageSizes())
        errors = validate(self._schema, document, self._rules)
        return Prepared(text, document, errors, page_sizes(document))

    def _wrong(
        self,
        prepared: Prepared,
        variables: Mapping[str, Any] | None,
        name: str | None,
        *,
        subscription: bool,
    ) -> list[GraphQLError]:
        if prepared.errors or prepared.document is None:
            return prepared.errors
        operation = get_operation_ast(prepared.document, name)
        if operation is None:
            return [GraphQLError("Unknown or missing operation name.")]
        if (operation.operation is OperationType.SUBSCRIPTION) is not subscription:
            return [GraphQLError(_NOT_HERE)]
        page = prepared.pages.refusal(variables or {})
        return [page] if page else []


def _plainly(write: Write | None, event: Any) -> Answer | None:
    if write is None:
        return None
    try:
        return {"data": write(event)}
    except Exception:  # graphql-core meets it again, and says where it is
        return None


def _shown(write: Write, send: Send, event: Any) -> bool:
    answer = _plainly(write, event)
    return answer is not None and send(answer)


def _answer(result: ExecutionResult) -> Answer:
    if not result.errors:
        return {"data": result.data}
    return {"data": result.data, "errors": [shown(error).formatted for error in result.errors]}


def shown(error: GraphQLError) -> GraphQLError:
    """The error as a phone may see it.

    Expected refusals keep their code; what nobody expected becomes an id under which it was
    logged."""
    original = error.original_error
    if isinstance(original, Refused):
        return _with(error, original.message, {"code": original.code})
    if original is None or isinstance(original, GraphQLError):
        return error  # the document itself is wrong: graphql's own words
    error_id = report_fault(original, f"graphql {'.'.join(map(str, error.path or ()))}")
    message = f"{SORRY} (Kode: {error_id})"
    return _with(error, message, {"code": "UNEXPECTED", "errorId": error_id})


def _with(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(message, path=cast(Any, error.path), extensions=extensions)
