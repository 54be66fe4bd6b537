"""The address and the device behind a request, as far as they can be known."""

import unicodedata
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

MAX_DEVICE = 120  # characters
# First match wins: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def address_of(connection: HTTPConnection) -> str:
    """The client's address; behind trusted proxies the one they saw (api/security.py)."""
    return connection.client.host[:64] if connection.client else ""


def address_group(address: str) -> str:
    """What is braked together: an IPv4 address, or the /64 that one IPv6 customer holds."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def device_name(connection: HTTPConnection, given: str) -> str:
    """How the list of devices calls this one: as it named itself, or browser and system."""
    printable = "".join(
        " " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in given
    )
    name = " ".join(printable.split())[:MAX_DEVICE]
    return name or _from_user_agent(connection.headers.get("user-agent", ""))


def _from_user_agent(agent: str) -> str:
    parts = [
        next((label for sign, label in known if sign in agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(part for part in parts if part)
