"""What is written at the counter: answers, words, papers, denials; impressions apart from them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_reason
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening import permissions
from kentongan.screening.actions.applications import locked
from kentongan.screening.actions.facts import refresh
from kentongan.screening.facts.papers import FIELDS
from kentongan.screening.interview.answering import NotAnAnswer, kept_answer
from kentongan.screening.interview.queries import editions_of, latest, questions_of
from kentongan.screening.interview.rules import standing_answers
from kentongan.screening.models import (
    Answers,
    Application,
    Impression,
    NotTheSame,
    Paper,
    PaperKind,
)

LONGEST_WORDS = 2_000
LONGEST_FIELD = 120
MOST_SECONDS = 3_600  # a page that stayed open over lunch is no interview of an hour


@transaction.atomic
def keep_answer(
    *, by: User, application: Application, question: str, written: str,
    seconds: int = 0, now: datetime | None = None,
) -> Answers:  # fmt: skip
    """Keep one answer; what hung on an earlier one falls away. Facts are found anew.

    seconds: at the screen for this answer. Raises Refused, and NotAnAnswer for what is no answer.
    """
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    questions = questions_of(fresh)
    asked = next((one for one in questions if one.id == question), None)
    if asked is None:
        raise NotAnAnswer(_("Pertanyaan itu tidak ada. Muat ulang halaman."))
    last = latest(fresh)
    said = dict(last.answers) if last else {}
    said[question] = kept_answer(asked, written)
    kept = follow(fresh, last, by, now, answers=standing_answers(questions, said), seconds=seconds)
    record(by, "interview.answered", fresh.subject, code=question, number=kept.number)
    refresh(by=by, application=fresh, now=now)
    return kept


@transaction.atomic
def keep_words(
    *, by: User, application: Application, officer_words: str, applicant_words: str,
    seconds: int = 0, now: datetime | None = None,
) -> Answers:  # fmt: skip
    """Keep the officer's and the applicant's own words beside the answers; raises Refused."""
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    words = [officer_words.strip(), applicant_words.strip()]
    if max(map(len, words)) > LONGEST_WORDS:
        raise Refused(_("Catatan terlalu panjang. Tulis paling banyak 2.000 huruf."))
    kept = follow(
        fresh, latest(fresh), by, now,
        officer_words=words[0], applicant_words=words[1], seconds=seconds,
    )  # fmt: skip
    record(by, "interview.words_kept", fresh.subject, number=kept.number)
    return kept


def follow(
    application: Application,
    last: Answers | None,
    by: User,
    now: datetime | None,
    **changed: object,
) -> Answers:
    """The next row of the interview: what stood before, and what is said now."""
    before = {
        "answers": dict(last.answers) if last else {},
        "officer_words": last.officer_words if last else "",
        "applicant_words": last.applicant_words if last else "",
    }
    held = before | changed
    held["seconds"] = min(max(int(str(held.get("seconds", 0))), 0), MOST_SECONDS)
    return Answers.objects.create(
        office_id=application.office_id,
        application=application,
        number=last.number + 1 if last else 1,
        question_sets=editions_of(application),
        written_by=by,
        written_at=now or timezone.now(),
        **held,
    )


@transaction.atomic
def keep_paper(
    *, by: User, application: Application, kind: str, told: Mapping[str, str],
    on: date | None = None, now: datetime | None = None,
) -> Paper:  # fmt: skip
    """Keep what stands on a paper; a paper of the same kind is put right. Facts are found anew.

    told: the fields of ``papers.FIELDS``. Raises Refused for a paper that says nothing.
    """
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    words = {name: " ".join(told.get(name, "").split())[:LONGEST_FIELD] for name in FIELDS}
    said = {name: value for name, value in words.items() if value}
    if kind not in PaperKind.values or not said:
        raise Refused(_("Pilih jenis dokumen dan isi sedikitnya satu isian."))
    paper = fresh.papers.filter(kind=kind).first() or Paper(
        office_id=fresh.office_id, application=fresh, kind=kind
    )
    paper.on, paper.fields, paper.written_by, paper.written_at = on, said, by, now or timezone.now()
    paper.save()
    record(by, "interview.paper_kept", fresh.subject, kind=kind, count=len(said))
    refresh(by=by, application=fresh, now=now)
    return paper


@transaction.atomic
def keep_impression(
    *, by: User, application: Application, words: str, now: datetime | None = None
) -> Impression:
    """Keep what an officer felt, apart from everything that decisions read; raises Refused."""
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise Refused(_("Tulis kesannya, paling banyak 2.000 huruf."))
    impression = Impression.objects.create(
        office_id=fresh.office_id,
        application=fresh,
        words=words.strip(),
        by=by,
        at=now or timezone.now(),
    )
    record(by, "interview.impression_kept", fresh.subject)
    return impression


@transaction.atomic
def deny(
    *, by: User, application: Application, key: str, reason: str, now: datetime | None = None
) -> NotTheSame:
    """Remember that a fact is about somebody or something else; it is shown no more.

    Raises Refused for a fact that is not there and without a reason in a sentence.
    """
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    check_reason(reason)
    found = fresh.findings.filter(key=key).first()
    if found is None or fresh.denials.filter(key=key).exists():
        raise Refused(_("Fakta itu tidak ada lagi. Muat ulang halaman."))
    denial = NotTheSame.objects.create(
        office_id=fresh.office_id,
        application=fresh,
        kind=found.kind,
        key=key,
        reason=reason.strip(),
        by=by,
        at=now or timezone.now(),
    )
    record(by, "interview.denied", fresh.subject, kind=found.kind)
    return denial
