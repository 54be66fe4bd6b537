"""CSV and its relatives: encoding and delimiter are found out, not asked."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from charset_normalizer import from_bytes

from schema.people.importing.columns import recognised
from schema.people.importing.findings import FileRefused, Finding, FindingCode, found
from schema.people.importing.table import Row, Table

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 40  # rows by which a delimiter is judged
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ["cp1252", "utf_16_le", "utf_16_be"]


def read_delimited(path: Path, _sheet: str = "") -> Table:
    """The rows of a text file. Raises FileRefused when it is no text, or its quotes are broken."""
    text, findings = decode(path.read_bytes())
    text, delimiter = _without_hint(text)
    return Table(_rows(text, delimiter or guess_delimiter(text)), findings=findings)


def decode(data: bytes) -> tuple[str, list[Finding]]:
    """The text in `data`: by its byte order mark, as UTF-8, or else as the best guess.

    A guess is said in a note, as a wrong one spoils letters of names."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if "\0" in text:
        return _guess(data)
    return text, []


def guess_delimiter(text: str) -> str:
    """The delimiter with which most column names are recognised, then most cells appear."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            sample = list(islice(_reader(text, delimiter), SAMPLE))
        except csv.Error:
            return (-1, 0)
        known = max((sum(recognised(cell) for cell in row) for row in sample), default=0)
        return known, max((len(row) for row in sample), default=0)

    return max(DELIMITERS, key=score)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(FindingCode.ENCODING_UNKNOWN) from error


def _guess(data: bytes) -> tuple[str, list[Finding]]:
    best = from_bytes(data[: 256 * 1024], cp_isolation=_GUESSES).best()
    encoding = best.encoding if best else "cp1252"
    text = _strictly(data, encoding)
    if "\0" in text:
        raise FileRefused(FindingCode.FILE_TYPE)
    label = "Windows-1252" if encoding == "cp1252" else encoding.upper().replace("_", "-")
    return text, [found(0, FindingCode.ENCODING_GUESSED, encoding=label)]


def _without_hint(text: str) -> tuple[str, str]:
    # Excel writes "sep=;" on a line of its own; the line stays, emptied, so that lines count right.
    hint = re.match(r'"?sep=(.)"?\r?(?=\n)', text)
    return (text[hint.end() :], hint.group(1)) if hint else (text, "")


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Row]]:
    reader = _reader(text, delimiter)
    line = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused(FindingCode.CSV_QUOTES, at=line + 1) from error
        line += 1
        yield line, list(row)
