"""Alerts of the cast. Detection raises them in the product; here they are put there by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal, SignalKind, State, Step

MakeAlert = Callable[..., Alert]
# Wednesday 25 November 2026, 10.00 in Trenggalek.
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def make_alert(office: Office, *codes: str, **fields: object) -> Alert:
    """An open alert of ``office`` about ``codes``, raised an hour ago unless said otherwise."""
    raised = fields.pop("raised_at", None) or timezone.now() - timedelta(hours=1)
    words: dict[str, object] = {
        "key": f"uji:{Alert.objects.count() + 1}",
        "kind": SignalKind.SAME_THING,
        "title": "Satu nomor di tiga laporan",
        "sentence": "Nomor yang sama disebut tiga orang dari dua instansi dalam 14 hari.",
        "checks": ["Hubungi pelapor.", "Cocokkan izin perusahaan."],
        "raised_at": raised,
        "updated_at": raised,
        "due_at": timezone.now() + timedelta(days=2),
        "label": Label.RESTRICTED,
    }
    alert = Alert.objects.create(office=office, **(words | fields))
    for code in codes:
        AlertArea.objects.create(alert=alert, region_code=code)
    return alert


def add_signal(alert: Alert, *sources: str, **fields: object) -> Signal:
    """A signal with one evidence row for each source."""
    signal = Signal.objects.create(
        alert=alert,
        kind=alert.kind,
        rule="same_thing",
        rule_version=fields.pop("rule_version", "1"),
        data_hash="0123456789abcdef" * 4,
        sentence="Nomor yang sama pada tiga laporan.",
        figures=fields.pop("figures", {"p": 1 / 340, "voices": 3, "agencies": 2}),
        found_at=alert.raised_at,
    )
    for source in sources:
        Evidence.objects.create(
            signal=signal,
            source=source,
            region_code="35.03.05.2001",
            noticed_on=date(2026, 11, 20),
            agency_name="Polri",
            reason="menyebut nomor yang sama",
        )
    return signal


def brought_to(alert: Alert, state: State, by: User, **fields: object) -> Alert:
    """The alert in a later state, owned by ``by``, with the step that a person would have left."""
    before = alert.state
    Alert.objects.filter(pk=alert.pk).update(state=state, owner=by, **fields)
    Step.objects.create(
        alert=alert, at=timezone.now(), by=by, from_state=before, to_state=state, note="Uji coba."
    )
    alert.refresh_from_db()
    return alert


@pytest.fixture
def made_alert(office: Office) -> MakeAlert:
    """``made_alert(*codes, **fields)``: an alert of the office, in Prigi unless said otherwise."""

    def make(*codes: str, **fields: object) -> Alert:
        return make_alert(office, *(codes or ("35.03.05.2001",)), **fields)

    return make


@pytest.fixture
def alert(made_alert: MakeAlert) -> Alert:
    return made_alert()
