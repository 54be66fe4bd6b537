"""Documents that phones send, prepared once each, and what their operations answer.

The app sends a few constant texts (house law: constant documents with variables), so parsing,
checking and measuring a document is done once per text and kept. Strawberry's own `execute` walks
its extensions for each request instead (docs/decisions/0032-prepared-documents.md)."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
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
from schema.errors import Refused

Answer = dict[str, Any]  # {"data": ...} and, where something went wrong, "errors"

MOST_KEPT = 256  # documents
LONGEST_KEPT = 16 * 1024  # characters; the app's largest has a tenth of it
_NOT_HERE = "This operation is not served here."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, ready to run, or what is wrong with it."""

    document: DocumentNode | None
    errors: list[GraphQLError]
    pages: PageSizes


_is_awaitable: Any = optimized_is_awaitable


class Operations:
    """The operations of a schema, within the limits of the door."""

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self._schema = schema._schema
        self._executor = schema.execution_context_class
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
        self, text: str, variables: dict[str, Any] | None, name: str | None, context: Any
    ) -> AsyncGenerator[Answer]:
        """The answers of one subscription, one per event, until it ends.

        What is wrong with the document is a single answer without data."""
        prepared = self.prepared(text)
        wrong = self._wrong(prepared, variables, name, subscription=True)
        if wrong or prepared.document is None:
            yield _answer(ExecutionResult(None, wrong))
            return
        executor: Any = self._executor.build(
            self._schema,
            prepared.document,
            context_value=context,
            raw_variable_values=variables,
            operation_name=name,
            is_awaitable=_is_awaitable,
        )
        if isinstance(executor, list):
            yield _answer(ExecutionResult(None, executor))
            return
        found: Any = create_source_event_stream(executor)
        source = await found if isawaitable(found) else found
        if isinstance(source, ExecutionResult):
            yield _answer(source)
            return
        async with aclosing(source):
            async for answer in _answers(executor, source):
                yield answer

    def subscribes(self, text: str) -> bool:
        """Whether the document can be read and holds one operation, a subscription."""
        document = self.prepared(text).document
        kinds = [
            node.operation
            for node in (document.definitions if document else ())
            if isinstance(node, OperationDefinitionNode)
        ]
        return kinds == [OperationType.SUBSCRIPTION]

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
            return Prepared(None, [error], PageSizes())
        errors = validate(self._schema, document, self._rules)
        return Prepared(document, errors, page_sizes(document))

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


async def _answers(executor: Any, source: AsyncIterator[Any]) -> AsyncGenerator[Answer]:
    try:
        async for event in source:
            result: Any = execute_subscription_event(executor.build_per_event_executor(event))
            yield _answer(await result if isawaitable(result) else result)
    except Exception as error:  # the source broke: masked as any other fault, and the stream ends
        wrong = GraphQLError(SORRY, original_error=error)
        yield _answer(ExecutionResult(None, [wrong]))


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
