"""What the watch list shows: each row with its place, how rare it is, and why it is no alert."""

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.accounts.models import User
from kentongan.alerts.cards import places_in_words
from kentongan.alerts.models import Alert, Aside, Signal
from kentongan.alerts.queries import names_of, watched_for
from kentongan.alerts.wording import figures_in_words

DISTRICT_PARTS = 3


@dataclass(frozen=True)
class Watched:
    """One row of the list; ``area`` is the sub-district that the map opens on, or ""."""

    alert: Alert
    places: str
    area: str
    why: str
    words: list[str]


def watched_rows(alerts: Iterable[Alert]) -> list[Watched]:
    """Rows of ``watched_for`` with names and figures, in two questions for all."""
    listed = list(alerts)
    codes = {alert.pk: [area.region_code for area in alert.areas.all()] for alert in listed}
    names = names_of(code for each in codes.values() for code in each)
    figures = newest_figures(listed)
    return [
        Watched(
            alert=alert,
            places=places_in_words(codes[alert.pk], names),
            area=district(codes[alert.pk]),
            why=str(Aside(alert.aside).label),
            words=figures_in_words(figures.get(alert.pk, {})),
        )
        for alert in listed
    ]


def district(codes: list[str]) -> str:
    """The sub-district of the first place."""
    parts = codes[0].split(".") if codes else []
    return ".".join(parts[:DISTRICT_PARTS]) if len(parts) >= DISTRICT_PARTS else ""


def newest_figures(alerts: Iterable[Alert]) -> dict[int, dict[str, float]]:
    """Alert → the figures of its newest signal."""
    signals = Signal.objects.filter(alert__in=list(alerts)).order_by("found_at", "pk")
    return dict(signals.values_list("alert_id", "figures"))


def watched_one(viewer: User, pk: int) -> Watched:
    """One row; raises Alert.DoesNotExist for what is not watched, or not for this viewer."""
    return watched_rows([watched_for(viewer).prefetch_related("areas").get(pk=pk)])[0]
