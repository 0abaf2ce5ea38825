"""Who may use a route. Every route says so itself; one that does not is refused to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from riwaya.desk.errors import NeedsLogin, Refused

ROLES = ("nobody", "reader", "reviewer", "admin")
SAFE = ("GET", "HEAD", "OPTIONS")
FIELD, HEADER = "csrf", "x-csrf-token"
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Need:
    """The least role a route asks for, and whether the public mode has it."""

    role: str
    public: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the name decisions carry, the role, and how they are known (local, session, token or nobody).

    `session` is what forms are signed with; `writes` is false for tokens that may only read.
    """

    name: str
    role: str
    how: str
    session: str = ""
    writes: bool = True

    def may(self, role: str) -> bool:
        """Whether the role is enough."""
        return ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Person("", "nobody", "nobody")


def needs(role: str, public: bool = False) -> Callable[[F], F]:
    """Marks a route with what it asks for: nobody, reader, reviewer or admin; `public` where the public mode has it."""
    if role not in ROLES:
        raise ValueError(role)

    def mark(endpoint: F) -> F:
        endpoint.need = Need(role, public)  # type: ignore[attr-defined]
        return endpoint

    return mark


def need_of(endpoint: Any) -> Need | None:
    """What a route's endpoint asks for; None where it does not say."""
    found = getattr(endpoint, "need", None)
    return found if isinstance(found, Need) else None


async def guard(request: Request) -> None:
    """Runs before every route: the role first, then whether the request is forged. Raises Refused or NeedsLogin."""
    _allowed(request)
    if request.method not in SAFE:
        given = request.headers.get(HEADER)
        if given is None and "form" in request.headers.get("content-type", ""):
            sent = (await request.form(max_files=500, max_fields=200, max_part_size=8_000_000)).get(FIELD)
            given = sent if isinstance(sent, str) else None
        desk = request.app.state.desk
        desk.forgery.check(person_of(request), request.headers, given)


def _allowed(request: Request) -> None:
    need = need_of(request.scope.get("endpoint"))
    person = person_of(request)
    if need is None:
        raise Refused("this page does not say who may see it, so nobody may")
    if request.app.state.desk.settings.public and not need.public:
        raise Refused("this desk only shows; it takes nothing in and keeps this back")
    if person.how == "token" and not person.writes and request.method not in SAFE:
        raise Refused("this token may only read")
    if person.how == "token" and need.role == "admin":
        raise Refused("users are looked after by people who have logged in")
    if not person.may(need.role) and not (request.app.state.desk.settings.public and need.public):
        if person is NOBODY:
            raise NeedsLogin
        raise Refused(f"this needs the role {need.role}; you are {person.role}")


def person_of(request: Request) -> Person:
    """Who asks, as the identity middleware found."""
    found: Person = request.scope.get("person", NOBODY)
    return found


Who = Annotated[Person, Depends(person_of)]
