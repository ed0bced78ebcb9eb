"""What a file is, by its first bytes; its name says nothing."""

from enum import StrEnum

from kentongan.engine.spreadsheets.limits import MOST_BYTES, Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_STARTS = (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style", b"<script")
XML_STARTS = (b"<?xml", b"<workbook", b"<svg")
BINARY_STARTS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
    b"SQLite format",
    b"PK\x05\x06",
    b"RIFF",
    b"BM",
)


class FileKind(StrEnum):
    """How the bytes are read."""

    ZIP = "zip"  # XLSX or ODS
    XLS = "xls"
    TEXT = "text"


def kind_of(content: bytes) -> FileKind:
    """The kind of a file of 1 byte to 5 MiB; raises ``Unreadable`` for anything else."""
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big", megabytes=MOST_BYTES // 1024 // 1024)
    if content.startswith(ZIP):
        return FileKind.ZIP
    if content.startswith(OLE):
        return FileKind.XLS
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(HTML_STARTS):
        raise Unreadable("web_page")
    if start.startswith(XML_STARTS) or content.startswith(BINARY_STARTS):
        raise Unreadable("not_a_list")
    return FileKind.TEXT
