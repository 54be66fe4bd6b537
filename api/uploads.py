"""/uploads/staff: a staff file comes in, the file of its refused rows goes out."""

import asyncio
import os
import tempfile
import unicodedata
from collections.abc import AsyncIterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.auth.door import auth_of
from api.auth.identity import viewer_of
from api.graphql import CHANGE_PASSWORD
from api.refusal import DoorRefusal, json_answer
from schema.access import require
from schema.context import Context
from schema.errors import NotSignedIn
from schema.people.refused_rows import refused_file
from schema.people.uploads import start_import
from schema.rules.permissions import Operation
from schema.types import row_id

PIECE = 1024 * 1024  # bytes copied at once


def upload_routes() -> list[Route]:
    """The doors for staff files; they need `app.state.auth`."""
    return [
        Route("/uploads/staff", upload_staff, methods=["POST"]),
        Route("/uploads/staff/{id}/refused.csv", refused_csv, methods=["GET"]),
    ]


async def upload_staff(request: Request) -> Response:
    """Take a staff file (multipart: file, effectiveDate, sheet) and begin to check it."""
    ctx = await _hr_context(request)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise DoorRefusal(415, "NOT_MULTIPART", "Kirim berkas sebagai multipart/form-data.")
    try:
        async with request.form(max_files=1, max_fields=4) as form:
            effective, sheet, file = _effective(form), _text(form, "sheet"), _file(form)
            path, digest = await asyncio.to_thread(_keep, file.file, _limit(request))
    except MultiPartException as error:
        raise DoorRefusal(400, "BAD_REQUEST", "Kiriman berkas ini tidak lengkap.") from error
    name = _printable(file.filename or "").replace("\\", "/").rpartition("/")[2]
    import_id = await start_import(ctx, path, name or "berkas", digest, effective, sheet)
    return json_answer({"id": str(import_id)}, 201)


async def refused_csv(request: Request) -> Response:
    """The refused rows of an import, the reason beside each."""
    ctx = await _hr_context(request)
    pieces = await refused_file(ctx, row_id(request.path_params["id"]))

    async def encoded() -> AsyncIterator[bytes]:
        async for piece in pieces:
            yield piece.encode()

    headers = {"content-disposition": 'attachment; filename="baris-ditolak.csv"'}
    return StreamingResponse(encoded(), headers=headers, media_type="text/csv; charset=utf-8")


async def _hr_context(request: Request) -> Context:
    viewer = await viewer_of(request)
    if viewer is None:
        raise NotSignedIn
    if viewer.must_change_password:
        raise CHANGE_PASSWORD
    require(viewer, Operation.IMPORT_STAFF)
    auth = auth_of(request)
    return Context(viewer=viewer, wake=auth.wake, now=auth.clock())


def _limit(request: Request) -> int:
    return auth_of(request).settings.upload_max_bytes


def _file(form: FormData) -> UploadFile:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise DoorRefusal(400, "FILE_MISSING", "Pilih berkas pegawai dahulu.", field="file")
    return file


def _effective(form: FormData) -> date:
    try:
        return date.fromisoformat(_text(form, "effectiveDate"))
    except ValueError:
        raise DoorRefusal(
            400,
            "INVALID_INPUT",
            "Isi tanggal berlaku (tahun-bulan-hari).",
            field="effectiveDate",
        ) from None


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return _printable(value).strip() if isinstance(value, str) else ""


def _printable(text: str) -> str:
    """Without signs that cannot be seen: PostgreSQL stores no null byte, and a sign that turns
    the direction of letters makes a file seem to be of another kind."""
    return "".join(sign for sign in text if not unicodedata.category(sign).startswith("C"))


def _keep(source: BinaryIO, limit: int) -> tuple[Path, str]:
    """A copy under a name of its own, readable by this process only, and its sha256."""
    handle, name = tempfile.mkstemp(prefix="adil-staff-")
    digest, size = sha256(), 0
    try:
        with os.fdopen(handle, "wb") as target:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > limit:
                    raise _too_large(limit)
                digest.update(piece)
                target.write(piece)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name), digest.hexdigest()


def _too_large(limit: int) -> DoorRefusal:
    size = limit // 1024**2
    return DoorRefusal(413, "FILE_TOO_LARGE", f"Berkas ini lebih besar dari {size} MiB.")
