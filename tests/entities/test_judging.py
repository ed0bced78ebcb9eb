"""What a person says of a thing is kept with its author and reason, whatever is said later."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import judge_hub, mark_hubs
from kentongan.entities.models import Judgement, Mention, Thing
from kentongan.entities.queries import judgements_of

Told = Callable[..., list[Mention]]
AsUser = Callable[[User], Client]
HALL, RECRUITER = "Nomor telepon kantor desa Prigi.", "Ternyata nomor perekrut, bukan kantor desa."


@pytest.fixture
def thing(told: Told) -> Thing:
    return told("report:1", ("phone", fake_phone(1)))[0].thing


def said_of(viewer: User, thing: Thing) -> list[tuple[str, bool, str]]:
    """(who, is it common, why), the latest first."""
    rows = judgements_of(viewer, thing)
    return [(row.by.username, row.is_hub, row.reason) for row in rows]


def test_both_reasons_stay_when_one_takes_back_what_the_other_said(
    bima: User, ratna: User, thing: Thing
) -> None:
    judge_hub(by=bima, thing=thing, is_hub=True, reason=HALL)
    judge_hub(by=ratna, thing=thing, is_hub=False, reason=RECRUITER)
    assert said_of(bima, thing) == [("ratna", False, RECRUITER), ("bima", True, HALL)]


@pytest.mark.parametrize("said", [[True], [True, False], [False, True], [True, False, True]])
def test_the_last_judgement_holds(bima: User, thing: Thing, said: list[bool]) -> None:
    for is_hub in said:
        judge_hub(by=bima, thing=thing, is_hub=is_hub, reason=HALL)
    thing.refresh_from_db()
    assert thing.is_hub is bool(thing.hub_reason) is said[-1]
    assert Judgement.objects.count() == len(said)


def test_a_refused_judgement_is_not_kept(bima: User, sari: User, asing: User, thing: Thing) -> None:
    for by, reason in ((sari, HALL), (asing, HALL), (bima, "ya")):
        with pytest.raises(Refused):
            judge_hub(by=by, thing=thing, is_hub=True, reason=reason)
    assert not Judgement.objects.exists()


def test_a_very_long_reason_is_kept_as_far_as_it_fits(bima: User, thing: Thing) -> None:
    judge_hub(by=bima, thing=thing, is_hub=True, reason="kantor desa " * 50)
    assert len(Judgement.objects.get().reason) == 200


def test_a_stranger_reads_no_judgement(bima: User, asing: User, thing: Thing) -> None:
    judge_hub(by=bima, thing=thing, is_hub=True, reason=HALL)
    assert said_of(asing, thing) == []


def test_the_page_tells_who_judged_and_why(bima: User, thing: Thing, as_user: AsUser) -> None:
    page = reverse("entities:detail", args=[thing.pk])
    client = as_user(bima)
    assert "Penilaian petugas" not in client.get(page).text
    judge_hub(by=bima, thing=thing, is_hub=False, reason=RECRUITER)
    told = client.get(page).text
    for words in ("Penilaian petugas", "Bima Satriya", "Bukan hal umum.", RECRUITER):
        assert words in told


def test_what_the_list_of_known_things_marks_is_written_down_as_well(told: Told) -> None:
    (mention,) = told("report:2", ("organisation", "PT PMI"))
    mark_hubs(now=datetime(2026, 11, 25, 20, 0, tzinfo=UTC))
    event = AuditEvent.objects.get(action="thing.hub_marked")
    assert (event.actor, event.subject) == ("kentongan", f"thing:{mention.thing.pk}")
    assert not Judgement.objects.exists()
