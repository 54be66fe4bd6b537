"""Serves the built PWA: precompressed, hashed files for a year, pages and the worker uncached."""

import mimetypes
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

SHELL = "200.html"  # the app: every route that is no file
YEAR = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
LONGEST = 1024  # letters of a path that may be a file of the app
OTHER_DOORS = ("graphql", "auth", "uploads", "healthz", "readyz", "metrics")

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")


class Pwa:
    """The folder of the built app; every path that is no file answers with the shell."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).resolve()

    async def serve(self, request: Request) -> Response:
        """The file of a path, else the page of that name, else the app's shell."""
        path = request.path_params["path"].strip("/")
        if "\x00" in path:
            raise HTTPException(404)
        file = self._find(path)
        if file is None:
            if path.split("/")[0] in OTHER_DOORS or "." in path.rsplit("/", 1)[-1]:
                raise HTTPException(404)
            file = self._folder / SHELL
        if not file.is_file():
            raise HTTPException(404)
        return self._answer(file, request)

    def _find(self, path: str) -> Path | None:
        for name in (path, f"{path}.html") if path else ("index.html",):
            file = self._folder / name
            if len(name) <= LONGEST and self._is_ours(file.resolve()):
                return file.resolve()
        return None

    def _is_ours(self, file: Path) -> bool:
        try:
            return file.is_relative_to(self._folder) and file.is_file()
        except OSError:  # a name longer than the file system takes
            return False

    def _answer(self, file: Path, request: Request) -> Response:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        hashed = "immutable" in file.relative_to(self._folder).parts
        headers = {"cache-control": YEAR if hashed else ALWAYS_ASK, "vary": "accept-encoding"}
        accepted = request.headers.get("accept-encoding", "")
        for encoding, ending in ENCODINGS:
            packed = file.with_name(file.name + ending)
            if encoding in accepted and packed.is_file():
                return _unchanged_or(
                    request, packed, kind, {**headers, "content-encoding": encoding}
                )
        return _unchanged_or(request, file, kind, headers)


def _unchanged_or(request: Request, file: Path, kind: str, headers: dict[str, str]) -> Response:
    response = FileResponse(file, headers=headers, media_type=kind, stat_result=file.stat())
    tag = response.headers["etag"]
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={**headers, "etag": tag})
    return response
