"""Which sheet of a file holds the list of notices."""

from dataclasses import dataclass

from kentongan.engine.spreadsheets.asking import description_of
from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.reports.line_list.headings import Heading, heading_of


@dataclass(frozen=True)
class SheetChoice:
    """The sheet that holds the list: its place among the visible ones (from 0), its name and
    headings; the sheets left aside; and whether formulas can be told from values."""

    place: int
    name: str
    heading: Heading
    unread: list[str]
    hidden: list[str]
    knows_formulas: bool


def chosen_sheet(content: bytes) -> SheetChoice:
    """The visible sheet whose headings say most; raises ``Unreadable`` when none has any."""
    answer = description_of(content)
    sheets = answer["sheets"]
    found = [(place, heading_of(sheet["rows"])) for place, sheet in enumerate(sheets)]
    headed = [(place, heading) for place, heading in found if heading is not None]
    if not headed:
        raise Unreadable("no_headings")
    # Of equal headings the longer list, then the earlier sheet.
    best, heading = max(headed, key=lambda one: (one[1].strength, sheets[one[0]]["height"]))
    unread = [
        sheet["name"] for place, sheet in enumerate(sheets) if place != best and sheet["rows"]
    ]
    return SheetChoice(
        place=best,
        name=sheets[best]["name"],
        heading=heading,
        unread=unread,
        hidden=answer["hidden"],
        knows_formulas=answer["knows_formulas"],
    )
