"""Names with and without titles, and names compared."""

import re
from typing import NamedTuple

# Written with a dot after them or not; all others are known by their dot.
_FRONT = frozenset(
    {"DR", "DRG", "DRH", "IR", "H", "HJ", "DRS", "DRA", "PROF", "KH", "APT", "NS", "R"}
)


class NameParts(NamedTuple):
    """Titles before, bare name, titles after."""

    front: str
    name: str
    back: str


def split_name(text: str) -> NameParts:
    """ "dr. H. Budi Contoh, Sp.A., M.Kes." in its parts; a name without titles stays whole."""
    name, _, back = text.partition(",")
    words = name.split()
    count = 0
    while count < len(words) - 1 and _is_front(words[count]):
        count += 1
    return NameParts(" ".join(words[:count]), " ".join(words[count:]), back.strip(" ,"))


def same_name(text: str) -> str:
    """What two spellings of one name share: no titles, no case, no signs."""
    return re.sub(r"[^A-Z ]", "", split_name(text).name.upper()).strip()


def _is_front(word: str) -> bool:
    # "M. Rizki" and "A. Yani" are names: only known titles go, so a lone initial stays.
    pieces = [piece for piece in word.upper().split(".") if piece]
    return word.endswith(".") and bool(pieces) and all(piece in _FRONT for piece in pieces)
