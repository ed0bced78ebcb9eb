"""Lines and fields of a text file, each field with the column in which it begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kentongan.engine.detection.files.bad import BadFile, Fault, Source

# A field in quotation marks, a doubled one standing for one; or anything up to a separator.
QUOTED = r'"(?:[^"]|"")*"'
BY_SPACES = re.compile(rf'{QUOTED}|[^\s"]\S*|"')
SEPARATORS = (",", ";", "\t", "|")


class Field(NamedTuple):
    """column: of its first character, from 1."""

    text: str
    column: int


@dataclass(frozen=True)
class Row:
    """A line with something on it; line: its number, from 1."""

    source: str
    line: int
    fields: tuple[Field, ...]
    end: int

    def bad(self, at: int, fault: Fault, seen: str = "") -> BadFile:
        """What is wrong with one field, or with the end of the line where there is none."""
        column = self.fields[at].column if at < len(self.fields) else self.end
        return BadFile(self.source, self.line, column, fault, seen or self.text(at))

    def text(self, at: int) -> str:
        """A field, empty where there is none."""
        return self.fields[at].text if at < len(self.fields) else ""

    def needed(self, at: int) -> str:
        """A field; raises BadFile where it is missing or empty."""
        if not self.text(at):
            raise self.bad(at, Fault.MISSING_FIELD)
        return self.text(at)

    def whole(self, at: int) -> int:
        """A whole number from zero; raises BadFile for anything else."""
        text = self.needed(at)
        # Longer ones overflow what counts are kept in.
        if not re.fullmatch(r"\d{1,12}(\.0*)?", text, re.ASCII):
            raise self.bad(at, Fault.NOT_WHOLE)
        return int(float(text))

    def number(self, at: int) -> float:
        """A number, also one with a decimal comma; raises BadFile for anything else."""
        text = self.needed(at).replace(",", ".")
        if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?", text, re.ASCII):
            raise self.bad(at, Fault.NOT_NUMBER)
        return float(text)


def rows_by_spaces(source: Source) -> Iterator[Row]:
    """Fields between spaces, as SaTScan has them; raises BadFile for an open quotation mark."""
    for number, line in _lines(source):
        fields = tuple(_unquoted(m.group(), m.start() + 1) for m in BY_SPACES.finditer(line))
        yield _checked(Row(source.name, number, fields, len(line) + 1))


def rows_by_separator(source: Source) -> Iterator[Row]:
    """Fields between commas, semicolons or tabs: whichever the first line has most of."""
    separator = ""
    for number, line in _lines(source):
        separator = separator or max(SEPARATORS, key=line.count)
        between = re.compile(rf" *({QUOTED}|[^{re.escape(separator)}]*)")
        yield _checked(Row(source.name, number, tuple(_fields(line, between)), len(line) + 1))


def _fields(line: str, between: re.Pattern[str]) -> Iterator[Field]:
    at = 0
    while at <= len(line):
        found = between.match(line, at)
        if found is None:
            return
        yield _unquoted(found.group(1).strip(), found.start(1) + 1)
        # A quoted field may be followed by spaces; then comes the separator, or the end.
        at = found.end() + len(line[found.end() :]) - len(line[found.end() :].lstrip(" ")) + 1


def lines_of(source: Source) -> list[str]:
    """As any editor numbers them; Python would end a line at rarer characters too."""
    return re.split(r"\r\n|\r|\n", source.text)


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Those that are not empty; raises BadFile where there is none."""
    if "\0" in source.text:
        raise BadFile(source.name, 1, 1, Fault.NOT_TEXT)
    told = [(n, line) for n, line in enumerate(lines_of(source), 1) if line.strip()]
    if not told:
        raise BadFile(source.name, 1, 1, Fault.EMPTY)
    yield from told


def _unquoted(text: str, column: int) -> Field:
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return Field(text[1:-1].replace('""', '"').strip(), column)
    return Field(text, column)


def _checked(row: Row) -> Row:
    for at, field in enumerate(row.fields):
        if field.text.startswith('"'):
            raise row.bad(at, Fault.QUOTE)
    return row
