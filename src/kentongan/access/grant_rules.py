"""The life of a grant: one table, and questions asked of it. No clock and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models.grants import EndReason, GrantState
from kentongan.access.share_profiles import MOST_DAYS

MIN_LETTERS = 20  # a reason for going without consent is a sentence


class Deed(StrEnum):
    """What may be done with a grant."""

    APPROVE = "approve"
    REFUSE = "refuse"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    REVOKE = "revoke"
    TRANSFER = "transfer"  # to a colleague of the sender
    DELIVER = "deliver"  # a fresh copy of a stored question
    ANSWER = "answer"


class Party(StrEnum):
    """Who does it."""

    OWNER = "owner"  # who answers for the grant at the sender's
    LEADER = "leader"  # who approves there: section head, head of office
    RECIPIENT = "recipient"


PROPOSED, APPROVED, OFFERED, ACCEPTED, ENDED = GrantState

# The whole life of a grant. A deed that stands in no row of a state cannot be done in it. Nothing
# leads back and nothing leads out of the end; there is no deed that hands a grant on to a second
# receiver or that lets it last longer: both are new grants with their own preview.
NEXT: dict[GrantState, dict[Deed, GrantState]] = {
    PROPOSED: {
        Deed.APPROVE: APPROVED,
        Deed.OFFER: OFFERED,
        Deed.TRANSFER: PROPOSED,
        Deed.REFUSE: ENDED,
        Deed.REVOKE: ENDED,
    },
    APPROVED: {
        Deed.OFFER: OFFERED,
        Deed.TRANSFER: APPROVED,
        Deed.REFUSE: ENDED,
        Deed.REVOKE: ENDED,
    },
    OFFERED: {
        Deed.ACCEPT: ACCEPTED,
        Deed.TRANSFER: OFFERED,
        Deed.DECLINE: ENDED,
        Deed.REVOKE: ENDED,
    },
    ACCEPTED: {
        Deed.DELIVER: ACCEPTED,
        Deed.ANSWER: ACCEPTED,
        Deed.TRANSFER: ACCEPTED,
        Deed.REVOKE: ENDED,
    },
    ENDED: {},
}
WHO: dict[Deed, frozenset[Party]] = {
    Deed.APPROVE: frozenset({Party.LEADER}),
    Deed.REFUSE: frozenset({Party.LEADER}),
    Deed.OFFER: frozenset({Party.OWNER}),
    Deed.ACCEPT: frozenset({Party.RECIPIENT}),
    Deed.DECLINE: frozenset({Party.RECIPIENT}),
    Deed.REVOKE: frozenset({Party.OWNER, Party.LEADER}),
    Deed.TRANSFER: frozenset({Party.OWNER, Party.LEADER}),
    Deed.DELIVER: frozenset({Party.RECIPIENT}),
    Deed.ANSWER: frozenset({Party.RECIPIENT}),
}
END_OF: dict[Deed, EndReason] = {
    Deed.REFUSE: EndReason.REFUSED,
    Deed.DECLINE: EndReason.DECLINED,
    Deed.REVOKE: EndReason.REVOKED,
}


@dataclass(frozen=True)
class Facts:
    """What decides how a grant stands at a moment."""

    state: GrantState
    end_reason: str
    expires_at: datetime
    is_recipient_active: bool
    is_recipient_in_place: bool  # same office as when it was meant, still a fitting role
    has_consent: bool  # True as well where none is needed


@dataclass(frozen=True)
class Standing:
    """How a grant stands now; ``reason`` is set when it has ended."""

    state: GrantState
    reason: EndReason | None = None


def standing(facts: Facts, now: datetime) -> Standing:
    """The state in force: an end that nobody wrote down counts from its very moment."""
    if facts.state is GrantState.ENDED:
        return Standing(GrantState.ENDED, EndReason(facts.end_reason))
    if now >= facts.expires_at:
        return Standing(GrantState.ENDED, EndReason.EXPIRED)
    if not facts.has_consent:
        return Standing(GrantState.ENDED, EndReason.CONSENT)
    if not facts.is_recipient_active:
        return Standing(GrantState.ENDED, EndReason.DISABLED)
    if not facts.is_recipient_in_place:
        return Standing(GrantState.ENDED, EndReason.MOVED)
    return Standing(facts.state)


def lets_recipient_read(facts: Facts, now: datetime) -> bool:
    """The receiver reads what was accepted, while it stands."""
    return standing(facts, now).state is GrantState.ACCEPTED


def check_deed(deed: Deed, facts: Facts, now: datetime) -> GrantState:
    """The state after the deed; raises Refused when the table has no such arrow now.

    What has ended by itself may still be revoked: then the end is written down, and an account
    that wakes up again brings nothing back.
    """
    found = standing(facts, now)
    current = facts.state if deed is Deed.REVOKE else found.state
    if deed in NEXT[current]:
        return NEXT[current][deed]
    if found.reason:
        raise Refused(_("Berbagi ini sudah berakhir: %(why)s.") % {"why": found.reason.label})
    raise Refused(
        _("Langkah ini tidak dapat dilakukan selama tahapnya “%(state)s”. Muat ulang halamannya.")
        % {"state": found.state.label}
    )


def check_approval(deed: Deed, current: GrantState, needs_approval: bool) -> None:
    """Raises Refused for sending without approval where one is needed, or approving in vain."""
    if deed is Deed.OFFER and needs_approval and current is GrantState.PROPOSED:
        raise Refused(_("Profil ini harus disetujui dahulu oleh kepala seksi atau kepala kantor."))
    if deed is Deed.APPROVE and not needs_approval:
        raise Refused(
            _("Profil ini tidak memerlukan persetujuan. Pengirim dapat langsung mengirim.")
        )


def end_of_days(created_at: datetime, days: int) -> datetime:
    """When a grant of so many days ends; raises Refused outside 1–30."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Pilih masa berlaku 1 sampai %(most)d hari.") % {"most": MOST_DAYS})
    return created_at + timedelta(days=days)


def check_reason(reason: str) -> str:
    """The trimmed reason; raises Refused when it has too few letters to explain anything."""
    if sum(character.isalpha() for character in reason) < MIN_LETTERS:
        raise Refused(_("Tulis dalam satu kalimat mengapa data ini perlu dibagikan."))
    return reason.strip()
