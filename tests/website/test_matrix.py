"""The gate over real pages: what the policy does not show is not on any page, link or list."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.test import Client

from kentongan.access.labels import Label
from kentongan.access.policy import Kind
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert
from kentongan.reports.models import Report
from tests.access.naive import Row, seen_of
from tests.alerts.conftest import make_alert
from tests.website.conftest import Everyone, client_of
from tests.website.pages import Page

PLACES = ("35.03.05.2001", "35.03.04.2001")
PAGES_AT_MOST = 30
every_role = pytest.mark.parametrize("role", RoleKey)
MakeReport = Callable[..., Report]


@pytest.fixture
def alerts(office: Office, other_office: Office) -> dict[int, Row]:
    """An alert of each label inside and outside the postings and of another office."""
    cases = [(PLACES[0], office), (PLACES[1], office), (PLACES[0], other_office)]
    made: dict[int, Row] = {}
    for label, (code, where) in product(Label, cases):
        alert = make_alert(where, code, key=f"uji:{len(made)}", label=label)
        made[alert.pk] = Row(alert.pk, label, (code,), where.pk)
    return made


@pytest.fixture
def reports(everyone: Everyone, asing: User, made_report: MakeReport) -> dict[int, Row]:
    """A report of each label by three people, one of another office."""
    authors = (everyone[RoleKey.VILLAGE_OFFICER], everyone[RoleKey.LABOUR_OFFICER], asing)
    made: dict[int, Row] = {}
    for label, author in product(Label, authors):
        report = made_report(author)
        Report.objects.filter(pk=report.pk).update(label=label)
        made[report.pk] = Row(report.pk, label, (report.region_code,), report.office_id, author.pk)
    return made


def opened(client: Client, addresses: dict[int, str]) -> set[int]:
    """The keys whose page opens; every other one is "not found"."""
    statuses = {pk: client.get(path).status_code for pk, path in addresses.items()}
    assert set(statuses.values()) <= {200, 404}
    return {pk for pk, status in statuses.items() if status == 200}


@every_role
def test_an_alert_opens_exactly_for_whom_the_policy_shows_it(
    role: RoleKey, everyone: Everyone, alerts: dict[int, Row]
) -> None:
    addresses = {pk: f"/peringatan/{pk}/" for pk in alerts}
    expected = seen_of(everyone[role], alerts.values(), Kind.ALERT)
    assert opened(client_of(everyone[role]), addresses) == expected


@every_role
def test_a_report_opens_exactly_for_whom_the_policy_shows_it(
    role: RoleKey, everyone: Everyone, reports: dict[int, Row]
) -> None:
    found = Report.objects.filter(pk__in=reports)
    addresses = {report.pk: f"/laporan/{report.uuid}/" for report in found}
    expected = seen_of(everyone[role], reports.values(), Kind.REPORT)
    assert opened(client_of(everyone[role]), addresses) == expected


def crawled(client: Client) -> Iterator[str]:
    """The text of every page that links lead to from the first one."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) <= PAGES_AT_MOST:
        answer = client.get(waiting.pop(0))
        if not answer["Content-Type"].startswith("text/html"):
            continue
        yield answer.text
        new = set(Page(answer.text).inside) - seen
        seen |= new
        waiting += sorted(new)


CANARIES = ("Burung kenari kuning", "Kenari Jaya Abadi", "+6285000777001", "0850-0077-7001")


@pytest.fixture
def secret_report(asing: User, made_report: MakeReport) -> Report:
    """Another office's report, full of words that stand nowhere else."""
    things = ("Kenari Jaya Abadi", "0850-0077-7001")
    noticed = f"Burung kenari kuning terlihat. PT {things[0]}, telepon {things[1]}."
    return made_report(asing, "35.05.01.2001", noticed=noticed, place_text="Burung kenari kuning")


@every_role
def test_no_page_of_any_role_lets_a_word_of_another_office_out(
    role: RoleKey, everyone: Everyone, secret_report: Report, other_office: Office
) -> None:
    make_alert(other_office, "35.05.01.2001", title=CANARIES[0], sentence=CANARIES[1])
    client = client_of(everyone[role])
    leaked = [canary for text in crawled(client) for canary in CANARIES if canary in text]
    assert leaked == []


def test_the_office_itself_does_find_its_words(
    asing: User, secret_report: Report, other_office: Office
) -> None:
    make_alert(other_office, "35.05.01.2001", title=CANARIES[0])
    assert any(CANARIES[0] in text for text in crawled(client_of(asing)))


@every_role
def test_searching_for_a_hidden_word_looks_like_searching_for_nothing(
    role: RoleKey, everyone: Everyone, secret_report: Report
) -> None:
    client = client_of(everyone[role])
    for path, word in product(("/laporan/", "/hal/"), CANARIES[:2]):
        hidden, nothing = (client.get(path, {"kata": kata}) for kata in (word, "zzqx qqzz"))
        assert hidden.status_code == nothing.status_code
        assert Page(hidden.text).links == Page(nothing.text).links


@every_role
def test_every_page_that_links_lead_to_has_nothing_inline(
    role: RoleKey, everyone: Everyone, office: Office, made_report: MakeReport
) -> None:
    Alert.objects.filter(pk=make_alert(office, PLACES[0]).pk).update(label=Label.INTERAGENCY)
    made_report(everyone[RoleKey.VILLAGE_OFFICER], noticed="Telepon 0850-0077-7001.")
    inline = [found for text in crawled(client_of(everyone[role])) for found in Page(text).inline]
    assert inline == []
