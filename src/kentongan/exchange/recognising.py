"""On receipt: what of a document the receiver's own records know already.

Two offices often write of the same recruiter. Nothing is joined here: the receiver opens, compares
and judges on the pages of ``entities``.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation

from kentongan.access.models import SharedCopy
from kentongan.accounts.models import User
from kentongan.entities.models import ThingKind
from kentongan.entities.search.receiving import Known, known_already

# Which columns of which tables name a person, and which hold a number, an address or a company.
PEOPLE = {("terduga", "nama_panggilan"), ("korban", "nama"), ("orang", "nama")}
THINGS = {("jejak", "isi"), ("perusahaan", "nama"), ("korban", "kontak"), ("orang", "kontak")}
THINGS_BY_KIND = "hal"  # here a column says what sort each row is
UNKNOWN = "–"


def recognised(viewer: User, copy: SharedCopy) -> tuple[Known, ...]:
    """What of a copy stands in records that ``viewer`` may see."""
    cells = list(cells_of(json.loads(bytes(copy.data))))
    names = [words for words, is_name in cells if is_name]
    return known_already(viewer, names, [words for words, is_name in cells if not is_name])


def cells_of(content: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each cell that tells of somebody or something, and whether it is a person's name.

    Without the sign that keeps a spreadsheet from reading +62 as a sum (``cells.neutral``).
    """
    for table in content["tables"]:
        for row in table["rows"]:
            for words, is_name in cells_in(table["name"], row):
                if words != UNKNOWN:
                    yield words.removeprefix("'"), is_name


def cells_in(table: str, row: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Those of one row."""
    if table == THINGS_BY_KIND:
        yield row["isi"], row["jenis"] == nickname_words()
    for field, words in row.items():
        if (table, field) in PEOPLE | THINGS:
            yield words, (table, field) in PEOPLE


def nickname_words() -> str:
    """How documents, which are Indonesian always, call a nickname."""
    with translation.override("id"):
        return str(ThingKind.ALIAS.label)
