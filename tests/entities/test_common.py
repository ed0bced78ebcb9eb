"""Common things: the known ones, those the rarity rule finds, and those a person judged."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from kentongan.access.errors import Refused
from kentongan.accounts.models import Agency, User
from kentongan.audit.models import AuditEvent
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import judge_hub, mark_hubs, record_mentions_in_bulk
from kentongan.entities.actions import things as actions
from kentongan.entities.common import CommonThings, Rarity, common_things
from kentongan.entities.models import Mention, Thing, ThingKind
from kentongan.entities.told import Setting, Written

Told = Callable[..., list[Mention]]
NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)
SMALL = Rarity(voices=4, agencies=2, districts=3, days=10)
REASON = "Nomor telepon kantor desa Prigi."
PHONE = ("phone", fake_phone(1))


@pytest.fixture
def small_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four voices of two agencies in three sub-districts over ten days."""
    rules = CommonThings(known=(), rarity={ThingKind.PHONE: SMALL})
    monkeypatch.setattr(actions, "common_things", lambda: rules)


@pytest.fixture
def spread(sari: User, setting: Callable[..., Setting], police: Agency) -> Callable[..., Thing]:
    """``spread(4, 2, 3, 10)``: a phone with so many voices, agencies, sub-districts, days."""

    def tell(voices: int, agencies: int, districts: int, days: int, index: int = 1) -> Thing:
        ids = [sari.office.agency_id if sari.office else 0, police.pk]
        count = max(voices, agencies, districts, 2)
        settings = [
            setting(
                f"report:{index}-{number}",
                voice=f"v{number % voices}",
                agency_id=ids[number % agencies],
                region_code=f"35.03.{number % districts:02d}.2001",
                noticed_on=FIRST_DAY + timedelta(days=days if number else 0),
            )
            for number in range(count)
        ]
        written = [Written("phone", fake_phone(index))]
        record_mentions_in_bulk(by=sari, told=[(one, written) for one in settings])
        return Thing.objects.get(key=blind("phone", fake_phone(index)))

    return tell


def is_common(thing: Thing) -> bool:
    thing.refresh_from_db()
    return thing.is_hub


def test_the_list_is_read_and_every_known_thing_can_be_normalised() -> None:
    for known in common_things().known:
        assert normalise(known.kind, known.raw) is not None, known.raw


def test_every_kind_has_a_rarity() -> None:
    assert set(common_things().rarity) == set(ThingKind)


@pytest.mark.parametrize(
    "wrong",
    [
        {"known": [{"kind": "person", "raw": "x", "reason": "y"}], "rarity": {}},
        {"known": [], "rarity": {"phone": {"voices": 0, "agencies": 1, "districts": 1, "days": 1}}},
        {"known": [], "rarity": {}, "note": "x"},
    ],
)
def test_a_list_with_an_unknown_word_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CommonThings.model_validate(wrong)


def test_a_known_thing_is_marked_with_its_reason_once_it_is_mentioned(told: Told) -> None:
    (mention,) = told("report:1", ("organisation", "PT. PMI"))
    assert mark_hubs(now=NOW) == 1
    assert is_common(mention.thing)
    assert "singkatan" in mention.thing.hub_reason
    assert mark_hubs(now=NOW) == 0


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("route", "ke Malaysia lewat Batam"),
        ("route", "sby - btm - mly"),
        ("route", "via Entikong"),
        ("place", "bandara juanda"),
    ],
)
def test_a_way_that_everybody_knows_is_common(told: Told, kind: str, raw: str) -> None:
    (mention,) = told("report:1", (kind, raw))
    assert mark_hubs(now=NOW) == 1
    assert is_common(mention.thing)


def test_a_way_that_few_know_is_not_common(told: Told) -> None:
    told("report:1", ("route", "Surabaya - Kupang - Atambua"), ("place", "Terminal Seloaji"))
    assert mark_hubs(now=NOW) == 0


@pytest.mark.usefixtures("small_rule")
@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ((4, 2, 3, 10), True),
        ((9, 2, 9, 99), True),
        ((3, 2, 3, 10), False),
        ((4, 1, 3, 10), False),
        ((4, 2, 2, 10), False),
        ((4, 2, 3, 9), False),
    ],
)
def test_a_thing_is_common_when_it_reaches_all_four_numbers(
    spread: Callable[..., Thing], numbers: tuple[int, int, int, int], wanted: bool
) -> None:
    thing = spread(*numbers)
    assert mark_hubs(now=NOW) == int(wanted)
    assert is_common(thing) is wanted


def slow_common(rule: Rarity) -> set[str]:
    """The twin: every mention read, everything counted by hand."""
    told: dict[str, list[Mention]] = defaultdict(list)
    for mention in Mention.objects.filter(withdrawn=False, thing__kind="phone"):
        told[mention.thing.key].append(mention)
    common = set()
    for key, mentions in told.items():
        days = [mention.noticed_on for mention in mentions if mention.noticed_on]
        if (
            len({mention.voice for mention in mentions}) >= rule.voices
            and len({mention.agency_id for mention in mentions}) >= rule.agencies
            and len({m.region_code[:8] for m in mentions if len(m.region_code) >= 8})
            >= rule.districts
            and days
            and (max(days) - min(days)).days >= rule.days
        ):
            common.add(key)
    return common


