"""Whatever people have, as reports: files, folders, containers, standard input, URLs; failures in their places."""

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from riwaya.errors import BadInput
from riwaya.intake.decode import decode, too_large
from riwaya.intake.fetch import Fetcher
from riwaya.intake.files import Failure, read_index
from riwaya.intake.kinds import BESIDE, STREAMED, is_web, kind_of, only_addresses
from riwaya.intake.taken import Options
from riwaya.intake.zipped import members
from riwaya.model import Report, Taken

Item = Taken | Failure


def take(paths: Iterable[str], options: Options, fetcher: Fetcher | None = None) -> Iterator[Item]:
    """Every report that the given paths and URLs hold, one at a time; what cannot be read is a Failure."""
    fetcher = fetcher or Fetcher(options.max_bytes)
    for given in paths:
        try:
            if given == "-":
                yield from _data(sys.stdin.buffer.read(options.max_bytes + 1), "standard input", options, None, fetcher)
            elif is_web(given):
                yield from take_url(given, options, fetcher)
            elif "://" in given:
                yield Failure(f"{given}: only http and https addresses are fetched")
            else:
                yield from _path(Path(given), options, fetcher)
        except BadInput as error:
            yield Failure(str(error))


def take_url(url: str, options: Options, fetcher: Fetcher, followed: bool = False) -> Iterator[Item]:
    """The reports behind one URL. Raises BadInput where it cannot be fetched or read.

    `followed`: a feed or a list named it, so that what the host asks of programs is heeded.
    """
    got = fetcher.get_followed(url) if followed else fetcher.get(url, conditional=True)
    if got is None:
        return
    failed = False
    for item in _data(got.data, url, options, got.media_type, fetcher, got.url, got.charset):
        if isinstance(item, Taken):
            yield replace(item, captured=item.captured or got.captured)
        else:
            failed = True
            yield item
    if not failed:
        fetcher.remember(url)


def _followed(entries: Iterable[Item], options: Options, fetcher: Fetcher) -> Iterator[Item]:
    """The page behind each entry of a feed in its place; the entry itself where there is none, or it cannot be had."""
    once = replace(options, follow=False)
    for entry in entries:
        if isinstance(entry, Failure) or not is_web(entry.report.url or ""):
            yield entry
            continue
        url = entry.report.url or ""
        try:
            pages = list(take_url(url, once, fetcher, followed=True))
        except BadInput as error:
            pages = [Failure(str(error))]
        for page in pages:
            if isinstance(page, Failure):
                yield replace(entry, notes=(*entry.notes, f"only the feed's entry: {page.message}"))
                yield page
            else:
                yield _filled(page, entry)


def _filled(page: Taken, entry: Taken) -> Taken:
    """A page with what only the feed says of it."""
    p, e = page.report, entry.report
    return replace(
        page, author=page.author or entry.author, published_basis=page.published_basis or entry.published_basis,
        report=replace(p, outlet=p.outlet or e.outlet, published=p.published or e.published, title=p.title or e.title),
        notes=(*page.notes, f"found through {entry.source.split('#')[0]}"),
    )  # fmt: skip


def _path(path: Path, options: Options, fetcher: Fetcher) -> Iterator[Item]:
    if path.is_dir():
        found = False
        for item in _folder(path, options, fetcher):
            found = True
            yield item
        if not found:
            yield Failure(f"{path}: there is nothing in this folder that can be taken in")
    elif path.is_fifo():  # named by the user, as a shell's <(command) is
        with path.open("rb") as stream:
            yield from _data(stream.read(options.max_bytes + 1), str(path), options, None, fetcher)
    elif path.exists():
        yield from _file(path, options, fetcher, named=True)
    else:
        yield Failure(f"{path}: no such file")


def _folder(folder: Path, options: Options, fetcher: Fetcher) -> Iterator[Item]:
    """Everything in a folder and below, in order of name; a Telegram export's media are not reports."""
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        yield Failure(f"{folder}: cannot be opened ({error.strerror or error})")
        return
    export = folder / "result.json"
    if export.is_file():
        yield from _file(export, options, fetcher, named=False)
        return
    pages = {p.stem for p in inside if p.suffix.lower() in (".html", ".htm")}
    for path in inside:
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            if path.name.removesuffix("_files") not in pages:
                yield from _folder(path, options, fetcher)
        elif path.name != "index.json" and path.suffix.lower() not in BESIDE:
            yield from _file(path, options, fetcher, named=False)


def _file(path: Path, options: Options, fetcher: Fetcher, named: bool) -> Iterator[Item]:
    try:
        if not path.is_file():  # a pipe or a device: reading one may never end
            yield Failure(f"{path}: is no ordinary file; give a copy of it, or - for standard input")
            return
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(512)
            stream.seek(0)
            kind = kind_of(path.name, head) or ("text" if named else None)
            if kind is None:
                yield Failure(f"{path}: not a kind of file that can be taken in")
            elif kind in STREAMED:
                yield from _container(stream, kind, str(path), options, fetcher)
            elif size > options.max_bytes and kind != "json":
                yield Failure(str(too_large(str(path), size, options.max_bytes)))
            else:
                data = stream.read()
                if kind == "text" and only_addresses(data):
                    yield from _table(io.BytesIO(data), str(path), options, fetcher)
                    return
                items = _one(data, kind, str(path), options, fetcher, folder=path.parent)
                yield from _with_index(path, items)
    except BadInput as error:
        yield Failure(str(error))
    except OSError as error:
        yield Failure(f"{path}: cannot be read ({error.strerror or error})")


