"""The watch list and the alert budget: nothing hidden, the rarest first, promoted with a reason."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts import budget, watching
from kentongan.alerts.actions import let_lapse, promote, set_budget
from kentongan.alerts.actions.setting_aside import take_or_set_aside
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.cluster import RULE
from kentongan.alerts.models import Alert, AlertBudget, Aside, State, Step
from kentongan.alerts.queries import alerts_needing, alerts_visible_to, watched_for
from kentongan.audit.models import AuditEvent
from tests.alerts.conftest import NOW, MakeAlert
from tests.alerts.test_raising import a_finding

pytestmark = pytest.mark.django_db
BECAUSE = "Kepala desa menelepon, perekrut yang sama datang lagi kemarin malam."


def a_cluster(name: str, days: float = 400, **fields: Any) -> Found:
    """A cluster that chance gives once in so many days."""
    told = {"kind": "cluster", "rule": RULE, "figures": {"recurrence_days": days}}
    return a_finding(f"report:{name}", key=f"cluster:{name}", **(told | fields))


def found(office: Office, *clusters: Found, at: datetime = NOW) -> int:
    return take_or_set_aside(clusters, office=office, now=at)


def asides() -> dict[str, str]:
    """Key → why it is no alert; "" for an alert."""
    return dict(Alert.objects.values_list("key", "aside"))


@pytest.fixture
def room_for_two(office: Office, bima: User, ratna: User) -> Office:
    """Two officers who want one alert each."""
    set_budget(by=ratna, per_officer=Decimal(1), reason=BECAUSE, now=NOW - timedelta(days=99))
    return office


# --- the budget ---------------------------------------------------------------------------------


def test_beyond_the_budget_the_rarest_are_raised_and_the_others_watched(
    room_for_two: Office,
) -> None:
    some = [a_cluster(str(days), days) for days in (150, 900, 400, 200)]
    assert found(room_for_two, *some) == 2
    assert asides() == {
        "cluster:900": "", "cluster:400": "", "cluster:200": "budget", "cluster:150": "budget",
    }  # fmt: skip


def test_the_order_in_which_they_were_found_means_nothing(room_for_two: Office) -> None:
    some = [a_cluster(str(days), days) for days in (150, 900, 400)]
    found(room_for_two, *reversed(some))
    assert asides()["cluster:150"] == "budget"


def test_what_must_be_done_today_is_always_raised(room_for_two: Office) -> None:
    found(room_for_two, a_cluster("a"), a_cluster("b"), a_cluster("c", 150, urgency=1))
    assert set(asides().values()) == {""}


def test_what_is_an_alert_already_needs_no_room(room_for_two: Office) -> None:
    found(room_for_two, a_cluster("a"), a_cluster("b"))
    grown = a_finding("report:a", "report:z", key="cluster:a", kind="cluster", rule=RULE)
    assert found(room_for_two, grown, at=NOW + timedelta(hours=1)) == 1
    assert asides() == {"cluster:a": "", "cluster:b": ""}


def test_after_a_week_there_is_room_again_and_who_waited_moves_up(room_for_two: Office) -> None:
    waiting = a_cluster("c", 150)
    found(room_for_two, a_cluster("a"), a_cluster("b"), waiting)
    later = NOW + timedelta(days=7, minutes=1)
    assert found(room_for_two, waiting, at=later) == 1
    alert = Alert.objects.get(key="cluster:c")
    assert (alert.aside, alert.raised_at) == ("", later)
    assert alert.due_at is not None


def test_other_alerts_of_the_week_use_the_budget_too(
    room_for_two: Office, made_alert: MakeAlert
) -> None:
    for _one in range(2):
        made_alert(raised_at=NOW - timedelta(days=2))
    found(room_for_two, a_cluster("a"))
    assert asides()["cluster:a"] == "budget"


def test_what_is_only_watched_uses_no_budget(room_for_two: Office) -> None:
    found(room_for_two, *(a_cluster(str(n), 10, is_weak=True) for n in range(3)))
    assert budget.room_of(room_for_two, NOW).left == 2


def test_without_a_decision_two_a_week_for_each_officer(
    office: Office, bima: User, ratna: User, hadi: User
) -> None:
    room = budget.room_of(office, NOW)
    assert (room.per_officer, room.officers, room.wanted) == (Decimal("2.0"), 3, 6)


def test_an_office_without_officers_wants_one(office: Office) -> None:
    assert budget.room_of(office, NOW).wanted == 1


def test_the_last_decision_holds_and_the_earlier_stays(office: Office, ratna: User) -> None:
    for tenths in (15, 30):
        set_budget(by=ratna, per_officer=Decimal(tenths) / 10, reason=BECAUSE)
    assert budget.per_officer(office) == Decimal("3.0")
    assert AlertBudget.objects.count() == 2
    assert AuditEvent.objects.filter(action="alert_budget.set").count() == 2


@pytest.mark.parametrize(("wanted", "reason"), [("0.4", BECAUSE), ("20.1", BECAUSE), ("3", "ya")])
def test_a_budget_without_measure_or_reason_is_refused(
    wanted: str, reason: str, ratna: User
) -> None:
    with pytest.raises(Refused):
        set_budget(by=ratna, per_officer=Decimal(wanted), reason=reason)
    assert not AlertBudget.objects.exists()


@pytest.mark.parametrize("name", ["bima", "sari", "joko", "agung"])
def test_only_leaders_set_the_budget(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused, match="Peran Anda"):
        set_budget(by=request.getfixturevalue(name), per_officer=Decimal(3), reason=BECAUSE)


# --- the watch list -----------------------------------------------------------------------------


@pytest.fixture
def weak(office: Office) -> Alert:
    found(office, a_cluster("weak", 12, is_weak=True), at=timezone.now())
    return Alert.objects.get()


def test_what_chance_often_does_is_watched_and_no_alert(
    weak: Alert, ratna: User, bima: User
) -> None:
    assert (weak.aside, weak.due_at) == (Aside.WEAK, None)
    for viewer in (ratna, bima):
        assert list(watched_for(viewer)) == [weak]
        assert not alerts_visible_to(viewer).exists()
        assert not alerts_needing(viewer).exists()


def test_when_it_grows_strong_it_is_an_alert_by_itself(weak: Alert, office: Office) -> None:
    now = timezone.now()
    assert found(office, a_cluster("weak", 500), at=now) == 1
    weak.refresh_from_db()
    assert (weak.aside, weak.raised_at) == ("", now)


def test_an_alert_that_grows_weak_stays_an_alert(office: Office) -> None:
    found(office, a_cluster("a", 500))
    found(office, a_cluster("a", 12, is_weak=True, rule_version="1"))
    assert asides() == {"cluster:a": ""}


def test_each_row_says_why_it_is_here_how_rare_and_where(weak: Alert) -> None:
    (row,) = watching.watched_rows(watched_weak())
    assert row.why == "Belum cukup kuat"
    assert row.area == "35.03.05"
    assert row.places == "Prigi"
    assert any("sekali dalam 12 hari" in words for words in row.words)


def watched_weak() -> list[Alert]:
    return list(Alert.objects.filter(aside=Aside.WEAK).prefetch_related("areas"))


@pytest.mark.parametrize("name", ["joko", "wening", "asing"])
def test_partners_and_other_offices_find_no_watch_list(
    weak: Alert, name: str, request: pytest.FixtureRequest
) -> None:
    assert not watched_for(request.getfixturevalue(name)).exists()


def test_a_sealed_one_is_not_listed(weak: Alert, ratna: User) -> None:
    Alert.objects.update(label=Label.SEALED)
    assert not watched_for(ratna).exists()


def test_a_promoted_one_is_an_alert_with_the_reason_in_its_history(weak: Alert, bima: User) -> None:
    promote(by=bima, alert=weak, reason=BECAUSE)
    weak.refresh_from_db()
    assert weak.aside == ""
    assert weak.due_at is not None
    step = Step.objects.get()
    assert (step.by, step.note, step.to_state) == (bima, BECAUSE, State.RECEIVED)
    assert AuditEvent.objects.get(action="alert.promoted").actor == "bima"


@pytest.mark.parametrize("name", ["sari", "joko", "agung"])
def test_not_everybody_makes_an_alert_of_it(
    weak: Alert, name: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        promote(by=request.getfixturevalue(name), alert=weak, reason=BECAUSE)


def test_nobody_promotes_twice_or_without_a_reason(weak: Alert, bima: User) -> None:
    with pytest.raises(Refused, match="satu kalimat penuh"):
        promote(by=bima, alert=weak, reason="ok")
    promote(by=bima, alert=weak, reason=BECAUSE)
    with pytest.raises(Refused, match="tidak lagi"):
        promote(by=bima, alert=weak, reason=BECAUSE)


def test_somebody_of_another_office_cannot_promote_it(weak: Alert, asing: User) -> None:
    with pytest.raises(Refused, match="tidak lagi"):
        promote(by=asing, alert=weak, reason=BECAUSE)


@pytest.mark.parametrize(("days", "stays"), [(34, True), (36, False)])
def test_what_does_not_grow_for_five_weeks_leaves_the_list(
    weak: Alert, days: int, stays: bool
) -> None:
    let_lapse(now=timezone.now() + timedelta(days=days))
    assert Alert.objects.exists() is stays


@pytest.mark.django_db(transaction=True)
def test_the_worker_weighs_findings_without_a_transaction_around_them(office: Office) -> None:
    assert found(office, a_cluster("kuat"), a_cluster("lemah", days=20, is_weak=True)) == 1
    assert asides() == {"cluster:kuat": "", "cluster:lemah": Aside.WEAK}
