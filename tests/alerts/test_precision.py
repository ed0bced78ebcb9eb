"""The page of the rules: each judged by the outcomes of its alerts, as far as the viewer sees."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.detectors.cluster import RULE
from kentongan.alerts.models import Alert, Outcome
from kentongan.alerts.precision import Precision, precision_for, title_of
from tests.alerts.conftest import NOW, MakeAlert, add_signal, make_alert
from tests.website.conftest import client_of

PATH = "/peringatan/aturan/"
pytestmark = pytest.mark.django_db


def ended(made_alert: MakeAlert, *outcomes: str, **fields: object) -> list[Alert]:
    """Alerts of one rule with these outcomes, raised on 25 November; "" is still open."""
    alerts = []
    for outcome in outcomes:
        alert = made_alert(outcome=outcome, raised_at=NOW, **fields)
        add_signal(alert, "report:1")
        alerts.append(alert)
    return alerts


def only(rules: Sequence[Precision]) -> Precision:
    (one,) = rules
    return one


def test_confirmed_and_partly_confirmed_count_as_right(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, "confirmed", "confirmed", "partly", "unfounded", "unfounded", "unfounded")
    found = only(precision_for(ratna, NOW))
    assert (found.right, found.judged) == (3, 6)
    assert found.value is not None
    assert found.value.value == 0.5
    assert 0 < found.value.low < 0.5 < found.value.high < 1


def test_what_nobody_could_tell_is_counted_apart(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, *["confirmed"] * 5, "undetermined", "undetermined", "")
    found = only(precision_for(ratna, NOW))
    assert (found.raised, found.judged, found.undetermined, found.still_open) == (8, 5, 2, 1)
    assert found.value is not None
    assert found.value.value == 1


def test_a_few_outcomes_say_nothing(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, "confirmed", "unfounded", "partly", "confirmed")
    found = only(precision_for(ratna, NOW))
    assert found.value is None
    page = client_of(ratna).get(PATH).content.decode()
    assert "Baru 4 yang dinilai; perlu 5." in page


def test_the_delay_runs_from_the_first_sign_to_the_alert(
    made_alert: MakeAlert, ratna: User
) -> None:
    for days in (5, 7, 9):  # noticed on 20 November
        alert = made_alert(raised_at=NOW + timedelta(days=days - 5))
        add_signal(alert, "report:1")
    found = only(precision_for(ratna, NOW + timedelta(days=10)))
    assert found.delay == (6, 7, 8)


def test_the_work_is_told_per_officer_and_week(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, *[""] * 26)
    officers = User.objects.filter(office=ratna.office, role__in=["analyst", "section_head"])
    found = only(precision_for(ratna, NOW))
    assert found.workload is not None
    assert found.workload.value * 52 * officers.count() == pytest.approx(26)


def test_alerts_older_than_a_year_no_longer_count(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, "confirmed")
    assert precision_for(ratna, NOW + timedelta(weeks=53)) == []


def test_a_rule_answers_for_what_it_raised_first(made_alert: MakeAlert, ratna: User) -> None:
    alert = made_alert(raised_at=NOW)
    add_signal(alert, "report:1", rule_version="1")
    add_signal(alert, "report:2", rule_version="2")
    assert only(precision_for(ratna, NOW)).versions == ("1",)


def test_other_offices_do_not_count(
    made_alert: MakeAlert, ratna: User, other_office: Office
) -> None:
    add_signal(make_alert(other_office, "35.05.01.2001", raised_at=NOW), "report:1")
    assert precision_for(ratna, NOW) == []


def test_what_the_viewer_may_not_see_is_not_counted(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, "confirmed", label=Label.RESTRICTED)
    ended(made_alert, "confirmed", label=Label.PERSONAL)
    assert only(precision_for(ratna, NOW)).raised == 1


@pytest.mark.parametrize("name", ["ratna", "bima", "agung", "hadi"])
def test_the_office_finds_the_page(name: str, request: pytest.FixtureRequest) -> None:
    assert client_of(request.getfixturevalue(name)).get(PATH).status_code == 200


@pytest.mark.parametrize("name", ["joko", "wening", "laras"])
def test_partners_and_others_do_not(name: str, request: pytest.FixtureRequest) -> None:
    assert client_of(request.getfixturevalue(name)).get(PATH).status_code == 404


def test_the_page_shows_share_and_range(made_alert: MakeAlert, ratna: User) -> None:
    ended(made_alert, *["confirmed"] * 3, *["unfounded"] * 2)
    page = client_of(ratna).get(PATH).content.decode()
    assert "60%" in page
    assert "3 dari 5 yang dinilai" in page


def test_many_alerts_take_no_more_questions(made_alert: MakeAlert, ratna: User) -> None:
    client = client_of(ratna)
    counts = []
    for _round in range(2):
        ended(made_alert, *["confirmed"] * 6)
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        (RULE, "Gugus laporan menurut tempat dan waktu"),
        ("same_thing:phone", "Hal yang sama: Nomor telepon"),
        ("a_rule_that_is_gone", "a_rule_that_is_gone"),
    ],
)
def test_rules_have_names(rule: str, title: str) -> None:
    assert title_of(rule) == title


def test_every_outcome_has_a_place_in_the_figures() -> None:
    judged = Precision("r", "R", (), 4)
    judged.outcomes.update(list(Outcome))
    assert judged.judged + judged.undetermined == len(Outcome)
