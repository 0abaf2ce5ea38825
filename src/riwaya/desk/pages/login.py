"""Logging in and out; a person's sessions."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from riwaya.desk.errors import NotThere
from riwaya.desk.render import page
from riwaya.desk.security.access import Who, needs
from riwaya.desk.security.identity import cookie_name
from riwaya.desk.state import Fields, Here, text

router = APIRouter()


@router.get("/login", response_class=HTMLResponse)
@needs("nobody")
def form(request: Request, desk: Here) -> Response:
    """The form."""
    if desk.accounts is None:
        raise NotThere("nobody logs in at this desk")
    return page(request, "login.html", wrong=False)


@router.post("/login", response_class=HTMLResponse)
@needs("nobody")
def log_in(request: Request, desk: Here, form: Fields) -> Response:
    """Begin a session."""
    if desk.accounts is None:
        raise NotThere("nobody logs in at this desk")
    name, password = text(form, "name"), str(form.get("password") or "")[:1000]
    keys = (f"name:{name}", f"from:{request.client.host if request.client else '?'}")
    desk.throttle.check(*keys)
    secret = desk.accounts.log_in(name, password)
    if secret is None:
        desk.throttle.failed(*keys)
        return page(request, "login.html", 401, wrong=True)
    desk.throttle.passed(*keys)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        cookie_name(desk.settings), secret, httponly=True, samesite="strict", secure=desk.settings.secure, path="/"
    )
    return answer


@router.post("/logout")
@needs("reader")
def log_out(desk: Here, person: Who) -> Response:
    """End the session at hand."""
    if desk.accounts is not None:
        desk.accounts.end(person)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(desk.settings), path="/")
    return answer


@router.post("/sessions/{session_id}/end")
@needs("reader")
def end(desk: Here, person: Who, session_id: str) -> Response:
    """End one of one's own sessions."""
    if desk.accounts is not None:
        desk.accounts.end(person, session_id)
    return RedirectResponse("/settings", 303)
