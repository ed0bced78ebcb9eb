"""What is kept of each report answers the looks of the week as the opened reports would."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import counting, kept, material
from kentongan.alerts.actions.kept import Kept
from kentongan.alerts.actions.marking import LENGTH, mark
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.telling_facts import MARKED, facts_of
from kentongan.alerts.detectors.weekly_looks import Heard, Source, look
from kentongan.alerts.models import CountedReport
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.models import Report
from kentongan.reports.queries import examined_for_detection

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

PRIGI, TASIKMADU, CEPOKO = "35.03.05.2001", "35.03.05.2002", "35.02.03.2002"
PLACES = (PRIGI, TASIKMADU, CEPOKO, "35.03.05", "", "35.05.01.2001")
PRECISION = {"": "unsure", "35.03.05": "district"}
OFFERS = (("Malaysia", "buruh kebun"), ("Taiwan", "buruh pabrik"), ("", ""), ("Hong Kong", ""))
PASSED_ON = "Ada orang dari luar mencari tenaga kerja perempuan, berangkat minggu depan, {}"
RULES = rulebook()


def monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


@pytest.fixture
def tell(made_report: MadeReport, office: Office) -> Callable[..., Report]:
    """``tell(by, days, voice, **fields)``: so many days before Monday."""

    def make(by: User, days: int, voice: str, code: str = PRIGI, **fields: object) -> Report:
        said = {
            "noticed": f"kabar dari {voice} {days}",
            "noticed_on": monday() - timedelta(days=days),
            "place_precision": PRECISION.get(code, "village"),
        }
        report = made_report(by, code, **(said | fields))
        Report.objects.filter(pk=report.pk).update(voice=voice, office=office)
        return report

    return make


@pytest.fixture
def world(tell: Callable[..., Report], sari: User, joko: User) -> Callable[[int], None]:
    """``world(seed)``: usual offers, copies and repeats, a new offer, police that fell silent."""

    def make(seed: int) -> None:
        random = Random(seed)
        for week in range(30):
            tell(sari, week * 7 + 1, f"1:petugas {week}")
            if week >= 4:
                tell(joko, week * 7 + 2, f"2:polisi {week}")
        for number in range(50):
            to, job = random.choice(OFFERS)
            text = PASSED_ON.format(random.choice("ab")) if number % 5 == 0 else f"kabar {number}"
            tell(
                *(random.choice((sari, sari, joko)), random.randrange(30, 300)),
                *(f"1:{random.randrange(30)}", random.choice(PLACES)),
                destination=to,
                job=job,
                noticed=text,
            )
        for number in range(7):
            where = random.choice(PLACES)
            offer = {"destination": "Kamboja ", "job": "Admin Daring"}
            tell(sari, number * 4, f"1:baru {number}", where, **offer)

    return make


def opened(office: Office) -> Source:
    """The slow twin: every report is opened and read."""
    tellings = [
        kept.told_by(report, office)
        for report in examined_for_detection(monday() - timedelta(days=364))
        if report.office_id == office.pk and report.hidden_from_id is None
    ]
    return Heard(tellings, mark)


def found_by(source: Source, office: Office) -> list[Found]:
    return look(source, monday(), RULES, material.office_gazetteer(office))


def rows(office: Office) -> Kept:
    counting.bring_up_to_date(office, timezone.localdate())
    return Kept(office)


@pytest.mark.parametrize("seed", [1, 2])
def test_both_sources_give_the_same_findings(
    seed: int, world: Callable[[int], None], office: Office
) -> None:
    world(seed)
    fast, slow = found_by(rows(office), office), found_by(opened(office), office)
    assert fast == slow
    assert {"pattern_change", "silence:agency"} <= {found.rule for found in fast}


def test_both_sources_say_the_same_of_reports_that_are_gone_or_kept_apart(
    world: Callable[[int], None], office: Office, joko: User
) -> None:
    world(3)
    offers = [report.pk for report in Report.objects.order_by("-pk")[:7]]
    Report.objects.filter(pk__in=offers[:1]).update(withdrawn_at=timezone.now())
    Report.objects.filter(pk__in=offers[1:2]).update(hidden_from=joko.agency)
    fast = found_by(rows(office), office)
    assert fast == found_by(opened(office), office)
    assert [found.figures["observed"] for found in fast if found.kind == "pattern"] == [5]


def test_what_is_counted_each_week_is_what_was_told(
    world: Callable[[int], None], office: Office
) -> None:
    world(4)
    totals = []
    for source in (rows(office), opened(office)):
        told: dict[tuple[object, ...], int] = {}
        for week in source.told(monday(), RULES.silence).weeks:
            told[week[:-1]] = told.get(week[:-1], 0) + week.number
        totals.append(told)
    assert totals[0] == totals[1]


def test_the_last_of_a_district_are_those_that_others_told(
    tell: Callable[..., Report], office: Office, sari: User, joko: User
) -> None:
    for days in range(1, 8):
        tell(joko, days, f"2:{days}", TASIKMADU)
    tell(sari, 0, "1:petugas")
    tell(joko, 0, "2:lain", CEPOKO)
    for source in (rows(office), opened(office)):
        last = source.told(monday(), RULES.silence).last("district", "35.03.05")
        days = [(monday() - telling.known_on).days for telling in last]
        assert days == [5, 4, 3, 2, 1]


def test_a_search_that_finds_nothing_opens_no_report(
    tell: Callable[..., Report],
    office: Office,
    sari: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for week in range(30):
        tell(sari, week * 7 + 1, f"1:{week}", destination="Malaysia", job="buruh kebun")
    source = rows(office)
    monkeypatch.setattr(material, "reports_of", lambda *_: pytest.fail("opened"))
    assert found_by(source, office) == []


def agency_of(user: User) -> int:
    assert user.agency is not None
    return user.agency.pk


# --- marks --------------------------------------------------------------------------------------


def test_no_word_stands_in_a_row(tell: Callable[..., Report], office: Office, joko: User) -> None:
    tell(joko, 3, "2:satu", destination="Kamboja", job="admin")
    rows(office)
    row = CountedReport.objects.get()
    assert (row.destination, row.job) == (mark("tujuan", "kamboja"), mark("pekerjaan", "admin"))
    assert (row.visa, row.phone) == ("", "")
    assert (row.agency_id, row.known_on) == (agency_of(joko), monday() - timedelta(days=3))


def test_a_mark_tells_neither_its_word_nor_that_of_another_column() -> None:
    marks = {mark(column, "kamboja") for column in MARKED}
    assert len(marks) == len(MARKED)
    assert {len(one) for one in marks} == {LENGTH}
    assert mark("tujuan", "kamboja") == mark("tujuan", "kamboja") != mark("tujuan", "taiwan")


def test_visa_and_phone_are_read_from_the_words(
    tell: Callable[..., Report], office: Office, joko: User
) -> None:
    tell(joko, 3, "2:satu", noticed="Pakai visa turis, hubungi 0850-0000-0001.")
    rows(office)
    row = CountedReport.objects.get()
    assert row.visa == mark("visa", "visa kunjungan")
    assert row.phone == mark("telepon", "0850")


@pytest.mark.parametrize("version", ["", "0"])
def test_what_another_rule_marked_is_marked_again(
    version: str, tell: Callable[..., Report], office: Office, joko: User
) -> None:
    made = tell(joko, 3, "2:satu", destination="Kamboja")
    rows(office)
    CountedReport.objects.update(marked_by=version, destination="", agency=None, known_on=None)
    assert counting.mark_missing(office) == 1
    assert counting.mark_missing(office) == 0
    row = CountedReport.objects.get(report__uuid=made.uuid, agency=joko.agency, voices=1)
    assert row.destination == mark("tujuan", "kamboja")


def test_a_revised_report_is_marked_anew(
    tell: Callable[..., Report], office: Office, joko: User
) -> None:
    tell(joko, 3, "2:satu", destination="Kamboja")
    other = tell(joko, 3, "2:dua", destination="Taiwan")
    rows(office)
    near = {one.uuid: one for one in examined_for_detection(monday() - timedelta(days=9))}
    counting.count([near[other.uuid]], list(near.values()), office)
    row = CountedReport.objects.get(report__uuid=other.uuid)
    assert row.destination == mark("tujuan", "taiwan")


def test_what_cannot_be_placed_is_a_voice_until_it_repeats_another(
    tell: Callable[..., Report], office: Office, joko: User
) -> None:
    first, again = tell(joko, 9, "2:satu", ""), tell(joko, 4, "2:satu", "")
    rows(office)
    told = dict(CountedReport.objects.values_list("pk", "repeats"))
    assert told == {first.uuid: None, again.uuid: first.uuid}
    assert not CountedReport.objects.filter(voices=1).exists()


def test_the_columns_are_those_of_the_opened_reports(
    world: Callable[[int], None], office: Office
) -> None:
    world(5)
    fast, slow = (one.said(monday(), RULES.pattern) for one in (rows(office), opened(office)))
    names = sorted(slow.columns)
    assert sorted(fast.columns) == names == sorted(facts_of([], {}))
    laid = [
        sorted(zip(*(said.columns[name] for name in names), said.recent, strict=True))
        for said in (fast, slow)
    ]
    assert laid[0] == laid[1]
    assert fast.first == slow.first
