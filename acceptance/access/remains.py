"""What lies outside the pages: the log of the software, mails, the files of the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection

from acceptance.access.canaries import Canary


class Kept(logging.Handler):
    """Keeps every line."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def everything_logged() -> Iterator[Kept]:
    """All that any part of the software logs, down to DEBUG."""
    kept, root = Kept(), logging.getLogger()
    before, others = root.level, list(root.handlers)
    root.setLevel(logging.DEBUG)
    root.handlers = [kept]
    try:
        yield kept
    finally:
        root.setLevel(before)
        root.handlers = others


def mails() -> str:
    """Every mail that was sent, with its headers and attachments."""
    return "\n".join(str(message.message()) for message in getattr(mail, "outbox", []))


def in_database(canaries: list[Canary]) -> dict[str, list[str]]:
    """Where the stored bytes of the database hold a canary: file or table → names."""
    return in_tables(canaries) if connection.vendor == "postgresql" else in_files(canaries)


def in_files(canaries: list[Canary]) -> dict[str, list[str]]:
    """The database file and its write-ahead log, byte for byte, as UTF-8 and as UTF-16."""
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    files = [path, Path(f"{path}-wal"), *settings.DATA_FOLDER.glob("**/*")]
    found: dict[str, list[str]] = {}
    for file in dict.fromkeys(one for one in files if one.is_file()):
        content = file.read_bytes()
        if held := [one.name for one in canaries if holds(content, one)]:
            found[file.name] = held
    return found


def holds(content: bytes, canary: Canary) -> bool:
    """Whether bytes hold a canary in any writing."""
    words = {canary.text, canary.bare}
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return any(word.encode(code) in content for word in words for code in codes)


def in_tables(canaries: list[Canary]) -> dict[str, list[str]]:
    """Every table of PostgreSQL as text; bytes are read as hex, so they are looked for so too."""
    found: dict[str, list[str]] = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            content = "\n".join(row[0] for row in cursor.fetchall()).encode()
        if held := [one.name for one in canaries if holds(content, one) or in_hex(content, one)]:
            found[table] = held
    return found


def in_hex(content: bytes, canary: Canary) -> bool:
    """Whether a column of bytes holds it."""
    return any(word.encode().hex().encode() in content for word in (canary.text, canary.bare))
