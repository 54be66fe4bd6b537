"""How people of the sample sign in on a phone, as every journey needs it."""

from playwright.sync_api import Locator, Page, expect

from schema.sample.demo import PASSWORD
from tests.cast import NIPS
from tests.server import LiveServer

LIVE = "Langsung"


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Type NIP and password of a member of the cast on the sign-in page, and send."""
    page.get_by_label("NIP", exact=True).fill(NIPS[name])
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_in(page: Page, server: LiveServer, name: str, path: str = "/beranda") -> None:
    """Sign in and come to `path`, with the live line open."""
    page.goto(f"{server.url}/masuk?kembali={path}")
    fill_in(page, name)
    page.wait_for_url(f"{server.url}{path}")
    expect(live_word(page)).to_have_text(LIVE)


def live_word(page: Page) -> Locator:
    """The state of the live line as this page says it: at the top on phones, else at the side."""
    return page.get_by_test_id("live").locator("visible=true")


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker has the whole app and answers for this page.

    `navigator.serviceWorker.ready` comes a moment before the worker takes the page over."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
