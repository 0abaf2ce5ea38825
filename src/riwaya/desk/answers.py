"""Errors as answers: a page for people, problem details (RFC 9457) for programs."""

import re
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from riwaya.desk.api.etags import NotModified
from riwaya.desk.errors import BadRequest, DeskError, NeedsLogin, NotThere, Refused, TooMany
from riwaya.desk.render import page
from riwaya.desk.security.headers import fixed
from riwaya.errors import ArchiveError, BadInput, RiwayaError
from riwaya.ledger.exporting import ExportError

_STATUS: tuple[tuple[type[RiwayaError], int], ...] = (
    (Refused, 403), (NeedsLogin, 401), (NotThere, 404), (TooMany, 429), (BadRequest, 400), (BadInput, 400),
    (ArchiveError, 400), (ExportError, 400), (DeskError, 400),
)  # fmt: skip


def add_answers(app: FastAPI) -> None:
    """Have the app answer errors so."""
    app.add_exception_handler(RiwayaError, _riwaya)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(Exception, _unforeseen)


def status_of(error: RiwayaError) -> int:
    """The HTTP status of an error of ours; what was asked for by an id that is not there is 404."""
    if isinstance(error, ArchiveError | BadInput) and re.match(r"(?:[^ ]*: )?no \w", str(error)):
        return 404
    return next((code for kind, code in _STATUS if isinstance(error, kind)), 500)


def _riwaya(request: Request, error: Exception) -> Response:
    assert isinstance(error, RiwayaError)
    if isinstance(error, NeedsLogin) and not _for_programs(request):
        return RedirectResponse("/login", 303)
    return _say(request, status_of(error), str(error) or "log in first")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _say(request, error.status_code, str(error.detail))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(str(x) for x in e['loc'][1:])}: {e['msg']}" for e in error.errors())
    return _say(request, 422, said)


def _not_modified(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.tag})


def _unforeseen(request: Request, error: Exception) -> Response:
    answer = _say(request, 500, "something went wrong here; the desk's terminal says what")
    # What answers here stands before every middleware, that of the headers too.
    answer.headers.update({**fixed(request.app.state.desk.settings.tile_server), "Cache-Control": "no-store"})
    return answer


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _say(request: Request, status: int, message: str) -> Response:
    title = HTTPStatus(status).phrase
    if _for_programs(request):
        body = {"type": "about:blank", "title": title, "status": status, "detail": message}
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        return JSONResponse(body, status, headers, media_type="application/problem+json")
    return page(request, "error.html", status, title=title, message=message, code=status)
