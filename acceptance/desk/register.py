"""A passport office in a database of its own: earlier applicants, lists, cautions, histories.

``python -m acceptance.desk.register fill PEOPLE SEED`` makes it and tells the cookies of
an officer and which applications of the day are there already; ``… ask SEED COUNT`` asks the panel
inside one process and tells milliseconds by the clock and of computing.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import batched
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from acceptance.access.browser import browser_of  # noqa: E402
from acceptance.desk import day_cases  # noqa: E402
from acceptance.desk.day_cases import Case, day_of_cases  # noqa: E402
from acceptance.detection.nation import Mould  # noqa: E402
from acceptance.identities.register import AT_ONCE, parts  # noqa: E402
from kentongan.accounts.models import Agency, Office, User  # noqa: E402
from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.encryption.blinding import blind  # noqa: E402
from kentongan.entities.models import ApplicantMention  # noqa: E402
from kentongan.entities.search.indexing import bring_up_to_date  # noqa: E402
from kentongan.entities.told import Person, write_person  # noqa: E402
from kentongan.regions.models import Level, Region  # noqa: E402
from kentongan.screening.actions import deciding, examining, objecting  # noqa: E402
from kentongan.screening.actions.applications import open_application, take_over  # noqa: E402
from kentongan.screening.actions.cautions import set_caution  # noqa: E402
from kentongan.screening.actions.facts import refresh  # noqa: E402
from kentongan.screening.actions.letters import print_decision_letter  # noqa: E402
from kentongan.screening.actions.lists import load_list  # noqa: E402
from kentongan.screening.applicants import Applicant, Told, national_id_key  # noqa: E402
from kentongan.screening.catalogues import GRAVE, Decision  # noqa: E402
from kentongan.screening.cautions import around, marks_of  # noqa: E402
from kentongan.screening.models import Application, ListKind  # noqa: E402

WORDS = "menurut surat yang dibawa pemohon"
TWO_MONTHS_AGO = timedelta(days=60)
WARM = 30


class Offices:
    """Two offices and who works there."""

    def __init__(self) -> None:
        agency = Agency.objects.create(
            code="immigration", name="Imigrasi", kind=AgencyKind.IMMIGRATION
        )
        self.here = Office.objects.create(agency=agency, name="Kantor Rekaan")
        self.there = Office.objects.create(agency=agency, name="Kantor Rekaan Lain")
        self.here.areas.set(Region.objects.filter(level=Level.REGENCY))
        self.officer = member("rini", RoleKey.PASSPORT_OFFICER, self.here)
        self.other = member("tono", RoleKey.PASSPORT_OFFICER, self.there)
        self.section = member("ratna", RoleKey.SECTION_HEAD, self.here)
        self.head = member("hadi", RoleKey.OFFICE_HEAD, self.here)
        self.head_there = member("heru", RoleKey.OFFICE_HEAD, self.there)


def member(name: str, role: RoleKey, office: Office) -> User:
    """Somebody who works there."""
    return User.objects.create(username=name, role=role, office=office, full_name=name.title())


def fill(people: int, seed: int) -> None:
    """Everything before the day; one JSON line: ``cookies``, and ``known``: national id → uuid."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    make_areas()
    offices = Offices()
    with transaction.atomic():
        for part in parts(people, 1, seed):
            write_people([one for one, _others in part], offices.officer)
    bring_up_to_date(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    make_lists(offices.section)
    make_cautions(offices.here)
    known = {}
    for case in day_of_cases(seed):
        if case.before:
            made = HISTORIES[case.before](offices, case)
            known[case.form["national_id"]] = str(made.uuid)
    cookies = {name: one.value for name, one in browser_of(offices.officer).cookies.items()}
    print(json.dumps({"cookies": cookies, "known": known}), flush=True)


def make_areas() -> None:
    """One village in one sub-district: the number of the area that never was has a regency."""
    parent = None
    for level, code in zip(Level, ("35", "35.02", "35.02.01", "35.02.01.2001"), strict=True):
        parent = Region.objects.create(
            code=code, name=f"Rekaan {code}", level=level, kind="rekaan", parent=parent,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip


class Rows:
    """Moulds of what the product writes for one applicant."""

    count = 0

    def __init__(self, officer: User) -> None:
        office = officer.office
        if office is None:
            raise ValueError("the officer has an office")
        now = timezone.now() - timedelta(days=400)
        self.moment = connection.ops.adapt_datetimefield_value(now)
        self.mention = Mould(
            ApplicantMention(
                recorded_at=now, voice="desk", author_id=officer.pk, office_id=office.pk,
                agency_id=office.agency_id,
            )
        )  # fmt: skip
        self.application = Mould(
            Application(
                office=office, handler=officer, opened_by=officer, opened_at=now,
                started_on=now.date(), purpose="work",
            )
        )  # fmt: skip


def write_people(people: list[Person], officer: User) -> None:
    """Applicants of earlier years: the application and the mention of each."""
    rows = Rows(officer)
    for some in batched(people, AT_ONCE, strict=False):
        numbered = list(enumerate(some, start=Rows.count + 1))
        Rows.count += len(some)
        rows.application.insert([application_row(rows, at, one) for at, one in numbered])
        rows.mention.insert([mention_row(rows, at, one) for at, one in numbered])
    if connection.vendor == "postgresql":
        for table in ("entities_applicantmention", "screening_application"):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {Rows.count})"
                )


