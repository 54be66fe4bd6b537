"""Draws static/icons/*.png from the mark of static/favicon.svg with a real browser.

Run from pwa/ after a change of the mark: python scripts/icons.py. Needs the project's venv
(Playwright) and a Chromium (ADIL_CHROMIUM, default /usr/bin/chromium). The PNGs are committed:
a build needs neither.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parent.parent / "static"
GREEN = "#0d5b4b"
SIZES = {
    "icon-192": (192, 14),
    "icon-512": (512, 14),
    "apple-touch-180": (180, 0),
    "maskable-192": (192, 0),
    "maskable-512": (512, 0),
}


def drawing(name: str, size: int, radius: int) -> str:
    """The mark on its ground; maskable ones keep it inside the safe zone (80 % of the width)."""
    svg = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    ground = f'<rect width="64" height="64" rx="{radius}" fill="{GREEN}"/>'
    svg = re.sub(r"<rect[^>]*/>", ground, svg)
    if name.startswith("maskable"):
        svg = svg.replace("translate(10 9) scale(1.375)", "translate(16 15.2) scale(1)")
    return svg.replace("<svg ", f'<svg width="{size}" height="{size}" ')


def main() -> None:
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("ADIL_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for name, (size, radius) in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>*{{margin:0}}</style>{drawing(name, size, radius)}")
            page.screenshot(path=STATIC / "icons" / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
