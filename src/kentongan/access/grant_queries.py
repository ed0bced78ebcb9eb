"""Reads of grants. The viewer is the first argument; every answer starts from the gate.

A grant opens its copies to three: who owns it, who leads the owner's office, and the receiver while
it is accepted and in force. Colleagues and auditors read that something was shared, never what.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kentongan.access.grant_permissions import is_leader, is_owner
from kentongan.access.grant_rules import Facts, Standing, lets_recipient_read, standing
from kentongan.access.handing_over import is_kept_from
from kentongan.access.models import Consent, Grant, GrantState, SharedCopy
from kentongan.access.policy import Kind, cell, may
from kentongan.access.share_profiles import fitting, may_receive, receivable_by
from kentongan.access.standing import Standing as Personal
from kentongan.access.standing import standing_of as personal_standing
from kentongan.access.tables import Sight
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey

SENT = Sight(Kind.SHARE, region_code=None, author="owner")
RECEIVED = Sight(Kind.SHARE, region_code=None, author="recipient", office=None)
CONSENTS = Sight(Kind.SHARE, region_code=None)
PEOPLE = (
    "office",
    "owner__office__agency",
    "recipient__office__agency",
    "recipient_office",
    "consent",
)
MOST_PEOPLE = 30


def sent_by_office_of(viewer: User) -> QuerySet[Grant]:
    """What the viewer's office (or the viewer) handed out or is about to, newest first.

    From label 4 on its owner alone, and the heads who approve it.
    """
    mine = Q(owner=viewer) | Q(office=viewer.office_id)
    seen = visible(Grant.objects.filter(mine), viewer, SENT).order_by()
    sent = Grant.objects.filter(Q(pk__in=seen.values("pk")) | led_by(viewer))
    return open_to(viewer, sent).select_related(*PEOPLE)


def led_by(viewer: User) -> Q:
    """What a head of the office approves."""
    found = cell(viewer, Kind.SHARE)
    if viewer.office_id is None or "approve" not in found.may:
        return Q(pk__in=[])
    return Q(office=viewer.office_id, label__lte=found.label)


def open_to(viewer: User, grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Without those about a record that a conflict or an exclusion keeps from the viewer."""
    barred = standing_in_hand(viewer).barred
    return grants.exclude(subject__in=sorted(barred)) if barred else grants


def standing_in_hand(viewer: User) -> Personal:
    """What sets the viewer apart: tasks, emergencies, conflicts, exclusions."""
    return personal_standing(viewer, timezone.now())


def shared_with(viewer: User) -> QuerySet[Grant]:
    """What was ever offered to the viewer, newest first; ended ones stay as a line."""
    offered = Grant.objects.filter(recipient=viewer, offered_at__isnull=False)
    seen = visible(offered, viewer, RECEIVED).filter(recipient=viewer)
    return open_to(viewer, seen).select_related(*PEOPLE)


def waiting_for(viewer: User, now: datetime | None = None) -> QuerySet[Grant]:
    """What was offered to the viewer or accepted, and still stands."""
    states = (GrantState.OFFERED, GrantState.ACCEPTED)
    return shared_with(viewer).filter(in_force(viewer, now or timezone.now()), state__in=states)


def in_force(recipient: User, now: datetime) -> Q:
    """``grant_rules.standing`` as a condition, for the grants of one receiver."""
    consent = Q(consent=None) | Q(consent__withdrawn_at=None, consent__expires_at__gt=now)
    return (
        ~Q(state=GrantState.ENDED)
        & Q(expires_at__gt=now, recipient__is_active=True)
        & Q(recipient_office=F("recipient__office"), profile__in=receivable_by(recipient))
        & consent
    )


def grant_for(viewer: User, uuid: UUID) -> Grant:
    """One grant, sent or received; raises Grant.DoesNotExist for strangers as for no such grant."""
    found = sent_by_office_of(viewer).filter(uuid=uuid).first()
    return found or shared_with(viewer).get(uuid=uuid)


def facts_of(grant: Grant, now: datetime) -> Facts:
    """What decides how the grant stands; select the people and the consent along."""
    recipient, consent = grant.recipient, grant.consent
    in_place = recipient.office_id == grant.recipient_office_id
    agreed = consent is None or (consent.withdrawn_at is None and consent.expires_at > now)
    return Facts(
        state=GrantState(grant.state),
        end_reason=grant.end_reason,
        expires_at=grant.expires_at,
        is_recipient_active=recipient.is_active,
        is_recipient_in_place=in_place and fits_still(grant),
        has_consent=agreed,
    )


def fits_still(grant: Grant) -> bool:
    """Whether the receiver, were the account active, could receive this profile today."""
    return may_receive(awake(grant.recipient), grant.profile, grant.label)


def awake(person: User) -> User:
    """A copy of the account as if it were active: the policy gives a sleeping one nothing."""
    return User(pk=person.pk, role=person.role, office=person.office, is_active=True)


