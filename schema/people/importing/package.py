"""A look into a zipped workbook before it is loaded: how large it unpacks, how far its cells
reach, which rows are hidden, which formulas failed. Streams; keeps nothing of the content."""

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat

from schema.people.importing.findings import FileRefused, FindingCode

MAX_UNPACKED = 400 * 1024 * 1024  # 50,000 rows x 60 columns unpack to about 250 MB
MAX_CELLS = 6_000_000  # the reader reserves the whole rectangle around the used cells
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# How zipfile, zlib, expat and our own reading of numbers say that the content is damaged.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
)
_VALUES = frozenset({"v", "is"})


@dataclass(slots=True)
class Scan:
    """What the sheet is like. Lines count from 1, columns from 0."""

    hidden: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    last_line: int = 0
    last_column: int = 0
    tells_hidden_rows: bool = False


def scan_package(path: Path, sheet: str) -> Scan:
    """Look into the zip at `path`. Raises FileRefused for what must not be loaded."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_size(package)
            names = set(package.namelist())
            if "xl/workbook.xml" in names:
                return _scan_xlsx(package, sheet)
            if "content.xml" in names:
                return _scan_ods(package)
    except _BROKEN as error:
        raise FileRefused(FindingCode.FILE_BROKEN) from error
    except RuntimeError as error:  # how zipfile says that an entry is encrypted
        raise FileRefused(FindingCode.FILE_LOCKED) from error
    raise FileRefused(FindingCode.FILE_TYPE)


def _check_size(package: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
        limit = f"{MAX_UNPACKED // 1024 // 1024} MB"
        raise FileRefused(FindingCode.FILE_UNPACKS_TOO_LARGE, limit=limit)


def _check_reach(scan: Scan) -> None:
    if scan.last_line * (scan.last_column + 1) > MAX_CELLS:
        limit = f"{MAX_CELLS:,} sel".replace(",", ".")
        raise FileRefused(FindingCode.FILE_UNPACKS_TOO_LARGE, limit=limit)


def _scan_xlsx(package: zipfile.ZipFile, sheet: str) -> Scan:
    scan = Scan(tells_hidden_rows=True)
    with package.open(_sheet_entry(package, sheet)) as file:
        _SheetReader(scan).read(file)
    _check_reach(scan)
    return scan


def _sheet_entry(package: zipfile.ZipFile, sheet: str) -> str:
    sheets: list[tuple[str, str, str]] = []
    targets: dict[str, str] = {}

    def in_book(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in given.items() if key.endswith(":id")]
            sheets.append((given.get("name", ""), given.get("state", "visible"), "".join(ids)))

    def in_relations(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            targets[given.get("Id", "")] = given.get("Target", "")

    _parse(package.open("xl/workbook.xml"), in_book)
    _parse(package.open("xl/_rels/workbook.xml.rels"), in_relations)
    known = [it for it in sheets if it[2] in targets]
    named = [it for it in known if it[0] == sheet]
    visible = [it for it in known if it[1] == "visible"]
    # An unknown name is refused by the reader, which lists the sheets.
    chosen = next(iter([*named, *visible, *known]), None)
    if chosen is None:
        raise KeyError("no sheet")
    target = targets[chosen[2]]
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


class _SheetReader:
    """Fills a Scan from the events of one sheet's XML."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.line = 0
        self.column = -1
        self.failed = False
        self.text: list[str] | None = None

    def read(self, file: IO[bytes]) -> None:
        parser = _parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.ParseFile(file)

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.line = int(given.get("r", self.line + 1))
            self.column = -1
            if given.get("hidden") in {"1", "true"}:
                self.scan.hidden.add(self.line)
        elif name == "c":
            self.column = _column(given["r"]) if "r" in given else self.column + 1
            self.failed = given.get("t") == "e"
        elif name in _VALUES:
            self.scan.last_line = max(self.scan.last_line, self.line)
            self.scan.last_column = max(self.scan.last_column, self.column)
            self.text = [] if self.failed else None

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, _tag: str) -> None:
        if self.text is not None:
            self.scan.broken[self.line, self.column] = "".join(self.text)
            self.text = None


def _column(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise KeyError(reference)
    number = 0
    for letter in match.group(1):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _scan_ods(package: zipfile.ZipFile) -> Scan:
    scan, at = Scan(), {"line": 0, "column": 0}

    def element(name: str, given: dict[str, str]) -> None:
        if name == "table":
            at.update(line=0)
        elif name == "table-row":
            at["line"] += int(given.get("table:number-rows-repeated", 1))
            at["column"] = 0
        elif name in {"table-cell", "covered-table-cell"}:
            at["column"] += int(given.get("table:number-columns-repeated", 1))
            if "office:value-type" in given:
                scan.last_line = max(scan.last_line, at["line"])
                scan.last_column = max(scan.last_column, at["column"] - 1)

    _parse(package.open("content.xml"), element)
    _check_reach(scan)
    return scan


def _parse(file: IO[bytes], element: Callable[[str, dict[str, str]], None]) -> None:
    def start(tag: str, given: dict[str, str]) -> None:
        element(tag.rpartition(":")[2], given)

    parser = _parser()
    parser.StartElementHandler = start
    with file:
        parser.ParseFile(file)


def _parser() -> expat.XMLParserType:
    def refuse(*_given: object) -> None:
        raise FileRefused(FindingCode.FILE_BROKEN)

    # No office program writes a document type, and entities are how a small file grows large.
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser
