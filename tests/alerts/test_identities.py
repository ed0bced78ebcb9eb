"""People put together or apart: an alert gains evidence, is corrected, and everybody is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.access.models import Grant, Notice
from kentongan.accounts.models import Agency, User
from kentongan.alerts.actions import examine_new_reports, hear_identities, take_up
from kentongan.alerts.actions.cautioning import tell_desk
from kentongan.alerts.models import Alert, Signal, State, Step
from kentongan.alerts.queries import evidence_of, evidence_summary
from kentongan.entities.actions import judge_people, split_off, undo, withdraw_people
from kentongan.entities.models import PersonMention
from kentongan.entities.told import Person, Role, WrittenPerson
from kentongan.reports.models import Report
from kentongan.screening.cautions import marks_of, met_by
from tests.alerts.conftest import brought_to

Made = Callable[..., Report]
WHY = "Ciri, kendaraan dan rekannya sama menurut ketiga pelapor."
# Nearly the same words would be one voice.
WORDS = {
    "sari": "Lelaki bermobil putih mendatangi ibu-ibu pengajian dan menjanjikan kerja di pabrik.",
    "joko": "Warga mengeluh dimintai uang muka oleh seseorang yang mengaku punya izin resmi.",
    "wening": "Tiga pemuda sudah menyerahkan ijazah, katanya berangkat lewat Batam bulan depan.",
}
PRIGI, MASARAN, TASIKMADU = "35.03.05.2001", "35.03.04.2001", "35.03.05.2002"


def now():
    return timezone.now()


@pytest.fixture
def named(made_report: Made) -> Callable[..., PersonMention]:
    """``named(sari, "Soleh", PRIGI)``: a report of hers that names him, examined by detection."""

    def tell(by: User, name: str, code: str) -> PersonMention:
        person = WrittenPerson(Role.SUSPECTED, Person(name))
        report = made_report(by, code, noticed=WORDS[by.username], people=(person,))
        examine_new_reports(now=now())
        return PersonMention.objects.get(source=f"report:{report.uuid}")

    return tell


@pytest.fixture
def three(
    sari: User, joko: User, wening: User, named: Callable[..., PersonMention]
) -> list[PersonMention]:
    """Three reporters, three villages, three spellings."""
    return [
        named(sari, "Pak Moch. Soleh", PRIGI),
        named(joko, "H. Muhamad Sholeh", TASIKMADU),
        named(wening, "Mohammad Saleh", MASARAN),
    ]


Three = list[PersonMention]


def same(by: User, first: PersonMention, second: PersonMention):
    act = judge_people(by=by, first=first, second=second, verdict="same", reason=WHY)
    hear_identities(now=now())
    return act


def alert() -> Alert:
    return Alert.objects.get(key__startswith="person:", aside="")


def sources(viewer: User) -> set[str]:
    return {row.source for row, _uuid in evidence_of(viewer, alert())}


def test_nobody_is_warned_of_before_somebody_confirmed(three: Three) -> None:
    assert hear_identities(now=now()) == 0
    assert not Alert.objects.filter(key__startswith="person:").exists()


def test_two_mentions_that_are_one_person_raise_an_alert(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    assert alert().key == f"person:{three[0].pk}"
    assert "2 sumber" in alert().title
    assert alert().label == Label.CONFIDENTIAL
    assert sources(bima) == {three[0].source, three[1].source}


def test_a_third_mention_is_more_evidence_for_the_same_alert(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    same(bima, three[2], three[1])
    assert sources(bima) == {one.source for one in three}
    assert "3 sumber" in alert().title


def test_an_older_mention_does_not_begin_another_alert(bima: User, three: Three) -> None:
    same(bima, three[1], three[2])
    same(bima, three[0], three[2])
    assert alert().key == f"person:{three[1].pk}"
    assert len(sources(bima)) == 3


def test_an_undone_merge_corrects_the_alert(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    act = same(bima, three[1], three[2])
    undo(by=bima, act=act, reason=WHY)
    hear_identities(now=now())
    assert sources(bima) == {three[0].source, three[1].source}
    assert "2 sumber" in alert().title
    assert Signal.objects.filter(alert=alert(), void_at__isnull=False).count() == 1


def test_everybody_who_works_on_it_is_told_and_the_history_says_so(
    bima: User, ratna: User, hadi: User, three: Three
) -> None:
    act = same(bima, three[0], three[1])
    take_up(by=bima, alert=alert())
    undo(by=ratna, act=act, reason=WHY)
    hear_identities(now=now())
    told = Notice.objects.filter(kind="corrected").values_list("to", flat=True)
    assert set(told) == {bima.pk, hadi.pk}
    last = Step.objects.filter(alert=alert()).last()
    assert last is not None
    assert (last.by, last.from_state) == (ratna, last.to_state)


def test_an_alert_with_nothing_left_says_so_and_stays_to_be_closed(
    bima: User, three: Three
) -> None:
    undo(by=bima, act=same(bima, three[0], three[1]), reason=WHY)
    hear_identities(now=now())
    assert alert().title.startswith("Dicabut")
    assert sources(bima) == set()


def test_undoing_the_undoing_brings_the_evidence_back(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    back = undo(by=bima, act=same(bima, three[1], three[2]), reason=WHY)
    hear_identities(now=now())
    undo(by=bima, act=back, reason=WHY)
    hear_identities(now=now())
    assert len(sources(bima)) == 3
    assert not Signal.objects.filter(void_at__isnull=False).exists()


def test_who_is_split_off_no_longer_counts(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    same(bima, three[0], three[2])
    split_off(by=bima, mention=three[1], reason=WHY)
    hear_identities(now=now())
    assert sources(bima) == {three[0].source, three[2].source}


def test_hearing_again_changes_nothing(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    assert hear_identities(now=now()) == 0
    assert Signal.objects.filter(rule="same_thing:person").count() == 1


def test_one_reporter_who_repeats_himself_is_one_voice(
    sari: User, bima: User, named: Callable[..., PersonMention]
) -> None:
    same(bima, named(sari, "Pak Moch. Soleh", PRIGI), named(sari, "H. Sholeh", TASIKMADU))
    assert not Alert.objects.filter(key__startswith="person:").exists()


def handed(alert_of: Alert, by: User, to: User, *, is_offered: bool = True) -> Grant:
    """The alert was handed to somebody of another office, or is about to be."""
    moment = now()
    return Grant.objects.create(
        office=by.office,
        proposed_by=by,
        owner=by,
        recipient=to,
        recipient_office=to.office,
        subject=f"alert:{alert_of.pk}",
        profile="KASUS-IMIGRASI",
        purpose="penyelidikan",
        label=3,
        needs_approval=False,
        state="offered" if is_offered else "proposed",
        created_at=moment,
        offered_at=moment if is_offered else None,
        expires_at=moment + timedelta(days=7),
    )


@pytest.mark.parametrize("is_offered", [True, False])
def test_who_received_the_alert_hears_of_the_share_and_not_of_its_number(
    is_offered: bool, bima: User, ratna: User, asing: User, three: Three
) -> None:
    act = same(bima, three[0], three[1])
    grant = handed(alert(), ratna, asing, is_offered=is_offered)
    undo(by=bima, act=act, reason=WHY)
    hear_identities(now=now())
    told = Notice.objects.filter(to=asing).values_list("subject", flat=True)
    assert list(told) == ([f"share:{grant.uuid}"] if is_offered else [])


def test_a_withdrawn_report_no_longer_counts(bima: User, sari: User, three: Three) -> None:
    same(bima, three[0], three[1])
    same(bima, three[0], three[2])
    withdraw_people(by=sari, sources=[three[1].source])
    hear_identities(now=now())
    assert sources(bima) == {three[0].source, three[2].source}


def test_the_special_channel_hears_of_its_own_in_an_alert_of_its_own(
    sari: User, bima: User, wening: User, made_report: Made
) -> None:
    """Two ordinary voices and one that must not reach the police."""
    police = Agency.objects.create(code="polri-uji", name="Polri", kind="police")
    told = []
    for by, code in ((sari, PRIGI), (wening, MASARAN)):
        report = made_report(by, code, noticed=WORDS[by.username], people=(named_so("Soleh"),))
        told.append(PersonMention.objects.get(source=f"report:{report.uuid}"))
    PersonMention.objects.filter(pk=told[1].pk).update(hidden_from=police)
    Report.objects.filter(region_code=MASARAN).update(hidden_from=police)
    judge_people(by=bima, first=told[0], second=told[1], verdict="same", reason=WHY)
    hear_identities(now=now())
    (found,) = Alert.objects.filter(key__endswith=f"person:{told[0].pk}")
    assert found.hidden_from == police
    assert found.key.startswith("special:")


def named_so(name: str) -> WrittenPerson:
    return WrittenPerson(Role.SUSPECTED, Person(name))


def test_evidence_on_paper_leaves_out_what_was_taken_back(bima: User, three: Three) -> None:
    same(bima, three[0], three[1])
    act = same(bima, three[0], three[2])
    before = evidence_summary(bima, alert())["sources"]
    undo(by=bima, act=act, reason=WHY)
    hear_identities(now=now())
    assert (before, evidence_summary(bima, alert())["sources"]) == (3, 2)


def test_a_person_who_grows_keeps_his_alert_and_nobody_is_told_of_a_correction(
    bima: User, three: Three
) -> None:
    same(bima, three[0], three[1])
    first = alert()
    same(bima, three[1], three[2])
    assert alert() == first
    assert len(sources(bima)) == 3
    assert not Notice.objects.filter(kind="corrected").exists()


# --- what the passport desk is told ---------------------------------------------------------------


PHONES = ("085000004441", "085000004442")


@pytest.fixture
def with_phones(made_report: Made, sari: User, joko: User) -> tuple[PersonMention, PersonMention]:
    """Two reports of one man, each with another telephone."""
    found = []
    for by, name, code, phone in (
        (sari, "Pak Moch. Soleh", PRIGI, PHONES[0]),
        (joko, "H. Muhamad Sholeh", TASIKMADU, PHONES[1]),
    ):
        person = WrittenPerson(Role.SUSPECTED, Person(name, phones=(phone,)))
        report = made_report(by, code, noticed=WORDS[by.username], people=(person,))
        examine_new_reports(now=now())
        found.append(PersonMention.objects.get(source=f"report:{report.uuid}"))
    return found[0], found[1]


def warned(alert_of: Alert) -> set[str]:
    """The telephones of these two that meet a caution today."""
    today = timezone.localdate()
    return {
        phone for phone in PHONES if met_by(alert_of.office, marks_of([("phone", phone)]), today)
    }


def verified() -> Alert:
    """The alert about the person, found to be true by Bima."""
    brought_to(alert(), State.RISK_ASSESSMENT, User.objects.get(username="bima"))
    return alert()


def test_a_verified_person_is_warned_of_by_all_numbers_told(
    bima: User, with_phones: tuple[PersonMention, PersonMention]
) -> None:
    same(bima, *with_phones)
    tell_desk(by=bima, alert=verified(), now=now())
    assert warned(alert()) == set(PHONES)


def test_who_turns_out_to_be_two_is_warned_of_no_more(
    bima: User, with_phones: tuple[PersonMention, PersonMention]
) -> None:
    act = same(bima, *with_phones)
    tell_desk(by=bima, alert=verified(), now=now())
    undo(by=bima, act=act, reason=WHY)
    hear_identities(now=now())
    assert warned(alert()) == set()


def test_the_desk_hears_again_when_the_judgement_comes_back(
    bima: User, with_phones: tuple[PersonMention, PersonMention]
) -> None:
    act = same(bima, *with_phones)
    tell_desk(by=bima, alert=verified(), now=now())
    back = undo(by=bima, act=act, reason=WHY)
    hear_identities(now=now())
    undo(by=bima, act=back, reason=WHY)
    hear_identities(now=now())
    assert warned(alert()) == set(PHONES)


def test_nobody_is_warned_of_before_the_alert_is_verified(
    bima: User, with_phones: tuple[PersonMention, PersonMention]
) -> None:
    same(bima, *with_phones)
    assert warned(alert()) == set()