def standing_of(grant: Grant, now: datetime | None = None) -> Standing:
    """How the grant stands at this moment."""
    moment = now or timezone.now()
    return standing(facts_of(grant, moment), moment)


def may_read_copies(viewer: User, grant: Grant, now: datetime | None = None) -> bool:
    """Whether the documents of the grant open for the viewer."""
    if not viewer.is_active or grant.subject in standing_in_hand(viewer).barred:
        return False
    if is_owner(viewer, grant) or is_leader(viewer, grant):
        return True
    if grant.recipient_id != viewer.pk:
        return False
    moment = now or timezone.now()
    return lets_recipient_read(facts_of(grant, moment), moment)


def copies_visible_to(viewer: User, now: datetime | None = None) -> QuerySet[SharedCopy]:
    """Every document that opens for the viewer; erased ones are there for nobody."""
    found = cell(viewer, Kind.SHARE)
    opens = Q(pk__in=[])
    here = Q(grant__office=viewer.office_id, grant__label__lte=found.label)
    if viewer.office_id and "create" in found.may:
        opens |= here & Q(grant__owner=viewer)
    if viewer.office_id and "approve" in found.may:
        opens |= here & ~Q(grant__recipient=viewer)
    if "accept" in found.may:
        received = waiting_for(viewer, now).filter(state=GrantState.ACCEPTED)
        opens |= Q(grant__in=received.order_by().values("pk"))
    copies = SharedCopy.objects.filter(opens, data_key__isnull=False)
    barred = standing_in_hand(viewer).barred
    return copies.exclude(grant__subject__in=sorted(barred)) if barred else copies


def copy_for(viewer: User, uuid: UUID, number: int, now: datetime | None = None) -> SharedCopy:
    """One document; raises SharedCopy.DoesNotExist for whom it does not open.

    Asked once more of the record itself: what the special channel or an exclusion took from this
    person since then stays shut, also where it concerns a single report behind an alert.
    """
    found = copies_visible_to(viewer, now).select_related("grant")
    copy = found.get(grant__uuid=uuid, number=number)
    if copy.grant.subject and is_kept_from(viewer, copy.grant.subject):
        raise SharedCopy.DoesNotExist
    return copy


def people_who_can_receive(viewer: User, subject_kind: str, words: str) -> list[User]:
    """Active people to whom the policy lets something of this kind go, found by name or office."""
    receivers = [role for role in RoleKey if may(User(role=role), Kind.SHARE, "accept")]
    people = User.objects.filter(is_active=True, role__in=receivers, office__isnull=False)
    for word in words.split():
        people = people.filter(Q(full_name__icontains=word) | Q(office__name__icontains=word))
    found = (
        people.exclude(pk=viewer.pk).select_related("office__agency").order_by("full_name", "pk")
    )
    fit = (person for person in found if fitting(person, viewer.office_id, subject_kind))
    return [person for person, _number in zip(fit, range(MOST_PEOPLE), strict=False)]


def receiver_for(viewer: User, pk: int, subject_kind: str) -> User:
    """One of those people; raises User.DoesNotExist for anybody else."""
    person = User.objects.select_related("office__agency").get(pk=pk, is_active=True)
    if person.pk == viewer.pk or not fitting(person, viewer.office_id, subject_kind):
        raise User.DoesNotExist
    return person


def colleagues_for(viewer: User, grant: Grant) -> QuerySet[User]:
    """Who in the sender's office could answer for the grant instead of its owner."""
    makers = [role for role in RoleKey if may(User(role=role), Kind.SHARE, "create")]
    cleared = [role for role in makers if cell(User(role=role), Kind.SHARE).label >= grant.label]
    people = User.objects.filter(office=grant.office_id, is_active=True, role__in=cleared)
    return people.exclude(pk__in=[grant.owner_id, grant.recipient_id]).order_by("full_name", "pk")


def consents_for(viewer: User, subject: str, now: datetime | None = None) -> QuerySet[Consent]:
    """The consents in force about one record that the viewer may read."""
    moment = now or timezone.now()
    standing_ones = Consent.objects.filter(
        subject=subject, withdrawn_at=None, expires_at__gt=moment, obtained_at__lte=moment
    )
    return consents_open_to(viewer, standing_ones)


def consents_open_to(viewer: User, consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those the viewer wrote down, and for a head those of the office."""
    own = visible(consents, viewer, CONSENTS).order_by()
    return consents.filter(Q(pk__in=own.values("pk")) | led_by(viewer))


def next_serial(grant: Grant) -> int:
    """The how-manieth copy of the same record or question the next one is."""
    same = {"grant__office": grant.office_id, "grant__subject": grant.subject}
    if grant.list_kind:
        same |= {"grant__area_code": grant.area_code, "grant__profile": grant.profile}
    return SharedCopy.objects.filter(**same).count() + 1
