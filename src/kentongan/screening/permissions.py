"""Who may do what at the desk; every check raises Refused with the reason."""

from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, cell, may
from kentongan.access.standing import standing_of
from kentongan.accounts.models import Office, User
from kentongan.screening.catalogues import GRAVE, Decision
from kentongan.screening.decisions import State
from kentongan.screening.models import Application

# Where an application may be worked on; elsewhere it waits for somebody or is at its end.
IN_WORK = frozenset({State.OPEN, State.WAITING, State.REFERRED})
HANDS = ("propose", "decide", "review")


def works_on(viewer: User, deeds: tuple[str, ...] = HANDS) -> bool:
    """Whether the viewer does one of these deeds at the desk at all."""
    return any(may(viewer, Kind.INTERVIEW, deed) for deed in deeds)


def check_may_open(by: User) -> Office:
    """The right itself; gives the office to open it in."""
    check_may(by, Kind.INTERVIEW, "create")
    if by.office is None:
        raise Refused(_("Anda belum ditempatkan di kantor. Hubungi admin sistem."))
    return by.office


def check_may_take_over(by: User, application: Application | None, now: datetime) -> Application:
    """Somebody of the same office with work to do on it, and not kept away from it.

    Gives the application; the same words whether it exists or not.
    """
    if not works_on(by):
        check_may(by, Kind.INTERVIEW, "propose")
    if application is None or not is_open_to(by, application, now):
        raise Refused(_("Tidak ada permohonan bernomor itu untuk Anda. Periksa nomornya."))
    if application.handler_id == by.pk:
        raise Refused(_("Permohonan ini sudah ada pada Anda."))
    return application


def is_open_to(by: User, application: Application, now: datetime) -> bool:
    """The own office, a label that the role reads, no conflict of interest and no exclusion."""
    standing = standing_of(by, now)
    area = application.region_code
    is_near = area and area.startswith(standing.barred_areas)
    limit = min(cell(by, Kind.INTERVIEW).label, Label.SEALED - 1)
    in_reach = application.office_id == by.office_id and application.label <= limit
    return in_reach and application.subject not in standing.barred and not is_near


def check_is_in_hand(by: User, application: Application) -> None:
    """What is written at the counter is written by who has the application."""
    if application.handler_id != by.pk:
        raise Refused(
            _("%(name)s memegang permohonan ini. Ambil alih dengan mengetik nomornya.")
            % {"name": application.handler}
        )


def check_may_write(by: User, application: Application) -> None:
    """The interview and the papers: the officer who has it, while it is in work."""
    check_may(by, Kind.INTERVIEW, "propose")
    check_is_in_hand(by, application)
    if application.state not in IN_WORK:
        raise Refused(_("Permohonan ini tidak lagi dikerjakan di loket. Buka kembali dahulu."))


def check_may_propose(by: User, application: Application) -> None:
    """The officer who has it."""
    check_may(by, Kind.INTERVIEW, "propose")
    check_is_in_hand(by, application)


def check_may_decide(by: User, application: Application, decision: Decision) -> None:
    """Light decisions by who has it or a head; grave ones by who has that right."""
    if decision in GRAVE:
        check_may(by, Kind.INTERVIEW, "decide_grave")
        return
    check_may(by, Kind.INTERVIEW, "decide")
    if not may(by, Kind.INTERVIEW, "decide_grave"):
        check_is_in_hand(by, application)


def check_may_give_back(by: User, application: Application, proposer: User) -> None:
    """Who proposed takes it back; who decides grave cases sends it back."""
    if by != proposer:
        check_may(by, Kind.INTERVIEW, "decide_grave")


def check_may_resume(by: User, application: Application) -> None:
    """Who has it, or a head."""
    if not may(by, Kind.INTERVIEW, "decide_grave"):
        check_may(by, Kind.INTERVIEW, "propose")
        check_is_in_hand(by, application)


def check_may_receive_objection(by: User) -> None:
    """Anybody who works on applications takes an objection in: nobody is sent away with it."""
    if not works_on(by):
        check_may(by, Kind.INTERVIEW, "propose")


def check_may_examine(by: User, application: Application) -> None:
    """The enforcement section, for what was referred to it."""
    check_may(by, Kind.INTERVIEW, "examine")
    if application.state != State.REFERRED:
        raise Refused(_("Permohonan ini tidak dilimpahkan untuk pemeriksaan."))
