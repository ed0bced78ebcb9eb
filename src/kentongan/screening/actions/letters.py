"""Printing letters: composed, numbered and stored as printed, in one transaction."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters import answering
from kentongan.screening.letters.composing import decision_letter
from kentongan.screening.letters.content import Letter as Content
from kentongan.screening.letters.matter import desk_of, matter_of, outcome_of
from kentongan.screening.letters.permissions import check_may_print, check_may_write_to
from kentongan.screening.models import Application, Letter, Objection, Proposal

DECISION, ANSWER, ENTRY = "decision", "answer", "entry"
PREVIEW = "PRATINJAU"
# The code of "papers are missing": without a list of papers nobody knows what to bring.
PAPERS_MISSING = "A1"
DIGITS = 6
type Compose = Callable[[str], Content]


@transaction.atomic
def print_decision_letter(
    *, by: User, proposal: Proposal, papers: Collection[str] = (), now: datetime | None = None
) -> Letter:
    """The letter of a proposal, before or after it is decided; ``papers``: ids to ask for.

    Raises ``Refused``.
    """
    at = now or timezone.now()
    check_may_print(by, proposal)
    check_papers(proposal, papers)
    compose = of_decision(proposal, papers, at)
    return keep(by, proposal.application, DECISION, at, compose, proposal=proposal)


def preview(proposal: Proposal, papers: Collection[str], now: datetime) -> Content:
    """The letter as it would be printed, without a number; nothing is kept."""
    return of_decision(proposal, papers, now)(PREVIEW)


def of_decision(proposal: Proposal, papers: Collection[str], now: datetime) -> Compose:
    """How the letter of a proposal is composed once it has a number."""
    matter = matter_of(proposal.application)
    outcome, desk = outcome_of(proposal, papers, now), desk_of(now)
    return lambda number: decision_letter(matter, outcome, number, desk)


def check_papers(proposal: Proposal, papers: Collection[str]) -> None:
    """Raises Refused when papers are asked for and none is named."""
    asks = proposal.decision == Decision.ASK and proposal.reason_code == PAPERS_MISSING
    if asks and not papers:
        raise Refused(_("Tandai sedikitnya satu dokumen yang diminta, lalu cetak suratnya."))


@transaction.atomic
def print_answer_letter(
    *, by: User, objection: Objection, entry_ended_on: date | None = None,
    now: datetime | None = None,
) -> Letter:  # fmt: skip
    """The answer to an objection; ``entry_ended_on``: the interest entry that ended with it.

    Raises ``Refused`` before there is an answer.
    """
    at = now or timezone.now()
    application = objection.ruling.application
    check_may_write_to(by, application)
    if objection.overturned is None:
        raise Refused(_("Keberatan ini belum dijawab. Jawab dahulu, lalu cetak suratnya."))
    overturned, proposal = objection.overturned, objection.ruling.proposal
    matter, outcome, desk = matter_of(application), outcome_of(proposal, (), at), desk_of(at)

    def compose(number: str) -> Content:
        return answering.answer_letter(
            matter, outcome, number, desk, overturned=overturned, entry_ended_on=entry_ended_on
        )

    return keep(by, application, ANSWER, at, compose)


@transaction.atomic
def print_entry_letter(
    *, by: User, application: Application, ended_on: date, now: datetime | None = None
) -> Letter:
    """That an interest entry about the applicant ended on a day; raises ``Refused``."""
    at = now or timezone.now()
    check_may_write_to(by, application)
    matter, desk = matter_of(application), desk_of(at)
    return keep(
        by, application, ENTRY, at,
        lambda number: answering.entry_letter(matter, ended_on, number, desk),
    )  # fmt: skip


def keep(
    by: User, application: Application, kind: str, now: datetime, compose: Compose, *,
    proposal: Proposal | None = None,
) -> Letter:  # fmt: skip
    """Number the letter, compose it and store what it says; raises ``Refused``."""
    number = next_number(application.office, timezone.localdate(now).year)
    try:
        content = compose(number)
    except KeyError:
        raise Refused(_("Alasan berkode ini tidak berlaku hari ini. Pilih alasan lain.")) from None
    letter = Letter.objects.create(
        office=application.office,
        application=application,
        proposal=proposal,
        number=number,
        kind=kind,
        content=content.stored(),
        printed_at=now,
        printed_by=by,
    )
    record(by, "letter.printed", application.subject, number=number, kind=kind)
    return letter


def next_number(office: Office, year: int) -> str:
    """The next number of the office in a year; others wait until this one is kept."""
    Office.objects.select_for_update().get(pk=office.pk)
    prefix = f"S-{year}-"
    of_year = Letter.objects.filter(office=office, number__startswith=prefix).order_by("-number")
    last = of_year.values_list("number", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:0{DIGITS}}"
