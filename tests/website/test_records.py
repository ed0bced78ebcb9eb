"""Which record an address speaks of, and what of it the log may say."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from kentongan.accounts.models import User
from kentongan.alerts.models import Alert
from kentongan.audit.models import AuditEvent
from kentongan.reports.models import Report
from kentongan.website.records import (
    LONGEST_SUBJECT,
    exists,
    is_of_office,
    is_own,
    is_seen_by,
    subject_of,
    tidied,
)
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
# Nothing of this is a record; a stranger may write all of it into an address.
ODD = (
    *("", ":", "x", "report:", "report:x", f"report:{NOBODY}", "alert:-1", "alert:x"),
    *("alert:99999999999999999", "alert:999999999999999999999", "alert:１", "thing:1;", "case:1"),
    *("share:", "share:x", f"share:{NOBODY}", "share:99999999999999999999", "area:35.03", "a:b:c"),
)


@pytest.fixture
def report(sari: User, made_report: Callable[..., Report]) -> Report:
    return made_report(sari)


@pytest.fixture
def owned(sari: User) -> Alert:
    """An alert that Sari handles."""
    assert sari.office
    return make_alert(sari.office, "35.03.05.2001", owner=sari)


@pytest.mark.parametrize(
    ("address", "values", "subject"),
    [
        ("reports:detail", {"uuid": NOBODY}, f"report:{NOBODY}"),
        ("reports:import_detail", {"pk": 4}, "import:4"),
        ("alerts:detail", {"pk": 4}, "alert:4"),
        ("entities:judge", {"pk": 4}, "thing:4"),
        ("exchange:copy", {"uuid": NOBODY, "number": 2}, f"share:{NOBODY}"),
        ("sealing:opening", {"pk": NOBODY}, f"sealing:{NOBODY}"),
        ("privacy:request", {"pk": 4}, "privacy:4"),
        ("access:record", {"subject": "alert:4"}, "alert:4"),
        ("access:record", {"subject": "alert:4", "pk": 5}, "alert:4"),
        ("alerts:list", {}, None),
        ("alerts:trial", {"rule_id": "child", "version": "1"}, None),
    ],
)
def test_an_address_speaks_of_one_record_or_of_none(
    address: str, values: dict[str, object], subject: str | None
) -> None:
    assert subject_of(address, values) == subject


def test_a_subject_of_any_length_fits_the_log() -> None:
    for values in ({"subject": "x" * 500}, {"pk": "9" * 500}):
        assert len(subject_of("alerts:detail", values) or "") == LONGEST_SUBJECT


def test_what_is_there_exists_for_the_log_whoever_asks(report: Report, owned: Alert) -> None:
    assert exists(f"report:{report.uuid}")
    assert exists(f"report:{str(report.uuid).upper()}")
    assert exists(f"alert:{owned.pk}")


@pytest.mark.parametrize("subject", ODD)
def test_what_is_no_record_does_not_exist_and_breaks_nothing(subject: str) -> None:
    assert not exists(subject)


@pytest.mark.parametrize("subject", [*ODD, "share:\0", "\0", "alert:1\0", "x" * 300])
def test_a_made_up_record_in_an_address_is_not_found_and_written_down(
    subject: str, asing: User
) -> None:
    path = f"/akses/catatan/{subject.replace(chr(0), '%00').replace(';', '%3B')}/"
    assert client_of(asing).get(path).status_code == 404
    found = AuditEvent.objects.filter(action="access.attempt", actor="asing")
    assert [event.detail["found"] for event in found] == [False] * (subject != "")


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("alert:007", "alert:7"),
        (" thing:4 ", "thing:4"),
        (f"report:{NOBODY.upper()}", f"report:{NOBODY}"),
        (f"report:{{{NOBODY}}}", f"report:{NOBODY}"),
        (f"report:{NOBODY.replace('-', '')}", f"report:{NOBODY}"),
        ("area:35.03", None),
        ("share:1", None),
        ("harta:1", None),
        ("alert", None),
        ("", None),
    ],
)
def test_the_log_writes_a_record_in_one_way(written: str, subject: str | None) -> None:
    assert tidied(written) == subject


@pytest.mark.parametrize(
    ("name", "seen", "of_office", "own"),
    [
        ("sari", True, True, True),
        ("bima", True, True, False),
        ("ratna", True, True, False),
        ("agung", False, True, False),  # reads the log, not the reports
        ("asing", False, False, False),
        ("joko", False, False, False),
    ],
)
def test_a_report_is_seen_by_the_gate_answered_by_the_office_and_own_to_its_writer(
    name: str, seen: bool, of_office: bool, own: bool,
    report: Report, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    viewer, subject = request.getfixturevalue(name), f"report:{report.uuid}"
    found = [question(viewer, subject) for question in (is_seen_by, is_of_office, is_own)]
    assert found == [seen, of_office, own]


def test_an_alert_is_own_to_who_handles_it(owned: Alert, sari: User, bima: User) -> None:
    subject = f"alert:{owned.pk}"
    assert [is_own(viewer, subject) for viewer in (sari, bima)] == [True, False]


def test_who_has_no_office_answers_for_nothing(report: Report, bima: User) -> None:
    bima.office = None
    assert not is_of_office(bima, f"report:{report.uuid}")


def test_a_record_that_is_not_there_is_nobody_s(hadi: User) -> None:
    subject = f"report:{uuid4()}"
    assert not any(question(hadi, subject) for question in (is_seen_by, is_of_office, is_own))
