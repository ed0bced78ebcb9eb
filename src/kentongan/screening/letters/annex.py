"""The annex to an examination record (BAP): what was told, shown and found, on A4.

Impressions have no place in it, and facts that were denied neither.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.engine.typesetting import typeset
from kentongan.screening.applicants import read_applicant
from kentongan.screening.catalogues import fact_kinds, reasons
from kentongan.screening.countries import name_of
from kentongan.screening.dated import in_force
from kentongan.screening.facts.papers import FIELDS
from kentongan.screening.interview.rules import (
    NOT_KNOWN,
    UNKNOWN,
    AnswerKind,
    Question,
    questions_for,
)
from kentongan.screening.letters.content import Head
from kentongan.screening.letters.matter import desk_of, finding_of
from kentongan.screening.letters.words import day_words, purpose_words, told_of_self
from kentongan.screening.models import Answers, Application, Paper, StoredFinding
from kentongan.screening.models.decisions import DECISIONS

TITLE = "Lampiran berita acara pemeriksaan"
NOTHING = "–"


@dataclass(frozen=True)
class Table:
    """A heading with rows; the first row is the head."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Annex:
    """The whole annex in words."""

    head: Head
    title: str
    about: str
    tables: tuple[Table, ...]
    printed: str


def annex_of(application: Application, viewer: User, now: datetime) -> Annex:
    """What the examination needs to know of an application as it stands."""
    moment = timezone.localtime(now)
    return Annex(
        head=desk_of(now).head,
        title=TITLE,
        about=f"Permohonan {application.number}, dibuka {day_words(application.started_on)}",
        tables=tuple(tables(application, moment)),
        printed=f"Dicetak {day_words(moment.date())} pukul {moment:%H.%M} oleh {viewer}",
    )


def tables(application: Application, now: datetime) -> Iterator[Table]:
    """The applicant, the interview, the papers, the facts and what was proposed."""
    yield Table("Pemohon", (("Hal", "Keterangan"), *applicant_rows(application)))
    if latest := application.answers.select_related("written_by").last():
        yield Table(
            "Wawancara", (("Pertanyaan", "Jawaban"), *interview_rows(application, latest, now))
        )
    papers = tuple(map(paper_row, application.papers.all()))
    yield Table("Dokumen yang ditunjukkan", (("Dokumen", "Tertulis"), *papers))
    yield Table("Fakta yang dapat diperiksa", (FACT_HEAD, *fact_rows(application, now)))
    yield Table("Usulan", (("Hal", "Keterangan"), *proposal_rows(application, now)))


FACT_HEAD = ("Fakta", "Sumber", "Per tanggal")


def applicant_rows(application: Application) -> Iterator[tuple[str, str]]:
    """Who applies and for what; what was not told is left out."""
    told = read_applicant(application.told)
    rows = {
        **told_of_self(told),
        "Nomor SIMKIM": application.simkim_number,
        "Tujuan": purpose_words(application.purpose),
        "Sponsor": told.sponsor,
        "Telepon sponsor": told.sponsor_phone,
        "Pendamping anak": told.companion,
    }
    yield from ((name, value) for name, value in rows.items() if value)


def interview_rows(
    application: Application, latest: Answers, now: datetime
) -> Iterator[tuple[str, str]]:
    """Every question that was answered, then the words of both."""
    questions = questions_for(
        application.purpose, child=application.is_child, on=timezone.localdate(now)
    )
    asked = {question.id: question for question in questions}
    for key, said in latest.answers.items():
        question = asked.get(key)
        yield (question.words if question else key, answer_words(question, said))
    yield ("Kata-kata pemohon", latest.applicant_words or NOTHING)
    yield ("Catatan petugas", latest.officer_words or NOTHING)
    yield (
        "Pewawancara",
        f"{latest.written_by}, {day_words(timezone.localdate(latest.written_at))}",
    )


def answer_words(question: Question | None, said: str) -> str:
    """An answer as the screen shows it; a country by its name."""
    if question is not None and question.kind is AnswerKind.COUNTRY:
        return name_of(said) if said != UNKNOWN else NOT_KNOWN[UNKNOWN]
    options = question.options if question else {}
    return options.get(said, NOT_KNOWN.get(said, said))


def paper_row(paper: Paper) -> tuple[str, str]:
    """A paper and what stands on it."""
    day = f", {day_words(paper.on)}" if paper.on else ""
    told = (f"{FIELDS.get(name, name)}: {value}" for name, value in paper.fields.items() if value)
    return (f"{paper.get_kind_display()}{day}", "; ".join(told) or NOTHING)


def fact_rows(application: Application, now: datetime) -> Iterator[tuple[str, str, str]]:
    """The facts that nobody denied."""
    denied = set(application.denials.values_list("key", flat=True))
    kinds = in_force(fact_kinds(), timezone.localdate(now))
    for stored in application.findings.all():
        if stored.key not in denied and stored.kind in kinds:
            yield (finding_of(stored).sentence(kinds), stored.source, shown_day(stored))


def shown_day(stored: StoredFinding) -> str:
    """The day as of which a fact stands."""
    return day_words(stored.on)


def proposal_rows(application: Application, now: datetime) -> Iterator[tuple[str, str]]:
    """What was proposed last, by whom and why."""
    latest = application.proposals.select_related("proposer").last()
    if latest is None:
        return
    reason = in_force(reasons(), timezone.localdate(now)).get(latest.reason_code)
    yield ("Keputusan", str(DECISIONS.get(latest.decision, latest.decision)))
    yield ("Alasan", f"{latest.reason_code} {reason.words if reason else ''}".strip())
    yield ("Kata-kata petugas", latest.words or NOTHING)
    yield ("Pengusul", f"{latest.proposer}, {day_words(timezone.localdate(latest.at))}")


def print_annex(annex: Annex) -> bytes:
    """The annex as PDF; raises typst.TypstError when the template does not fit."""
    return typeset("kentongan.screening", "screening/annex.typ", annex=asdict(annex))
