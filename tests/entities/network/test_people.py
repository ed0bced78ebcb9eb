"""Who stands in the network: suspected parties whom somebody confirmed, each within his rights."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kentongan.access.actions import declare_conflict, exclude_from
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.entities.actions import split_off, undo, withdraw_people
from kentongan.entities.models import AnyPersonMention, PersonMention
from kentongan.entities.told import Role
from kentongan.reports.models import Report
from kentongan.reports.rules import source_of
from tests.entities.conftest import MASARAN, PRIGI, TASIKMADU
from tests.entities.network.conftest import FIRST, WHY, Merge, Names, Told

AsUser = Callable[[User], Client]
People = list[AnyPersonMention]
PAGE, PRINT, NUMBERS, NAMES = (f"/hal/jaringan/{end}" for end in ("", "cetak/", "angka/", "nama/"))
QUESTIONS = 20  # as without people, and: who is told, their names, and what is noted of them
REASON = "Kakak ipar petugas itu disebut dalam laporan."


def word(people: People) -> str:
    """The node of a person, under his earliest mention."""
    return f"orang:{people[0].pk}"


def page_of(mention: AnyPersonMention) -> str:
    return f"/hal/orang/{mention.pk}/"


def numbers(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get(NUMBERS, asked)
    assert answer.status_code == 200
    return dict(answer.json())


def drawn(client: Client, **asked: str) -> dict[str, int]:
    """The people of a picture, with how many sources tell of each."""
    told = numbers(client, **asked)
    every = zip(told["keys"], told["told"], strict=True)
    return {key: count for key, count in every if key.startswith("orang:")}


def names_in(client: Client, **asked: str) -> set[str]:
    """What a picture shows, by name."""
    return {name.partition(",")[0] for name in numbers(client, **asked)["names"].values()}


def hide(mention: AnyPersonMention, **columns: object) -> None:
    PersonMention.objects.filter(pk=mention.pk).update(**columns)


# --- who is drawn -----------------------------------------------------------------------------


def test_a_confirmed_person_is_one_node_however_he_is_spelled(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    assert drawn(as_user(bima)) == {word(soleh): 3}


def test_he_stands_among_recruiters_beside_what_his_reports_tell(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    told = numbers(as_user(bima))
    node = told["keys"].index(word(soleh))
    assert told["column"][node] == 0
    assert told["kind"][node] == "person"
    beside = {told["right"][n] for n, left in enumerate(told["left"]) if left == node}
    names = {told["names"][told["keys"][other]].partition(",")[0] for other in beside}
    assert {FIRST[1], "Tasikmadu"} <= names


def test_a_mention_that_nobody_confirmed_is_not_drawn(
    bima: User, three: People, as_user: AsUser
) -> None:
    assert drawn(as_user(bima)) == {}
    assert "Soleh" not in as_user(bima).get(PAGE).text


def test_undoing_the_judgement_removes_him(
    bima: User, three: People, merged: Merge, as_user: AsUser
) -> None:
    act = merged(three[0], three[1])
    assert drawn(as_user(bima)) == {word(three): 2}
    undo(by=bima, act=act, reason=WHY)
    assert drawn(as_user(bima)) == {}
    assert as_user(bima).get(PAGE, {"pusat": word(three)}).status_code == 404


def test_who_is_split_off_is_told_of_no_more(bima: User, soleh: People, as_user: AsUser) -> None:
    split_off(by=bima, mention=soleh[2], reason=WHY)
    assert drawn(as_user(bima)) == {word(soleh): 2}


def test_a_withdrawn_source_tells_of_nobody(
    bima: User, sari: User, soleh: People, as_user: AsUser
) -> None:
    for left, source in ((2, "report:3"), (1, "report:2")):
        withdraw_people(by=sari, sources=[source])
        assert drawn(as_user(bima)) == {word(soleh): left}


def test_people_to_protect_are_never_drawn(
    bima: User, names: Names, merged: Merge, as_user: AsUser
) -> None:
    siti = [
        names(f"report:{n}", name, Role.PROTECTED, author_id=bima.pk)
        for n, name in enumerate(("Siti Aminah", "St. Aminah"))
    ]
    merged(*siti)
    assert drawn(as_user(bima)) == {}
    assert as_user(bima).get(PAGE, {"pusat": word(siti)}).status_code == 404
    assert "jaringan/?pusat" not in as_user(bima).get(f"/hal/dilindungi/{siti[0].pk}/").text


def test_he_is_told_on_the_days_of_his_reports(bima: User, soleh: People, as_user: AsUser) -> None:
    hide(soleh[0], noticed_on=date(2026, 11, 2))
    assert drawn(as_user(bima), sampai="2026-11-10") == {word(soleh): 1}
    assert drawn(as_user(bima), sejak="2026-11-10") == {word(soleh): 2}
    assert drawn(as_user(bima), sejak="2026-11-21") == {}


# --- who sees him -----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["asing", "dimas", "sari"])
def test_who_sees_no_mention_of_him_sees_no_node(
    request: pytest.FixtureRequest, soleh: People, as_user: AsUser, who: str
) -> None:
    client = as_user(request.getfixturevalue(who))
    assert drawn(client) == {}
    addresses = (PAGE, PRINT, NUMBERS)
    assert {client.get(one, {"pusat": word(soleh)}).status_code for one in addresses} == {404}


def test_the_things_that_an_officer_sees_show_nobody_who_was_told_beside_them(
    sari: User, soleh: People, as_user: AsUser
) -> None:
    told = numbers(as_user(sari))
    assert any(key.startswith("hal:") for key in told["keys"])
    assert told["pages"] == {}


def test_one_mention_alone_does_not_tell_that_another_was_judged_the_same(
    sari: User, soleh: People, as_user: AsUser
) -> None:
    hide(soleh[1], author=sari)
    assert drawn(as_user(sari)) == {}
    assert "jaringan/?pusat" not in as_user(sari).get(page_of(soleh[1])).text
    hide(soleh[2], author=sari)
    assert drawn(as_user(sari)) == {word(soleh): 2}


def test_a_stricter_label_takes_what_its_source_tells(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    hide(soleh[2], label=Label.PERSONAL)
    assert drawn(as_user(bima)) == {word(soleh): 2}


def test_what_the_special_channel_keeps_is_told_to_nobody_else(
    bima: User, hadi: User, soleh: People, as_user: AsUser
) -> None:
    hide(soleh[1], hidden_from=hadi.office.agency)  # type: ignore[union-attr]
    assert drawn(as_user(bima)) == {word(soleh): 2}
    assert drawn(as_user(hadi)) == {word(soleh): 3}


def test_what_is_kept_from_a_person_is_no_node_for_him(
    bima: User, ratna: User, hadi: User, soleh: People, as_user: AsUser
) -> None:
    exclude_from(by=hadi, subject=f"person:{soleh[2].pk}", reason=REASON, person=bima)
    assert drawn(as_user(bima)) == {}
    assert drawn(as_user(ratna)) == {word(soleh): 3}


def test_a_source_that_is_kept_from_a_person_tells_him_of_nobody(
    bima: User,
    sari: User,
    hadi: User,
    soleh: People,
    names: Names,
    merged: Merge,
    made_report: Callable[..., Report],
    as_user: AsUser,
) -> None:
    source = source_of(made_report(sari).uuid)
    merged(soleh[0], names(source, "Mas Soleh"))
    assert drawn(as_user(bima)) == {word(soleh): 4}
    exclude_from(by=hadi, subject=source, reason=REASON, person=bima)
    assert drawn(as_user(bima)) == {word(soleh): 3}


def test_a_village_too_near_tells_of_nobody(bima: User, soleh: People, as_user: AsUser) -> None:
    declare_conflict(by=bima, subject=f"area:{MASARAN}", reason=REASON)
    assert drawn(as_user(bima)) == {word(soleh): 2}


def test_who_is_too_near_to_one_spelling_sees_none(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    declare_conflict(by=bima, subject=f"person:{soleh[1].pk}", reason=REASON)
    assert drawn(as_user(bima)) == {}


# --- what he is called ------------------------------------------------------------------------


def test_he_is_called_as_on_the_page_that_he_leads_to(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    told = numbers(as_user(bima))
    assert told["names"][word(soleh)] == "Moch. Soleh"
    assert told["pages"] == {word(soleh): page_of(soleh[0])}
    assert '<h1 class="thing-name">Moch. Soleh</h1>' in as_user(bima).get(page_of(soleh[0])).text


def test_a_spelling_out_of_sight_names_nobody(
    bima: User, hadi: User, soleh: People, as_user: AsUser
) -> None:
    hide(soleh[0], hidden_from=hadi.office.agency)  # type: ignore[union-attr]
    told = numbers(as_user(bima))
    assert told["names"][word(soleh)] == "Muhamad Sholeh"
    assert told["pages"] == {word(soleh): page_of(soleh[1])}
    assert numbers(as_user(hadi))["names"][word(soleh)] == "Moch. Soleh"


def test_fewer_days_do_not_change_his_name(bima: User, soleh: People, as_user: AsUser) -> None:
    hide(soleh[0], noticed_on=date(2026, 11, 2))
    assert numbers(as_user(bima), sejak="2026-11-10")["names"][word(soleh)] == "Moch. Soleh"


def test_names_come_for_confirmed_people_in_sight_alone(
    bima: User, dimas: User, soleh: People, names: Names, as_user: AsUser
) -> None:
    alone = names("report:9", "Wagimin Tukul")
    asked = {"orang": f"{soleh[0].pk},{soleh[1].pk},{alone.pk},999999"}
    found = {"names": {word(soleh): "Moch. Soleh"}, "pages": {word(soleh): page_of(soleh[0])}}
    assert as_user(bima).get(NAMES, asked).json() == found
    assert as_user(dimas).get(NAMES, asked).json() == {"names": {}, "pages": {}}


@pytest.mark.parametrize(
    "asked", [{"orang": ""}, {"orang": "x"}, {"orang": "1", "hal": "-1"}, {"desa": "1"}, {}]
)
def test_names_of_people_are_asked_for_by_numbers(
    bima: User, as_user: AsUser, asked: dict[str, str]
) -> None:
    assert as_user(bima).get(NAMES, asked).status_code == 400


@pytest.mark.parametrize("address", [PAGE, PRINT, NUMBERS, NAMES])
def test_whose_name_is_shown_is_written_down(
    bima: User, soleh: People, as_user: AsUser, address: str
) -> None:
    asked = {"orang": str(soleh[0].pk)} if address == NAMES else {}
    as_user(bima).get(address, asked)
    row = AuditEvent.objects.get(action="person.listed")
    assert row.subject == f"person:{soleh[0].pk}"


def test_a_picture_without_people_writes_nothing_down_of_them(
    bima: User, three: People, as_user: AsUser
) -> None:
    as_user(bima).get(PAGE)
    assert not AuditEvent.objects.filter(action="person.listed").exists()


# --- the centre, the path, the paper ----------------------------------------------------------


def test_around_him_stands_what_his_reports_tell(
    bima: User, soleh: People, told: Told, as_user: AsUser
) -> None:
    told("report:4", FIRST, ("alias", "Bu Tatik"))
    near = names_in(as_user(bima), pusat=word(soleh), langkah="1")
    far = names_in(as_user(bima), pusat=word(soleh), langkah="2")
    assert {"Moch. Soleh", "Darto", "Prigi", "Tasikmadu", "Masaran"} <= near
    assert "Tatik" not in near
    assert "Tatik" in far


def test_the_way_around_a_thing_leads_through_him(
    bima: User, soleh: People, told: Told, as_user: AsUser
) -> None:
    told("report:4", FIRST, ("alias", "Bu Tatik"))
    tatik = next(key for key, name in numbers(as_user(bima))["names"].items() if name == "Tatik")
    two, three = (names_in(as_user(bima), pusat=tatik, langkah=steps) for steps in "23")
    assert "Moch. Soleh" in two
    assert "Darto" not in two
    assert "Darto" in three


def test_a_village_where_only_he_was_told_of_can_be_the_centre(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    found = drawn(as_user(bima), pusat=f"desa:{TASIKMADU}", langkah="1")
    assert found == {word(soleh): 1}


def test_the_shortest_path_leads_through_him_and_to_his_page(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    key = {name: key for key, name in numbers(as_user(bima))["names"].items()}
    page = as_user(bima).get(PAGE, {"pusat": key[FIRST[1]], "ke": key["Darto"]})
    steps = page.context["path"]
    assert [step["end"] for step in steps] == ["Moch. Soleh", "Darto"]
    assert [step["end_page"] for step in steps] == [page_of(soleh[0]), ""]
    assert f'<a href="{page_of(soleh[0])}">Moch. Soleh</a></strong> (terduga)' in page.text
    assert "disebut bersama dalam 1 laporan" in page.text


def test_a_step_that_no_thing_tells_of_has_its_day_and_place(
    bima: User, soleh: People, as_user: AsUser
) -> None:
    page = as_user(bima).get(PAGE, {"pusat": f"desa:{TASIKMADU}", "ke": word(soleh)})
    (step,) = page.context["path"]
    assert step["step"].day == date(2026, 11, 20)
    assert step["step"].place.startswith("Tasikmadu")


def test_the_path_to_himself_says_so(bima: User, soleh: People, as_user: AsUser) -> None:
    page = as_user(bima).get(PAGE, {"pusat": word(soleh), "ke": word(soleh)})
    assert "Keduanya orang yang sama." in page.text


def test_the_path_ends_where_he_is_out_of_sight(sari: User, soleh: People, as_user: AsUser) -> None:
    page = as_user(sari).get(PAGE, {"pusat": f"desa:{PRIGI}", "ke": f"desa:{TASIKMADU}"})
    assert page.status_code == 404


def test_his_network_is_printed(bima: User, soleh: People, as_user: AsUser) -> None:
    text = as_user(bima).get(PRINT, {"pusat": word(soleh)}).text
    assert "Jaringan di sekitar Moch. Soleh" in text
    assert text.count("<title>Moch. Soleh</title>") == 1


def test_paper_knows_nothing_of_the_special_channel(
    hadi: User, soleh: People, as_user: AsUser
) -> None:
    hide(soleh[0], hidden_from=hadi.office.agency)  # type: ignore[union-attr]
    assert "Moch. Soleh" in as_user(hadi).get(PAGE).text
    text = as_user(hadi).get(PRINT).text
    assert "Moch. Soleh" not in text
    assert "Muhamad Sholeh" in text
    hide(soleh[1], hidden_from=hadi.office.agency)  # type: ignore[union-attr]
    assert "Soleh" not in as_user(hadi).get(PRINT).text


def test_no_source_of_a_person_leaves_the_house(bima: User, soleh: People, as_user: AsUser) -> None:
    assert "report:" not in as_user(bima).get(NUMBERS).text
    assert "report:" not in as_user(bima).get(PAGE, {"pusat": word(soleh)}).text


def test_the_page_of_a_confirmed_person_leads_to_the_network(
    bima: User, soleh: People, names: Names, as_user: AsUser
) -> None:
    link = f'<a href="{PAGE}?pusat={word(soleh)}">Lihat dalam jaringan</a>'
    assert all(link in as_user(bima).get(page_of(one)).text for one in soleh)
    alone = names("report:9", "Wagimin Tukul", region_code=MASARAN)
    assert "Lihat dalam jaringan" not in as_user(bima).get(page_of(alone)).text


# --- what it costs ----------------------------------------------------------------------------


def many(names: Names, told: Told, merged: Merge, first: int, last: int) -> None:
    """People of two reports each, joined in a chain by numbers."""
    for number in range(first, last):
        told(f"report:{number}a", ("phone", f"08500001{number:04}"))
        told(f"report:{number}b", ("phone", f"08500001{number + 1:04}"))
        merged(*(names(f"report:{number}{end}", f"Calo Nomor{number}") for end in "ab"))


@pytest.mark.parametrize("address", [PAGE, PRINT, NUMBERS])
def test_the_questions_do_not_grow_with_the_people(
    bima: User, names: Names, told: Told, merged: Merge, as_user: AsUser, address: str
) -> None:
    client, counts = as_user(bima), []
    for first, last in ((0, 2), (2, 12)):
        many(names, told, merged, first, last)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= QUESTIONS


def test_the_questions_around_a_centre_do_not_grow_with_the_people(
    bima: User, names: Names, told: Told, merged: Merge, as_user: AsUser
) -> None:
    client, counts = as_user(bima), []
    many(names, told, merged, 0, 6)
    centre = next(iter(drawn(client)))
    for first, last in ((6, 7), (7, 14)):
        many(names, told, merged, first, last)
        with CaptureQueriesContext(connection) as asked:
            client.get(NUMBERS, {"pusat": centre, "langkah": "3"})
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= QUESTIONS
