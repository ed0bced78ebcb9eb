"""When a step of opening is allowed; time is passed in. Source: security design, access model."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

WINDOW = timedelta(minutes=15)  # between the first and the second custodian
REQUEST_LIVES = timedelta(hours=24)
SHOWN_FOR = timedelta(minutes=10)
RECEIPT_SHOWN_FOR = timedelta(minutes=10)  # the same form sent again, when no answer came through
MOST_MISSES = 5  # wrong passphrases
MISSES_WITHIN = timedelta(minutes=15)
SHORTEST_REASON = 20


class Purpose(models.TextChoices):
    """What an identity may be opened for."""

    INVESTIGATION = "penyelidikan", _("Penyelidikan perkara")
    PROTECTION = "layanan-korban", _("Melindungi pelapor atau korban")
    OVERSIGHT = "pengawasan", _("Pengawasan")


class Progress(models.TextChoices):
    """What the receipt page says, and nothing else."""

    RECEIVED = "diterima", _("Diterima")
    FOLLOWED = "ditindaklanjuti", _("Ditindaklanjuti")
    FINISHED = "selesai", _("Selesai")


class Stage(models.TextChoices):
    """Where a request to open stands."""

    FIRST = "first", _("Menunggu pemegang kunci pertama")
    SECOND = "second", _("Menunggu pemegang kunci kedua")
    OPENED = "opened", _("Sudah dibuka")
    EXPIRED = "expired", _("Kedaluwarsa")


def stage(
    requested_at: datetime, one_at: datetime | None, two_at: datetime | None, now: datetime
) -> Stage:
    """The stage at ``now``; a first step that is too old counts as not taken."""
    if two_at is not None:
        return Stage.OPENED
    if one_at is not None and now - one_at <= WINDOW:
        return Stage.SECOND
    return Stage.FIRST if now - requested_at <= REQUEST_LIVES else Stage.EXPIRED


def says_something(reason: str) -> bool:
    """At least 20 characters and four different letters: "…………" is no reason."""
    letters = {letter for letter in reason.lower() if letter.isalpha()}
    return len(reason.strip()) >= SHORTEST_REASON and len(letters) >= 4


def recent_misses(misses: list[str], now: datetime) -> list[str]:
    """Those of the last 15 minutes, as ISO moments."""
    return [miss for miss in misses if now - datetime.fromisoformat(miss) < MISSES_WITHIN]
