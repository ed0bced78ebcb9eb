"""Handing over: the document is built here with the sender's eyes and kept by ``access``."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions import grants
from kentongan.access.actions.grants import Body, Plan, Question
from kentongan.access.errors import Refused
from kentongan.access.grant_permissions import check_not_kept_from
from kentongan.access.handing_over import may_leave, without_emergencies
from kentongan.access.models import ConsentField, Grant, Profile, SharedCopy
from kentongan.access.share_profiles import ConsentRule, rule_of
from kentongan.accounts.models import User
from kentongan.exchange.document import body_of
from kentongan.exchange.material import (
    Hands,
    NotInSight,
    alert_materials,
    company_materials,
    material_of,
    month_counts,
)
from kentongan.exchange.profiles import Citizen, Told, Victim

COMPANY_PROFILES = (Profile.LABOUR_COMPANY, Profile.TRAVEL_COMPANY)


@dataclass(frozen=True)
class Typed:
    """What the sender writes by hand, where the profile has a place for it."""

    victim: Victim | None = None
    citizen: Citizen | None = None


NOTHING_TYPED = Typed()


def propose(
    *, by: User, plan: Plan, typed: Typed = NOTHING_TYPED, now: datetime | None = None
) -> Grant:
    """Prepare a share with its document, for the sender to look at.

    Raises NotInSight for a record that ``by`` may not see, Refused for whatever is not allowed.
    """
    check_typed(plan, typed)
    if not isinstance(plan.about, Question):
        if not may_leave(without_emergencies(by), plan.about):
            raise NotInSight(plan.about)
        check_not_kept_from(plan.recipient, plan.about)
    covered = Typed(covered_victim(plan, typed.victim), typed.citizen)
    return grants.propose(by=by, plan=plan, build=partial(built, typed=covered), now=now)


def deliver(*, by: User, uuid: UUID, now: datetime | None = None) -> SharedCopy:
    """A fresh copy of a stored question for its receiver; raises like ``grants.deliver``."""
    return grants.deliver(by=by, uuid=uuid, build=partial(built, typed=NOTHING_TYPED), now=now)


def built(grant: Grant, serial: int, typed: Typed) -> Body:
    """The document of a grant."""
    return body_of(grant, serial, told_of(grant, typed))


def told_of(grant: Grant, typed: Typed) -> Told:
    """What the profile may choose from, as the owner of the grant sees it now."""
    hands = Hands(grant.owner, grant.recipient)
    if not grant.list_kind:
        material = material_of(hands, grant.subject)
        return Told((material,), victim=typed.victim, citizen=typed.citizen)
    if grant.since is None or grant.until is None:
        raise ValueError("a stored question has two days")
    question = Question(grant.area_code, grant.since, grant.until)
    if grant.profile == Profile.PUBLIC_COUNTS:
        return Told(counts=tuple(month_counts(hands, question, timezone.localdate())))
    read = company_materials if grant.profile in COMPANY_PROFILES else alert_materials
    return Told(read(hands, question))


def check_typed(plan: Plan, typed: Typed) -> None:
    """Raises Refused when the profile lacks what it asks for, or gets what it has no place for."""
    rule = rule_of(plan.profile)
    if (plan.profile == Profile.REGISTRY_MATCH) is (typed.citizen is None):
        raise Refused(_("Tulis NIK, nama dan tanggal lahir untuk dicocokkan, dan hanya itu."))
    if rule.consent is ConsentRule.REQUIRED and typed.victim is None:
        raise Refused(_("Tulis apa yang diperlukan orang itu."))
    if plan.about_victim is (typed.victim is None):
        raise Refused(_("Data korban hanya untuk profil yang menyediakan tempatnya."))
    if rule.consent is ConsentRule.NONE and typed.victim is not None:
        raise Refused(_("Profil ini tidak memuat data korban."))


def covered_victim(plan: Plan, victim: Victim | None) -> Victim | None:
    """The victim's data cut to what the person agreed to; the name is the one in the consent."""
    if victim is None or plan.consent is None:
        return victim
    agreed = set(plan.consent.fields)
    return Victim(
        name=plan.consent.person if ConsentField.NAME in agreed else "",
        contact=victim.contact if ConsentField.CONTACT in agreed else "",
        need=victim.need if ConsentField.NEED in agreed else "",
    )
