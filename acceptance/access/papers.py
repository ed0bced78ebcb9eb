"""Records beside reports, alerts, things and imports: shares, sealed identities, holds, notices.

Shares are written by hand here, since what decides who reads them is under test and not how they
come about (``acceptance.sharing`` tries that). Everything else comes through actions.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from acceptance.access import world
from acceptance.access.world import FOREIGN, OWN, SHARED, World
from kentongan.access import actions
from kentongan.access.actions.sealing import keep_sealed, make_key, request_opening
from kentongan.access.models import Grant, GrantState, Opening, Profile, SealedIdentity, SharedCopy
from kentongan.access.sealing import boxes, envelope
from kentongan.access.sealing.envelope import Identity
from kentongan.access.sealing.queries import ready_keys
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert
from kentongan.audit.models import Hold, Incident
from kentongan.website.privacy.actions import holds, incidents

PASSPHRASES = ("gerobak kuning di tepi sawah", "tujuh payung basah semalam")
CUSTODIANS = (RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD)
REASON = "Perlu untuk menguji siapa yang dapat melihat catatan ini."
SENT_TO = {
    RoleKey.POLICE_VILLAGE_OFFICER: Profile.POLICE_INQUIRY,
    RoleKey.ARMY_VILLAGE_OFFICER: Profile.AREA_SUMMARY,
    RoleKey.DISTRICT_HEAD: Profile.AREA_SUMMARY,
    RoleKey.LABOUR_OFFICER: Profile.LABOUR_COMPANY,
    RoleKey.CIVIL_REGISTRY_OFFICER: Profile.REGISTRY_MATCH,
    RoleKey.RELIGIOUS_AFFAIRS_OFFICER: Profile.TRAVEL_COMPANY,
    RoleKey.INFORMATION_OFFICER: Profile.PUBLIC_COUNTS,
}
MOST_SHARED = 4  # nothing sealed is ever shared
WORDS = b"<!doctype html><title>Salinan</title><p>Salinan uji.</p>"


@dataclass
class Circles:
    """The custodians' keys of both offices, made when they are first needed."""

    ready: set[int] = field(default_factory=set)

    def ensure(self, made: World, office: Office) -> None:
        """Two custodians of an office with a key each."""
        if office.pk in self.ready:
            return
        people = made.strangers if office == made.foreign else made.others
        for role, words in zip(CUSTODIANS, PASSPHRASES, strict=True):
            make_key(by=people[role], words=words)
        self.ready.add(office.pk)


CIRCLES = Circles()


def put_grant(made: World, role: str, relation: str, ownership: str, label: int) -> Grant:
    """An accepted share of an alert with one document."""
    owner, receiver = parties_of(made, role, relation, ownership)
    alert = world.put_alert(made, owner, relation, min(label, 2), owned=False)
    now = timezone.now()
    grant = Grant.objects.create(
        office=owner.office, proposed_by=owner, owner=owner, recipient=receiver,
        recipient_office=receiver.office, subject=f"alert:{alert.pk}",
        profile=SENT_TO.get(RoleKey(receiver.role), Profile.IMMIGRATION_CASE), purpose="cegah",
        label=min(label, MOST_SHARED), needs_approval=False, state=GrantState.ACCEPTED,
        created_at=now, expires_at=now + timedelta(days=7), offered_at=now, accepted_at=now,
    )  # fmt: skip
    digest = sha256(WORDS).hexdigest()
    SharedCopy.objects.create(
        grant=grant, number=1, serial=1, built_at=now, page=WORDS, data=b"{}",
        page_sha256=digest, data_sha256=sha256(b"{}").hexdigest(),
    )  # fmt: skip
    return grant


def parties_of(made: World, role: str, relation: str, ownership: str) -> tuple[User, User]:
    """Who sends and who receives: the person as owner, as receiver, or as neither."""
    person = made.people[role]
    is_home_officer = person.office == made.home
    others = made.strangers if relation == FOREIGN else made.others
    sender, partner = others[RoleKey.ANALYST], made.others[RoleKey.ARMY_VILLAGE_OFFICER]
    if ownership == OWN:
        return person, partner if person.role != partner.role else made.others[
            RoleKey.DISTRICT_HEAD
        ]
    if ownership == SHARED:
        return (made.strangers[RoleKey.ANALYST] if is_home_officer else sender), person
    return sender, partner


def put_identity(
    made: World, by: User, relation: str, who: Identity | None = None
) -> SealedIdentity:
    """A report and, sealed to the custodians of its office, who told it."""
    report = world.put_report(made, by, relation, 3)
    CIRCLES.ensure(made, report.office)
    told = who or Identity("Nama Uji", "0850-0011-2233", "Gang Uji 1", "tetangga", "malam hari")
    subject = f"report:{report.uuid}"
    publics = [boxes.to_bytes(key) for key in ready_keys(report.office)]
    sealer = by if by.office == report.office else made.others[RoleKey.VILLAGE_OFFICER]
    if report.office == made.foreign:
        sealer = made.strangers[RoleKey.VILLAGE_OFFICER]
    blob = envelope.seal(told, subject, publics)
    keep_sealed(by=sealer, subject=subject, blob=blob, seed=f"benih{made.number()}")
    return SealedIdentity.objects.get(subject=subject)


def put_opening(made: World, identity: SealedIdentity) -> Opening:
    """Somebody of the office asks to open it."""
    people = made.strangers if identity.office == made.foreign else made.others
    return request_opening(
        by=people[RoleKey.ANALYST], identity=identity, case_number="LP/17/2026",
        purpose="layanan-korban", reason=REASON,
    )  # fmt: skip


def put_standing(made: World, alert: Alert, people: dict[str, User]) -> None:
    """An assignment with its notice, a conflict, an exclusion, an emergency, a label to lower."""
    head, analyst = people[RoleKey.SECTION_HEAD], people[RoleKey.ANALYST]
    subject, until = f"alert:{alert.pk}", timezone.now() + timedelta(days=5)
    actions.assign_record(by=head, subject=subject, to=analyst, until=until)
    actions.declare_conflict(
        by=people[RoleKey.SYSTEM_ADMIN], subject=subject, reason="Sepupu lurah."
    )
    actions.change_label(by=analyst, subject=subject, to=alert.label - 1, reason=REASON)
    report = world.put_report(made, people[RoleKey.VILLAGE_OFFICER], relation_of(made, alert), 4)
    actions.break_glass(
        by=people[RoleKey.AUDITOR], subject=f"report:{report.uuid}", category="life", reason=REASON
    )


def relation_of(made: World, alert: Alert) -> str:
    """Where an alert lies."""
    return FOREIGN if alert.office == made.foreign else world.POSTED


def put_privacy(made: World, subject: str) -> tuple[Hold, Incident]:
    """A hold that waits for its second signature, and an incident."""
    head, now = made.others[RoleKey.SECTION_HEAD], timezone.now()
    hold = holds.propose_hold(
        by=head, subject=subject, reason=REASON, basis="Surat perintah uji",
        review_on=timezone.localdate() + timedelta(days=30), now=now,
    )  # fmt: skip
    incident = incidents.begin(by=head, known_at=now, what=REASON, now=now)
    return hold, incident
