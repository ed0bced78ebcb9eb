"""Who really told it: repeats and forwarded messages are one voice."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kentongan.alerts.detectors.voices import (
    COPY_DAYS,
    independent_voices,
    originals,
    repeated_by,
    same_words,
)
from kentongan.indicators.catalogue import catalogue
from tests.alerts.detectors.tales import MASARAN, PRIGI, told

NEWS = "Ada orang bernama samaran mengumpulkan warga di balai dusun dan menawarkan kerja kebun."
OTHER = "Rombongan dijemput mobil travel lewat tengah malam, tujuannya tidak diketahui keluarga."


def voices_of(*tellings) -> int:
    return len(set(independent_voices(tellings).values()))


def test_two_people_with_their_own_words_are_two_voices() -> None:
    assert voices_of(told(text=NEWS), told(text=OTHER)) == 2


def test_one_person_repeating_himself_is_one_voice() -> None:
    assert voices_of(told(voice="1:joko", text=NEWS), told(voice="1:joko", text=OTHER)) == 1


def test_a_message_passed_on_by_another_agency_is_one_voice() -> None:
    forwarded = f"Meneruskan informasi dari Polsek: {NEWS}"
    assert voices_of(told(text=NEWS), told(text=forwarded, agency="TNI")) == 1


def test_a_message_retyped_with_small_changes_is_one_voice() -> None:
    retyped = NEWS.lower().replace("orang", "org").replace("dan", "&")
    assert voices_of(told(text=NEWS), told(text=retyped)) == 1


def test_a_message_can_show_that_two_voices_were_one() -> None:
    first, second = told(voice="1:a", text=NEWS, day=0), told(voice="1:b", text=OTHER, day=1)
    bridge = told(voice="1:b", text=NEWS, day=2)
    assert voices_of(first, second) == 2
    assert voices_of(first, second, bridge) == 1


def test_reports_without_words_are_not_copies_of_each_other() -> None:
    assert voices_of(told(text=""), told(text="")) == 2


def test_the_same_few_words_are_no_copy() -> None:
    assert voices_of(told(text="Ada loker ke Taiwan."), told(text="Ada loker ke Taiwan.")) == 2


def test_two_people_who_tick_the_same_signs_on_the_form_are_two_voices() -> None:
    ticked = "; ".join(sign.label for sign in list(catalogue().values())[:6])
    assert voices_of(told(text=ticked), told(text=ticked)) == 2
    for beginning in ("Tanda yang terlihat: ", "Tanda: "):  # of the form, of a line list
        said = f"{beginning}{ticked}."
        assert voices_of(told(text=said), told(text=said)) == 2


def test_a_short_note_inside_a_longer_one_is_not_its_source() -> None:
    assert not same_words("kerja kebun", NEWS)


def test_the_earliest_telling_stands_for_its_voice() -> None:
    late, early = told(voice="1:a", day=5), told(voice="1:a", day=1)
    assert set(independent_voices([late, early]).values()) == {early.source}


def slow_voices(tellings) -> set[frozenset[str]]:
    """The slow twin: join pairs until nothing changes."""
    groups = [{telling.source} for telling in tellings]
    tied = {
        frozenset((one.source, other.source))
        for one, other in combinations(tellings, 2)
        if one.voice == other.voice or same_words(one.text, other.text)
    }
    for pair in tied:
        touching = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [set().union(*touching)]
    return {frozenset(group) for group in groups}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"), st.sampled_from((NEWS, OTHER, "", "x")), st.integers(0, 9)
        ),
        max_size=8,
    )
)
def test_voices_are_the_groups_that_a_slow_twin_finds(told_by) -> None:
    tellings = [told(voice=voice, text=text, day=day) for voice, text, day in told_by]
    found: dict[str, set[str]] = {}
    for source, stands_for in independent_voices(tellings).items():
        found.setdefault(stands_for, set()).add(source)
    assert {frozenset(group) for group in found.values()} == slow_voices(tellings)


# --- copies -------------------------------------------------------------------------------------


def test_the_same_words_within_a_month_are_a_copy_of_the_first() -> None:
    first, again = told(text=NEWS), told(text=NEWS, day=20)
    assert originals([again, first]) == {first.source: first.source, again.source: first.source}


def test_the_same_words_after_a_month_are_news_again() -> None:
    first, again = told(text=NEWS), told(text=NEWS, day=31)
    assert originals([first, again])[again.source] == again.source


def test_the_same_words_from_another_sub_district_are_news_there() -> None:
    first, again = told(PRIGI, text=NEWS), told(MASARAN, text=NEWS, day=1)
    assert originals([first, again])[again.source] == again.source


def test_a_copy_without_a_place_is_a_copy() -> None:
    first, again = told(PRIGI, text=NEWS), told("", text=NEWS, day=1)
    assert originals([first, again])[again.source] == first.source


def test_a_copy_from_nowhere_shares_some_words_in_a_row() -> None:
    first = told(PRIGI, text=NEWS)
    again = told("", text=f"Diteruskan: {NEWS.upper()}", day=1)
    mixed = told("", text=" ".join(sorted(NEWS.split())), day=1)
    assert originals([first, again, mixed]) == {
        first.source: first.source,
        again.source: first.source,
        mixed.source: mixed.source,
    }


def slow_copies(tellings) -> set[str]:
    """The slow twin: every pair, one by one."""
    return {
        late.source
        for early, late in combinations(sorted(tellings, key=lambda t: (t.known_on, t.source)), 2)
        if (late.known_on - early.known_on).days <= COPY_DAYS
        and (late.district == early.district or not (late.district and early.district))
        and same_words(early.text, late.text)
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from((PRIGI, MASARAN, "")),
            st.sampled_from((NEWS, NEWS.lower(), f"Diteruskan: {NEWS}", OTHER, "", "x")),
            st.integers(0, 70),
        ),
        max_size=9,
    )
)
def test_copies_are_those_of_a_slow_twin_and_of_each_by_itself(told_by) -> None:
    tellings = [told(place, text=text, day=day) for place, text, day in told_by]
    copies = {source for source, first in originals(tellings).items() if source != first}
    assert copies == slow_copies(tellings)
    assert copies == {one.source for one in tellings if repeated_by(one, tellings)}
