"""What is known of one application, gathered for the rules: evidence with source and date.

The one place that turns tables into the inputs of ``inputs.ALLOWED``. Impressions are not read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kentongan.accounts.models import Office
from kentongan.entities.national_ids import contradicted, has_unknown_area
from kentongan.screening.applicants import (
    Applicant,
    contact_keys,
    national_id_key,
    read_applicant,
)
from kentongan.screening.catalogues import placements
from kentongan.screening.cautions import around, marks_of, met_by
from kentongan.screening.countries import code_of, name_of
from kentongan.screening.dated import in_force
from kentongan.screening.facts.blind_lookups import (
    day_of,
    open_on_number,
    refused_before,
    shared_by_others,
)
from kentongan.screening.facts.evidence import (
    Examination,
    Lookup,
    NationalIdDifference,
    Request,
)
from kentongan.screening.facts.inputs import IS_CHILD, Given
from kentongan.screening.facts.papers import FIELDS, Paper, differences
from kentongan.screening.facts.things_told import (
    answered_contacts,
    things_of_companion,
    things_told,
)
from kentongan.screening.interview.queries import latest
from kentongan.screening.interview.rules import fed, questions_for
from kentongan.screening.interview.stated import WORK, consents, stated_dates
from kentongan.screening.lists.queries import AGENCY_LISTS, OPERATOR_LISTS, looked_up
from kentongan.screening.models import Application

APPLICATION = "Permohonan"
AREA_WORDS = "kode wilayah"
AREA_PAPER = "daftar wilayah Indonesia"
AREAS = "Daftar kode wilayah Kemendagri"
PLACEMENT = "negara tujuan penempatan"
RECORD = "Berita acara pemeriksaan {number}"
ASKED = "Permintaan kelengkapan"
NOT_SAVED = 0


@dataclass(frozen=True)
class Sheet:
    """One application as it stands at the counter, saved or still being typed.

    ``pk``: 0 for one that is not saved. ``asked_on``, ``waiting_until``: of documents that were
    asked for and have not come.
    """

    office: Office
    applicant: Applicant
    purpose: str
    region_code: str
    opened_on: date
    pk: int = NOT_SAVED
    is_child: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    examinations: tuple[Examination, ...] = ()
    request: Request | None = None

    @property
    def fed(self) -> dict[str, str]:
        """Input → answer, for the answers that feed a rule."""
        try:
            questions = questions_for(self.purpose, child=self.is_child, on=self.opened_on)
        except KeyError:  # a purpose that is not chosen yet
            return {}
        return fed(questions, self.said)


def sheet_of(application: Application) -> Sheet:
    """A saved application with its latest answers and its papers."""
    last = latest(application)
    return Sheet(
        office=application.office,
        applicant=read_applicant(application.told),
        purpose=application.purpose,
        region_code=application.region_code,
        opened_on=day_of(application.opened_at),
        pk=application.pk,
        is_child=application.is_child,
        said=dict(last.answers) if last else {},
        papers=papers_of(application),
        examinations=tuple(
            Examination(
                RECORD.format(number=one.number), one.on, one.number, one.statement,
                one.is_proven_false,
            )
            for one in application.examinations.all()
        ),
        request=request_of(application),
    )  # fmt: skip


def papers_of(application: Application) -> tuple[Paper, ...]:
    """The papers that were shown, as they are compared."""
    opened = day_of(application.opened_at)
    return tuple(
        Paper(str(one.get_kind_display()), one.on or opened, one.fields)
        for one in application.papers.all()
    )


def request_of(application: Application) -> Request | None:
    """The documents that were asked for last, where they have not come."""
    until = application.waiting_until
    asked = application.rulings.filter(decision="ask").order_by("at").last() if until else None
    if until is None or asked is None:
        return None
    return Request(ASKED, day_of(asked.at), until, is_complete=False)


def gathered(sheet: Sheet, today: date) -> Given:
    """Everything that the rules may read of one application on a day."""
    told = sheet.fed
    number_key = national_id_key(sheet.applicant.person.national_id)
    keys = {(str(kind), key) for kind, key in contact_keys(sheet.applicant)}
    papers = every_paper(sheet)
    return {
        "paper_differences": list(differences(papers)),
        "national_id_differences": list(national_id_differences(sheet, papers)),
        "open_applications": open_on_number(number_key, sheet.pk),
        "shared_contacts": shared_by_others(
            keys | answered_contacts(told), number_key, sheet.pk, today
        ),
        "agency_lookups": looked_up(
            sheet.office, AGENCY_LISTS, sheet.purpose, told.get("agency", "")
        ),
        "operator_lookups": looked_up(
            sheet.office, OPERATOR_LISTS, sheet.purpose, told.get("pilgrimage_operator", "")
        ),
        "placement_lookups": list(placement_lookups(sheet.purpose, told, today)),
        "stated_dates": list(stated_dates(told, today)),
        "cautions": met_by(
            sheet.office,
            marks_of(things_told(sheet.applicant, told)) | around(sheet.region_code),
            today,
        ),
        "earlier_decisions": refused_before(number_key, sheet.pk),
        "examinations": list(sheet.examinations),
        "expired_requests": expired(sheet.request, today),
        **child_inputs(sheet, told, today),
    }


def child_inputs(sheet: Sheet, told: Mapping[str, str], today: date) -> dict[str, Any]:
    """What only the checks for a child may read; nothing of it is gathered of a grown-up."""
    if not sheet.is_child:
        return {IS_CHILD: False}
    marks = marks_of(things_of_companion(sheet.applicant, told))
    return {
        IS_CHILD: True,
        "consent": consents(told, today),
        "companion_cautions": met_by(sheet.office, marks, today),
    }


def every_paper(sheet: Sheet) -> tuple[Paper, ...]:
    """The papers, and the application itself as the first of them."""
    person = sheet.applicant.person
    born = person.birth_date.isoformat() if person.birth_date else ""
    told = {
        "national_id": person.national_id,
        "name": person.name,
        "birth_place": sheet.applicant.birth_place,
        "birth_date": born,
        "father": person.father,
        "mother": person.mother,
    }
    return (Paper(APPLICATION, sheet.opened_on, told), *sheet.papers)


def national_id_differences(
    sheet: Sheet, papers: tuple[Paper, ...]
) -> Iterator[NationalIdDifference]:
    """Fields for which the number says something else than a paper, or an area that never was."""
    number = next((one for paper in papers if (one := paper.fields.get("national_id"))), "")
    for paper in papers:
        for name in contradicted(number, day_in(paper), paper.fields.get("sex", "")):
            yield NationalIdDifference(paper.name, paper.on, FIELDS[name], paper.name)
    if has_unknown_area(number):
        yield NationalIdDifference(AREAS, sheet.opened_on, AREA_WORDS, AREA_PAPER)


def day_in(paper: Paper) -> date | None:
    """The birth date on a paper, where it is a day."""
    try:
        return date.fromisoformat(paper.fields.get("birth_date", ""))
    except ValueError:
        return None


def placement_lookups(purpose: str, told: Mapping[str, str], today: date) -> Iterator[Lookup]:
    """The destination in the dated list of placement; a country that is not there is not judged."""
    code = code_of(told.get("destination", ""))
    found = in_force(placements(), today).get(code) if purpose in WORK else None
    if found:
        yield Lookup(found.source, found.listed_on, name_of(code), PLACEMENT, found.is_open)


def expired(request: Request | None, today: date) -> list[Request]:
    """The documents that were asked for and whose last day is over."""
    return [request] if request and request.until < today else []
