"""What leaders decide about warnings: which version of a rule warns, and how many are wanted."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may, check_reason
from kentongan.access.policy import Kind
from kentongan.accounts.models import Office, User
from kentongan.alerts import budget
from kentongan.alerts.actions.setting_aside import drop
from kentongan.alerts.models import Alert, AlertBudget, Aside, Mode, RuleDecision, Signal
from kentongan.alerts.register import registered
from kentongan.alerts.trials import Modes
from kentongan.audit.actions import record


@transaction.atomic
def decide_rule(*, by: User, rule: str, version: str, mode: Mode, reason: str) -> RuleDecision:
    """From now on the office of ``by`` lets this version warn, tries it in silence, or stops it.

    Once it warns, what the trial kept is of no use any more. Raises ``Refused`` when that is not
    for this person, without a reason, for an unknown version, or where it is so already.
    """
    check_may(by, Kind.ALERT, "decide_rule")
    check_reason(reason)
    office, now = own_office(by), timezone.now()
    check_is_news(office, rule, version, mode)
    made = RuleDecision.objects.create(
        office=office, rule=rule, rule_version=version, mode=mode, by=by, at=now, reason=reason
    )
    if mode is not Mode.SHADOW:
        forget_trial(office, rule, version)
    record(by, "rule.decided", f"office:{office.pk}", rule=rule, version=version, mode=mode.value)
    return made


def own_office(by: User) -> Office:
    """The office somebody decides for; raises ``Refused`` for who has none."""
    if by.office is None:
        raise Refused(_("Anda belum terdaftar di satu kantor. Hubungi admin sistem."))
    return by.office


def check_is_news(office: Office, rule: str, version: str, mode: Mode) -> None:
    """Raises ``Refused`` for a version nobody knows, and for what is so already."""
    if not any((one.rule, one.version) == (rule, version) for one in registered()):
        raise Refused(_("Versi aturan ini tidak ada lagi. Muat ulang daftar aturan."))
    if Modes.of(office).mode(rule, version) is mode:
        raise Refused(_("Aturan ini sudah dalam keadaan itu. Pilih yang lain."))


def forget_trial(office: Office, rule: str, version: str) -> int:
    """Delete what a trial kept."""
    signals = Signal.objects.filter(rule=rule, rule_version=version).order_by()
    shadows = Alert.objects.filter(
        office=office, aside=Aside.SHADOW, pk__in=signals.values("alert")
    )
    return drop(list(shadows.values_list("pk", flat=True)))


@transaction.atomic
def set_budget(
    *, by: User, per_officer: Decimal, reason: str, now: datetime | None = None
) -> AlertBudget:
    """How many alerts the office of ``by`` wants per officer and week.

    Raises ``Refused`` when that is not for this person, without a reason, or outside the limits.
    """
    check_may(by, Kind.ALERT, "set_budget")
    check_reason(reason)
    if not budget.LEAST <= per_officer <= budget.MOST:
        raise Refused(
            _("Pilih angka antara %(least)s dan %(most)s peringatan per petugas dan minggu.")
            % {"least": budget.LEAST, "most": budget.MOST}
        )
    office = own_office(by)
    made = AlertBudget.objects.create(
        office=office, per_officer=per_officer, by=by, at=now or timezone.now(), reason=reason
    )
    record(by, "alert_budget.set", f"office:{office.pk}", tenths=int(per_officer * 10))
    return made
