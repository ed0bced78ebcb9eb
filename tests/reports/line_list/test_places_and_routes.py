"""Columns for meeting places and journeys, from the file to the things of a report."""

import pytest

from kentongan.entities.models import Mention
from kentongan.entities.told import Written
from kentongan.reports.actions.imports import commit_import
from kentongan.reports.models import Report
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, good_row, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")
MORE = ("Titik Kumpul", "Rute Keberangkatan")


def test_a_meeting_place_and_a_journey_come_in_with_their_row(checked: Importing) -> None:
    row = [*good_row(1), "Terminal Seloaji; depan Pasar Prigi", "Sby, Btm, JB"]
    batch = checked(xlsx([[*HEADINGS, *MORE], row]))
    commit_import(by=batch.by, batch=batch)
    things = Report.objects.get().current.content.things
    assert set(things) >= {
        Written("place", "Terminal Seloaji"),
        Written("place", "depan Pasar Prigi"),
        Written("route", "Sby, Btm, JB"),
    }
    told = Mention.objects.filter(thing__kind__in=("place", "route"))
    assert {mention.thing.display for mention in told.select_related("thing")} == {
        "Terminal Seloaji",
        "Depan Pasar Prigi",
        "Surabaya - Batam - Johor Bahru",
    }
