"""CSV as Indonesian offices write it: ``;``, ``,``, tab or ``|``; UTF-8, UTF-16 or CP1252."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from kentongan.engine.spreadsheets.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Unreadable,
)

DELIMITERS = ";,\t|"
SAMPLE_RECORDS = 60
SAMPLE_CHARACTERS = 64 * 1024
# Text has none of the control characters that binary files are full of.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decoded(content: bytes) -> str:
    """The text; raises ``Unreadable`` for bytes that are no text."""
    text = decoded_as_it_says(content) or decoded_by_trial(content)
    if CONTROL_CHARACTERS.search(text):
        raise Unreadable("not_text")
    return text


def decoded_as_it_says(content: bytes) -> str | None:
    """The text by its byte order mark, or by the zero bytes of unmarked UTF-16."""
    half = content[:400:2], content[1:400:2]
    encoding = ""
    if content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif half[1].count(0) > len(half[1]) // 2:
        encoding = "utf-16-le"
    elif half[0].count(0) > len(half[0]) // 2:
        encoding = "utf-16-be"
    if not encoding:
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_text") from None


def decoded_by_trial(content: bytes) -> str:
    """UTF-8 where it fits, else what Excel on Windows writes."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_text")


def told_delimiter(text: str) -> str | None:
    """The delimiter of Excel's own first line ``sep=;``."""
    first = text[:8].splitlines()[0] if text[:8].splitlines() else ""
    hint = first.lower().removeprefix("sep=")
    return hint if first.lower().startswith("sep=") and hint in DELIMITERS and hint else None


def sampled(text: str, delimiter: str) -> list[int]:
    """How many fields the first records have, split at ``delimiter``."""
    reader = csv.reader(io.StringIO(text[:SAMPLE_CHARACTERS], newline=""), delimiter=delimiter)
    widths = []
    try:
        for record in reader:
            if any(record):
                widths.append(len(record))
            if len(widths) >= SAMPLE_RECORDS:
                break
    except csv.Error:
        pass
    return widths


def likeliest_delimiter(text: str) -> str:
    """The delimiter that gives most records the same width of two or more; "," when none does."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(width for width in sampled(text, delimiter) if width > 1)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = count + min(width, MOST_COLUMNS) / (MOST_COLUMNS + 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record with the row number Excel shows; raises ``Unreadable`` with a line number."""
    text = decoded(content)
    told = told_delimiter(text)
    csv.field_size_limit(LONGEST_CELL)
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=told or likeliest_delimiter(text), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise Unreadable("too_many_rows", most=MOST_ROWS)
            if not (told and number == 1):
                yield number, fitted(record)
    except csv.Error:
        raise Unreadable("broken_quotes", line=max(1, reader.line_num)) from None


def fitted(record: list[str]) -> list[str]:
    """The record without empty cells at its end; raises ``Unreadable`` when it is too wide."""
    while record and not record[-1].strip():
        record.pop()
    if len(record) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    return record
