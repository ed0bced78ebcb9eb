"""The sealed text: every pair opens it, nobody alone, nothing moved or changed."""

import json
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.access.sealing import boxes, envelope, waiting
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Envelope, Identity, Share

SUBJECT = "report:00000000-0000-4000-8000-000000000001"
PRIVATES = [boxes.new_private() for _ in range(4)]
PUBLICS = [boxes.public_bytes(one.public_key()) for one in PRIVATES]
NAMES = [boxes.fingerprint(public) for public in PUBLICS]
SOMEBODY = Identity("Kenari", "0850-0099-8877", "Gang 9", "tetangga", "malam\nsaja")
texts = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=60)


def shares_of(sealed: Envelope, at: int) -> dict[str, bytes]:
    """What custodian ``at`` can open alone, by mate."""
    return {
        share.other: envelope.open_share(PRIVATES[at], sealed, share)
        for share in sealed.shares_of(NAMES[at])
    }


def opened(sealed: Envelope, one: int, other: int) -> Identity:
    halves = shares_of(sealed, one)[NAMES[other]], shares_of(sealed, other)[NAMES[one]]
    return envelope.open_text(sealed, *halves)


@settings(deadline=None, max_examples=15)
@given(st.builds(Identity, texts, texts, texts, texts, texts))
def test_every_pair_of_three_opens_it(identity: Identity) -> None:
    sealed = envelope.read(envelope.seal(identity, SUBJECT, PUBLICS[:3]))
    plain = Identity(**{name: envelope.plain(text) for name, text in vars(identity).items()})
    assert {opened(sealed, *pair) for pair in combinations(range(3), 2)} == {plain}


def test_two_custodians_are_enough_and_four_are_too_many() -> None:
    assert opened(envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:2])), 0, 1) == SOMEBODY
    for wrong in (PUBLICS[:1], PUBLICS, [PUBLICS[0]] * 3, []):
        with pytest.raises(ValueError, match="two or three"):
            envelope.seal(SOMEBODY, SUBJECT, wrong)


@pytest.mark.parametrize("at", range(3))
def test_nobody_alone_opens_it(at: int) -> None:
    """Neither with one half nor with any two of the halves he can read."""
    sealed = envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3]))
    halves = [*shares_of(sealed, at).values(), bytes(32)]
    for one, other in permutations([*halves, *halves], 2):
        with pytest.raises(Broken):
            envelope.open_text(sealed, one, other)


def test_the_shares_of_others_do_not_open_with_his_key() -> None:
    sealed = envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3]))
    foreign = [share for share in sealed.shares if share.key != NAMES[0]]
    assert len(foreign) == 4
    for share in foreign:
        with pytest.raises(Broken):
            envelope.open_share(PRIVATES[0], sealed, share)


def test_a_short_and_a_long_identity_look_alike() -> None:
    short, long = Identity("A"), Identity("A" * 120, "1" * 40, "B" * 200, "C" * 80, "D" * 500)
    blobs = [envelope.seal(one, SUBJECT, PUBLICS[:3]) for one in (short, long)]
    assert len(blobs[0]) == len(blobs[1])
    assert len(blobs[0]) < 10_000


def test_the_sealed_text_holds_no_plain_word() -> None:
    blob = envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3])
    inside = boxes.to_bytes(blob.removeprefix(envelope.PREFIX))
    assert b"Kenari" not in inside + boxes.to_bytes(json.loads(inside)["text"])


def test_a_seal_that_was_moved_to_another_report_does_not_open() -> None:
    sealed = envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3]))
    moved = Envelope("report:lain", sealed.text, sealed.shares)
    with pytest.raises(Broken):
        opened(moved, 0, 1)


def test_the_shares_of_another_seal_do_not_open_the_text() -> None:
    one, other = (envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3])) for _ in "ab")
    with pytest.raises(Broken):
        opened(Envelope(SUBJECT, one.text, other.shares), 0, 1)


