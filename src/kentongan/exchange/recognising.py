"""On receipt: what of a document the receiver's own records know already.

Two offices often write of the same recruiter. Nothing is joined here: the receiver opens, compares
and judges on the pages of ``entities``.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.access.models import SharedCopy
from kentongan.access.subjects import page_of
from kentongan.accounts.models import User
from kentongan.entities.models import ThingKind
from kentongan.entities.queries import place_names
from kentongan.entities.search.answering import Line
from kentongan.entities.search.receiving import Known, known_already, told_in
from kentongan.reports.models import Report
from kentongan.reports.queries import reports_visible_to, source_of

# Which columns of which tables name a person, and which hold a number, an address or a company.
PEOPLE = {("terduga", "nama_panggilan"), ("korban", "nama"), ("orang", "nama")}
THINGS = {("jejak", "isi"), ("perusahaan", "nama"), ("korban", "kontak"), ("orang", "kontak")}
THINGS_BY_KIND = "hal"  # here a column says what sort each row is
UNKNOWN = "–"
MOST_OWN = 500  # reports of one hand, the newest


def recognised(viewer: User, copy: SharedCopy) -> tuple[Known, ...]:
    """What of a copy stands in records that ``viewer`` may see, or in reports of his own.

    Most who receive (police, labour office) read no list of things; what they told themselves, they
    may be reminded of.
    """
    cells = list(cells_of(json.loads(bytes(copy.data))))
    names = [words for words, is_name in cells if is_name]
    known = known_already(viewer, names, [words for words, is_name in cells if not is_name])
    found = {one.written: one.lines for one in known}
    for written, lines in own_reports(viewer, sorted({words for words, _is_name in cells})):
        found[written] = (*found.get(written, ()), *lines)
    return tuple(Known(written, lines) for written, lines in found.items())


def own_reports(viewer: User, writings: Collection[str]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Each writing that the viewer's own reports tell of, with these."""
    mine = list(reports_visible_to(viewer).filter(author=viewer)[:MOST_OWN])
    reports = {source_of(report.uuid): report for report in mine}
    places = place_names({report.region_code for report in mine})
    for written, sources in told_in(reports, writings).items():
        yield written, tuple(report_line(reports[source], places) for source in sources)


def report_line(report: Report, places: Mapping[str, str]) -> Line:
    """One own report: when it was written, and of where it tells."""
    return Line(
        sort=_("Laporan Anda"),
        title=date_format(timezone.localtime(report.recorded_at), "DATE_FORMAT"),
        meta=places.get(report.region_code, ""),
        address=page_of(source_of(report.uuid)),
        level="",
        subject=source_of(report.uuid),
        is_confidential=False,
    )


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
