"""The Content-Security-Policy header: our own files, and the inline pieces of the build.

SvelteKit writes hashes of its inline bootstrap into a <meta> policy of each page. A browser obeys
both policies, so the header takes over the hashes that the built pages name."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from api.settings import Settings

_BASE: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}
# GraphiQL (demo only) is strawberry's page: inline script, libraries from a network of copies.
GRAPHIQL_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' https://unpkg.com; "
    "style-src 'unsafe-inline' https://unpkg.com; img-src 'self' data:; "
    "font-src data: https://unpkg.com; connect-src 'self'; worker-src blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_TAKEN_OVER = ("script-src", "style-src", "style-src-attr", "style-src-elem")
_HASH = re.compile(r"'(?:sha(?:256|384|512)-[A-Za-z0-9+/_=-]+|unsafe-hashes)'")


def content_security_policy(settings: Settings) -> str:
    """The policy for this build of the PWA; without a build, the one without inline pieces."""
    policy = {name: list(sources) for name, sources in _BASE.items()}
    # Older Safari does not count a socket of the same host as 'self'.
    policy["connect-src"] += [
        f"wss://{urlsplit(origin).netloc}" for origin in settings.public_origins
    ]
    for page in sorted(Path(settings.pwa_dir).rglob("*.html")):
        for name, sources in _hashes_of(page.read_text(encoding="utf-8")).items():
            known = policy.setdefault(name, [])
            known += [source for source in sources if source not in known]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


def _hashes_of(html: str) -> dict[str, list[str]]:
    reader = _MetaPolicies()
    reader.feed(html)
    found: dict[str, list[str]] = {}
    for directive in ";".join(reader.policies).split(";"):
        name, _, sources = directive.strip().partition(" ")
        if name in _TAKEN_OVER:
            found.setdefault(name, []).extend(_HASH.findall(sources))
    return {name: sources for name, sources in found.items() if sources}


class _MetaPolicies(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.policies: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind = (given.get("http-equiv") or "").lower()
        if tag == "meta" and kind == "content-security-policy":
            self.policies.append(given.get("content") or "")
