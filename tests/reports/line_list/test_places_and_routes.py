"""Columns for meeting places and journeys, from the file to the things of a report."""

import pytest

from kentongan.entities.models import Mention
from kentongan.reports.models import Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")
MORE = ("Titik Kumpul", "Rute Keberangkatan")


def test_a_meeting_place_and_a_journey_come_in_with_their_row(committed: Importing) -> None:
    row = [*good_row(1), "Terminal Seloaji; depan Pasar Prigi", "Sby, Btm, JB"]
    committed(xlsx([[*HEADINGS, *MORE], row]))
    current = Report.objects.get().current
    assert current is not None
    assert [(one["kind"], one["raw"]) for one in current.things][-3:] == [
        ("place", "Terminal Seloaji"),
        ("place", "depan Pasar Prigi"),
        ("route", "Sby, Btm, JB"),
    ]
    told = Mention.objects.filter(thing__kind__in=("place", "route"))
    assert {mention.thing.display for mention in told.select_related("thing")} == {
        "Terminal Seloaji",
        "Depan Pasar Prigi",
        "Surabaya - Batam - Johor Bahru",
    }
