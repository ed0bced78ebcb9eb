"""However somebody writes a thing down, it can be read back; and what a notice says of its day."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic import Agency, Channel, DatePrecision, PlacePrecision, ThingKind
from kentongan.engine.synthetic.geography import Gazetteer
from kentongan.engine.synthetic.names import (
    BANKS,
    COMMON_NICKNAMES,
    HANDLE_WORDS,
    HONORIFICS,
    HOUSE_PLACES,
    INSTITUTE_FORMS,
    INSTITUTE_WORDS,
    LEGAL_AGENCIES,
    OFFERS,
    RECRUITER_NICKNAMES,
)
from kentongan.engine.synthetic.notebook import told_day, told_place
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.engine.synthetic.phrases import SHORT_WORDS
from kentongan.engine.synthetic.sources import AGENCY_NAMES, PARTNER_SHARES, POSTS, Sources
from kentongan.engine.synthetic.spelling import (
    PHONE_STYLES,
    choice,
    spell_account,
    spell_alias,
    spell_fee,
    spell_handle,
    spell_organisation,
    spell_phone,
)
from kentongan.engine.synthetic.supply import Supply
from kentongan.engine.synthetic.telling import as_chat, compose, offer_slots
from tests.engine.synthetic.conftest import square

some = settings(max_examples=40, deadline=None)
chances = st.integers(0, 10_000).map(np.random.default_rng)
DAY = date(2026, 2, 26)


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def key(kind: ThingKind, raw: str) -> str:
    """The normal form of a writing, "" where it is none."""
    normal = normalise(kind, raw)
    return normal.key if normal else ""


def spellings(speller: Callable[[np.random.Generator, str], str], value: str) -> set[str]:
    """All that many people make of it."""
    rng = chance()
    return {speller(rng, value) for _ in range(120)}


@pytest.mark.parametrize("style", range(len(PHONE_STYLES)))
@given(index=st.integers(0, 999_999))
@settings(max_examples=5)
def test_a_phone_in_any_style_is_read_as_the_same_phone(style: int, index: int) -> None:
    phone = fake_phone(index)
    assert key(ThingKind.PHONE, PHONE_STYLES[style](phone.removeprefix("+62"))) == phone


@some
@given(st.sampled_from(BANKS), st.integers(0, 999_999), chances)
def test_an_account_in_any_style_is_read_as_the_same_account(
    bank: str, index: int, rng: np.random.Generator
) -> None:
    account = f"{bank} {fake_account(index)}"
    written = normalise(ThingKind.ACCOUNT, spell_account(rng, account))
    assert written is not None
    assert (written.key, written.display) == (fake_account(index), account)


@some
@given(st.sampled_from(INSTITUTE_FORMS), st.permutations(INSTITUTE_WORDS), chances)
def test_an_institute_in_any_style_is_read_as_the_same_institute(
    form: str, words: Sequence[str], rng: np.random.Generator
) -> None:
    name = f"{form} {' '.join(words[:3])}"
    written = spell_organisation(rng, name)
    assert key(ThingKind.ORGANISATION, written) == key(ThingKind.ORGANISATION, name) == name.lower()


@pytest.mark.parametrize("firm", LEGAL_AGENCIES)
def test_a_licensed_firm_is_always_known_again(firm: str) -> None:
    keys = {key(ThingKind.ORGANISATION, raw) for raw in spellings(spell_organisation, firm)}
    assert keys == {firm.lower()}


@some
@given(st.permutations(HANDLE_WORDS), st.integers(100, 999), chances)
def test_a_handle_on_any_service_is_read_as_the_same_handle(
    words: Sequence[str], number: int, rng: np.random.Generator
) -> None:
    name = f"{words[0]}_{words[1]}{number}"
    assert key(ThingKind.HANDLE, spell_handle(rng, f"@{name}")) == name


@pytest.mark.parametrize("nickname", [*RECRUITER_NICKNAMES, "Agus Kidul", "Siti Lor"])
def test_most_writings_of_a_nickname_are_read_as_the_same_person(nickname: str) -> None:
    """Only who leaves out the second word or stretches the first i writes somebody else."""
    keys = {key(ThingKind.ALIAS, raw) for raw in spellings(spell_alias, f"Bu {nickname}")}
    whole, first = nickname.lower(), nickname.split(maxsplit=1)[0].lower()
    assert whole in keys
    assert keys <= {whole, first, whole.replace("i", "ie", 1)}


@pytest.mark.parametrize("honorific", HONORIFICS)
def test_every_honorific_can_be_spelled(honorific: str) -> None:
    raws = spellings(spell_alias, f"{honorific} Wati")
    assert len(raws) >= 6
    assert {key(ThingKind.ALIAS, raw) for raw in raws} == {"wati", "watie"}


@pytest.mark.parametrize("house", HOUSE_PLACES)
def test_a_house_is_a_place_with_a_village(house: str) -> None:
    prigi = key(ThingKind.HOLDING_HOUSE, house.format(village="Prigi"))
    assert "prigi" in prigi.split()
    assert prigi != key(ThingKind.HOLDING_HOUSE, house.format(village="Tasikmadu"))


def rupiah(written: str) -> Decimal:
    """A fee as a clerk reads it: points part thousands, a comma the rest of a million."""
    found = re.search(r"\d[\d.]*(,\d+)?", written)
    assert found
    number = Decimal(found.group().replace(".", "").replace(",", "."))
    return number * 1_000_000 if re.search("jt|juta", written) else number


@some
@given(st.integers(1, 400), chances)
def test_a_fee_in_any_style_is_read_as_the_same_money(steps: int, rng: np.random.Generator) -> None:
    assert rupiah(spell_fee(rng, steps * 500_000)) == steps * 500_000


def test_fees_are_written_the_indonesian_way() -> None:
    written = spellings(lambda rng, _: spell_fee(rng, 15_500_000), "")
    assert written == {
        "15,5jt",
        "15,5 juta",
        "15,5 jt",
        "Rp15,5 juta",
        "Rp 15.500.000",
        "Rp15.500.000,-",
        "Rp. 15.500.000",
    }


def test_a_phone_is_written_in_a_dozen_ways() -> None:
    assert len(spellings(spell_phone, fake_phone(421_337))) == 13  # one of the 14 counts twice


@some
@given(chances, st.integers(1, 9))
def test_a_choice_is_one_of_the_options_and_each_comes(rng: np.random.Generator, most: int) -> None:
    options = tuple(range(most))
    assert {choice(rng, options) for _ in range(200)} == set(options)


def test_an_offer_leaves_out_what_is_not_known() -> None:
    assert offer_slots(chance(), "", "", None) == {}
    assert offer_slots(chance(), "Taiwan", "", None) == {"dest": "Taiwan"}
    assert set(offer_slots(chance(), "Taiwan", "buruh", 500_000)) == {"dest", "job", "fee"}


def test_a_fee_of_nothing_is_told_all_the_same() -> None:
    assert rupiah(offer_slots(chance(), "", "", 0)["fee"]) == 0


def test_names_of_recruiters_are_nobody_elses() -> None:
    assert len(set(RECRUITER_NICKNAMES)) == len(RECRUITER_NICKNAMES)
    firsts = {name.split()[0] for name in RECRUITER_NICKNAMES}
    assert not firsts & set(COMMON_NICKNAMES)


def test_every_offer_asks_something_and_has_a_range() -> None:
    assert all(0 < offer.least < offer.most for offer in OFFERS)
    assert len({(offer.destination, offer.job) for offer in OFFERS}) == len(OFFERS)


@some
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 9), chances)
def test_a_told_day_is_what_its_precision_says(
    day: date, delay: int, rng: np.random.Generator
) -> None:
    reported = day + timedelta(delay)
    told, precision = told_day(rng, day, reported)
    off = {
        DatePrecision.EXACT: {0},
        DatePrecision.DAY: {-1, 0, 1},
        DatePrecision.WEEK: {-day.weekday()},
    }
    assert (told is None) == (precision is DatePrecision.UNKNOWN)
    if told:
        assert (told - day).days in off[precision]
        assert told <= reported


def test_the_shares_of_told_days_and_places_are_the_assumed_ones() -> None:
    rng, gazetteer = chance(), Gazetteer(square(3), chance())
    days = Counter(told_day(rng, DAY, DAY)[1] for _ in range(4000))
    places = Counter(told_place(rng, gazetteer, gazetteer.places[0])[1] for _ in range(4000))
    assert [days[kind] / 4000 for kind in DatePrecision] == pytest.approx(
        [0.62, 0.16, 0.14, 0.08], abs=0.04
    )
    assert [places[kind] / 4000 for kind in PlacePrecision] == pytest.approx(
        [0.84, 0.11, 0.05], abs=0.03
    )


def test_a_day_given_as_such_is_never_after_the_report() -> None:
    told = {told_day(chance(seed), DAY, DAY) for seed in range(300)}
    assert all(day is None or day <= DAY for day, _ in told)


def test_everything_is_heard_from_everywhere_in_the_long_run() -> None:
    rng = chance()
    gazetteer = Gazetteer(square(12), rng)
    heard = Counter(gazetteer.draw(rng).code for _ in range(4000))
    assert set(heard) == {place.code for place in gazetteer.places}
    shares = [heard[place.code] / 4000 for place in gazetteer.places]
    assert shares == pytest.approx(gazetteer.attention.tolist(), abs=0.04)


@pytest.mark.parametrize(("villages", "assisted"), [(1, 1), (17, 17), (18, 18), (40, 18)])
def test_an_office_assists_eighteen_villages_or_all_it_has(villages: int, assisted: int) -> None:
    gazetteer = Gazetteer(square(villages), chance())
    assert len(set(gazetteer.assisted.tolist())) == assisted


@pytest.mark.parametrize("count", [0, 1, 5, 9])
def test_no_more_places_are_near_than_there_are(count: int) -> None:
    near = Gazetteer(square(5), chance()).nearest(2, count)
    assert near[:1] == [2][:count]
    assert len(near) == min(count, 5)


def test_a_district_gathers_its_own_villages_only() -> None:
    """Kecamatan 35.01.1 is no part of 35.01.10."""
    codes = ("35.01.1.2001", "35.01.10.2001", "35.01.1.2002")
    places = [replace(place, code=code) for place, code in zip(square(3), codes, strict=True)]
    district = Gazetteer(places, chance()).district(places[0])
    assert (district.code, district.regency) == ("35.01.1", "Kabupaten0")
    assert district.lon == pytest.approx((places[0].lon + places[2].lon) / 2)


def test_partners_come_in_their_shares_and_shares_are_whole() -> None:
    sources = Sources(chance(), Supply(chance(2)))
    drawn = Counter(sources.draw(Channel.PARTNER, square(1)[0]).agency for _ in range(3000))
    assert sum(PARTNER_SHARES.values()) == pytest.approx(1)
    for agency, share in PARTNER_SHARES.items():
        assert drawn[agency] / 3000 == pytest.approx(share, abs=0.04)


def test_every_agency_has_a_name_in_running_text_and_every_partner_a_post() -> None:
    assert set(AGENCY_NAMES) == set(Agency)
    assert set(POSTS) == {*PARTNER_SHARES, Agency.PUBLIC}


def test_two_villages_have_two_officers() -> None:
    sources = Sources(chance(), Supply(chance(2)))
    voices = [
        {sources.draw(Channel.PARTNER, place, (Agency.ARMY,)).voice for _ in range(40)}
        for place in square(2)
    ]
    assert not voices[0] & voices[1]


def test_accounts_voices_and_keys_are_handed_out_once_and_in_order() -> None:
    supply = Supply(chance())
    accounts = [supply.account().split()[1] for _ in range(2000)]
    assert len(set(accounts)) == 2000
    assert [supply.voice() for _ in range(3)] == ["V00001", "V00002", "V00003"]
    assert [supply.key() for _ in range(3)] == [0, 1, 2]


def test_institutes_and_handles_are_made_of_the_words_for_them() -> None:
    supply = Supply(chance())
    for _ in range(50):
        form, *words = supply.organisation().split()
        assert form in INSTITUTE_FORMS
        assert len(set(words) & set(INSTITUTE_WORDS)) == 3
        assert re.fullmatch(r"@[a-z]+_[a-z]+[1-9]\d\d", supply.handle())


def test_chat_shortens_whole_words_only() -> None:
    text = "yang " * 200 + "sayang"
    chat = as_chat(chance(), text).split()
    assert set(chat) == {"yang", SHORT_WORDS["yang"], "sayang"}
    assert 0.7 < chat.count("yg") / 200 < 0.9


@pytest.mark.parametrize("agency", [Agency.POLICE, Agency.LABOUR, Agency.LOCAL_GOVERNMENT])
def test_an_office_never_writes_like_a_chat(agency: Agency) -> None:
    slots = {name: name for name in ("village", "district", "day", "hour", "n")}
    texts = [compose(chance(n), agency, ["yang datang tidak ada"], slots) for n in range(40)]
    assert all("yang datang tidak ada" in text and text[0].isupper() for text in texts)
