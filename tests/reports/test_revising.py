"""A report is never overwritten: revisions follow each other, and the database holds that."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention
from kentongan.entities.told import Written
from kentongan.regions.models import Region
from kentongan.reports.actions import Conflict, Incomplete, mark_examined, revise_report
from kentongan.reports.content import content_of
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of

Made = Callable[..., Report]


@pytest.fixture
def report(sari: User, made_report: Made) -> Report:
    return made_report(sari, things=(Written("phone", fake_phone(1)),))


def changed(report: Report, **changes: object) -> dict[str, object]:
    """What ``revise_report`` wants, apart from who does it."""
    assert report.current is not None
    content = replace(content_of(report.current), **changes)  # type: ignore[arg-type]
    return {"report": report, "content": content, "reason": "nomor salah ketik"}


def test_a_revision_follows_and_the_first_one_stays(sari: User, report: Report) -> None:
    revise_report(by=sari, **changed(report, noticed="Sebenarnya tiga orang."))
    first, second = report.revisions.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.noticed.startswith("Ada orang")
    assert (second.noticed, second.reason) == ("Sebenarnya tiga orang.", "nomor salah ketik")


@pytest.mark.parametrize(
    "verb", ["UPDATE reports_revision SET noticed = 'x'", "DELETE FROM reports_revision"]
)
def test_the_database_refuses_to_touch_a_revision(verb: str, report: Report) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)
    assert Revision.objects.get().noticed.startswith("Ada orang")


def test_neither_does_the_program_get_past_it(report: Report) -> None:
    for touch in (lambda rows: rows.update(fee_rupiah=5), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            touch(Revision.objects.all())
    assert Revision.objects.count() == 1


def test_the_report_points_to_the_newest_and_is_examined_again(
    sari: User, report: Report, areas: dict[str, Region]
) -> None:
    mark_examined([report.uuid], timezone.now())
    there = areas["35.03.04.2001"]
    newest = revise_report(by=sari, **changed(report, region_id=there.pk, region_code=there.code))
    report.refresh_from_db()
    assert (report.current, report.region_code, report.examined_at) == (newest, there.code, None)


def test_a_revision_written_while_detection_read_is_examined_too(
    sari: User, report: Report
) -> None:
    read = [report.current_id]
    revise_report(by=sari, **changed(report, noticed="Tiga orang."))
    assert mark_examined([report.uuid], timezone.now(), revisions=read) == 0
    report.refresh_from_db()
    assert report.examined_at is None


def test_what_is_no_longer_said_is_no_longer_mentioned(sari: User, report: Report) -> None:
    revise_report(by=sari, **changed(report, things=(Written("phone", fake_phone(2)),)))
    told = Mention.objects.filter(source=source_of(report.uuid), withdrawn=False)
    assert [mention.raw for mention in told] == [fake_phone(2)]


def test_saying_the_same_again_changes_nothing(sari: User, report: Report) -> None:
    assert revise_report(by=sari, **changed(report)).number == 1
    assert report.revisions.count() == 1


def test_a_revision_needs_a_reason(sari: User, report: Report) -> None:
    wish = changed(report, job="pabrik") | {"reason": "  "}
    with pytest.raises(Incomplete, match="alasan"):
        revise_report(by=sari, **wish)


def test_whoever_did_not_see_the_newest_revision_is_told(
    sari: User, bima: User, report: Report
) -> None:
    revise_report(by=bima, based_on=1, **changed(report, job="pabrik"))
    with pytest.raises(Conflict):
        revise_report(by=sari, based_on=1, **changed(report, job="rumah tangga"))
    assert report.revisions.count() == 2


def test_the_grading_an_analyst_gave_survives_the_authors_revision(
    sari: User, bima: User, report: Report
) -> None:
    revise_report(by=bima, **changed(report, reliability="B", credibility="2"))
    report.refresh_from_db()
    kept = revise_report(by=sari, **changed(report, job="pabrik"))
    assert (kept.reliability, kept.credibility) == ("B", "2")


@pytest.mark.parametrize("role", ["joko", "hadi", "agung"])
def test_who_may_not_revise_is_told_so(
    role: str, report: Report, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        revise_report(by=request.getfixturevalue(role), **changed(report, job="pabrik"))


def test_a_withdrawn_report_is_left_as_it_was(sari: User, report: Report) -> None:
    report.withdrawn_at = timezone.now()
    with pytest.raises(Refused, match="ditarik"):
        revise_report(by=sari, **changed(report, job="pabrik"))


def test_the_log_counts_the_revision(sari: User, report: Report) -> None:
    revise_report(by=sari, **changed(report, job="pabrik"))
    assert AuditEvent.objects.get(action="report.revised").detail["number"] == 2
