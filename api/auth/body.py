"""What a request brings: one JSON object with text fields, or a refusal that names the field."""

from typing import Any

import orjson
from starlette.requests import Request

from api.refusal import DoorRefusal


async def json_body(request: Request) -> dict[str, Any]:
    """The JSON object of the request. Refuses other content types (a form could be cross-site)."""
    if not is_json(request.headers.get("content-type", "")):
        raise DoorRefusal(415, "NOT_JSON", "Kiriman harus berupa JSON.")
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise DoorRefusal(400, "NOT_JSON", "Kiriman bukan JSON yang benar.") from None
    if not isinstance(body, dict):
        raise DoorRefusal(400, "NOT_JSON", "Kiriman harus berupa objek JSON.")
    return body


def is_json(content_type: str) -> bool:
    """Whether the header says JSON."""
    return content_type.partition(";")[0].strip().lower() == "application/json"


def text_field(body: dict[str, Any], name: str, label: str, most: int) -> str:
    """A text of 1 to `most` characters; `label` is what people call the field."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _invalid(name, f"{label} belum diisi.")
    if len(value) > most:
        raise _invalid(name, f"{label} terlalu panjang (paling banyak {most} karakter).")
    return value


def optional_text(body: dict[str, Any], name: str) -> str:
    """A text that may be missing; what is no text counts as missing."""
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _invalid(field: str, message: str) -> DoorRefusal:
    return DoorRefusal(400, "INVALID_INPUT", message, field=field)
