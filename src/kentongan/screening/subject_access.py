"""What an applicant is told who asks the office what the desk holds on him (UU 27/2022 art. 7).

An allow-list: what he told himself, and what letters told him. Never: a fact, an impression, a
proposal, an examination, a caution, an interest entry, an officer, another applicant, somebody who
came along, or that protection was asked for. Of a child the answer names kinds alone, because who
asks may be who the child is to be protected from.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from kentongan.audit.models import AuditEvent
from kentongan.screening.applicants import letters_of, national_id_key, read_applicant
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import LEADS_TO, State
from kentongan.screening.letters.words import day_words, purpose_words, reason_words, told_of_self
from kentongan.screening.models import Application, Need, Ruling
from kentongan.screening.models.decisions import DECISIONS
from kentongan.screening.queries import numbered
from kentongan.screening.wording import STATES

STILL_WORKED_ON = "Masih diproses"
ANSWERED = {None: "belum dijawab", True: "diterima", False: "tidak diterima"}
OBJECTION_STATES = frozenset({State.OBJECTED, State.UPHELD, State.OVERTURNED})


def applications_held(line: str, asker: str) -> list[dict[str, Any]]:
    """The applications under a national id number, or under the number of one by that name.

    A number of an application alone finds nothing: it may be another applicant's. Call it as the
    software itself (``access.wall.trusted``); the answer holds no row.
    """
    return [told_about(one) for one in applications_of(line, asker)]


def applications_of(line: str, asker: str) -> list[Application]:
    """The rows that still say something, the first one first."""
    held = Application.objects.filter(data_key__isnull=False).order_by("opened_at", "pk")
    if key := national_id_key(line):
        return list(held.filter(national_id_key=key))
    name = letters_of(asker)
    found = held.filter(numbered(line)) if letters_of(line) else held.none()
    return [one for one in found if letters_of(str(one.told.get("name", ""))) == name]


def told_about(application: Application) -> dict[str, Any]:
    """One application in plain data; the same rows give the same answer."""
    rulings = list(told_rulings(application))
    return {
        "number": application.number,
        "opened": day_words(timezone.localdate(application.opened_at)),
        "purpose": purpose_words(application.purpose),
        "state": state_told(application, rulings),
        "own": dict(own_words(application)),
        "papers": sorted({str(one.get_kind_display()) for one in application.papers.all()}),
        "answers": answers_given(application),
        "decisions": [decision_told(one) for one in rulings],
        "letters": [
            f"{one.number}, {day_words(timezone.localdate(one.printed_at))}"
            for one in application.letters.all()
            if one.proposal_id is None or one.proposal_id in {row.proposal_id for row in rulings}
        ],
        "helpers": [] if application.is_child else helpers(application),
        "handled": AuditEvent.objects.filter(subject=application.subject).count(),
    }


def own_words(application: Application) -> Iterator[tuple[str, str]]:
    """What the applicant told of himself; of a child only that it was told."""
    for name, value in told_of_self(read_applicant(application.told)).items():
        if value:
            yield name, "disimpan" if application.is_child else value


def answers_given(application: Application) -> int:
    """How many questions were answered, as the interview stands."""
    last = application.answers.order_by("number").last()
    return len(last.answers) if last else 0


def told_rulings(application: Application) -> Iterable[Ruling]:
    """The decisions that the applicant knows: an approval, and what a letter told."""
    rows = application.rulings.select_related("proposal", "objection")
    for one in rows.prefetch_related("proposal__letters"):
        if one.decision == Decision.ISSUE or one.proposal.letters.all():
            yield one


def state_told(application: Application, rulings: list[Ruling]) -> str:
    """Where it stands, as far as a decision that is told led there."""
    led_to = {LEADS_TO[Decision(one.decision)] for one in rulings[-1:]}
    is_told = application.state in led_to or (rulings and application.state in OBJECTION_STATES)
    return str(STATES[application.state]) if is_told else STILL_WORKED_ON


def decision_told(ruling: Ruling) -> dict[str, str]:
    """A decision in the words of its letter, and what became of an objection."""
    day = timezone.localdate(ruling.at)
    try:
        why = reason_words(ruling.reason_code, day, child=ruling.application.is_child)
    except KeyError:  # an edition of the reasons that is not in the file any more
        why = ruling.reason_code
    objection = getattr(ruling, "objection", None)
    return {
        "decision": str(DECISIONS[ruling.decision]),
        "day": day_words(day),
        "why": why,
        "objection": ANSWERED[objection.overturned] if objection else "–",
    }


def helpers(application: Application) -> list[str]:
    """Who was asked to help; that somebody is to be protected is told to nobody."""
    rows = application.referrals.exclude(need=Need.PROTECTION).order_by("sent_at", "pk")
    return [
        f"{one.get_recipient_display()}: {one.get_need_display()}, "
        f"{'dengan' if one.told.get('name') else 'tanpa'} nama"
        for one in rows
    ]