def application_row(rows: Rows, at: int, person: Person) -> list[Any]:
    """One application."""
    uuid = UUID(int=at)
    return rows.application.cast(
        id=at,
        uuid=uuid if connection.vendor == "postgresql" else uuid.hex,
        number=f"P-2020-{at:07d}",
        told=write_person(person),
        national_id_key=national_id_key(person.national_id),
    )


def mention_row(rows: Rows, at: int, person: Person) -> list[Any]:
    """One mention."""
    return rows.mention.cast(
        id=at,
        key=blind("applicant", person.name),
        told=write_person(person),
        source=f"application:{UUID(int=at)}",
        region_code=person.region_code,
        recorded_at=rows.moment,
    )


def make_lists(section: User) -> None:
    """The dated lists of the office."""
    for kind, names in (
        (ListKind.AGENCY, (day_cases.LISTED, day_cases.CAUTIONED_AGENCY)),
        (ListKind.UMRAH, (day_cases.LISTED_OPERATOR,)),
    ):
        content = "\n".join(("Nama perusahaan;Nomor izin", *(f"{name};1/2026" for name in names)))
        load_list(
            by=section, kind=kind.value, listed_on=timezone.localdate() - timedelta(days=9),
            source="Daftar rekaan untuk pengukuran", content=content.encode(),
        )  # fmt: skip


def make_cautions(office: Office) -> None:
    """What alerts have told the desk, as they tell it."""
    things = (
        marks_of([("phone", day_cases.CAUTIONED_PHONE)]),
        marks_of([("organisation", day_cases.CAUTIONED_AGENCY)]),
        marks_of([("phone", day_cases.CAUTIONED_COMPANION)]),
        around(day_cases.CAUTIONED_AREA),
    )
    for number, marks in enumerate(things, start=1):
        set_caution(
            by=None, office=office, subject=f"alert:{number}", marks=marks, on=timezone.localdate()
        )


# --- histories ----------------------------------------------------------------------------------


def told_of(case: Case) -> Told:
    """The case as the actions take it; histories are found by the number alone."""
    person = Person(
        name=case.form["name"],
        national_id=case.form["national_id"],
        birth_date=date.fromisoformat(case.form["birth_date"]),
    )
    return Told(Applicant(person=person), case.form["purpose"])


def opened(by: User, case: Case, ago: timedelta = TWO_MONTHS_AGO) -> Application:
    """An application of the case, some time ago."""
    return open_application(by=by, told=told_of(case), now=timezone.now() - ago)


def decided(
    application: Application, officer: User, head: User, wish: deciding.Wish, at: datetime
) -> None:
    """Proposed by one, with a letter where it is grave, decided by another."""
    proposal = deciding.propose(by=officer, application=application, wish=wish, now=at)
    if wish.decision in GRAVE:
        print_decision_letter(by=officer, proposal=proposal, now=at)
    deciding.decide(by=head, application=application, now=at)


