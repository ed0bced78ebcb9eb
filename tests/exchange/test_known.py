"""On receipt: what of a document the receiver's own records know, and that nothing is stored."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kentongan.access.actions import grants
from kentongan.access.models import Grant, Profile, Purpose
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.entities.actions import record_mentions, record_people
from kentongan.entities.models import Mention, PersonMention
from kentongan.entities.told import Person, Role, Setting, Written, WrittenPerson
from kentongan.exchange.recognising import cells_of
from kentongan.reports.actions import record_report
from kentongan.reports.content import Content
from kentongan.reports.models import Report
from tests.exchange.conftest import PRIGI, Share, page_of
from tests.website.conftest import client_of
from tests.website.pages import Page

GOLDEN = Path(__file__).parent / "golden"
PHONE = "0850-0077-7001"
TO_LABOUR = {"profile": Profile.LABOUR_COMPANY, "purpose": Purpose.PREVENTION}
FIRM = "PT. KENARI JAYA ABADI"
QUESTIONS = 60  # each nickname is looked for among people; numbers and companies are one question


@pytest.fixture
def setting(other_office: Office) -> Callable[[str], Setting]:
    """What a source of the receiver's office says of itself."""

    def make(source: str) -> Setting:
        return Setting(
            source=source, agency_id=other_office.agency_id, office_id=other_office.pk,
            region_code=PRIGI, noticed_on=date(2026, 11, 2), voice="9:asing", label=3,
            recorded_at=datetime(2026, 11, 3, 2, 0, tzinfo=UTC),
        )  # fmt: skip

    return make


@pytest.fixture
def own_things(asing: User, setting: Callable[[str], Setting]) -> list[Mention]:
    """The receiver's office was told of the same telephone and company, and of another number."""
    written = [
        Written("phone", PHONE),
        Written("organisation", FIRM),
        Written("phone", "0850-0099-9001"),
    ]
    return record_mentions(by=asing, setting=setting("report:90"), written=written)


@pytest.fixture
def own_person(asing: User, setting: Callable[[str], Setting]) -> PersonMention:
    """And of a man who is called like the one in the document and has the same telephone."""
    told = [WrittenPerson(Role.SUSPECTED, Person("Jalak Sutrisno", phones=(PHONE,)))]
    record_people(by=asing, told=[(setting("report:91"), told)])
    return PersonMention.objects.get(source="report:91")


@pytest.fixture
def received(share: Share, asing: User, hadi: User) -> Grant:
    """The case as another immigration office has taken it; Hadi approved."""
    return share(
        recipient=asing, profile=Profile.IMMIGRATION_CASE, purpose=Purpose.INVESTIGATION, days=3
    )


def own_report(by: User) -> Report:
    """Somebody was told of the company in the document."""
    asked = "Warga bertanya apakah perusahaan ini berizin."
    content = Content(noticed=asked, things=(Written("organisation", FIRM),))
    return record_report(by=by, uuid=uuid4(), content=content)


def known_page(grant: Grant) -> str:
    return f"{page_of(grant)}dikenal/"


def known(client: Client, grant: Grant) -> dict[str, list[str]]:
    """Writing → the subjects that it may be."""
    found = client.get(known_page(grant)).context["known"]
    return {one.written: [line.subject for line in one.lines] for one in found}


def test_the_receiver_is_asked_about_numbers_and_companies_that_his_records_hold(
    received: Grant, asing: User, own_things: list[Mention]
) -> None:
    phone, firm = (f"thing:{one.thing_id}" for one in own_things[:2])
    told = known(client_of(asing), received)
    assert sorted(told.values()) == sorted([[phone], [firm]])


def test_a_nickname_with_the_same_telephone_is_a_question_about_a_person(
    received: Grant, asing: User, own_person: PersonMention
) -> None:
    answer = client_of(asing).get(known_page(received))
    (one,) = answer.context["known"]
    assert [line.subject for line in one.lines] == [f"person:{own_person.pk}"]
    assert f"/hal/orang/{own_person.pk}/" in Page(answer.text).links
    assert "Perlu diperiksa" in answer.text


