"""Interest entries: how long one may run, when somebody is reminded, and why it ends.

An interest entry asks to look twice when the same person applies again. It proves nothing, is at
most six months long, and a longer one is a renewal by somebody who did not write it. The customary
six months to two years have no legal basis that could be found; so the shorter one is the limit.
"""

import calendar
from datetime import date, timedelta
from enum import StrEnum

MOST_MONTHS = 6
REMINDED_BEFORE = timedelta(days=14)


class Standing(StrEnum):
    """Where an entry stands on a day."""

    LIVE = "live"
    ENDS_SOON = "ends_soon"
    OVER = "over"


class Obstacle(StrEnum):
    """Why an entry is not possible, in the words of the screen."""

    MONTHS = "Pilih lama catatan 1 sampai 6 bulan."
    NO_GROUND = (
        "Catatan perhatian memerlukan penolakan, penundaan, atau hasil BAP pada permohonan ini."
    )
    THERE_IS_ONE = "Permohonan ini sudah punya catatan perhatian yang masih berlaku."
    OVER = "Catatan perhatian ini sudah berakhir."
    OWN_ENTRY = "Yang membuat catatan tidak boleh memperpanjangnya. Minta pimpinan lain meninjau."
    TOO_EARLY = "Catatan ini baru dapat diperpanjang 14 hari sebelum berakhir."


class NotAllowed(Exception):
    """An entry or a renewal that is not possible; ``obstacle`` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(str(obstacle))
        self.obstacle = obstacle


def end_of(starts_on: date, months: int) -> date:
    """The first day on which it no longer holds; raises NotAllowed for less than 1 or more than 6.

    31 August and six months: the last day of February.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise NotAllowed(Obstacle.MONTHS)
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    return date(year, month, min(starts_on.day, calendar.monthrange(year, month)[1]))


def standing(ends_on: date, is_ended: bool, on: date) -> Standing:
    """Where an entry stands on a day; it is over on its last day, whoever forgot it."""
    if is_ended or on >= ends_on:
        return Standing.OVER
    return Standing.ENDS_SOON if ends_on - on <= REMINDED_BEFORE else Standing.LIVE


def check_entry(months: int, *, has_ground: bool, has_live_one: bool) -> None:
    """Raises NotAllowed for an entry without a ground, a second one, or a wrong length."""
    if not 1 <= months <= MOST_MONTHS:
        raise NotAllowed(Obstacle.MONTHS)
    if not has_ground:
        raise NotAllowed(Obstacle.NO_GROUND)
    if has_live_one:
        raise NotAllowed(Obstacle.THERE_IS_ONE)


def check_renewal(now: Standing, *, by: str, author: str) -> None:
    """Raises NotAllowed for an entry that is over or has long to go, and for its author."""
    if now is Standing.OVER:
        raise NotAllowed(Obstacle.OVER)
    if now is Standing.LIVE:
        raise NotAllowed(Obstacle.TOO_EARLY)
    if by == author:
        raise NotAllowed(Obstacle.OWN_ENTRY)
