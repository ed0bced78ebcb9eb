"""What the pages show of an alert: the card of the inbox and the parts of the alert page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kentongan.access.errors import Refused
from kentongan.access.permissions import allowed
from kentongan.accounts.models import User
from kentongan.alerts import permissions, rules
from kentongan.alerts.forms import AssignForm, MoveForm, NoteForm
from kentongan.alerts.models import Alert, Evidence, Signal, State
from kentongan.alerts.queries import (
    OTHERS,
    alerts_visible_to,
    evidence_of,
    names_of,
    outcome_recorder,
    ranked,
    reads_details,
)
from kentongan.alerts.wording import Remaining, figures_in_words, length_in_words, remaining

FEW_PLACES = 3
URGENCIES = {
    1: gettext_lazy("Hari ini"),
    2: gettext_lazy("Minggu ini"),
    3: gettext_lazy("Pantau"),
}
# The shades of maps.STEPS in words.
LEGEND = (
    ("n0", gettext_lazy("tidak ada")),
    ("n1", gettext_lazy("1 peringatan")),
    ("n2", gettext_lazy("2–3 peringatan")),
    ("n3", gettext_lazy("4 atau lebih")),
)
WAITING = {  # queries.ranked
    1: gettext_lazy("Terlambat, perlu Anda"),
    2: gettext_lazy("Anda tangani"),
    3: gettext_lazy("Belum diambil"),
    4: gettext_lazy("Menunggu ditutup"),
}


@dataclass(frozen=True)
class Card:
    """One alert in the inbox."""

    alert: Alert
    places: str
    age: str
    clock: Remaining | None
    owner: str
    urgency: str
    waiting: str  # why it needs the viewer; "" when it waits for somebody else


@dataclass(frozen=True)
class Stage:
    """One point of the progress line."""

    label: str
    is_past: bool
    is_now: bool


@dataclass(frozen=True)
class Finding:
    """A signal in words."""

    signal: Signal
    words: list[str]

    @property
    def short_hash(self) -> str:
        return self.signal.data_hash[:12]


@dataclass(frozen=True)
class EvidenceRow:
    """One row of the evidence table; ``uuid`` is set when the viewer may open the report."""

    row: Evidence
    place: str
    uuid: str


@dataclass
class Desk:
    """What the viewer may do with the alert now, or why not."""

    take: NoteForm | None = None
    moves: list[MoveForm] = field(default_factory=list)
    assign: AssignForm | None = None
    note: NoteForm | None = None
    reason: str = ""


def places_in_words(codes: list[str], names: dict[str, str]) -> str:
    """The first few village names and how many more there are."""
    shown = [names.get(code, code) for code in codes[:FEW_PLACES]]
    more = len(codes) - len(shown)
    words = ", ".join(shown)
    if not more:
        return words
    return ngettext(
        "%(words)s dan %(more)d desa lain", "%(words)s dan %(more)d desa lain", more
    ) % {"words": words, "more": more}


def owner_in_words(viewer: User, alert: Alert) -> str:
    """Who works on it; partners learn that somebody does, not who."""
    if alert.owner is None:
        return _("Belum ada yang menangani")
    if not reads_details(viewer):
        return _("Sedang ditangani")
    return _("Anda") if alert.owner == viewer else str(alert.owner)


def cards_of(viewer: User, alerts: Iterable[Alert], now: datetime) -> list[Card]:
    """The cards of ranked alerts, with the names of all their villages in one query."""
    listed = list(alerts)
    codes = {alert.pk: [area.region_code for area in alert.areas.all()] for alert in listed}
    names = names_of(code for each in codes.values() for code in each)
    return [
        Card(
            alert=alert,
            places=places_in_words(codes[alert.pk], names),
            age=length_in_words(now - alert.raised_at),
            clock=remaining(alert.due_at, now),
            owner=owner_in_words(viewer, alert),
            urgency=str(URGENCIES.get(alert.urgency, "")),
            waiting=str(WAITING.get(getattr(alert, "rank", OTHERS), "")),
        )
        for alert in listed
    ]


def card_of(viewer: User, alert: Alert) -> Card:
    """The card of one alert that the viewer may see."""
    now = timezone.now()
    chosen = ranked(alerts_visible_to(viewer).filter(pk=alert.pk), viewer, now)
    found = chosen.select_related("owner").prefetch_related("areas")
    return cards_of(viewer, found, now)[0]


def progress(alert: Alert) -> list[Stage]:
    """The line of states with the present one marked."""
    order = list(State)
    here = order.index(State(alert.state))
    return [
        Stage(str(state.label), place < here, place == here) for place, state in enumerate(order)
    ]


def findings(alert: Alert) -> list[Finding]:
    """The signals, newest first, with their figures in words."""
    signals = alert.signals.order_by("-found_at", "-pk")
    return [Finding(signal, figures_in_words(signal.figures)) for signal in signals]


def evidence_rows(viewer: User, alert: Alert) -> list[EvidenceRow]:
    """The evidence with village names; nothing for partners."""
    told = evidence_of(viewer, alert)
    names = names_of(row.region_code for row, _uuid in told if row.region_code)
    return [
        EvidenceRow(row, names.get(row.region_code, row.region_code), uuid) for row, uuid in told
    ]


def desk_of(viewer: User, alert: Alert) -> Desk:
    """The forms the viewer may use now; where there are none, the reason."""
    desk = Desk()
    add_take(desk, viewer, alert)
    add_moves(desk, viewer, alert)
    if allowed(permissions.check_may_assign, viewer, alert):
        desk.assign = AssignForm(viewer=viewer, alert=alert)
    if allowed(permissions.check_may_note, viewer, alert):
        desk.note = NoteForm(prefix="note")
    return desk


def add_take(desk: Desk, viewer: User, alert: Alert) -> None:
    """The button that takes the alert up."""
    if alert.state != State.RECEIVED:
        return
    try:
        permissions.check_may_take_up(viewer, alert)
    except Refused as refusal:
        desk.reason = refusal.reason
        return
    desk.take = NoteForm(prefix="take")


def add_moves(desk: Desk, viewer: User, alert: Alert) -> None:
    """A form for every arrow that is open to the viewer."""
    if alert.state == State.RECEIVED:
        return
    recorder = outcome_recorder(alert)
    for to in rules.NEXT[State(alert.state)]:
        try:
            move = permissions.check_may_move(viewer, alert, to, recorder)
        except Refused as refusal:
            desk.reason = refusal.reason
        else:
            desk.moves.append(MoveForm(alert=alert, to=to, move=move))
