"""The cryptographic parts: only the right key, words and bytes give the plain text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.sealing import boxes
from kentongan.access.sealing.boxes import Broken

PRIVATE = boxes.new_private()
PUBLIC = boxes.public_bytes(PRIVATE.public_key())
KEY = bytes(range(32))
plain_bytes = st.binary(max_size=200)


@given(plain_bytes, st.text(max_size=40))
def test_a_box_gives_its_holder_what_was_put_in(plain: bytes, said: str) -> None:
    said = said.encode("utf-8", "ignore").decode()
    assert boxes.open_box(PRIVATE, boxes.close_box(PUBLIC, plain, said), said) == plain


def test_two_boxes_of_the_same_words_share_no_block() -> None:
    one, other = (boxes.close_box(PUBLIC, KEY, "") for _ in range(2))
    assert one[:65] != other[:65]
    assert one[65:] != other[65:]


@given(st.integers(min_value=0, max_value=65 + 12 + 32 + 16 - 1), st.integers(1, 255))
def test_a_box_with_one_byte_changed_does_not_open(at: int, flip: int) -> None:
    box = bytearray(boxes.close_box(PUBLIC, KEY, "x"))
    box[at] ^= flip
    with pytest.raises(Broken):
        boxes.open_box(PRIVATE, bytes(box), "x")


def test_another_key_or_other_words_do_not_open_a_box() -> None:
    box = boxes.close_box(PUBLIC, KEY, "x")
    with pytest.raises(Broken):
        boxes.open_box(boxes.new_private(), box, "x")
    with pytest.raises(Broken):
        boxes.open_box(PRIVATE, box, "y")


@given(st.binary(max_size=120))
def test_noise_is_no_box(noise: bytes) -> None:
    with pytest.raises(Broken):
        boxes.open_box(PRIVATE, noise, "x")


@given(st.binary(min_size=1, max_size=64))
def test_two_shares_give_the_secret(secret: bytes) -> None:
    one, other = boxes.split(secret)
    assert boxes.joined(one, other) == secret


def test_a_share_of_zeros_looks_like_any_other() -> None:
    """One share alone is drawn without looking at the secret; the other is it, xor noise."""
    shares = {boxes.split(bytes(32)) for _ in range(50)}
    assert len({one for one, _ in shares} | {other for _, other in shares}) == 50


@given(st.binary(max_size=60))
def test_bytes_survive_as_text(data: bytes) -> None:
    text = boxes.to_text(data)
    assert boxes.to_bytes(text) == data
    assert not set(text) & set("+/=")


@pytest.mark.parametrize("text", ["é", "a", "ab+/", "\0", "a b c d"])
def test_other_text_is_broken(text: str) -> None:
    with pytest.raises(Broken):
        boxes.to_bytes(text)


@pytest.mark.parametrize("point", [b"", b"\4" + bytes(64), b"\2" + bytes(64), bytes(65)])
def test_a_point_beside_the_curve_is_broken(point: bytes) -> None:
    with pytest.raises(Broken):
        boxes.public_from(point)


def test_a_private_key_survives_as_32_bytes() -> None:
    data = boxes.private_bytes(PRIVATE)
    assert len(data) == 32
    assert boxes.public_bytes(boxes.private_from(data).public_key()) == PUBLIC
