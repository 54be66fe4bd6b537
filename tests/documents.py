"""The documents of the app, from the files that its client was generated into."""

import json
import re
from functools import cache

from tests.processes import ROOT

_TEXT = re.compile(r'text:\s*("(?:[^"\\]|\\.)*")')
_NAME = re.compile(r"^(?:query|mutation|subscription) (\w+)")


@cache
def app_documents() -> dict[str, str]:
    """Text by operation name. Each text holds one operation with its fragments."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "pwa" / "src").rglob("*.documents.ts")):
        for quoted in _TEXT.findall(file.read_text(encoding="utf-8")):
            text: str = json.loads(quoted)
            name = _NAME.match(text)
            assert name, text
            found[name.group(1)] = text
    return found
