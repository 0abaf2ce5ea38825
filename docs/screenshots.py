"""Makes the pictures of the desk in README and docs from the sample reports: `uv run python docs/screenshots.py`.

Needs Chromium. Each run gives the same pictures but for times in the custody chain.
"""

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from riwaya.desk.app import create_app
from riwaya.desk.run import server_of
from riwaya.desk.settings import Settings
from riwaya.ledger.comparing import Wanted, described
from riwaya.ledger.demo import fill
from riwaya.ledger.opening import create_archive

HERE = Path(__file__).parent
PORT = 8699


def main() -> None:
    """Serve the samples, take the pictures."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("no Chromium here (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "archive")
        with create_archive(where) as archive:
            list(fill(archive))
            incident = described(archive, Wanted(type="air_strike"), "contested")[0]
        settings = Settings(where, port=PORT, by="Layla")
        server = server_of(create_app(settings), settings)
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        pages = {
            "desk-incident.png": f"/incidents/{incident['id']}?lang=en",
            "desk-report.png": f"/reports/{incident['reports'][0]}?lang=ar",
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            for name, path in pages.items():
                page.goto(f"http://127.0.0.1:{PORT}{path}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=HERE / name)
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
