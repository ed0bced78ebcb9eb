"""What an application's page shows of letters, each with how it came to the applicant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kentongan.access.permissions import allowed
from kentongan.accounts.models import User
from kentongan.screening.actions import letters as printing
from kentongan.screening.cases import standing_of
from kentongan.screening.letters.forms import HandoverForm
from kentongan.screening.letters.permissions import (
    check_may_annex,
    check_may_print,
    check_may_write_to,
)
from kentongan.screening.models import Application, Handover, Letter, Proposal

KINDS = {
    printing.DECISION: gettext_lazy("Keputusan"),
    printing.ANSWER: gettext_lazy("Jawaban keberatan"),
    printing.ENTRY: gettext_lazy("Catatan perhatian berakhir"),
}


@dataclass(frozen=True)
class Written:
    """A letter as the page shows it; ``form`` where its handing-over may be written down."""

    row: Letter
    kind: str | Promise
    entries: list[Handover]
    form: HandoverForm | None


def written_letters(viewer: User, application: Application) -> list[Written]:
    """Every letter of an application, the first one first; two queries however many there are."""
    rows = application.letters.select_related("printed_by", "proposal__ruling")
    may = allowed(check_may_write_to, viewer, application)
    return [
        Written(
            one,
            KINDS.get(one.kind, one.kind),
            list(one.handovers.all()),
            HandoverForm(auto_id=f"id_{one.pk}_%s", initial={"tanggal": timezone.localdate()})
            if may and is_decided(one)
            else None,
        )
        for one in rows.prefetch_related("handovers__by")
    ]


def is_decided(letter: Letter) -> bool:
    """A letter of a proposal is the applicant's once it is decided; others at once."""
    return letter.proposal is None or hasattr(letter.proposal, "ruling")


def section(viewer: User, application: Application, _now: datetime) -> dict[str, Any]:
    """What the page of an application shows of letters."""
    proposal = standing_proposal(application)
    objection = standing_of(application).objection
    return {
        "letters": written_letters(viewer, application),
        "may_print": proposal is not None and allowed(check_may_print, viewer, proposal),
        "may_answer": objection is not None
        and objection.overturned is not None
        and allowed(check_may_write_to, viewer, application),
        "may_annex": allowed(check_may_annex, viewer, application),
    }


def standing_proposal(application: Application) -> Proposal | None:
    """The latest proposal, unless it was given back."""
    latest = application.proposals.order_by("-number").first()
    return latest if latest and latest.given_back_at is None else None
