"""Adil on the home screen: installable, and new versions only when the person asks for them."""

import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.conftest import SEED_PEOPLE, Serve
from tests.databases import Databases
from tests.journeys.signing import live_word, sign_in, wait_for_worker
from tests.processes import ROOT
from tests.server import LiveServer

BUILD = ROOT / "pwa" / "build"
NEW_VERSION = "Versi baru tersedia."


def test_the_browser_finds_nothing_against_installing(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    wait_for_worker(phone)
    browser = phone.context.new_cdp_session(phone)
    # The phones of these tests are private windows: the one thing that keeps Chromium from asking.
    assert browser.send("Page.getInstallabilityErrors") == {
        "installabilityErrors": [{"errorId": "in-incognito", "errorArguments": []}]
    }
    answer = browser.send("Page.getAppManifest")
    assert answer["errors"] == []
    manifest = json.loads(answer["data"])
    assert manifest["short_name"] == "Adil"
    assert manifest["lang"] == "id"
    assert manifest["display"] == "standalone"


def test_every_icon_is_there_in_its_size_with_room_for_masks(
    live_server: LiveServer, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/masuk")
    icons: list[dict[str, Any]] = phone.request.get(
        f"{live_server.url}/manifest.webmanifest"
    ).json()["icons"]
    purposes = {(icon["sizes"], icon["purpose"]) for icon in icons}
    assert {("192x192", "maskable"), ("512x512", "maskable")} < purposes
    assert {("192x192", "any"), ("512x512", "any")} < purposes
    for icon in icons:
        measured = phone.evaluate(MEASURE, icon["src"])
        if icon["sizes"] != "any":
            assert f"{measured['width']}x{measured['height']}" == icon["sizes"]
        if icon["purpose"] == "maskable":
            # A mask may cut all but the inner 80 %: the ground fills the corners,
            # and outside that circle is nothing but ground.
            assert measured["outside"] == 1


# Natural size, and how many colours lie outside the circle that every mask keeps.
MEASURE = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const { data } = brush.getImageData(0, 0, width, height);
  const colours = new Set();
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (Math.hypot(x - width / 2, y - height / 2) > width * 0.4)
        colours.add(data.slice((y * width + x) * 4, (y * width + x) * 4 + 4).join());
  return { width, height, outside: colours.size };
}"""


def _second_build(folder: Path) -> None:
    """What an operator puts in place of the running version: the same app under a new number."""
    worker = folder / "service-worker.js"
    text = worker.read_text()
    version = json.loads((folder / "_app" / "version.json").read_text())["version"]
    assert version in text
    for packed in folder.glob("service-worker.js.*"):
        packed.unlink()
    worker.write_text(text.replace(version, f"{version}-2"))
    shell = folder / "200.html"
    for packed in folder.glob("200.html.*"):
        packed.unlink()
    shell.write_text(shell.read_text().replace('<html lang="id"', '<html lang="id" data-second'))


def test_a_new_version_waits_until_it_is_asked_for(
    sqlite_databases: Databases, serve: Serve, phone: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "build"
    shutil.copytree(BUILD, folder)
    with sqlite_databases.lend(people=SEED_PEOPLE) as url:
        server = serve(url, ADIL_PWA_DIR=str(folder))
        sign_in(phone, server, "sari")
        wait_for_worker(phone)
        expect(phone.get_by_text(NEW_VERSION)).to_have_count(0)
        phone.evaluate("window.sameDocument = true")

        _second_build(folder)
        phone.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
        expect(phone.get_by_text(NEW_VERSION)).to_be_visible()
        assert phone.evaluate("window.sameDocument") is True  # nothing was reloaded
        expect(phone.locator("html[data-second]")).to_have_count(0)

        phone.get_by_role("button", name="Perbarui").click()
        expect(phone.locator("html[data-second]")).to_have_count(1)
        assert phone.evaluate("window.sameDocument") is None
        expect(live_word(phone)).to_have_text("Langsung")
        expect(phone.get_by_text(NEW_VERSION)).to_have_count(0)
        names = phone.evaluate("caches.keys()")
        assert [name.endswith("-2") for name in names] == [True]  # the old one is gone