def test_a_seal_reads_back_as_it_was_written() -> None:
    blob = envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3])
    assert envelope.read(envelope.written(envelope.read(blob))) == envelope.read(blob)
    assert envelope.read(blob).keys == tuple(sorted(NAMES[:3]))


def pack(raw: object) -> str:
    return envelope.PREFIX + boxes.to_text(json.dumps(raw).encode())


SHARES = [{"key": "a", "with": "b", "box": ""}, {"key": "b", "with": "a", "box": ""}]
HOSTILE = {
    "nothing": "",
    "plain words": "Burung Kenari",
    "no json": envelope.PREFIX + "AAAA",
    "a list": pack([]),
    "a number": pack(1e309),
    "deep": envelope.PREFIX + boxes.to_text(b"[" * 9000),
    "no shares": pack({"subject": SUBJECT, "text": "AAAA"}),
    "a text that is none": pack({"subject": SUBJECT, "text": 5, "shares": SHARES}),
    "one share": pack({"subject": SUBJECT, "text": "AAAA", "shares": SHARES[:1]}),
    "a share twice": pack({"subject": SUBJECT, "text": "AAAA", "shares": [*SHARES, SHARES[0]]}),
    "shares of words": pack({"subject": SUBJECT, "text": "AAAA", "shares": ["a", "b"]}),
    "a box that is none": pack({"subject": "", "text": "", "shares": [SHARES[0] | {"box": 1}]}),
    "own mate": pack({"subject": "", "text": "", "shares": [{"key": "a", "with": "a", "box": ""}]}),
    "too long": envelope.PREFIX + "A" * envelope.LONGEST_BLOB,
    "letters outside": envelope.PREFIX + "\ud800é",
}


@pytest.mark.parametrize("blob", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_seal_is_broken(blob: str) -> None:
    with pytest.raises(Broken):
        envelope.read(blob)


@given(st.text(max_size=200))
def test_any_text_is_a_seal_or_broken(text: str) -> None:
    with pytest.raises(Broken):
        envelope.read(envelope.PREFIX + text)


def test_what_a_browser_sealed_beside_the_five_fields_is_left_out() -> None:
    assert envelope.plain({"a": 1}) == envelope.plain(None) == ""
    assert envelope.plain("a\u202eb\0c\nd") == "abc\nd"


def pass_on(at: int, ticket: str = "1|LP") -> tuple[Envelope, str]:
    """A seal of three, and what custodian ``at`` passes on."""
    sealed = envelope.read(envelope.seal(SOMEBODY, SUBJECT, PUBLICS[:3]))
    others = {NAMES[i]: PUBLICS[i] for i in range(3) if i != at}
    return sealed, waiting.hand_over(sealed, NAMES[at], PRIVATES[at], others, ticket)


@pytest.mark.parametrize(("one", "two"), list(permutations(range(3), 2)))
def test_who_comes_second_completes_what_the_first_passed_on(one: int, two: int) -> None:
    sealed, half = pass_on(one)
    assert waiting.complete(sealed, NAMES[two], PRIVATES[two], half, "1|LP") == SOMEBODY


def test_the_first_cannot_complete_his_own_half() -> None:
    sealed, half = pass_on(0)
    with pytest.raises(Broken):
        waiting.complete(sealed, NAMES[0], PRIVATES[0], half, "1|LP")


def test_a_half_waits_for_one_request_of_one_case() -> None:
    sealed, half = pass_on(0)
    with pytest.raises(Broken):
        waiting.complete(sealed, NAMES[1], PRIVATES[1], half, "1|lain")


def test_a_half_is_not_passed_on_with_another_key() -> None:
    sealed, _half = pass_on(0)
    with pytest.raises(Broken):
        waiting.hand_over(sealed, NAMES[0], PRIVATES[3], {NAMES[1]: PUBLICS[1]}, "1|LP")


def test_a_share_says_whose_it_is() -> None:
    assert Share("a", "b", b"").key == "a"