def test_who_reads_no_list_of_things_is_reminded_of_what_he_reported_himself(
    share: Share, wening: User
) -> None:
    report = own_report(wening)
    answer = client_of(wening).get(known_page(share(recipient=wening, **TO_LABOUR)))
    (one,) = answer.context["known"]
    assert [line.subject for line in one.lines] == [f"report:{report.uuid}"]
    assert f"/laporan/{report.uuid}/" in Page(answer.text).links
    assert "Laporan Anda" in answer.text


def test_a_thing_and_an_own_report_of_it_stand_together(received: Grant, asing: User) -> None:
    report = own_report(asing)
    (subjects,) = known(client_of(asing), received).values()
    assert [subject.partition(":")[0] for subject in subjects] == ["thing", "report"]
    assert subjects[1] == f"report:{report.uuid}"


def test_reports_of_others_remind_nobody(share: Share, wening: User, bima: User) -> None:
    own_report(bima)
    taken = share(recipient=wening, **TO_LABOUR)
    assert client_of(wening).get(known_page(taken)).context["known"] == ()


def test_records_of_the_sender_are_not_shown_to_the_receiver(received: Grant, asing: User) -> None:
    answer = client_of(asing).get(known_page(received))
    assert answer.context["known"] == ()
    assert "Tidak ada isi salinan ini" in answer.text


def test_nothing_of_the_document_is_stored(
    received: Grant, asing: User, own_things: list[Mention], own_person: PersonMention
) -> None:
    before = Mention.objects.count(), PersonMention.objects.count()
    client_of(asing).get(known_page(received))
    assert (Mention.objects.count(), PersonMention.objects.count()) == before


def test_only_the_receiver_is_asked(received: Grant, bima: User, dimas: User, yudi: User) -> None:
    answers = [client_of(one).get(known_page(received)) for one in (bima, dimas, yudi)]
    assert [answer.status_code for answer in answers] == [404] * 3


def test_nobody_is_asked_before_he_accepts_nor_after_it_was_revoked(
    share: Share, bima: User, asing: User, hadi: User
) -> None:
    plan = {"profile": Profile.IMMIGRATION_CASE, "purpose": Purpose.INVESTIGATION, "days": 3}
    offered = share("offered", recipient=asing, **plan)
    assert client_of(asing).get(known_page(offered)).status_code == 404
    grants.accept(by=asing, uuid=offered.uuid)
    grants.revoke(by=bima, uuid=offered.uuid)
    assert client_of(asing).get(known_page(offered)).status_code == 404


def test_the_receiver_finds_the_question_beside_the_document(
    received: Grant, asing: User, bima: User
) -> None:
    there, here = (
        Page(client_of(one).get(f"/berbagi/{received.uuid}/").text).links for one in (asing, bima)
    )
    assert known_page(received) in there
    assert known_page(received) not in here


def test_the_reading_of_the_copy_and_of_the_people_is_written_down(
    received: Grant, asing: User, own_person: PersonMention
) -> None:
    client_of(asing).get(known_page(received))
    noted = set(AuditEvent.objects.values_list("action", "subject"))
    assert ("person.listed", f"person:{own_person.pk}") in noted
    assert ("share.read", f"share:{received.uuid}") in noted


def test_the_questions_do_not_grow_with_what_is_known(
    received: Grant, asing: User, own_things: list[Mention], own_person: PersonMention
) -> None:
    client = client_of(asing)
    with CaptureQueriesContext(connection) as asked:
        assert len(known(client, received)) == 3
    assert len(asked) <= QUESTIONS


@pytest.mark.parametrize(
    ("profile", "names", "writings"),
    [
        (Profile.POLICE_INQUIRY, {"Pak Jalak", "Wulan Rekaan"}, {"+6285000777001"}),
        (Profile.IMMIGRATION_CASE, {"Pak Jalak"}, {"+6285000777001"}),
        (Profile.LABOUR_SERVICE, {"Wulan Rekaan"}, {"0850-0000-1111"}),
        (Profile.AREA_SUMMARY, set(), set()),
        (Profile.PUBLIC_COUNTS, set(), set()),
    ],
)
def test_names_and_numbers_are_read_out_of_each_sort_of_document(
    profile: Profile, names: set[str], writings: set[str]
) -> None:
    cells = list(cells_of(json.loads((GOLDEN / f"{profile.value}.json").read_text("utf-8"))))
    assert {words for words, is_name in cells if is_name} == names
    assert writings <= {words for words, is_name in cells if not is_name}
    assert bool(writings) is any(not is_name for _words, is_name in cells)
