"""Users, their roles, sessions and tokens: what an admin looks after."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from riwaya.desk.accounts.store import Accounts
from riwaya.desk.errors import NotThere
from riwaya.desk.render import page
from riwaya.desk.security.access import ROLES, Who, needs
from riwaya.desk.state import Desk, Fields, Here, text

router = APIRouter()


@router.get("/admin", response_class=HTMLResponse)
@needs("admin")
def admin(request: Request, desk: Here, person: Who) -> Response:
    """The page."""
    kept = _accounts(desk)
    return page(
        request, "admin.html", users=kept.users(), roles=ROLES[1:], sessions=kept.sessions(person, everybody=True),
        tokens=kept.tokens(),
    )  # fmt: skip


@router.post("/admin/users")
@needs("admin")
def add(desk: Here, form: Fields) -> Response:
    """A new user, or a new password and role for one; that ends their sessions."""
    name, role = text(form, "name"), text(form, "role")
    if role != "admin" and name in dict(_accounts(desk).users()):
        _accounts(desk).set_role(name, role)  # which the last admin cannot give up
    _accounts(desk).add(name, role, str(form.get("password") or "")[:1000])
    return _back()


@router.post("/admin/users/role")
@needs("admin")
def role(desk: Here, form: Fields) -> Response:
    """Another role for a user."""
    _accounts(desk).set_role(text(form, "name"), text(form, "role"))
    return _back()


@router.post("/admin/users/remove")
@needs("admin")
def remove(desk: Here, form: Fields) -> Response:
    """Take a user away, with sessions and tokens. What they decided stays, with their name."""
    _accounts(desk).remove(text(form, "name"), keep_admin=True)
    return _back()


@router.post("/admin/sessions/end")
@needs("admin")
def end(desk: Here, person: Who, form: Fields) -> Response:
    """End anybody's session."""
    _accounts(desk).end(person, text(form, "id"), everybody=True)
    return _back()


@router.post("/admin/tokens/drop")
@needs("admin")
def drop(desk: Here, form: Fields) -> Response:
    """Take anybody's token back."""
    _accounts(desk).drop_token(text(form, "id"))
    return _back()


def _accounts(desk: Desk) -> Accounts:
    if desk.accounts is None:
        raise NotThere("nobody logs in at this desk")
    return desk.accounts


def _back() -> RedirectResponse:
    return RedirectResponse("/admin", 303)
