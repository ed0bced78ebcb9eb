"""How signs are called: short forms, word order, denial, slips of the pen, hostile cells."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.indicators.catalogue import (
    LONGEST_PART,
    NEGATIONS,
    SEPARATORS,
    SHORTEST_GUESS,
    Malformed,
    ambiguous_phrases,
    catalogue,
    in_order,
    match_label,
    nearly,
    phrase_book,
    phrases_of,
    plain,
    read_catalogue,
    same_denial,
    signs_in,
    stage_of,
)
from tests.indicators.test_catalogue import GOOD

LABELS = st.sampled_from(sorted(sign.label for sign in catalogue().values()))


# --- plain words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Paspor\tDITAHAN \n", "paspor ditahan"),
        ("paspor-ditahan", "paspor ditahan"),
        ("documents_withheld", "documents withheld"),
        ("ＰＡＳＰＯＲ ditahan", "paspor ditahan"),  # full-width letters of a phone keyboard
        ("tdk ada kwitansi", "tidak ada kuitansi"),
        ("pasport & dok di tahan", "paspor dokumen di tahan"),
        ("paspor\u00a0ditahan", "paspor ditahan"),  # the space that spreadsheets paste
        ("", ""),
        ("—…!", ""),
        ("護照", ""),
    ],
)
def test_words_are_compared_in_plain_form(text: str, words: str) -> None:
    assert plain(text) == words


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_a_sign_is_called_by_its_id_its_label_and_its_aliases_each_once() -> None:
    sign = read_catalogue({"1_a.yaml": GOOD.replace("[bayar dahulu]", "[Fee First, bayar]")})
    phrases = list(phrases_of(sign["fee_first"]))
    assert phrases == ["fee first", "biaya di depan", "bayar"]


def test_no_phrase_of_the_catalogue_is_empty() -> None:
    assert "" not in phrase_book()


@pytest.mark.parametrize("alias", ["-", "…", "護照"])
def test_an_alias_without_letters_would_name_every_empty_cell_and_is_a_fault(alias: str) -> None:
    with pytest.raises(Malformed, match="fee_first"):
        read_catalogue({"1_a.yaml": GOOD.replace("bayar dahulu", f'"{alias}"')})


def test_phrases_of_one_sign_may_repeat_each_other() -> None:
    signs = read_catalogue({"1_a.yaml": GOOD.replace("bayar dahulu", "Biaya di depan!")})
    assert ambiguous_phrases(signs.values()) == []
    assert ambiguous_phrases([]) == []


# --- word order and denial ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "words", "stand"),
    [
        (["a", "b"], ["a", "x", "b"], True),
        (["a", "b"], ["b", "a"], False),
        (["a", "a"], ["a"], False),
        ([], ["a"], True),
        (["a"], [], False),
    ],
)
def test_words_stand_in_order_with_others_between(
    wanted: list[str], words: list[str], stand: bool
) -> None:
    assert in_order(wanted, words) == stand


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=4), st.lists(st.sampled_from("abc"), max_size=7))
def test_standing_in_order_is_what_the_slow_twin_says(wanted: list[str], words: list[str]) -> None:
    def slow(some: list[str], rest: list[str]) -> bool:
        if not some:
            return True
        return any(
            word == some[0] and slow(some[1:], rest[place + 1 :]) for place, word in enumerate(rest)
        )

    assert in_order(wanted, words) == slow(wanted, words)


@pytest.mark.parametrize(
    ("words", "phrase", "same"),
    [
        (["tanpa", "kontrak"], "tanpa kontrak", True),
        (["kontrak"], "tanpa kontrak", False),
        (["tidak", "tanpa", "kontrak"], "tanpa kontrak", False),
        (["paspor", "ditahan"], "paspor ditahan", True),
        (["belum", "ditahan"], "paspor ditahan", False),
    ],
)
def test_a_denial_must_be_in_both_or_in_neither(words: list[str], phrase: str, same: bool) -> None:
    assert same_denial(words, phrase) == same


@pytest.mark.parametrize("denial", sorted(NEGATIONS))
def test_a_denial_before_a_label_never_names_its_sign(denial: str) -> None:
    """But for signs that are themselves called by a denial, or by half of their label."""
    for sign in catalogue().values():
        denied = NEGATIONS.intersection(" ".join(phrases_of(sign)).split())
        if not denied and not SEPARATORS.search(sign.label.lower()):
            assert sign.id not in match_label(f"{denial} {sign.label}"), sign.label


# --- cells of a line list -----------------------------------------------------------------------


@pytest.mark.parametrize("mark", [", ", "; ", "/", " + ", "\n", " | ", " • ", " dan ", " serta "])
def test_signs_may_be_parted_in_any_way_people_part_them(mark: str) -> None:
    assert match_label(f"paspor ditahan{mark}biaya tinggi") == [
        "documents_withheld",
        "overcharging",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(LABELS, max_size=4))
def test_labels_in_one_cell_name_their_signs_in_their_order(labels: list[str]) -> None:
    id_of = {sign.label: sign.id for sign in catalogue().values()}
    plain_ones = [label for label in labels if not SEPARATORS.search(label.lower())]
    found = match_label("; ".join(plain_ones))
    assert found == list(dict.fromkeys(id_of[label] for label in plain_ones))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_whatever_a_cell_holds_only_known_signs_come_of_it_each_once(cell: str) -> None:
    found = match_label(cell)
    assert set(found) <= set(catalogue())
    assert len(set(found)) == len(found)


@settings(max_examples=40, deadline=None)
@given(LABELS)
def test_capitals_and_spaces_change_nothing(label: str) -> None:
    assert match_label(f"  {label.upper()}  ") == match_label(label)


def test_a_part_as_long_as_a_story_names_nothing_and_one_word_less_does() -> None:
    filling = ["kata"] * (LONGEST_PART - 2)
    assert signs_in(" ".join(["paspor", *filling, "ditahan"])) == ["documents_withheld"]
    assert signs_in(" ".join(["paspor", *filling, "kata", "ditahan"])) == []


def test_a_huge_cell_is_read_within_a_second() -> None:
    begun = time.process_time()
    assert match_label("paspor " * 20_000 + "," * 20_000) == []
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("formula", ["=1+1", "=HYPERLINK()", "<script>", "'; DROP TABLE", "\x00"])
def test_hostile_cells_name_nothing(formula: str) -> None:
    assert match_label(formula) == []


# --- slips of the pen ---------------------------------------------------------------------------


def test_a_word_too_short_to_guess_is_taken_as_it_stands() -> None:
    short = "x" * (SHORTEST_GUESS - 1)
    assert nearly(short) == nearly("") == []


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("penampungan", "holding_house"),
        ("penampngan", "holding_house"),
        ("penmpungan", "holding_house"),
    ],
)
def test_one_letter_may_be_missing(written: str, sign: str) -> None:
    assert match_label(written) == [sign]


def test_two_letters_changed_about_in_the_middle_name_the_same_sign_or_none() -> None:
    for phrase, sign in phrase_book().items():
        half = len(phrase) // 2
        slip = phrase[: half - 1] + phrase[half - 1 : half + 1][::-1] + phrase[half + 1 :]
        assert nearly(slip) in ([], [sign]), slip


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stage"),
    [("2_recruitment.yaml", "recruitment"), ("7_news_from_abroad.yaml", "news_from_abroad")],
)
def test_the_name_of_a_file_gives_the_stage(name: str, stage: str) -> None:
    assert stage_of(name) == stage


def test_all_faults_of_all_files_are_told_at_once() -> None:
    texts = {
        "1_a.yaml": GOOD.replace("medium", "heavy"),
        "2_b.yaml": GOOD.replace("fraud_overcharging", "crime"),
    }
    with pytest.raises(Malformed) as problem:
        read_catalogue(texts)
    assert [line.split(",")[0] for line in str(problem.value).splitlines()] == list(texts)


def test_a_sign_without_an_id_is_told_by_its_place_in_the_file() -> None:
    nameless = GOOD.replace("- id: fee_first\n  label", "- label")
    with pytest.raises(Malformed, match=r"1_a\.yaml, entry 1: id: Field required"):
        read_catalogue({"1_a.yaml": nameless})


def test_no_file_is_an_empty_catalogue_and_an_empty_file_is_a_fault() -> None:
    assert read_catalogue({}) == {}
    with pytest.raises(Malformed, match=r"1_a\.yaml"):
        read_catalogue({"1_a.yaml": ""})


def test_common_signs_stand_first_whatever_their_file() -> None:
    common = GOOD.replace("fee_first", "held_papers").replace("Biaya di depan", "Surat ditahan")
    common = common.replace("bayar dahulu", "surat ditahan agen") + "  common: 1\n"
    assert list(read_catalogue({"1_a.yaml": GOOD, "2_b.yaml": common})) == [
        "held_papers",
        "fee_first",
    ]


def test_a_sign_cannot_be_changed_by_whoever_reads_it() -> None:
    with pytest.raises(ValueError, match="frozen"):
        catalogue()["locked_in"].label = "Lain"  # type: ignore[misc]


def test_a_file_can_run_no_code() -> None:
    with pytest.raises(Malformed):
        read_catalogue({"1_a.yaml": "- !!python/object/apply:os.getcwd []"})
