"""Zip containers (XLSX, ODS) looked through before a spreadsheet reader touches them.

The directory is read first, then every part is unpacked and counted: a lying directory, a bomb,
a document type, a macro or an XML part that is not well-formed ends the reading here.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from kentongan.engine.spreadsheets.limits import (
    MEBIBYTE,
    MOST_ENTRIES,
    MOST_RATIO,
    MOST_UNPACKED,
    Unreadable,
)

END_OF_DIRECTORY = b"PK\x05\x06"
# The end record is 22 bytes and a comment of at most 65,535.
END_SEARCH = 22 + 65_535
LONGEST_DIRECTORY = MOST_ENTRIES * 1024
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MACRO_PARTS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
OUTSIDE_PARTS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/")
XML_ENCODINGS = {None, "utf-8", "us-ascii", "ascii"}


@dataclass
class Package:
    """The parts of a checked container by name; only XML parts keep their text."""

    names: set[str] = field(default_factory=set)
    texts: dict[str, bytes] = field(default_factory=dict)


def check_directory_size(content: bytes) -> None:
    """Refuses a directory of too many entries before the library lists it."""
    place = content.rfind(END_OF_DIRECTORY, max(0, len(content) - END_SEARCH))
    if place < 0 or place + 22 > len(content):
        raise Unreadable("broken_zip")
    entries, size = struct.unpack_from("<HL", content, place + 10)
    if entries > MOST_ENTRIES or size > LONGEST_DIRECTORY:
        raise Unreadable("too_many_parts", most=MOST_ENTRIES)


def check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuses what a spreadsheet program does not write."""
    name = entry.filename.lower()
    if entry.flag_bits & 0x1:
        raise Unreadable("encrypted")
    if entry.compress_type not in METHODS:
        raise Unreadable("broken_zip")
    if any(part in name for part in MACRO_PARTS):
        raise Unreadable("macros")
    if any(part in name for part in OUTSIDE_PARTS):
        raise Unreadable("outside_links")
    if entry.file_size > MEBIBYTE and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise Unreadable("bomb")


def check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuses by what the directory declares."""
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("too_many_parts", most=MOST_ENTRIES)
    declared = sum(entry.file_size for entry in entries)
    if declared > MOST_UNPACKED or declared > MOST_RATIO * size:
        raise Unreadable("bomb")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Unreadable("broken_zip")
    for entry in entries:
        check_entry(entry)


def check_xml(text: bytes) -> None:
    """Refuses a document type, an encoding that hides one, and XML that is not well-formed."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Unreadable("document_type")

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in XML_ENCODINGS:
            raise Unreadable("broken_xml")

    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    if text[:2] in {b"\xff\xfe", b"\xfe\xff"} or text[:2] == b"\0<" or text[1:2] == b"\0":
        raise Unreadable("broken_xml")
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        raise Unreadable("broken_xml") from None


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The whole part, recounted; its checksum is compared by the library."""
    with archive.open(entry) as part:
        # No more than declared is unpacked: a lying part costs no memory.
        text = part.read(min(room, entry.file_size) + 1)
        if len(text) > room or part.read(1):
            raise Unreadable("bomb")
    return text


def open_package(content: bytes) -> Package:
    """The checked parts of a zip container; raises ``Unreadable``."""
    check_directory_size(content)
    package = Package()
    room = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            check_directory(entries, len(content))
            for entry in entries:
                text = unpacked(archive, entry, room)
                room -= len(text)
                keep(package, entry.filename, text)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Unreadable("broken_zip") from None
    except RuntimeError:
        # The library's word for a part that asks for a password.
        raise Unreadable("encrypted") from None
    return package


def keep(package: Package, name: str, text: bytes) -> None:
    """Note the part, and its text where the reader needs it."""
    package.names.add(name)
    if name.lower().endswith((".xml", ".rels")):
        check_xml(text)
        package.texts[name] = text
    elif name == "mimetype":
        package.texts[name] = text
