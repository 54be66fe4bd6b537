"""What a page must be for everybody: WCAG 2.2 AA by axe, targets for thumbs, no sideways scroll.

`assert_accessible(page)` looks at the page as it is now; `at_widths(page)` goes through the widths
of a small phone, a common phone and a laptop, in light and in dark."""

from collections.abc import Iterator
from typing import Any, Literal

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.processes import ROOT

WIDTHS = (320, 360, 1280)
# The npm package: the copy inside axe-core-python is of 2022 and knows nothing of WCAG 2.2.
AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
MIN_TARGET = 44  # CSS pixels
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Links within a sentence may be as small as the text (WCAG 2.5.8, exception "inline").
SMALL_TARGETS = """(least) => {
  const out = [];
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const inSentence = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  const controls =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const e of document.querySelectorAll(controls)) {
    if (!seen(e) || inSentence(e) || e.closest('.sr') || e.matches(':disabled, .sr')) continue;
    // A choice drawn as a card: its label is what the thumb meets.
    const met = ['radio', 'checkbox', 'file'].includes(e.type) ? (e.closest('label') ?? e) : e;
    const box = met.getBoundingClientRect();
    if (box.bottom < 0 || box.width === 0) continue; // skip links wait above the page
    if (box.width < least || box.height < least) {
      const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
      out.push(`${e.outerHTML.slice(0, 120)} is ${size}`);
    }
  }
  return out;
}"""

SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > wide + 1)
    .map((e) => e.outerHTML.slice(0, 120));
}"""

# Text that its own box cuts off: what a larger letter size would lose.
CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter((e) => e.childElementCount === 0 && e.textContent.trim())
  .filter((e) => !e.closest('.sr, svg, #svelte-announcer'))
  .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
  .filter((e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX))
  .map((e) => e.outerHTML.slice(0, 120))"""


def assert_accessible(page: Page) -> None:
    """Fail with every fault that axe, the thumb and the width of this page find."""
    faults = [*axe_faults(page), *small_targets(page), *sideways(page)]
    assert faults == [], f"{page.url} at {page.viewport_size}:\n" + "\n".join(faults)


def at_widths(page: Page) -> Iterator[str]:
    """Set each width in light and in dark, and say which it is: `for look in at_widths(page)`."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate("new Promise((done) => requestAnimationFrame(() => done(1)))")
            yield f"{scheme} at {width} px"


def assert_accessible_everywhere(page: Page) -> None:
    """`assert_accessible` at every width, in light and in dark; then with letters twice as big."""
    for _look in at_widths(page):
        assert_accessible(page)
    assert_zoomable(page)


def assert_zoomable(page: Page) -> None:
    """Fail if letters of 200 % are cut off or push the page sideways on a phone of 360 px."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults = [*page.evaluate(CUT_OFF), *sideways(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert faults == [], f"{page.url} with letters of 200 %:\n" + "\n".join(faults)


def axe_faults(page: Page) -> list[str]:
    """What axe finds: rule, why, and where."""
    answer: dict[str, Any] = Axe.from_file(AXE).run(page, options={"runOnly": TAGS})
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]} ({node['failureSummary']})"
        for fault in answer["violations"]
        for node in fault["nodes"]
    ]


def small_targets(page: Page) -> list[str]:
    """What a thumb misses: controls smaller than 44 px either way."""
    found: list[str] = page.evaluate(SMALL_TARGETS, MIN_TARGET)
    return found


def sideways(page: Page) -> list[str]:
    """What reaches beyond the right edge, if the page can be pushed sideways."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found
