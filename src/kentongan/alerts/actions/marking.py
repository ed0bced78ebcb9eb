"""What the weekly looks compare of each report, as marks that no word can be read from."""

from collections.abc import Sequence

from kentongan.alerts.actions import material
from kentongan.alerts.detectors.telling_facts import (
    DESTINATION,
    JOB,
    PHONE,
    VISA,
    facts_of,
    marked,
)
from kentongan.alerts.models import CountedReport
from kentongan.encryption.blinding import blind
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.queries.reports import Examined

LENGTH = 12  # hexadecimal digits: two of 100,000 words meet once in 50,000 offices
FIELDS = {DESTINATION: "destination", JOB: "job", VISA: "visa", PHONE: "phone"}
CHANGING = ["agency", "known_on", *FIELDS.values(), "marked_by"]


def mark(column: str, word: str) -> str:
    """The mark of a word; the same word in another column has another one."""
    return blind(f"pattern:{column}", word)[:LENGTH]


def mark_rows(rows: Sequence[CountedReport], reports: Sequence[Examined]) -> None:
    """Write onto each row what its report tells; both in the same order."""
    rule = rulebook().pattern
    tellings = [material.telling_of(one, material.told_day(one)) for one in reports]
    marks = marked(facts_of(tellings, rule.visas), mark)
    for place, (row, report) in enumerate(zip(rows, reports, strict=True)):
        row.agency_id, row.known_on = report.agency_id, tellings[place].known_on
        row.marked_by = rule.version
        for column, name in FIELDS.items():
            setattr(row, name, marks[column][place])
