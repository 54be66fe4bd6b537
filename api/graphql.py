"""The endpoint /graphql: POST for queries and mutations, graphql-transport-ws for the live stream.

It makes one Context per request and translates nothing: rooms do. Strawberry's view speaks the
socket's protocol and shows GraphiQL in demos; api/operations.py answers."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)

from api.auth import auth_of, viewer_of
from api.auth.sockets import OpenSockets, TooManySockets, still_of
from api.operations import Operations
from api.outlet import GONE, Outlet
from api.refusal import DoorRefusal, refusal_answer
from api.settings import Settings, channels_of
from schema.context import Context, Ears
from schema.errors import NotSignedIn
from schema.root import AdilSchema
from schema.rules.viewer import Viewer

SIGNED_OUT = 4401  # close code of a socket whose session is not, or no longer, worth anything
TOO_MANY_SOCKETS = 4429
KNOCK_AGAIN = 1012  # "service restart": phones come back by themselves, with the cookie they have
CHANGE_PASSWORD = DoorRefusal(
    403, "PASSWORD_CHANGE_REQUIRED", "Gantilah kata sandi pertama Anda terlebih dahulu."
)


class Socket(ASGIWebSocketAdapter):
    """Strawberry's, which keeps no text of a message while it waits for the next."""

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object]:
        """Messages as they come, until the phone goes."""
        try:
            while self.ws.application_state is not WebSocketState.DISCONNECTED:
                yield orjson.loads(await self.ws.receive_text())
        except orjson.JSONDecodeError as error:
            raise NonJsonMessageReceived from error
        except KeyError as error:
            raise NonTextMessageReceived from error
        except WebSocketDisconnect:
            return


class SubscriptionsOnly(BaseGraphQLTransportWSHandler[Any, Any]):
    """A socket carries the live stream and nothing else.

    Its viewer was read when it was opened; whatever reads or writes passes the door of POST, where
    the session is asked each time."""

    view: "GraphQLDoor"
    websocket: Any

    async def handle_connection_init(self, message: Any) -> None:
        """Greet, and let the timer of the greeting go: a socket would keep it for hours."""
        await super().handle_connection_init(message)
        if self.connection_init_received:
            self.connection_init_timeout_task = None

    async def handle_subscribe(self, message: Any) -> None:
        """Start a subscription; any other document closes the socket."""
        payload = message.get("payload")
        query = payload.get("query") if isinstance(payload, dict) else None
        kept = self.view.operations.subscription(query) if isinstance(query, str) else None
        if kept is None:
            await self.websocket.close(code=4400, reason="Only subscriptions on a socket")
            return
        payload["query"] = kept  # thousands of sockets, one text
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Any) -> None:
        """Send an answer per event, and say when there will be no more."""
        outlet = Outlet(self.websocket.ws, operation.id)
        answers = self.view.operations.stream(
            operation.query,
            operation.variables,
            operation.operation_name,
            replace(self.context),
            outlet.send_now,
        )
        try:
            async with aclosing(answers):
                async for answer in answers:
                    await outlet.send(answer)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except GONE:
            return  # nobody is left to tell
        finally:
            outlet.close()


class GraphQLDoor(GraphQL[Context, None]):
    """Adil's session in front of the operations."""

    graphql_transport_ws_handler_class = SubscriptionsOnly
    websocket_adapter_class = Socket

    def __init__(self, schema: AdilSchema, settings: Settings, ears: Ears) -> None:
        super().__init__(
            schema,
            graphql_ide=None if settings.production else "graphiql",
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            max_subscriptions_per_connection=2,  # the app has one; a second while it reconnects
            allowed_origins=("*",),  # api/security.py has refused other sites before
        )
        self.operations = Operations(schema, settings)
        self._ears = ears
        self._channels = channels_of(settings)
        self._sockets = OpenSockets()

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
        context.still = still_of(socket, viewer)
        try:
            with self._sockets.one_more(viewer):
                await self.run(socket, context=context)
        except TooManySockets:
            await socket.accept(GRAPHQL_TRANSPORT_WS_PROTOCOL)
            await socket.close(TOO_MANY_SOCKETS, "Too many sockets")

    async def _post(self, viewer: Viewer | None, request: Request, send: Send) -> None:
        if viewer is None:
            raise NotSignedIn
        if viewer.must_change_password:
            response = refusal_answer(CHANGE_PASSWORD)
        else:
            response = await self._answer(request, viewer)
        await response(request.scope, request.receive, send)

    async def _answer(self, request: Request, viewer: Viewer) -> Response:
        text, variables, name = _asked(await request.body())
        context = self._context(request, viewer)
        answer = await self.operations.run(text, variables, name, context)
        return Response(orjson.dumps(answer), media_type="application/json")

    def _context(self, connection: HTTPConnection, viewer: Viewer) -> Context:
        auth = auth_of(connection)
        return Context(
            viewer=viewer,
            wake=auth.wake,
            now=auth.clock(),
            ears=self._ears,
            channels=self._channels,
        )

    def encode_json(self, data: object) -> str | bytes:
        """JSON in one pass; text, as sockets send frames of text."""
        return orjson.dumps(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        """The same for what phones send."""
        return orjson.loads(data)


def _asked(body: bytes) -> tuple[str, dict[str, Any] | None, str | None]:
    """Document, variables and operation name; HTTP 400 for anything else, batches included."""
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400) from error
    if not isinstance(asked, dict):
        raise HTTPException(400)
    text, variables, name = (asked.get(key) for key in ("query", "variables", "operationName"))
    named = name is None or isinstance(name, str)
    if not isinstance(text, str) or not isinstance(variables, dict | None) or not named:
        raise HTTPException(400)
    return text, variables, name


def _hang_up(socket: WebSocket) -> Callable[[bool], Awaitable[None]]:
    async def close(ended: bool) -> None:
        if ended:
            await socket.close(SIGNED_OUT, "Session ended")
        else:
            await socket.close(KNOCK_AGAIN, "Who you are has changed")

    return close
