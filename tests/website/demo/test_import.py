"""The written lists go through the real door, and come out as their maker said."""

from pathlib import Path

import pytest

from kentongan.accounts.models import User
from kentongan.engine.synthetic import World
from kentongan.entities.models import PersonMention
from kentongan.regions.actions import load_regions
from kentongan.reports.actions.imports import advance_import, commit_import, receive_file
from kentongan.reports.models import ImportBatch, ImportState, Report, RowStatus
from kentongan.website.demo.big_list import REGENCIES, big_list
from kentongan.website.demo.judging import KNOWN, judge_recruiters
from kentongan.website.demo.line_list import write_csv, write_line_list
from kentongan.website.demo.people import make_people
from kentongan.website.demo.year import notice_of_source

MAKES_A_REPORT = {RowStatus.ACCEPTED, RowStatus.QUESTION}


@pytest.fixture
def bima(db: None) -> User:
    """The analyst of the demo's office, with all areas loaded."""
    load_regions(only=REGENCIES)
    return make_people()["bima"]


def checked(by: User, path: Path) -> ImportBatch:
    batch = receive_file(by=by, name=path.name, content=path.read_bytes())
    return advance_import(batch)


def rows_of_content(batch: ImportBatch) -> list[tuple[int, str]]:
    """Place in the world (from 1) and status of every row with a story."""
    rows = batch.rows.exclude(status=RowStatus.SKIPPED).order_by("number")
    return [(int(row.cells[0]), row.status) for row in rows]


@pytest.mark.parametrize("name", ["rekap.xlsx", "rekap.csv"])
def test_more_than_97_of_100_rows_of_a_year_are_accepted(
    bima: User, quarter: World, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    (write_line_list if name.endswith("xlsx") else write_csv)(quarter, path)
    batch = checked(bima, path)
    assert batch.state == ImportState.CHECKED
    rows = rows_of_content(batch)
    assert [number for number, _ in rows] == list(range(1, len(quarter.notices) + 1))
    accepted = sum(status in MAKES_A_REPORT for _, status in rows)
    assert accepted > 0.97 * len(rows)


def test_reports_lead_back_to_their_notices(bima: User, quarter: World, path: Path) -> None:
    write_line_list(quarter, path)
    batch = checked(bima, path)
    commit_import(by=bima, batch=batch)
    assert Report.objects.count() == len(quarter.notices)
    for row in batch.rows.exclude(report_uuid=None)[:50]:
        notice = quarter.notices[int(row.cells[0]) - 1]
        assert row.parsed["content"]["fee_rupiah"] == notice.fee_rupiah


def test_the_big_list_comes_out_as_foreseen(bima: User, path: Path) -> None:
    expected = big_list(path, rows=800, seed=12)
    batch = checked(bima, path)
    found = {row.number: row for row in batch.rows.all()}
    assert found.keys() == expected.keys()
    for number, one in expected.items():
        assert (number, found[number].status) == (number, one.status), found[number].messages
        assert one.words in " ".join(found[number].messages)


def test_the_analyst_knows_recruiters_under_several_spellings(
    bima: User, quarter: World, path: Path
) -> None:
    write_line_list(quarter, path)
    batch = checked(bima, path)
    commit_import(by=bima, batch=batch)
    notices = notice_of_source(batch, quarter)
    done = judge_recruiters(by=bima, world=quarter, notices=notices)
    judged = PersonMention.objects.filter(identity__isnull=False).count()
    assert done > 0
    assert done < judged <= done + len(KNOWN)
