"""`riwaya user`: who may log in at a desk that others reach, and tokens for programs."""

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.errors import BadInput

if TYPE_CHECKING:
    from riwaya.desk.accounts.store import Accounts

app = typer.Typer(name="user", no_args_is_help=True, help="Users of the desk, and tokens for programs.")
Name = Annotated[str, typer.Argument(help="The user's name; decisions carry it.")]


class Role(StrEnum):
    """What a user may do."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


class Scope(StrEnum):
    """What a token may do."""

    read = "read"
    write = "write"


def _accounts() -> "Accounts":
    from riwaya.desk.accounts.store import Accounts

    return Accounts()


@app.command("add")
def add(name: Name, role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.reader) -> None:
    """Add a user, or give one a new password and role. The password is asked for, or taken from RIWAYA_PASSWORD."""
    password = os.environ.get("RIWAYA_PASSWORD")
    if password is None:
        password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    accounts = _accounts()
    accounts.add(name, role.value, password)
    typer.echo(f"{name}: {role.value}, in {accounts.file}")


@app.command("list")
def list_() -> None:
    """The users and their roles."""
    for name, role in _accounts().users():
        typer.echo(f"{name}  {role}")


@app.command("remove")
def remove(name: Name) -> None:
    """Take a user away, with sessions and tokens."""
    _accounts().remove(name)
    typer.echo(f"{name}: removed")


@app.command("token")
def token(
    name: Name,
    scope: Annotated[Scope, typer.Option("--scope", help="read, or write as the user may.")] = Scope.read,
    days: Annotated[int | None, typer.Option("--days", min=1, help="How long it holds; else until taken back.")] = None,
    label: Annotated[str, typer.Option("--label", help="What it is for.")] = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Take all of the user's tokens back instead.")] = False,
) -> None:
    """Make a token for programs; it is shown this once."""
    accounts = _accounts()
    if revoke:
        if label or days:
            raise BadInput("--revoke takes all tokens of the user back; give it alone")
        typer.echo(f"{accounts.drop_tokens(name)} tokens taken back")
        return
    typer.echo(accounts.make_token(name, scope.value, label, days))
