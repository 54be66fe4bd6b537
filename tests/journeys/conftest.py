"""Real browsers. Journeys are written with Playwright's sync API, in plain `def test_...`.

The browser lives as long as this package, because Playwright's sync API holds an event loop that
async tests elsewhere could not run beside."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser import find_or_fail, launch_flags
from tests.processes import ROOT

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
HERE = Path(__file__).parent
LONGEST_SECONDS = 180
WAIT_MS = 10_000  # the longest that a page may take to show what a journey waits for
expect.set_options(timeout=WAIT_MS)

OpenPhone = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium for all journeys of this worker."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_or_fail(), args=launch_flags(), headless=True
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPhone]:
    """Open another phone, with its own cookies and storage: `open_phone()` gives its page."""
    contexts: list[BrowserContext] = []

    def open_one(**options: object) -> Page:
        context = _context(browser, **{"viewport": PHONE, "has_touch": True, **options})
        contexts.append(context)
        return context.new_page()

    yield open_one
    _close(contexts, request)


@pytest.fixture
def phone(open_phone: OpenPhone) -> Page:
    """A cheap Android phone held upright: 360 x 740, touch, Indonesian, WIB."""
    return open_phone(is_mobile=True, device_scale_factor=2)


@pytest.fixture
def laptop(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The laptop of an HR admin: 1280 x 800."""
    context = _context(browser, viewport=LAPTOP)
    yield context.new_page()
    _close([context], request)


def _context(browser: Browser, **options: object) -> BrowserContext:
    settings = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", **options}
    context = browser.new_context(**settings)  # type: ignore[arg-type]  # keywords by name
    context.set_default_timeout(WAIT_MS)
    return context


def _close(contexts: list[BrowserContext], request: pytest.FixtureRequest) -> None:
    failed = getattr(request.node, "failed", False)
    for number, context in enumerate(contexts, start=1):
        for page in context.pages if failed else []:
            page.screenshot(path=_picture(request.node.name, number))
        context.close()


def _picture(test: str, number: int) -> Path:
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    return folder / f"{test}-{number}.png"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey may take longer than another test: the first one makes the seeded template."""
    for item in items:
        if item.path.is_relative_to(HERE) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a journey failed, so that its screens are kept in test-results/."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]  # read by _close above
    return report