def refused(officer: User, head: User, case: Case) -> Application:
    """An application that was refused: there was another one on the same number, now issued."""
    now = timezone.now()
    twin, application = opened(officer, case), opened(officer, case)
    (key,) = {one.key for one in refresh(by=officer, application=application, now=now)}
    wish = deciding.Wish(Decision.REFUSE, "T1", WORDS, frozenset({key}))
    decided(application, officer, head, wish, now - timedelta(days=50))
    issue = deciding.Wish(Decision.ISSUE, "I1", WORDS, frozenset())
    decided(twin, officer, head, issue, now - timedelta(days=49))
    return application


def overturned(offices: Offices, case: Case) -> Application:
    """A refusal that an objection took back, and the passport that followed."""
    application = refused(offices.officer, offices.section, case)
    objecting.object_to(
        by=offices.officer, application=application, words="Itu bukan permohonan saya.",
        received_on=timezone.localdate() - timedelta(days=40),
    )  # fmt: skip
    objecting.review(by=offices.head, application=application, overturn=True, words=WORDS)
    deciding.resume(by=offices.officer, application=application)
    wish = deciding.Wish(Decision.ISSUE, "I1", WORDS, frozenset())
    decided(application, offices.officer, offices.head, wish, timezone.now())
    return application


def issued(offices: Offices, case: Case) -> Application:
    """An earlier passport."""
    wish = deciding.Wish(Decision.ISSUE, "I1", WORDS, frozenset())
    application = opened(offices.officer, case)
    decided(application, offices.officer, offices.head, wish, timezone.now() - TWO_MONTHS_AGO)
    return application


def not_completed(offices: Offices, case: Case) -> Application:
    """This very application waited for papers that did not come."""
    application = opened(offices.officer, case)
    wish = deciding.Wish(Decision.ASK, "A1", WORDS, frozenset())
    decided(application, offices.officer, offices.head, wish, timezone.now() - TWO_MONTHS_AGO)
    deciding.resume(by=offices.officer, application=application, papers_came=False)
    return application


def examined(offices: Offices, case: Case) -> Application:
    """This very application was referred, and a statement proved false."""
    application = opened(offices.officer, case)
    wish = deciding.Wish(Decision.REFER, "R3", WORDS, frozenset())
    decided(application, offices.officer, offices.head, wish, timezone.now() - TWO_MONTHS_AGO)
    result = examining.Result("BAP-1", "pernah bekerja di kapal", True, timezone.localdate())
    examining.record_examination(by=offices.section, application=application, result=result)
    take_over_again(offices.officer, application)
    deciding.resume(by=offices.officer, application=application)
    return application


def take_over_again(by: User, application: Application) -> None:
    """Back into the hands of the officer, where somebody else has it by now."""
    if Application.objects.get(pk=application.pk).handler_id != by.pk:
        take_over(by=by, number=application.number)


HISTORIES: dict[str, Callable[[Offices, Case], Application]] = {
    "open here": lambda offices, case: opened(offices.officer, case),
    "open elsewhere": lambda offices, case: opened(offices.other, case),
    "refused here": lambda offices, case: refused(offices.officer, offices.head, case),
    "refused elsewhere": lambda offices, case: refused(offices.other, offices.head_there, case),
    "overturned here": overturned,
    "issued here": issued,
    "not completed": not_completed,
    "examined": examined,
}


# --- the panel inside one process ----------------------------------------------------------------


def ask(seed: int, count: int) -> None:
    """One JSON line: milliseconds by the clock and of computing for each question."""
    browser = browser_of(User.objects.get(username="rini"))
    forms = [case.form for case in day_of_cases(seed)][:count]
    for form in forms[:WARM]:
        browser.post(reverse("counter:facts_typed"), form)
    print(json.dumps([timed(browser, form) for form in forms]), flush=True)


def timed(browser: Any, form: dict[str, str]) -> tuple[float, float]:
    """One question; raises ValueError when the page refuses it."""
    begun, computed = time.perf_counter(), time.process_time()
    answer = browser.post(reverse("counter:facts_typed"), form)
    clock, computing = time.perf_counter() - begun, time.process_time() - computed
    if answer.status_code != 200:
        raise ValueError(f"the panel answered {answer.status_code}")
    return clock * 1e3, computing * 1e3


if __name__ == "__main__":
    verb, *numbers_told = sys.argv[1:]
    verbs: dict[str, Callable[..., None]] = {"fill": fill, "ask": ask}
    verbs[verb](*map(int, numbers_told))
