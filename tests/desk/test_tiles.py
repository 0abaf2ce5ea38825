"""Maps from a PMTiles file: pictures and vectors, served by the desk itself; what is no such file stops the start."""

import gzip
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from riwaya.desk.app import create_app
from riwaya.desk.errors import DeskError
from riwaya.desk.settings import Settings
from tests.desk.conftest import Served, serving
from tests.desk.test_browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (256, 256), (200, 220, 200)).save(out, "PNG")
    return out.getvalue()


def map_file(path: Path, kind: TileType, tile: bytes, packed: Compression) -> Path:
    """A file with the world at zooms 0 and 1."""
    with write(str(path)) as writer:
        for z in (0, 1):
            for x in range(2**z):
                for y in range(2**z):
                    writer.write_tile(zxy_to_tileid(z, x, y), tile)
        writer.finalize({"tile_type": kind, "tile_compression": packed, "min_zoom": 0, "max_zoom": 1}, {})
    return path


@pytest.fixture(scope="module")
def pictures(tour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return map_file(tmp_path_factory.mktemp("map") / "w.pmtiles", TileType.PNG, picture(), Compression.NONE)


def test_pictures(browser: "Browser", tour: Path, pictures: Path) -> None:
    with serving(tour, tiles=str(pictures)) as served:
        answer = served.get("/tiles/1/0/1")
        assert answer.content == picture() and answer.headers["content-type"] == "image/png"
        for missing in ("/tiles/2/0/0", "/tiles/1/2/0", "/tiles/1/-1/0"):
            assert served.get(missing).status_code == 204, missing
        assert served.get("/tiles/x/0/0").status_code == 422
        assert "img-src 'self' data:;" in answer.headers["content-security-policy"], "no other server is asked"
        with opened(browser, served) as page:
            page.goto("/?lang=ar")
            page.wait_for_selector(".map[data-ready] img.leaflet-tile-loaded")


def test_vectors(browser: "Browser", tour: Path, tmp_path: Path) -> None:
    file = map_file(tmp_path / "w.pmtiles", TileType.MVT, gzip.compress(b""), Compression.GZIP)
    with serving(tour, tiles=str(file)) as served:
        answer = served.get("/tiles/0/0/0")
        assert answer.content == b"" and answer.headers["content-encoding"] == "gzip"
        with opened(browser, served) as page:
            asked: list[str] = []
            page.on("request", lambda r: asked.append(r.url))
            page.goto("/?lang=en")
            page.wait_for_selector(".map[data-ready] canvas.leaflet-tile")
            page.wait_for_load_state("networkidle")
            assert any("/tiles/" in url for url in asked) and all(url.startswith(served.url) for url in asked)


def test_without_a_map_there_are_no_tiles(local: Served) -> None:
    assert local.get("/tiles/0/0/0").status_code == 404


@pytest.mark.parametrize("content", [None, b"", b"PMTiles", b"{}" * 400])
def test_what_is_no_map_stops_the_start(tour: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "map.pmtiles"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DeskError, match=r"--tiles .*map\.pmtiles"):
        create_app(Settings(str(tour), tiles=str(file)))


def test_a_server_is_asked_only_where_one_is_set(tour: Path) -> None:
    chosen = Settings(str(tour), tiles="https://tiles.example/{z}/{x}/{y}.png")
    assert chosen.tile_server and Settings(str(tour), tiles="a/b.pmtiles").tile_server is None
    create_app(chosen)
