"""Spoilt and hostile line lists by seed: the same seed gives the same files."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "No", "Tanggal", "Pelapor", "Instansi", "Uraian", "Desa", "Kecamatan", "No HP", "Biaya",
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
OLD_FILES = Path(__file__).parent.parent / "tests" / "reports" / "line_list" / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULAS = (
    "=1+1", '=HYPERLINK("http://0850.invalid","klik")', "=cmd|' /C calc'!A0", "+1+1", "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1", "\ufeff=cmd", "%0A=1",
)  # fmt: skip
XXE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    '<!DOCTYPE x SYSTEM "/etc/hostname">',
)


@dataclass(frozen=True)
class Spoilt:
    """One file; ``is_hostile``: refused, and quickly. The others may be read if they can be."""

    name: str
    content: bytes
    is_hostile: bool


class Spoiler:
    """Makes the files; every kind takes its chances from ``dice``."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.made = 0

    def files(self, count: int) -> Iterator[Spoilt]:
        """``count`` files, the kinds in turn, no two the same bytes."""
        for number in range(count):
            make, suffix, is_hostile = KINDS[number % len(KINDS)]
            name = f"{number:03d}-{make.__name__}.{suffix}"
            yield Spoilt(name, make(self), is_hostile)

    def rows(self) -> list[list[str]]:
        """Headings and 3 to 40 good rows that no other file has."""
        rows = [list(HEADINGS)]
        for number in range(1, self.dice.randint(4, 41)):
            self.made += 1
            story = f"Tawaran kerja rusak nomor {self.made} tanpa kontrak."
            phone = f"085000{self.made:06d}"
            day = f"{self.dice.randint(1, 28)}/{self.dice.randint(1, 10)}/2026"
            rows.append([
                str(number), day, "Siti", "Polsek", story, "Prigi", "Watulimo", phone, "8 juta",
            ])  # fmt: skip
        return rows

    def xlsx(self, rows: list[list[str]] | None = None) -> bytes:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": True})
        sheet = book.add_worksheet("Daftar")
        for line, row in enumerate(rows or self.rows()):
            for place, text in enumerate(row):
                sheet.write(line, place, text)
        book.close()
        return target.getvalue()

    def csv(self, rows: list[list[str]] | None = None) -> bytes:
        lines = (";".join(row) for row in rows or self.rows())
        return "\r\n".join(lines).encode() + b"\r\n"

    def with_part(self, name: str, change: Callable[[bytes], bytes]) -> bytes:
        """A good workbook with one part changed (or added, from nothing)."""
        source, target = zipfile.ZipFile(io.BytesIO(self.xlsx())), io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
            for part in source.namelist():
                if part != name:
                    written.writestr(part, source.read(part))
            old = source.read(name) if name in source.namelist() else b""
            written.writestr(name, change(old))
        return target.getvalue()

    def truncated(self) -> bytes:
        content = self.xlsx()
        return content[: self.dice.randrange(1, len(content))]

    def bit_flipped(self) -> bytes:
        return self.flipped(self.xlsx())

    def flipped(self, content: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(self.dice.randint(1, 40)):
            changed[self.dice.randrange(len(changed))] ^= 1 << self.dice.randrange(8)
        return bytes(changed)

    def inside_flipped(self) -> bytes:
        """A sound zip around a spoilt part."""
        part = self.dice.choice((SHEET, STRINGS, WORKBOOK, "xl/_rels/workbook.xml.rels"))
        return self.with_part(part, self.flipped)

    def wrong_xml(self) -> bytes:
        part = self.dice.choice((SHEET, STRINGS, WORKBOOK))
        instead = self.dice.choice(
            (b"", b"<a/>", b"<worksheet><sheetData>", b"\xff\xfe<\0a\0", b"x")
        )
        return self.with_part(part, lambda old: instead + b" " * self.dice.randrange(999))

    def lost_part(self) -> bytes:
        part = self.dice.choice(
            (SHEET, WORKBOOK, "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
        )
        return self.with_part(part, lambda old: b"").replace(part.encode(), b"x" * len(part))

    def relation_outside(self) -> bytes:
        away = self.dice.choice((b"../../../../etc/passwd", b"file:///etc/passwd", b"/dev/zero"))
        return self.with_part(
            "xl/_rels/workbook.xml.rels", lambda old: old.replace(b"worksheets/sheet1.xml", away)
        )

    def bomb(self) -> bytes:
        size = self.dice.randint(52, 110) * 1024 * 1024
        part = self.dice.choice((SHEET, STRINGS, "xl/media/image1.png"))
        return self.with_part(part, lambda old: b"0" * size)

    def lying_bomb(self) -> bytes:
        """The directory says a thousand bytes."""
        size = self.dice.randint(20, 50) * 1024 * 1024
        content = self.with_part(SHEET, lambda old: b"0" * size)
        return content.replace(struct.pack("<L", size), struct.pack("<L", 1000))

    def nested_bomb(self) -> bytes:
        inner = self.bomb()
        return (
            self.with_part("xl/embeddings/a.zip", lambda old: inner)
            if self.dice.random() < 0.3
            else self.bomb()
        )

    def many_parts(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as written:
            for number in range(self.dice.randint(201, 20_000)):
                written.writestr(str(number), b"")
        return target.getvalue()

    def document_type(self) -> bytes:
        part = self.dice.choice((SHEET, STRINGS, WORKBOOK, "docProps/app.xml"))
        declared = self.dice.choice(XXE).encode()

        def change(old: bytes) -> bytes:
            head, _, body = old.partition(b"?>")
            return head + b"?>" + declared + body.replace(b">", b">&a;", 1)

        return self.with_part(part, change)

    def web_page(self) -> bytes:
        cells = "".join(f"<td>{word}</td>" for word in self.rows()[1])
        return f"<html><table><tr>{cells}</tr></table></html>".encode()

    def picture(self) -> bytes:
        start = self.dice.choice(
            (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"%PDF-1.7\n")
        )
        return start + self.dice.randbytes(3000)

    def noise(self) -> bytes:
        return self.dice.randbytes(self.dice.randint(1, 50_000))

    def nul_bytes(self) -> bytes:
        content = bytearray(self.csv())
        for _ in range(self.dice.randint(1, 20)):
            content.insert(self.dice.randrange(len(content)), 0)
        return bytes(content)

    def only_nul(self) -> bytes:
        return b"\0" * self.dice.randint(1, 4_000_000)

    def half_utf16(self) -> bytes:
        content = self.csv().decode().encode("utf-16")
        return content[: 2 * self.dice.randrange(2, len(content) // 2) + 1]

    def huge_dimension(self) -> bytes:
        return self.with_part(
            SHEET, lambda old: old.replace(b'ref="A1', b'ref="A1:XFD1048576" x="')
        )

    def far_cell(self) -> bytes:
        place = self.dice.choice(
            ("XFD1048576", "A1048576", "XFD2", "ZZZ9999999", "A0", "A99999999999")
        )
        cell = f'<row r="9"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        return self.with_part(SHEET, lambda old: old.replace(b"</sheetData>", cell.encode()))

    def repeated_ods(self) -> bytes:
        """An ODS whose cells and rows repeat a million times."""
        across, down = self.dice.choice(
            ((16384, 1048576), (60, 1048576), (16384, 3), (10**9, 10**9))
        )
        cell = (
            f'<table:table-cell office:value-type="string" '
            f'table:number-columns-repeated="{across}">'
            "<text:p>x</text:p></table:table-cell>"
        )
        row = f'<table:table-row table:number-rows-repeated="{down}">{cell}</table:table-row>'
        return self.ods(row)

    def ods(self, rows: str) -> bytes:
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for name in ("office", "table", "text")
        )
        content = (
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
            f'<office:spreadsheet><table:table table:name="{self.dice.random()}">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        )
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
            written.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            written.writestr("content.xml", content)
            written.writestr("META-INF/manifest.xml", "<m/>")
        return target.getvalue()

    def deep_nesting(self) -> bytes:
        depth = self.dice.choice((2_000, 50_000, 400_000))
        part = self.dice.choice((SHEET, STRINGS, WORKBOOK))
        inside = b"<a>" * depth + b"</a>" * depth
        return self.with_part(part, lambda old: old.replace(b"</s", inside + b"</s", 1))

    def macros(self) -> bytes:
        part = self.dice.choice(("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"))
        return self.with_part(part, lambda old: b"<a/>" + self.dice.randbytes(99).hex().encode())

    def outside_links(self) -> bytes:
        part = self.dice.choice(("xl/externalLinks/externalLink1.xml", "xl/connections.xml"))
        return self.with_part(part, lambda old: b"<a/>")

    def password_flag(self) -> bytes:
        changed = bytearray(self.xlsx())
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = changed.find(mark)
            while place >= 0:
                changed[place + offset] |= 1
                place = changed.find(mark, place + 4)
        return bytes(changed)

    def encrypted(self) -> bytes:
        words = "EncryptedPackage".encode("utf-16-le")
        return OLE + b"\0" * 504 + words + self.dice.randbytes(2048)

    def old_spoilt(self) -> bytes:
        content = (OLD_FILES / "old.xls").read_bytes()
        if self.dice.random() < 0.4:
            return content[: self.dice.randrange(8, len(content))]
        return content[:8] + self.flipped(content[8:])

    def ods_spoilt(self) -> bytes:
        return self.flipped((OLD_FILES / "table.ods").read_bytes())

    def wide_csv(self) -> bytes:
        return b";".join(b"x" for _ in range(100_000 + self.dice.randrange(999))) + b"\n"

    def long_cell(self) -> bytes:
        return b"Tanggal;Uraian\n1;" + b"x" * self.dice.randint(1_000_000, 4_900_000)

    def open_quote(self) -> bytes:
        return self.csv() + b'9;"tidak ditutup' + self.csv()

    def only_delimiters(self) -> bytes:
        return self.dice.choice((b"\n", b";\n", b";", b'"', b'""\n', b" \t")) * 1_000_000

    def too_big(self) -> bytes:
        return self.csv() + b"x;" * (3 * 1024 * 1024 + self.dice.randrange(999))

    def formulas(self) -> bytes:
        """Formula cells: read, and every row with one rejected."""
        rows = self.rows()
        for row in rows[1:]:
            row[self.dice.choice((4, 7, 8))] = "=1+1"
        return self.xlsx(rows)

    def formula_texts(self) -> bytes:
        """Text that a spreadsheet program would take for a formula: taken as text."""
        rows = self.rows()
        for row in rows[1:]:
            row[4] = self.dice.choice(FORMULAS) + row[4]
        return self.csv(rows)

    def renamed(self) -> bytes:
        """A good list under a wrong name: its bytes count."""
        return self.dice.choice((self.xlsx, self.csv))()


# What makes it, the name it comes under, and whether it must be refused within a second.
KINDS: tuple[tuple[Callable[[Spoiler], bytes], str, bool], ...] = (
    (Spoiler.truncated, "xlsx", True),
    (Spoiler.bit_flipped, "xlsx", False),
    (Spoiler.inside_flipped, "xlsx", False),
    (Spoiler.wrong_xml, "xlsx", True),
    (Spoiler.lost_part, "xlsx", False),
    (Spoiler.relation_outside, "xlsx", True),
    (Spoiler.bomb, "xlsx", True),
    (Spoiler.lying_bomb, "xlsx", True),
    (Spoiler.nested_bomb, "xlsx", False),
    (Spoiler.many_parts, "xlsx", True),
    (Spoiler.document_type, "xlsx", True),
    (Spoiler.web_page, "xls", True),
    (Spoiler.picture, "xlsx", True),
    (Spoiler.noise, "csv", True),
    (Spoiler.nul_bytes, "csv", True),
    (Spoiler.only_nul, "xlsx", True),
    (Spoiler.half_utf16, "csv", True),
    (Spoiler.huge_dimension, "xlsx", False),
    (Spoiler.far_cell, "xlsx", False),
    (Spoiler.repeated_ods, "ods", True),
    (Spoiler.deep_nesting, "xlsx", False),
    (Spoiler.macros, "xlsm", True),
    (Spoiler.outside_links, "xlsx", True),
    (Spoiler.password_flag, "xlsx", True),
    (Spoiler.encrypted, "xlsx", True),
    (Spoiler.old_spoilt, "xls", False),
    (Spoiler.ods_spoilt, "ods", False),
    (Spoiler.wide_csv, "csv", True),
    (Spoiler.long_cell, "csv", True),
    (Spoiler.open_quote, "csv", True),
    (Spoiler.only_delimiters, "csv", True),
    (Spoiler.too_big, "csv", True),
    (Spoiler.formulas, "xlsx", False),
    (Spoiler.formula_texts, "csv", False),
    (Spoiler.renamed, "pdf", False),
)