def _with_index(path: Path, items: Iterator[Item]) -> Iterator[Item]:
    """Fills in what the folder's `index.json` says of a file and the file does not."""
    meta = read_index(path.parent).get(path.name, {})
    for item in items:
        if isinstance(item, Failure) or not meta:
            yield item
            continue
        r = item.report
        published = r.published or meta.get("published")
        yield replace(
            item, published_basis=item.published_basis or ("index" if published else None),
            author=item.author or meta.get("author"),
            report=replace(
                r, outlet=r.outlet or meta.get("outlet"), published=published, title=r.title or meta.get("title"),
                url=r.url or meta.get("url"),
            ),
        )  # fmt: skip


def _data(
    data: bytes, source: str, options: Options, media_type: str | None, fetcher: Fetcher | None,
    url: str | None = None, charset: str | None = None,
) -> Iterator[Item]:  # fmt: skip
    kind = kind_of(source.split("?")[0] if url else source, data[:512], media_type) or "text"
    if kind in STREAMED:
        yield from _container(io.BytesIO(data), kind, source, options, None)
    else:
        yield from _one(data, kind, source, options, fetcher, url, charset)


def _one(
    data: bytes, kind: str, source: str, options: Options, fetcher: Fetcher | None, url: str | None = None,
    charset: str | None = None, folder: Path | None = None,
) -> Iterator[Item]:  # fmt: skip
    """The reports of a source that is held in memory as a whole; `folder` is where its file lies. Raises BadInput."""
    match kind:
        case "html":
            from riwaya.intake.html import from_html

            yield from_html(data, source, options, url, charset)
        case "mhtml":
            from riwaya.intake.mhtml import from_mhtml

            yield from_mhtml(data, source, options)
        case "mail":
            from riwaya.intake.mail import from_mail

            yield from_mail(data, source, options)
        case "feed":
            from riwaya.intake.feed import from_feed

            entries = from_feed(data, source, options)
            yield from _followed(entries, options, fetcher) if options.follow and fetcher else entries
        case "json":
            from riwaya.intake.telegram import from_telegram

            yield from from_telegram(data, source, options, folder)
        case "pdf":
            from riwaya.intake.pdf import from_pdf

            yield from_pdf(data, source, options)
        case "image":
            from riwaya.intake.ocr import from_image

            yield from_image(data, source, options)
        case _:
            yield from_text(data, source, options, url)


def from_text(data: bytes, source: str, options: Options, url: str | None = None) -> Taken:
    """A plain text file as a report. Raises BadInput where it is empty, binary or too large."""
    name = None if url or source == "standard input" else source.replace("#", "/").rsplit("/", 1)[-1]
    return Taken(
        Report(decode(data, source), options.outlet, options.published, None, url, name), data, "text/plain", source,
        published_basis="given" if options.published else None,
    )  # fmt: skip


def _container(stream: BinaryIO, kind: str, source: str, options: Options, fetcher: Fetcher | None) -> Iterator[Item]:
    match kind:
        case "jsonl":
            from riwaya.intake.table import from_jsonl

            yield from from_jsonl(stream, source, options)
        case "csv":
            yield from _table(stream, source, options, fetcher)
        case "warc":
            from riwaya.intake.warc import from_warc

            yield from from_warc(stream, source, options)
        case "wacz":
            from riwaya.intake.wacz import from_wacz

            yield from from_wacz(stream, source, options)
        case _:
            yield from _zip(stream, source, options)


def _table(stream: BinaryIO, source: str, options: Options, fetcher: Fetcher | None) -> Iterator[Item]:
    """A CSV of reports, or of URLs, which are fetched."""
    from riwaya.intake.table import from_csv

    for item in from_csv(stream, source, options):
        if not isinstance(item, str):
            yield item
        elif fetcher is None:
            yield Failure(f"{source}: addresses within a fetched or packed list are not followed ({item})")
        else:
            try:
                yield from take_url(item, options, fetcher, followed=True)
            except BadInput as error:
                yield Failure(f"{source}: {error}")


def _zip(stream: BinaryIO, source: str, options: Options) -> Iterator[Item]:
    """Each file of a ZIP as if it lay in a folder; a ZIP within a ZIP is not opened."""
    for member in members(stream, source, options.max_bytes):
        if isinstance(member, Failure):
            yield member
            continue
        name, data = member
        base = name.rsplit("/", 1)[-1]
        if base.startswith(".") or base == "index.json" or Path(base).suffix.lower() in BESIDE:
            continue
        where = f"{source}#{name}"
        kind = kind_of(base, data[:512])
        if kind in (None, "zip"):
            yield Failure(f"{where}: not a kind of file that is taken from a ZIP")
            continue
        try:
            yield from _data(data, where, options, None, None)
        except BadInput as error:
            yield Failure(str(error))
