"""Texts: every sign can be told, sentences are joined, chat is shortened, things are spelled."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic import Agency, Place, Thing, ThingKind
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.engine.synthetic.signs import CONTACTS, SIGNS
from kentongan.engine.synthetic.spelling import (
    PHONE_STYLES,
    spell_account,
    spell_alias,
    spell_handle,
    spell_phone,
)
from kentongan.engine.synthetic.telling import (
    as_chat,
    compose,
    fitting,
    scene_slots,
    slots_in,
    thing_slots,
)
from kentongan.engine.synthetic.themes import THEMES

PRIGI = Place("35.03.05.2001", "Prigi", "Watulimo", "Trenggalek", 111.7, -8.3)
SUPPLIED = {"legal", "hall", "hotline"}  # by the everyday notices themselves
chances = st.integers(0, 10_000).map(np.random.default_rng)


def scene() -> dict[str, str]:
    return scene_slots(np.random.default_rng(1), PRIGI, 0)


def digits_of(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.id)
def test_every_sign_can_be_told_of_any_scene(sign) -> None:
    assert fitting(sign.wordings, scene())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.key)
def test_every_theme_can_be_told_of_any_scene(theme) -> None:
    assert fitting(theme.wordings, scene() | dict.fromkeys(SUPPLIED, "…"))


@pytest.mark.parametrize("kind", list(ThingKind))
def test_every_kind_of_thing_can_be_told(kind: ThingKind) -> None:
    slots = thing_slots([Thing(kind, "so", "so")])
    assert all(slots_in(wording) == slots.keys() for wording in CONTACTS[kind])


def test_a_wording_fits_only_when_all_its_slots_are_known() -> None:
    assert fitting(("{alias} di {village}", "di {village}"), {"village": "Prigi"}) == (
        "di {village}",
    )


def test_the_first_thing_of_a_kind_fills_the_slot() -> None:
    things = [Thing(ThingKind.PHONE, raw, raw) for raw in ("satu", "dua")]
    assert thing_slots(things) == {"phone": "satu"}


@given(chances, st.sampled_from(list(Agency)))
def test_a_text_holds_its_sentences_and_no_double_spaces(rng, agency: Agency) -> None:
    sentences = ["dijemput mobil", "Kontaknya 085000000001."]
    text = compose(rng, agency, sentences, scene())
    assert "dijemput mobil" in text
    assert "085000000001" in text
    assert "  " not in text


@given(chances)
def test_a_capital_sentence_follows_a_full_stop(rng) -> None:
    text = compose(rng, Agency.POLICE, ["dijemput mobil", "Kontaknya ini."], scene())
    assert "dijemput mobil. Kontaknya ini." in text


@given(chances)
def test_chat_begins_small_and_ends_without_a_stop(rng) -> None:
    chat = as_chat(rng, "Yang datang tidak saya kenal.")
    assert chat[0] == "y"
    assert not chat.endswith(".")


@pytest.mark.parametrize("style", PHONE_STYLES)
def test_every_spelling_of_a_phone_holds_its_digits(style: Callable[[str], str]) -> None:
    national = fake_phone(12_345).removeprefix("+62")
    assert digits_of(style(national)) in {national, f"0{national}", f"62{national}"}


@given(chances)
def test_a_phone_is_spelled_from_its_international_form(rng) -> None:
    assert digits_of(spell_phone(rng, fake_phone(7))).endswith("85000000007")


@given(chances, st.integers(0, 1000))
def test_an_account_keeps_its_bank_and_digits(rng, index: int) -> None:
    written = spell_account(rng, f"BRI {fake_account(index)}")
    assert digits_of(written) == fake_account(index)
    assert "bri" in written.lower()


@given(chances, st.sampled_from(["Bu Rosa Cahaya", "Pak Gito Bandara", "Mbak Sri", "Mas Eko"]))
def test_an_alias_keeps_its_first_name(rng, alias: str) -> None:
    first = alias.split()[1].lower()
    written = spell_alias(rng, alias).lower()
    assert first in written or first.replace("i", "ie", 1) in written


@given(chances)
def test_a_handle_keeps_its_name(rng) -> None:
    assert "loker_kerja417" in spell_handle(rng, "@loker_kerja417")
