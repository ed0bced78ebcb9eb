"""Which reports count in the search for clusters: voices, not copies; decided once and kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as counted_up
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.accounts.models import Agency, Office, User
from kentongan.alerts.actions import counting, examine_new_reports, examining
from kentongan.alerts.detectors.cluster import counted
from kentongan.alerts.models import CountedReport
from kentongan.regions.models import Region
from kentongan.reports.actions import revise_report
from kentongan.reports.content import content_of
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.queries.reports import examined, for_detection
from kentongan.website.retention import erase_reports

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, DISTRICT = "35.03.05.2001", "35.03.05.2002", "35.03.05"
OUTSIDE = "35.05.01.2001"
LONG = "Ada orang dari luar mencari tenaga kerja perempuan, berangkat minggu depan tanpa kontrak."
UNDATED = {"noticed_on": None, "time_precision": "unknown"}
voices = counted_up(1)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def tell(made_report: MadeReport, joko: User, office: Office) -> MadeReport:
    """``tell(code, days, voice=…)``: a report of somebody else each time, in words of its own."""

    def make(code: str = PRIGI, days: int = 3, voice: str = "", **fields: object) -> Report:
        number = next(voices)
        words = {"noticed": f"kabar {number}", "noticed_on": days_ago(days)}
        made = made_report(joko, code, **(words | fields))
        told_by = voice or f"orang:{number}"
        Report.objects.filter(pk=made.pk).update(voice=told_by, office=office)
        return made

    return make


@pytest.fixture
def listed(joko: User, office: Office) -> Callable[[Report], None]:
    """Makes a report one that came in with a line list."""
    batch = ImportBatch.objects.create(author=joko, office=office, sha256="0" * 64, size=1)

    def make(report: Report) -> None:
        Report.objects.filter(pk=report.pk).update(batch=batch)

    return make


def examine() -> None:
    examine_new_reports(now=timezone.now())


def counting_now() -> set[str]:
    """The uuids of the reports that count."""
    return {str(pk) for pk in CountedReport.objects.filter(voices=1).values_list("pk", flat=True)}


def uuids(*reports: Report) -> set[str]:
    return {str(report.uuid) for report in reports}


def test_a_report_counts_once_it_is_examined(tell: MadeReport) -> None:
    made = tell(PRIGI, 3)
    assert not CountedReport.objects.exists()
    examine()
    row = CountedReport.objects.get()
    assert (row.pk, row.region_code, row.day) == (made.uuid, PRIGI, days_ago(3))
    assert row.voices == 1


def test_the_same_voice_counts_once_a_month_and_village(tell: MadeReport) -> None:
    first = tell(PRIGI, 40, voice="satu")
    again, elsewhere = tell(PRIGI, 20, voice="satu"), tell(TASIKMADU, 20, voice="satu")
    later = tell(PRIGI, 5, voice="satu")
    examine()
    assert counting_now() == uuids(first, elsewhere, later)
    assert CountedReport.objects.get(report__uuid=again.uuid).repeats == first.uuid


def test_who_does_not_count_hides_nobody(tell: MadeReport) -> None:
    first, second, third = (tell(PRIGI, days, voice="satu") for days in (50, 30, 10))
    examine()
    assert counting_now() == uuids(first, third)
    assert not CountedReport.objects.get(report__uuid=second.uuid).voices


def test_words_passed_on_count_for_their_first_voice(tell: MadeReport) -> None:
    first = tell(PRIGI, 5, noticed=LONG)
    copy = tell(TASIKMADU, 3, noticed=f"Diteruskan: {LONG}")
    examine()
    assert counting_now() == uuids(first)
    assert CountedReport.objects.get(report__uuid=copy.uuid).repeats == first.uuid


@pytest.mark.parametrize(
    ("code", "precision"), [(DISTRICT, "district"), ("", "unsure"), (OUTSIDE, "village")]
)
def test_what_the_office_cannot_place_does_not_count(
    tell: MadeReport, code: str, precision: str
) -> None:
    tell(code, place_precision=precision)
    examine()
    assert counting_now() == set()


def test_a_village_without_a_point_does_not_count(tell: MadeReport) -> None:
    Region.objects.filter(code=PRIGI).update(latitude=None, longitude=None)
    tell(PRIGI)
    examine()
    assert counting_now() == set()


def test_the_special_channel_is_not_counted(tell: MadeReport, joko: User) -> None:
    made = tell(PRIGI)
    Report.objects.filter(pk=made.pk).update(hidden_from=Agency.objects.get(code="police"))
    examine()
    assert not CountedReport.objects.exists()


def test_a_revised_report_is_decided_anew(tell: MadeReport) -> None:
    made = tell(PRIGI)
    examine()
    Report.objects.filter(pk=made.pk).update(region_code=TASIKMADU, examined_at=None)
    examine()
    assert CountedReport.objects.get().region_code == TASIKMADU


def test_a_withdrawn_report_counts_no_more_and_frees_who_repeated_it(
    tell: MadeReport, office: Office
) -> None:
    first, again = tell(PRIGI, 10, voice="satu"), tell(PRIGI, 5, voice="satu")
    examine()
    Report.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now())
    assert counting.forget_withdrawn() == 2
    assert counting.count_missing(office, days_ago(0)) == 1
    assert counting_now() == uuids(again)


def test_history_that_was_never_examined_is_caught_up(tell: MadeReport, office: Office) -> None:
    made = [tell(PRIGI, days) for days in (1, 50, 300)]
    tell(PRIGI, 500)
    assert counting.count_missing(office, days_ago(0)) == 3
    assert counting_now() == uuids(*made)
    assert counting.count_missing(office, days_ago(0)) == 0


def test_what_no_scan_looks_back_to_is_forgotten(tell: MadeReport, office: Office) -> None:
    tell(PRIGI, 300)
    examine()
    assert counting.forget_old(office, days_ago(0)) == 0
    assert counting.forget_old(office, days_ago(-100)) == 1
    assert counting.count_missing(office, days_ago(-100)) == 0


def test_what_was_forgotten_counts_again_when_a_rule_looks_back_farther(
    tell: MadeReport, office: Office
) -> None:
    tell(PRIGI, 300)
    examine()
    counting.forget_old(office, days_ago(-100))
    assert counting.count_missing(office, days_ago(0)) == 1


def test_an_erased_report_leaves_no_trace_and_is_not_decided_of_again(
    tell: MadeReport, office: Office
) -> None:
    made, never_read = tell(PRIGI), tell(TASIKMADU)
    examine_new_reports(now=timezone.now(), limit=1)
    erase_reports([f"report:{made.uuid}", f"report:{never_read.uuid}"])
    assert not CountedReport.objects.exists()
    assert counting.count_missing(office, days_ago(0)) == 0


# --- who still waits for a decision -------------------------------------------------------------


def without_a_row(office: Office) -> set[str]:
    """The slow twin goes through all reports that stand."""
    decided = set(CountedReport.objects.values_list("pk", flat=True))
    standing = for_detection().filter(office=office, hidden_from=None).exclude(voice="")
    since = counting.first_day(days_ago(0))
    return {
        str(report.uuid)
        for report in standing
        if report.uuid not in decided and counting.told(examined(report)).day >= since
    }


def waiting(office: Office) -> set[str]:
    return {str(report.uuid) for report in counting.missing(office, days_ago(0))}


def withdraw(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(withdrawn_at=timezone.now())


def erase(report: Report) -> None:
    erase_reports([f"report:{report.uuid}"])


def hide(report: Report) -> None:
    police = Agency.objects.get(code="police")
    Report.objects.filter(pk=report.pk).update(hidden_from=police)


def let_be_heard(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(hidden_from=None)


def revise(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(region_code=TASIKMADU, examined_at=None)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_who_waits_is_who_has_no_row_whatever_happens(
    seed: int, tell: MadeReport, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "hear_clusters", lambda **_: 0)
    random = Random(seed)
    made = [tell(PRIGI, random.randrange(400), voice=f"orang:{n % 5}") for n in range(12)]
    deeds = (withdraw, erase, hide, let_be_heard, revise)
    for _step in range(8):
        random.choice(deeds)(random.choice(made))
        if random.random() < 0.6:
            examine_new_reports(now=timezone.now(), limit=3)
        assert waiting(office) == without_a_row(office)
    counting.bring_up_to_date(office, days_ago(0))
    assert waiting(office) == without_a_row(office) == set()


def test_a_row_of_a_list_without_a_day_is_compared_with_no_day(
    tell: MadeReport, listed: Callable[[Report], None]
) -> None:
    """A year's rows without a day would all fall on the day of the import."""
    dated, undated, told_by_hand = tell(PRIGI, 3), tell(**UNDATED), tell(**UNDATED)
    listed(dated)
    listed(undated)
    examine()
    assert counting_now() == uuids(dated, told_by_hand)
    assert Report.objects.filter(counted_at=None).count() == 0


