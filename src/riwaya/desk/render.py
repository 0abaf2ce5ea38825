"""Filling templates: one environment for each language, and what every page knows."""

from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from riwaya.desk.i18n.catalog import DIRECTIONS, LANGUAGES, chosen, translations
from riwaya.desk.i18n.formats import Formats, cap, isolate, origins_of, plain, web
from riwaya.desk.i18n.said import say
from riwaya.desk.security.access import person_of
from riwaya.desk.view.claims import correctable
from riwaya.desk.view.reasons import reason

HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def environment(language: str) -> Environment:
    """Templates with sentences, days and names of a language."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(default=True),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    env.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    formats = Formats(language)
    env.filters.update(
        day=formats.day, month=formats.month, moment=formats.moment, digits=formats.digits, name=formats.name,
        thing=formats.thing, interval=formats.interval, place=formats.place, range=formats.span, side=formats.side,
        plain=plain, web=web, correctable=correctable, cap=cap, isolate=isolate, reason=reason, origins=origins_of,
        ranges=formats.spans, said=partial(say, language=language),
    )  # fmt: skip
    env.globals.update(days=formats.days, language=language, direction=DIRECTIONS[language], query=query)
    return env


def query(request: Request, **changes: Any) -> str:
    """The page's own address with some of its filters changed; None takes one away."""
    kept = {k: v for k, v in request.query_params.items() if v}
    kept.update({k: str(v) for k, v in changes.items() if v is not None})
    found = {k: v for k, v in kept.items() if not (k in changes and changes[k] is None)}
    return f"{request.url.path}?{urlencode(found)}" if found else request.url.path


def language_of(request: Request) -> str:
    """The language this request is answered in."""
    return chosen(
        request.query_params.get("lang"), request.cookies.get("riwaya_lang"),
        request.headers.get("accept-language", ""),
    )  # fmt: skip


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page (or a part of one) as HTML."""
    desk = request.app.state.desk
    language = language_of(request)
    person = person_of(request)
    asked = request.query_params.get("lang")
    body = environment(language).get_template(template).render(
        request=request, person=person, csrf=desk.forgery.token(person), mode=desk.settings.mode, desk=desk,
        languages=LANGUAGES, part=request.headers.get("hx-request") == "true", **values,
    )  # fmt: skip
    answer = HTMLResponse(body, status)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language, Cookie, HX-Request"
    if asked in LANGUAGES:
        answer.set_cookie("riwaya_lang", asked, max_age=31536000, samesite="lax", httponly=True)
    return answer
