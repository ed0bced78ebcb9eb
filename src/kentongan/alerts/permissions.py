"""Who may do what with an alert, and when; every check raises Refused with the reason."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, cell, may
from kentongan.accounts.models import User
from kentongan.alerts import rules
from kentongan.alerts.models import Alert, State


def leads(viewer: User) -> bool:
    """Whether the viewer hands out alerts and answers for the late ones."""
    return may(viewer, Kind.ALERT, "assign")


def check_not_with_somebody_else(by: User, alert: Alert) -> None:
    """Raises Refused when another officer works on it and ``by`` is no leader."""
    if alert.owner is not None and alert.owner != by and not leads(by):
        raise Refused(
            _("%(name)s sedang menangani peringatan ini. Minta kepala seksi bila perlu pindah.")
            % {"name": alert.owner}
        )


def check_may_take_up(by: User, alert: Alert) -> None:
    """Only a received alert that nobody else owns can be taken up."""
    check_may(by, Kind.ALERT, "take")
    if alert.owner is not None and alert.owner != by:
        raise Refused(
            _("%(name)s sudah lebih dahulu mengambil peringatan ini.") % {"name": alert.owner}
        )
    rules.check_move(State(alert.state), State.VERIFICATION)
    if alert.state != State.RECEIVED:
        raise Refused(_("Peringatan ini sudah diambil."))


def check_may_move(by: User, alert: Alert, to: State, outcome_by: User | None) -> rules.Move:
    """The arrow; ``outcome_by`` is who recorded the outcome, for the two-person rule."""
    move = rules.check_move(State(alert.state), to)
    check_may(by, Kind.ALERT, move.deed)
    if alert.state != State.OUTCOME:
        check_is_owner_or_leader(by, alert)
    if rules.needs_second_person(alert.urgency, to) and by == outcome_by:
        raise Refused(
            _("Peringatan mendesak harus ditutup oleh orang lain, bukan oleh penulis hasilnya.")
        )
    return move


def check_is_owner_or_leader(by: User, alert: Alert) -> None:
    """Work on an alert belongs to its owner; a leader may step in."""
    if alert.owner is None and not leads(by):
        raise Refused(_("Ambil dahulu peringatan ini, baru lanjutkan."))
    check_not_with_somebody_else(by, alert)


def check_may_note(by: User, alert: Alert) -> None:
    """A note is written by somebody who may work in the alert's state, or by a leader."""
    if alert.state == State.CLOSED:
        raise Refused(_("Peringatan ini sudah selesai. Kabar baru dicatat sebagai laporan."))
    if not leads(by):
        check_may(by, Kind.ALERT, rules.TURNS[State(alert.state)].deed)
        check_not_with_somebody_else(by, alert)


def check_may_assign(by: User, alert: Alert) -> None:
    """Leaders hand out alerts that are still open."""
    check_may(by, Kind.ALERT, "assign")
    if alert.state == State.CLOSED:
        raise Refused(_("Peringatan ini sudah selesai."))


def check_can_own(person: User, alert: Alert) -> None:
    """Raises Refused when ``person`` could not work on the alert once it is theirs."""
    works_here = person.is_active and person.office_id == alert.office_id
    if not works_here or not may(person, Kind.ALERT, "take"):
        raise Refused(_("%(name)s tidak dapat menangani peringatan kantor ini.") % {"name": person})
    if cell(person, Kind.ALERT).label < alert.label:
        raise Refused(
            _("%(name)s tidak diberi hak membaca peringatan setingkat ini.") % {"name": person}
        )
