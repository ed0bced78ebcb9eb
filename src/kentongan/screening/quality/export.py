"""The figures of a closed period for the Ombudsman: one breakdown at a time, no small number.

There is no applicant, no officer and no village in it. Counts follow ``engine.suppression``.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kentongan.engine.suppression import FEWEST, STEP, released, released_share, released_total
from kentongan.screening.models import QualityReport
from kentongan.screening.quality.wording import BREAKDOWNS, value_words

COLUMNS = ("decided", "issue", "ask", "refer", "postpone", "refuse", "objected", "overturned")


def as_csv(report: QualityReport) -> str:
    """The file. Every cell is quoted; what is no number is a word of the product."""
    page = io.StringIO()
    rows = csv.writer(page, quoting=csv.QUOTE_ALL)
    for line in (*head(report), *body(report.content["breakdowns"])):
        rows.writerow(line)
    return page.getvalue()


def head(report: QualityReport) -> Iterator[list[str]]:
    """What it is, and how numbers were made coarse."""
    days = {"first": f"{report.first_day:%d-%m-%Y}", "last": f"{report.last_day:%d-%m-%Y}"}
    yield [
        _("Keputusan permohonan paspor"),
        str(report.office),
        _("%(first)s s.d. %(last)s") % days,
    ]
    rule = _("Angka di bawah %(fewest)d, juga nol, ditulis “<%(fewest)d”; lainnya dibulatkan ke "
             "kelipatan %(step)d. Jumlah dibulatkan tersendiri.")  # fmt: skip
    yield [rule % {"fewest": FEWEST, "step": STEP}]
    yield [
        *(_("rincian"), _("nilai"), _("diputus"), _("terbit"), _("diminta melengkapi")),
        *(_("dilimpahkan"), _("ditunda"), _("ditolak"), _("keberatan"), _("dibatalkan")),
        _("persen ditolak atau ditunda"),
    ]


def body(breakdowns: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[list[str]]:
    """One row a value, and the total of each breakdown."""
    for name, values in breakdowns.items():
        for value, counts in values.items():
            yield [str(BREAKDOWNS[name]), value_words(name, value), *cells(counts)]
        yield [str(BREAKDOWNS[name]), _("jumlah"), *totals(list(values.values()))]


def cells(counts: Mapping[str, int]) -> list[str]:
    """The coarse counts of one value."""
    grave = counts["postpone"] + counts["refuse"]
    return [
        *(released(counts[column]) for column in COLUMNS),
        released_share(grave, counts["decided"]),
    ]


def totals(some: list[Mapping[str, int]]) -> list[str]:
    """The coarse totals of a breakdown."""
    summed: dict[str, Any] = {column: [counts[column] for counts in some] for column in COLUMNS}
    grave = sum(summed["postpone"]) + sum(summed["refuse"])
    return [
        *(released_total(counts) for counts in summed.values()),
        released_share(grave, sum(summed["decided"])),
    ]