def test_a_row_that_loses_its_day_is_compared_no_more(
    tell: MadeReport, listed: Callable[[Report], None], bima: User
) -> None:
    made = tell(PRIGI, 3)
    listed(made)
    examine()
    assert counting_now() == uuids(made)
    content = replace(content_of(made.current), **UNDATED)
    revise_report(by=bima, report=made, content=content, reason="Tanggalnya salah tulis.")
    examine()
    assert counting_now() == set()


def test_a_night_after_another_decides_nothing_anew(tell: MadeReport, office: Office) -> None:
    for days in (3, 30, 300):
        tell(PRIGI, days)
    counting.bring_up_to_date(office, days_ago(0))
    with CaptureQueriesContext(connection) as asked:
        counting.bring_up_to_date(office, days_ago(0))
    assert [one["sql"][:6] for one in asked] == ["SELECT"] * len(asked)
    assert len(asked) == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="few rows are read whole elsewhere")
def test_what_a_night_asks_is_answered_by_keys(tell: MadeReport, office: Office) -> None:
    tell(PRIGI)
    examine()
    with CaptureQueriesContext(connection) as asked:
        counting.bring_up_to_date(office, days_ago(0))
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall() for one in asked]
    assert not [step for plan in plans for step in plan if step[3].startswith("SCAN")]


def test_one_by_one_as_many_count_as_all_at_once(tell: MadeReport) -> None:
    """The slow twin goes through all tellings in order."""
    for number in range(30):
        tell((PRIGI, TASIKMADU)[number % 2], days=60 - number, voice=f"orang:{number % 4}")
    slow = counted([counting.told(examined(report)) for report in for_detection()])
    for _round in range(10):
        examine_new_reports(now=timezone.now(), limit=3)
    assert len(counting_now()) == len(slow)


def test_the_sources_of_some_villages_and_days(tell: MadeReport, office: Office) -> None:
    wanted = tell(PRIGI, 5)
    tell(TASIKMADU, 5)
    tell(PRIGI, 50)
    examine()
    found = counting.sources_of(office, [PRIGI], days_ago(10), days_ago(0))
    assert found == [f"report:{wanted.uuid}"]
