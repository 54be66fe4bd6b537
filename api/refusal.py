"""How the doors refuse: one JSON shape {"code", "message", ...} for every expected refusal."""

from collections.abc import Mapping
from typing import Any

import orjson
from cross_web import HTTPException as GraphQLHTTPException  # comes with strawberry
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from schema.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn, Refused

# What Starlette itself refuses, in our words: status -> (code, message).
_HTTP: dict[int, tuple[str, str]] = {
    400: ("BAD_REQUEST", "Permintaan ini tidak dapat dibaca."),
    404: ("NOT_FOUND", "Alamat ini tidak ada."),
    405: ("METHOD_NOT_ALLOWED", "Alamat ini tidak menerima cara permintaan tersebut."),
    413: ("BODY_TOO_LARGE", "Kiriman ini terlalu besar."),
    415: ("NOT_JSON", "Kiriman harus berupa JSON (content-type: application/json)."),
}
_STATUS: dict[type[Refused], int] = {
    InvalidInput: 400,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
}


class DoorRefusal(Exception):
    """Refused at the door: HTTP status, stable code, kind sentence, and further fields."""

    def __init__(self, status: int, code: str, message: str, **more: str | int) -> None:
        self.status, self.code, self.message, self.more = status, code, message, more
        super().__init__(code)


def json_answer(
    content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON response in one pass."""
    return Response(orjson.dumps(content), status, headers, media_type="application/json")


def refusal_answer(refusal: DoorRefusal) -> Response:
    """The response of a refusal; `retryAfter` (seconds) is sent as a header too."""
    retry = refusal.more.get("retryAfter")
    headers = {"retry-after": str(retry)} if retry is not None else None
    body = {"code": refusal.code, "message": refusal.message, **refusal.more}
    return json_answer(body, refusal.status, headers)


async def _door_refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, DoorRefusal)  # noqa: S101  # Starlette looks handlers up by class
    return refusal_answer(error)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101  # Starlette looks handlers up by class
    status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 409)
    if isinstance(error, InvalidInput):
        return refusal_answer(
            DoorRefusal(status, error.input_code, error.message, field=error.field)
        )
    return refusal_answer(DoorRefusal(status, error.code, error.message))


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # Starlette looks handlers up by class
    code, message = _HTTP.get(error.status_code, _HTTP[400])
    body = {"code": code, "message": message}
    return json_answer(body, error.status_code, error.headers)


async def _unreadable(_request: Request, error: Exception) -> Response:
    # Strawberry's own: no JSON, a batch, no query. Its reasons are English and for programmers.
    assert isinstance(error, GraphQLHTTPException)  # noqa: S101  # Starlette looks handlers up by class
    code, message = _HTTP.get(error.status_code, _HTTP[400])
    body = {"code": code, "message": message, "reason": error.reason}
    return json_answer(body, error.status_code)


def refusal_handlers() -> dict[Any, Any]:
    """For Starlette(exception_handlers=...): every expected refusal as JSON."""
    return {
        DoorRefusal: _door_refused,
        Refused: _refused,
        HTTPException: _http_error,
        GraphQLHTTPException: _unreadable,
    }
