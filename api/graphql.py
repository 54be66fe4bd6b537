"""The endpoint /graphql: POST for queries and mutations, graphql-transport-ws for the live stream.

It makes one Context per request and translates nothing: rooms do. Errors that nobody expected are
masked, logged with an id, and the id is what the phone shows."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import MaskErrors, ParserCache, ValidationCache
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)

from api.auth import auth_of, viewer_of
from api.faults import SORRY, report_fault
from api.limits import graphql_extensions
from api.refusal import DoorRefusal, refusal_answer
from api.settings import Settings
from schema.context import Context, Ears
from schema.errors import NotSignedIn, Refused
from schema.root import AdilSchema, make_schema
from schema.rules.viewer import Viewer

SIGNED_OUT = 4401  # close code of a socket whose session is not, or no longer, worth anything
CHANGE_PASSWORD = DoorRefusal(
    403, "PASSWORD_CHANGE_REQUIRED", "Gantilah kata sandi pertama Anda terlebih dahulu."
)


class Masking(MaskErrors):
    """Expected refusals keep their code; the rest becomes an id under which it was logged."""

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        original = error.original_error
        if isinstance(original, Refused):
            return _shown(error, original.message, {"code": original.code})
        if original is None or isinstance(original, GraphQLError):
            return error  # the document itself is wrong: graphql's own words
        error_id = report_fault(original, f"graphql {'.'.join(map(str, error.path or ()))}")
        message = f"{SORRY} (Kode: {error_id})"
        return _shown(error, message, {"code": "UNEXPECTED", "errorId": error_id})


def _shown(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(message, path=error.path, extensions=extensions)


class SubscriptionsOnly(BaseGraphQLTransportWSHandler[Any, Any]):
    """A socket carries the live stream and nothing else.

    Its viewer was read when it was opened; whatever reads or writes passes the door of POST, where
    the session is asked each time."""

    async def handle_subscribe(self, message: Any) -> None:
        query = str(message.get("payload", {}).get("query", ""))
        if not _subscribes(query):
            await self.websocket.close(code=4400, reason="Only subscriptions on a socket")
            return
        await super().handle_subscribe(message)


def _subscribes(query: str) -> bool:
    try:
        document = parse(query, no_location=True, max_tokens=400)
    except GraphQLError:
        return False
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    return [node.operation for node in operations] == [OperationType.SUBSCRIPTION]


class GraphQLDoor(GraphQL[Context, None]):
    """Strawberry's ASGI view behind Adil's session."""

    graphql_transport_ws_handler_class = SubscriptionsOnly

    def __init__(self, schema: AdilSchema, settings: Settings, ears: Ears) -> None:
        super().__init__(
            schema,
            graphql_ide=None if settings.production else "graphiql",
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            max_subscriptions_per_connection=2,  # the app has one; a second while it reconnects
            allowed_origins=("*",),  # api/security.py has refused other sites before
        )
        self._ears = ears

    @property
    def graphql_ide_html(self) -> str:
        """GraphiQL (demo only), sending the header that the door asks for."""
        plain = super().graphql_ide_html
        return plain.replace("defaultHeaders = {};", 'defaultHeaders = {"x-adil": "1"};')

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in who is signed in and has chosen a password of their own."""
        if scope["type"] == "http" and scope["method"] == "GET" and self.graphql_ide:
            await super().__call__(scope, receive, send)
            return
        viewer = await viewer_of(HTTPConnection(scope))
        if scope["type"] == "websocket":
            await self._socket(viewer, WebSocket(scope, receive, send))
        else:
            await self._post(viewer, Request(scope, receive), send)

    async def _socket(self, viewer: Viewer | None, socket: WebSocket) -> None:
        if viewer is None or viewer.must_change_password:
            # Accepted first: a browser tells its page no reason of a refused handshake.
            await socket.accept(GRAPHQL_TRANSPORT_WS_PROTOCOL)
            await socket.close(SIGNED_OUT, "Not signed in")
            return
        context = self._context(socket, viewer)
        context.hang_up = _hang_up(socket)
        await self.run(socket, context=context)

    async def _post(self, viewer: Viewer | None, request: Request, send: Send) -> None:
        if viewer is None:
            raise NotSignedIn
        if viewer.must_change_password:
            response: Response = refusal_answer(CHANGE_PASSWORD)
        else:
            response = await self.run(request, context=self._context(request, viewer))
        await response(request.scope, request.receive, send)

    def _context(self, connection: HTTPConnection, viewer: Viewer) -> Context:
        auth = auth_of(connection)
        return Context(viewer=viewer, wake=auth.wake, now=auth.clock(), ears=self._ears)

    def encode_json(self, data: object) -> str | bytes:
        """JSON in one pass; text, as sockets send frames of text."""
        return orjson.dumps(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        """The same for what phones send: an object, or the list that a batch would be."""
        content = orjson.loads(data)
        if not isinstance(content, (dict, list)):
            raise orjson.JSONDecodeError("no object", "", 0)
        return content


def _hang_up(socket: WebSocket) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        await socket.close(SIGNED_OUT, "Session ended")

    return close


def guarded_schema(settings: Settings) -> AdilSchema:
    """The graph with the limits and the masking of this door."""
    return make_schema(
        [
            *graphql_extensions(settings),
            lambda: ParserCache(maxsize=256),
            lambda: ValidationCache(maxsize=256),
            lambda: Masking(),
        ]
    )
