"""Faults: what nobody expected is masked, logged with an id, and the id shown.

The log line is JSON and carries no personal data: the kind of the error and where it happened,
never its message (a database error quotes the row), the query string, a header or a body."""

import logging
import secrets
from datetime import UTC, datetime

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from api.refusal import DoorRefusal, refusal_answer
from schema.errors import outline_of

log = logging.getLogger("adil.faults")

SORRY = "Terjadi kesalahan di server. Yang sudah tersimpan tetap ada."


def report_fault(error: BaseException, place: str) -> str:
    """Log `error` and give the id under which support finds it. `place` names the door."""
    error_id = secrets.token_hex(6)
    line = {
        "at": datetime.now(UTC),
        "event": "unexpected_error",
        "errorId": error_id,
        "place": place,
        **outline_of(error),
    }
    log.error("%s", orjson.dumps(line).decode())
    return error_id


class MaskFaults:
    """Middleware: an uncaught error becomes 500 {"code":"UNEXPECTED","message","errorId"}.

    When the answer has begun already, the connection is broken instead: half an answer must not
    look like a whole one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] in {"http.response.start", "websocket.close"}
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except (ClientDisconnect, WebSocketDisconnect):
            return  # the phone went away: nobody is left to tell
        except Exception as error:
            if scope["type"] == "lifespan":
                raise
            error_id = report_fault(error, f"{scope['type']} {_route(scope)}")
            if begun:
                raise Masked(error_id) from None
            await _say_sorry(scope, receive, send, error_id)


class Masked(Exception):
    """Stands for an error that was logged under this id; tells nothing else."""


async def _say_sorry(scope: Scope, receive: Receive, send: Send, error_id: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1011, "reason": error_id})
        return
    refusal = DoorRefusal(500, "UNEXPECTED", f"{SORRY} (Kode: {error_id})", errorId=error_id)
    await refusal_answer(refusal)(scope, receive, send)


def _route(scope: Scope) -> str:
    # The pattern ("/uploads/staff/{id}"), not what was typed into it.
    route = scope.get("route")
    return f"{scope.get('method', '')} {getattr(route, 'path', '(no route)')}"
