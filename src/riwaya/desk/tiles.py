"""A map in a file: tiles out of a PMTiles archive on this machine, so that no map server is asked."""

from dataclasses import dataclass
from pathlib import Path

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType

from riwaya.desk.errors import DeskError

_MEDIA = {
    TileType.MVT: "application/vnd.mapbox-vector-tile", TileType.PNG: "image/png", TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp", TileType.AVIF: "image/avif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile's bytes as they lie in the file; `encoding` is how they are compressed, None where they are not."""

    data: bytes
    media: str
    encoding: str | None


class MapFile:
    """A PMTiles file, open. Raises DeskError where it is none that browsers can show."""

    def __init__(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                self._reader = Reader(MmapSource(stream))  # the mapping outlives the stream
            header = self._reader.header()
            self._media = _MEDIA[header["tile_type"]]
            self._encoding = {Compression.NONE: None, Compression.GZIP: "gzip"}[header["tile_compression"]]
        except OSError as error:
            raise DeskError(f"--tiles {file}: cannot be opened ({error.strerror}); give a .pmtiles file") from error
        except Exception as error:  # the reader raises whatever a file of another kind leads it to
            raise DeskError(f"--tiles {file}: is no PMTiles file of version 3 that browsers can show") from error
        self.vector = header["tile_type"] is TileType.MVT
        self.deepest = int(header["max_zoom"])

    def tile(self, z: int, x: int, y: int) -> Tile | None:
        """A tile; None where the file has none there."""
        if not (0 <= z <= self.deepest and 0 <= x < 2**z and 0 <= y < 2**z):
            return None
        data = self._reader.get(z, x, y)
        return None if data is None else Tile(bytes(data), self._media, self._encoding)
