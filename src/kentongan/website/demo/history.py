"""What the office did with the alerts of the demo's year: old ones closed, new ones in hand."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.alerts.actions.lifecycle import NO_RESULT, Result, advance, take_up
from kentongan.alerts.models import Alert, Effect, Outcome, State

# How long an alert has been quiet says how far the office has come with it: a newcomer finds
# alerts at every stage.
TAKEN_UP = timedelta(days=4)
VERIFIED = timedelta(days=10)
ACTED_UPON = timedelta(days=18)
SETTLED = timedelta(days=30)
FIELD = ("bima", "sari", "dimas", "tari")


@dataclass(frozen=True)
class Said:
    """What is written at a step."""

    note: str
    result: Result = NO_RESULT


CHECKED = Said("Pelapor dan perangkat desa sudah dihubungi; keterangannya cocok.")
ASSESSED = Said("Bahayanya besar dan masih berlangsung: datangi desa bersama Bhabinkamtibmas.")
DONE = Said(
    "Desa didatangi, warga diberi penjelasan, tiga calon memilih mendaftar lewat Disnaker.",
    Result(Outcome.CONFIRMED, Effect.LEGAL_PATH),
)
NOT_SO = Said(
    "Sudah dicek ke desa dan Disnaker: kabar lama yang beredar ulang, tidak ada kegiatan.",
    Result(Outcome.UNFOUNDED, Effect.NOTHING),
)
STAGES = (
    (State.RISK_ASSESSMENT, VERIFIED, CHECKED),
    (State.ACTION, ACTED_UPON, ASSESSED),
    (State.OUTCOME, SETTLED, DONE),
)
CLOSED = Said("Hasil dan buktinya lengkap, tidak ada langkah yang tersisa.")


@dataclass
class Desk:
    """The people of the office, and the time that goes by while they handle one alert."""

    people: Mapping[str, User]
    chance: random.Random
    at: datetime
    until: datetime

    def later(self, hours: tuple[int, int]) -> datetime:
        """The next moment somebody gets to it; never after ``until``."""
        self.at += timedelta(hours=self.chance.uniform(*hours))
        return min(self.at, self.until)


def handle_old_alerts(
    *, office: Office, people: Mapping[str, User], founded: Mapping[int, bool], seed: int
) -> int:
    """Take the year's alerts through their states; returns how many were closed.

    ``founded`` says of each alert's key whether something planted lies behind it.
    """
    chance = random.Random(seed)  # noqa: S311  # a demo, not a secret
    now = timezone.now()
    raised = Alert.objects.filter(office=office, state=State.RECEIVED, aside="")
    return sum(
        handle(alert, Desk(people, chance, alert.raised_at, now), founded.get(alert.pk, False))
        for alert in raised.order_by("pk")
    )


def handle(alert: Alert, desk: Desk, is_founded: bool) -> bool:
    """One alert as far as its age lets it have come; returns whether it was closed."""
    quiet_for = desk.until - alert.updated_at
    if quiet_for < TAKEN_UP:
        return False
    settled = alert.updated_at
    officer = taken_up_by_someone(alert, desk)
    desk.at = max(desk.at, settled)
    if not is_founded and quiet_for >= VERIFIED:
        move(alert, desk, officer, State.OUTCOME, NOT_SO)
    for to, after, said in STAGES if is_founded else ():
        if quiet_for >= after:
            move(alert, desk, officer, to, said)
    if quiet_for < SETTLED:
        return False
    move(alert, desk, desk.people["ratna"], State.CLOSED, CLOSED)
    return True


def taken_up_by_someone(alert: Alert, desk: Desk) -> User:
    """The first of the field officers, in changing order, who sees the alert takes it."""
    now = desk.later((1, 30))
    for name in desk.chance.sample(FIELD, len(FIELD)):
        try:
            take_up(by=desk.people[name], alert=alert, now=now)
        except Refused:
            continue  # outside that officer's villages
        return desk.people[name]
    take_up(by=desk.people["ratna"], alert=alert, now=now)
    return desk.people["ratna"]


def move(alert: Alert, desk: Desk, by: User, to: State, said: Said) -> None:
    """One step, some hours or days after the one before."""
    now = desk.later((6, 60))
    advance(by=by, alert=alert, to=to, note=said.note, result=said.result, now=now)
