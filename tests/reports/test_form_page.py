"""What stands on the form page: a label for every box, a way to every fault, for every role."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.reports.models import Report

Filled = Callable[..., dict[str, object]]
Made = Callable[..., Report]
AsUser = Callable[[User], Client]
NEW = "/laporan/baru/"
BOXES = {"input", "textarea", "select"}


class Page(HTMLParser):
    """The boxes of a page in their order, the ids, the labels and who stands inside one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.boxes: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.labelled: set[str | None] = set()
        self.inside = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.inside += 1
            self.labelled.add(given.get("for"))
        if tag in BOXES:
            self.boxes.append(given | {"wrapped": "yes" if self.inside else None})

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "label"

    def visible(self, *names: str) -> list[dict[str, str | None]]:
        """The boxes a person sees, in tab order; with ``names`` only those."""
        seen = [box for box in self.boxes if box.get("type") != "hidden"]
        return [box for box in seen if not names or box.get("name") in names]


def new_page(client: Client) -> Page:
    """The empty form."""
    return Page(client.get(NEW).text)


@pytest.mark.parametrize("name", ["sari", "joko", "wening", "bima", "ratna"])
def test_every_box_a_person_sees_has_a_label(
    name: str, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    page = new_page(as_user(request.getfixturevalue(name)))
    bare = [
        box.get("name")
        for box in page.visible()
        if not box["wrapped"] and box.get("id") not in page.labelled
    ]
    assert bare == []


@pytest.mark.parametrize("name", ["sari", "bima"])
def test_no_id_stands_twice_on_the_page(
    name: str, filled: Filled, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    client = as_user(request.getfixturevalue(name))
    for text in (client.get(NEW).text, client.post(NEW, filled(place="", when="")).text):
        ids = Page(text).ids
        assert len(ids) == len(set(ids))


def test_the_tab_key_walks_from_where_to_when_to_what_to_how_known(
    sari: User, as_user: AsUser
) -> None:
    names = [box.get("name") for box in new_page(as_user(sari)).visible()]
    order = list(dict.fromkeys(name for name in names if name))
    asked = ["place", "place_text", "when", "noticed_on", "indicators", "noticed", "things"]
    assert [name for name in order if name in asked] == asked
    assert order[-1] == "source_kind"


def test_nothing_jumps_the_queue_of_the_tab_key(sari: User, as_user: AsUser) -> None:
    assert not re.search(r'tabindex="[1-9]', as_user(sari).get(NEW).text)


SLIPS: list[dict[str, object]] = [
    {"place": ""},
    {"place": "x" * 14},
    {"place_text": "x" * 201},
    {"when": "never"},
    {"noticed_on": "31/31/2026"},
    {"indicators": ["made_up"]},
    {"noticed": "x" * 20_001},
    {"things": "x" * 4001},
    {"destination": "x" * 81},
    {"job": "x" * 81},
    {"fee": "x" * 81},
    {"source_kind": "guess"},
    {"agency": "0"},
    {"reliability": "Z"},
    {"credibility": "9"},
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: next(iter(slip)))
def test_each_fault_is_listed_on_top_with_a_way_to_its_box(
    slip: dict[str, object], bima: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(bima).post(NEW, filled(**slip))
    assert page.status_code == 422
    summary = page.text.partition('id="form-errors"')[2].partition("</div>")[0]
    ways = re.findall(r'href="#([^"]+)"', summary)
    assert ways
    assert set(ways) <= set(Page(page.text).ids)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: next(iter(slip)))
def test_each_fault_also_stands_beside_its_box(
    slip: dict[str, object], bima: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(bima).post(NEW, filled(**slip))
    ((_name, faults),) = page.context["form"].errors.items()
    assert unescape(page.text).count(unescape(str(faults[0]))) >= 2


def test_the_place_and_time_boxes_point_to_their_fault(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    page = as_user(sari).post(NEW, filled(place="", when=""))
    for name in ("place", "when"):
        assert f'aria-describedby="{name}-error"' in page.text
        assert f'id="{name}-error"' in page.text


def test_an_empty_form_has_no_faults_yet(sari: User, as_user: AsUser) -> None:
    page = as_user(sari).get(NEW)
    assert 'class="error"' not in page.text
    assert "form-errors" not in page.text


def test_ticks_and_taps_are_still_there_after_a_slip(
    sari: User, filled: Filled, as_user: AsUser
) -> None:
    form = as_user(sari).get(NEW).context["form"]
    signs = [form.common_signs[0].data["value"], form.other_signs[0].data["value"]]
    slip = filled(indicators=signs, when="", source_kind="rumour", fee="15 juta")
    page = as_user(sari).post(NEW, slip)
    ticked = [b["value"] for b in Page(page.text).visible() if "checked" in b]
    assert ticked == ["35.03.05.2001", *signs, "rumour"]
    assert page.text.count("<details open>") == 2


@pytest.mark.parametrize(
    ("name", "grades"), [("sari", False), ("joko", False), ("bima", True), ("ratna", True)]
)
def test_only_who_compares_sources_sees_the_boxes_for_it(
    name: str, grades: bool, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    page = new_page(as_user(request.getfixturevalue(name)))
    assert bool(page.visible("agency", "reliability", "credibility")) is grades


def test_nothing_is_ticked_beforehand_but_how_it_is_known(sari: User, as_user: AsUser) -> None:
    ticked = [box["value"] for box in new_page(as_user(sari)).visible() if "checked" in box]
    assert ticked == ["told"]


def test_a_shared_phone_does_not_offer_yesterdays_words(sari: User, as_user: AsUser) -> None:
    names = ("place_text", "noticed", "things", "destination", "job", "fee")
    boxes = new_page(as_user(sari)).visible(*names)
    assert [box["name"] for box in boxes] == list(names)
    assert {box.get("autocomplete") for box in boxes} == {"off"}


def test_the_form_costs_few_questions_and_sending_it_not_many(
    joko: User, office: object, filled: Filled, as_user: AsUser
) -> None:
    client = as_user(joko)
    with CaptureQueriesContext(connection) as asked:
        client.get(NEW)
    assert len(asked) <= 17  # three of them: the circle of keys of the office that covers the place
    with CaptureQueriesContext(connection) as asked:
        client.post(NEW, filled(things="\n".join(map(fake_phone, range(5)))))
    assert len(asked) <= 45


def test_the_revise_page_labels_its_boxes_too_and_offers_no_other_agency(
    bima: User, sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari, things=(Written("phone", fake_phone(1)),))
    page = Page(as_user(bima).get(reverse("reports:revise", args=[report.uuid])).text)
    assert all(box["wrapped"] or box.get("id") in page.labelled for box in page.visible())
    assert page.visible("reliability", "credibility", "reason")
    assert not page.visible("agency")
