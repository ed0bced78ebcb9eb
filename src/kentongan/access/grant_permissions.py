"""Who may hand what to whom; every check raises ``Refused`` with the reason."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.grant_rules import WHO, Deed, Party
from kentongan.access.handing_over import is_kept_from
from kentongan.access.labels import Label
from kentongan.access.models import Consent, Grant
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, cell, may
from kentongan.access.share_profiles import ConsentRule, is_between, may_receive, rule_of
from kentongan.accounts.models import User


def is_owner(person: User, grant: Grant) -> bool:
    """Who answers for the grant: still in that office, still allowed to share at this label."""
    return (
        grant.owner_id == person.pk
        and person.office_id == grant.office_id
        and may(person, Kind.SHARE, "create")
        and cell(person, Kind.SHARE).label >= grant.label
    )


def is_leader(person: User, grant: Grant) -> bool:
    """Who may approve in the sender's office; never the receiver."""
    return (
        person.office_id == grant.office_id
        and person.pk != grant.recipient_id
        and may(person, Kind.SHARE, "approve")
        and cell(person, Kind.SHARE).label >= grant.label
    )


def parties(person: User, grant: Grant) -> set[Party]:
    """In which parts a person belongs to a grant; empty for strangers and colleagues."""
    found = {
        Party.OWNER: is_owner(person, grant),
        Party.LEADER: is_leader(person, grant),
        Party.RECIPIENT: grant.recipient_id == person.pk,
    }
    return {party for party, is_it in found.items() if is_it}


def check_is_party(by: User, grant: Grant, deed: Deed) -> None:
    """Raises Refused when this deed is for somebody else."""
    if not parties(by, grant) & WHO[deed]:
        raise Refused(_("Langkah ini bukan untuk Anda. Hubungi pemilik berbagi ini."))
    if deed is Deed.APPROVE and by.pk in {grant.proposed_by_id, grant.owner_id}:
        raise Refused(_("Berbagi ini harus disetujui oleh orang lain, bukan oleh yang menyiapkan."))


def check_may_hand_to(by: User, recipient: User, profile: str, label: Label) -> None:
    """Raises Refused when ``by`` may not share this or ``recipient`` may not receive it."""
    check_may(by, Kind.SHARE, "create")
    if cell(by, Kind.SHARE).label < label:
        raise Refused(_("Anda tidak diberi hak membagikan data setingkat ini."))
    if recipient.pk == by.pk or not may_receive(recipient, profile, label):
        raise Refused(
            _("%(name)s tidak boleh menerima profil ini. Pilih profil atau orang lain.")
            % {"name": recipient}
        )
    if not is_between(by.office_id, recipient.office_id, profile):
        raise Refused(_("Penerima profil ini harus bertugas di kantor yang lain."))


def check_not_kept_from(recipient: User, subject: str) -> None:
    """Raises Refused for a record that an exclusion or a conflict keeps from the receiver."""
    if subject and is_kept_from(recipient, subject):
        raise Refused(
            _("%(name)s tidak boleh menerima catatan ini. Pilih orang lain.") % {"name": recipient}
        )


def check_can_take_over(colleague: User, grant: Grant) -> None:
    """Raises Refused when ``colleague`` could not answer for the grant."""
    works_there = colleague.is_active and colleague.office_id == grant.office_id
    if not works_there or not may(colleague, Kind.SHARE, "create"):
        raise Refused(_("%(name)s tidak dapat memegang berbagi kantor ini.") % {"name": colleague})
    if cell(colleague, Kind.SHARE).label < grant.label or colleague.pk == grant.recipient_id:
        raise Refused(_("%(name)s tidak diberi hak atas data setingkat ini.") % {"name": colleague})


def check_consent(
    profile: str, recipient: User, purpose: str, subject: str, consent: Consent | None
) -> None:
    """Raises Refused when a needed consent is missing, or does not cover this share."""
    rule = rule_of(profile)
    if consent is None:
        if rule.consent is ConsentRule.REQUIRED:
            raise Refused(
                _("Profil ini memerlukan persetujuan orangnya. Catat dahulu persetujuannya.")
            )
        return
    agency = recipient.agency
    covers = (
        consent.subject == subject
        and consent.purpose == purpose
        and agency is not None
        and agency.kind in consent.agencies
    )
    if rule.consent is ConsentRule.NONE or not covers:
        raise Refused(
            _("Persetujuan itu tidak berlaku untuk penerima, keperluan atau catatan ini.")
        )
