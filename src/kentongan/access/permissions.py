"""Who may: checks that raise ``Refused`` with the reason."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.access import rules
from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.models import BreakGlass, LabelChange
from kentongan.access.policy import Kind, cell, may
from kentongan.accounts.models import User
from kentongan.regions.working_days import national_calendar


def check_may(viewer: User, kind: Kind, deed: str) -> None:
    """Raises Refused when the policy does not let the viewer do this."""
    if not may(viewer, kind, deed):
        raise Refused(_("Peran Anda tidak diberi hak untuk langkah ini. Hubungi kepala seksi."))


def allowed(check: Callable[..., None], *arguments: object) -> bool:
    """The yes or no of a check, for templates and lists."""
    try:
        check(*arguments)
    except Refused:
        return False
    return True


def check_reason(text: str) -> None:
    """Raises Refused for dots, repetitions and less than a sentence."""
    if not rules.is_a_reason(text):
        raise Refused(_("Tulis alasannya dengan satu kalimat penuh, sedikitnya 20 huruf."))


def check_another(by: User, first: User, sentence: str) -> None:
    """Raises Refused with the sentence when the second person is the first one."""
    if by == first:
        raise Refused(sentence)


def check_may_break_glass(by: User, uses: list[rules.Use], now: datetime) -> None:
    """The right itself, and that no earlier emergency still waits for its review."""
    check_may(by, Kind.CASE, "break_glass")
    if rules.is_suspended(uses, now, national_calendar()):
        raise Refused(
            _("Hak buka darurat Anda ditangguhkan: yang terakhir belum ditinjau. Minta peninjauan.")
        )


def check_may_allow(by: User, asked: BreakGlass, now: datetime) -> None:
    """A supervisor of the same office, not the one who asks; once, and not after a day."""
    check_may(by, Kind.CASE, "allow_break_glass")
    check_another(by, asked.by, _("Permintaan sendiri diizinkan oleh atasan lain."))
    if asked.opened_at is not None or asked.asked_at < now - rules.LAPSES:
        raise Refused(_("Permintaan ini sudah dijawab atau sudah lewat satu hari."))


def check_may_review(by: User, seen: BreakGlass) -> None:
    """A reviewer who did not open it himself; once."""
    check_may(by, Kind.CASE, "review_break_glass")
    check_another(by, seen.by, _("Pembukaan sendiri ditinjau oleh orang lain."))
    if seen.opened_at is None or seen.reviewed_at is not None:
        raise Refused(_("Pembukaan ini belum terjadi atau sudah ditinjau."))


def check_may_approve(by: User, change: LabelChange, kind: Kind) -> None:
    """The second person of a lowered label."""
    check_may(by, kind, "lower_label")
    check_another(by, change.proposed_by, _("Penurunan tingkat disetujui oleh orang kedua."))
    if change.applied_at is not None or change.refused_by is not None:
        raise Refused(_("Usulan ini sudah diputuskan."))


def check_can_hold(person: User, by: User, kind: Kind, label: int) -> None:
    """Raises Refused when a record cannot be put into this person's hands."""
    if person == by:
        raise Refused(_("Anda tidak dapat menugaskan diri sendiri. Minta atasan."))
    if not person.is_active or person.office_id is None or person.office_id != by.office_id:
        raise Refused(_("%(name)s tidak bekerja di kantor ini.") % {"name": person})
    if cell(person, kind).label < label or label >= Label.SEALED:
        raise Refused(
            _("%(name)s tidak diberi hak membaca catatan setingkat ini.") % {"name": person}
        )
