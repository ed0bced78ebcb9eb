"""Who may print letters, refer an applicant, say how it went on, and answer a referral."""

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, Need, Proposal, Recipient, Referral

# Whoever works on an application in one of these ways also writes to the applicant.
WORKING = ("propose", "decide", "decide_grave", "review", "enter_interest", "review_interest")
NOT_DECIDED = frozenset({State.OPEN, State.PROPOSED})


def check_may_write_to(by: User, application: Application) -> None:
    """Whoever works on applications; what the person sees is checked by the reader."""
    if not any(may(by, Kind.INTERVIEW, deed) for deed in WORKING):
        raise Refused(_("Surat dicetak oleh petugas yang menangani permohonan. Minta bantuannya."))
    if application.is_erased:
        raise Refused(_("Data permohonan ini sudah dihapus. Surat tidak dapat dicetak lagi."))


def check_may_print(by: User, proposal: Proposal) -> None:
    """The letter of the standing proposal, once it is decided no second one."""
    check_may_write_to(by, proposal.application)
    if proposal.given_back_at is not None:
        raise Refused(_("Usulan ini sudah dikembalikan. Buat usulan baru, lalu cetak suratnya."))
    if hasattr(proposal, "ruling") and proposal.letters.exists():
        raise Refused(_("Surat keputusan ini sudah dicetak. Unduh surat yang tersimpan."))


def check_may_annex(by: User, application: Application) -> None:
    """The annex is for the examination, so for who examines and who refers to it."""
    if not any(may(by, Kind.INTERVIEW, deed) for deed in ("examine", "propose")):
        raise Refused(_("Lampiran BAP dicetak oleh petugas pemohon atau kepala seksi."))
    if application.is_erased:
        raise Refused(_("Data permohonan ini sudah dihapus."))


def check_may_refer(by: User, recipient: str, need: str) -> None:
    """A village officer helps with education and papers; protection is asked of others."""
    if need == Need.PROTECTION and recipient == Recipient.VILLAGE_OFFICER:
        raise Refused(_("Untuk pelindungan, rujuk ke UPTD PPA atau BP3MI, bukan ke desa."))
    if not any(may(by, Kind.INTERVIEW, deed) for deed in WORKING):
        raise Refused(_("Rujukan dibuat oleh petugas yang menangani permohonan."))


def check_may_follow_up(by: User, application: Application) -> None:
    """How it went on is heard after a decision."""
    check_may_write_to(by, application)
    if State(application.state) in NOT_DECIDED:
        raise Refused(_("Belum ada keputusan. Catat kelanjutannya sesudah diputuskan."))


def check_may_answer(by: User, referral: Referral) -> None:
    """Whoever the policy lets note, once."""
    check_may(by, Kind.REFERRAL, "note")
    if referral.answered_at is not None:
        raise Refused(_("Rujukan ini sudah dijawab. Hubungi kantor bila ada kabar baru."))