@pytest.mark.usefixtures("small_rule")
def test_the_rule_finds_what_counting_by_hand_finds(spread: Callable[..., Thing]) -> None:
    for index, voices in enumerate((2, 3, 4, 5, 6)):
        for step, districts in enumerate((2, 3, 4)):
            spread(voices, 1 + step % 2, districts, 8 + index, index=index * 10 + step)
    wanted = slow_common(SMALL)
    mark_hubs(now=NOW)
    found = set(Thing.objects.filter(is_hub=True).values_list("key", flat=True))
    assert found == wanted != set()


@pytest.mark.usefixtures("small_rule")
@pytest.mark.parametrize("code", ["", "35", "35.02"])
def test_a_mention_without_a_sub_district_adds_none(
    spread: Callable[..., Thing], told: Told, code: str
) -> None:
    thing = spread(4, 2, 2, 10)
    told("report:x", PHONE, region_code=code, voice="v9")
    mark_hubs(now=NOW)
    assert not is_common(thing)


@pytest.mark.usefixtures("small_rule")
def test_mentions_without_a_day_do_not_stop_the_rule(told: Told, police: Agency) -> None:
    for number in range(6):
        told(
            f"report:{number}",
            PHONE,
            noticed_on=None,
            voice=f"v{number}",
            region_code=f"35.03.0{number}.2001",
        )
    told("report:9", PHONE, agency_id=police.pk, noticed_on=None)
    assert mark_hubs(now=NOW) == 0


@pytest.mark.usefixtures("small_rule")
def test_withdrawn_mentions_do_not_count(spread: Callable[..., Thing]) -> None:
    thing = spread(4, 2, 3, 10)
    Mention.objects.filter(voice="v3").update(withdrawn=True)
    mark_hubs(now=NOW)
    assert not is_common(thing)


@pytest.mark.usefixtures("small_rule")
def test_marking_is_written_down_without_the_number(spread: Callable[..., Thing]) -> None:
    thing = spread(4, 2, 3, 10)
    mark_hubs(now=NOW)
    event = AuditEvent.objects.get(action="thing.hub_marked")
    assert (event.actor, event.subject) == ("kentongan", f"thing:{thing.pk}")
    assert fake_phone(1) not in str(event.detail)


@pytest.mark.usefixtures("small_rule")
@pytest.mark.parametrize("is_hub", [True, False])
def test_what_a_person_judged_stays_as_judged(
    bima: User, spread: Callable[..., Thing], is_hub: bool
) -> None:
    thing = spread(4, 2, 3, 10)
    judge_hub(by=bima, thing=thing, is_hub=is_hub, reason=REASON)
    assert mark_hubs(now=NOW) == 0
    assert is_common(thing) is is_hub


def test_a_known_thing_that_a_person_gave_back_stays_given_back(bima: User, told: Told) -> None:
    (mention,) = told("report:1", ("organisation", "PT PMI"))
    judge_hub(by=bima, thing=mention.thing, is_hub=False, reason="Memang nama perusahaan ini.")
    assert mark_hubs(now=NOW) == 0
    assert not is_common(mention.thing)


def test_a_judgement_keeps_the_reason_and_is_written_down(bima: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE)
    judged = judge_hub(by=bima, thing=mention.thing, is_hub=True, reason=f"  {REASON}  ")
    assert judged.hub_reason == REASON
    assert judged.judged_at is not None
    event = AuditEvent.objects.get(action="thing.judged")
    assert (event.actor, event.detail) == ("bima", {"is_hub": True})


@pytest.mark.parametrize("reason", ["", "   ", "biasa", "0850-0001-2345", "........."])
def test_a_judgement_needs_a_sentence(bima: User, told: Told, reason: str) -> None:
    (mention,) = told("report:1", PHONE)
    with pytest.raises(Refused, match="satu kalimat"):
        judge_hub(by=bima, thing=mention.thing, is_hub=True, reason=reason)
    assert not is_common(mention.thing)


@pytest.mark.parametrize("who", ["sari", "hadi", "joko", "agung", "laras"])
def test_only_those_with_the_right_judge(
    who: str, told: Told, request: pytest.FixtureRequest
) -> None:
    (mention,) = told("report:1", PHONE)
    with pytest.raises(Refused, match="Peran Anda"):
        judge_hub(by=request.getfixturevalue(who), thing=mention.thing, is_hub=True, reason=REASON)


def test_nobody_judges_what_he_does_not_see(asing: User, told: Told) -> None:
    (mention,) = told("report:1", PHONE)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        judge_hub(by=asing, thing=mention.thing, is_hub=True, reason=REASON)
    assert not is_common(mention.thing)
