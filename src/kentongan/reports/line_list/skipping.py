"""Rows of a table that are no reports: sums, section titles, repeated headings, signatures."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kentongan.reports.line_list.headings import cleaned, is_numbering, written

SUM = re.compile(r"^(?:sub\s*)?(?:jumlah|total|rekap|rekapitulasi|subtotal|grand total)\b")
SIGNATURE = re.compile(
    r"^(?:mengetahui|nip|nrp|pangkat|kepala (?:seksi|kantor)|ttd|tembusan|catatan|sumber"
    r"|keterangan|dibuat oleh|an kepala|a n kepala|yang membuat)\b"
)
# "Ponorogo, 3 Maret 2026" above a signature.
PLACE_AND_DAY = re.compile(r"^\w[\w ]{2,30}, \d{1,2} \w+ \d{4}$")
TELLING = ("narrative", "indicators", "phones", "accounts", "handles", "aliases", "organisations")
SHORTEST_STORY = 25
# "Jumlah laporan bulan Januari 2026" is a sum; longer texts that begin like it tell something.
LONGEST_SUM = 40


def reason_to_skip(
    cells: Sequence[Any], columns: dict[str, list[int]], headings: frozenset[str]
) -> str:
    """Why a row is no report, as a sentence; "" when it is one. ``headings``: ``heading_words``."""
    filled = [cell for cell in cells if cell != ""]
    texts = [text for text in written(cells) if text]
    first = cleaned(texts[0][:80]) if texts else ""
    if SUM.match(first) and len(texts[0]) <= LONGEST_SUM and not tells(cells, columns, texts[0]):
        return _("Baris jumlah, bukan laporan.")
    if repeats_headings(texts, headings):
        return _("Judul kolom yang diulang, bukan laporan.")
    if is_numbering(cells):
        return _("Baris nomor kolom, bukan laporan.")
    if only_numbered(cells, columns):
        return _("Hanya nomor urut; baris ini kosong.")
    alone = len(set(map(str, filled))) == 1 and is_aside(texts, cells, columns)
    signed = bool(SIGNATURE.match(first)) and not tells(cells, columns, "")
    if len(filled) <= 3 and (alone or signed):
        return _("Judul bagian atau tanda tangan, bukan laporan.")
    return ""


def tells(cells: Sequence[Any], columns: dict[str, list[int]], leaving_out: str) -> bool:
    """Whether a column that makes a report has words in it, other than ``leaving_out``."""
    places = [place for name in TELLING for place in columns.get(name, ())]
    values = {cells[place] for place in places if place < len(cells) and is_text(cells[place])}
    return bool(values - {leaving_out})


def is_text(cell: Any) -> bool:
    """Whether a cell says something in words."""
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def heading_words(headings: Sequence[str]) -> frozenset[str]:
    """The headings of a table cleaned, and the first word of each where it says enough."""
    known = {cleaned(heading) for heading in headings if heading}
    return frozenset(known | {heading.split(" ")[0] for heading in known if len(heading) > 3})


def repeats_headings(texts: Sequence[str], headings: frozenset[str]) -> bool:
    """Whether at least two thirds of the texts are headings of this table."""
    short = [text for text in texts if len(text) <= 80]
    if len(texts) < 2 or 3 * len(short) < 2 * len(texts):
        return False
    return 3 * sum(cleaned(text) in headings for text in short) >= 2 * len(texts)


def only_numbered(cells: Sequence[Any], columns: dict[str, list[int]]) -> bool:
    """Whether nothing but the running number is filled."""
    number = columns.get("number", [])
    rest = [cell for place, cell in enumerate(cells) if place not in number and cell != ""]
    return bool(number) and not rest


def is_aside(texts: Sequence[str], cells: Sequence[Any], columns: dict[str, list[int]]) -> bool:
    """Whether the one text of a row is a title or a signature and no story."""
    if not texts:
        return True
    text = texts[0]
    if PLACE_AND_DAY.match(text) or SIGNATURE.match(cleaned(text)):
        return True
    return not tells(cells, columns, "") or len(text) < SHORTEST_STORY
