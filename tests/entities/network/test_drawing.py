"""The picture on paper, as numbers: inside the page, thicker for more, with its weeks."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kentongan.engine.linkage.network.graph import Column
from kentongan.entities.network import drawing
from kentongan.entities.network.drawing import (
    HEIGHT,
    LONGEST_NAME,
    WIDTH,
    numbers_for_canvas,
    picture_of,
    small,
    web_of,
)
from kentongan.entities.network.forms import key_of
from kentongan.entities.network.queries import (
    DESTINATION,
    PERSON,
    THING,
    VILLAGE,
    Telling,
    among,
)

DAY = date(2026, 11, 2)  # a Monday
NAMES = {(THING, 1): "Tatik", (THING, 2): "0850-0001-2345", (VILLAGE, "35.03.05.2001"): "Prigi"}
RECORDED = datetime(2026, 11, 20, tzinfo=UTC)


def told(thing: int, kind: str, source: str, day: date | None = DAY, code: str = "") -> Telling:
    return Telling(thing, kind, False, source, code, day, RECORDED, 2)


ROWS = [
    told(1, "alias", "report:1", code="35.03.05.2001"),
    told(2, "phone", "report:1", code="35.03.05.2001"),
    told(2, "phone", "report:2", DAY + timedelta(days=8), code="35.03.05.2001"),
]


def drawn(rows: list[Telling] = ROWS, **sent_to: str) -> drawing.Picture:
    web = web_of(rows, {f"report:{key[1:]}": name for key, name in sent_to.items()})
    part = small(web, [(THING, 1)])
    return picture_of(web, part, NAMES, [(THING, 1)])


def test_every_dot_and_line_lies_within_the_page() -> None:
    picture = drawn()
    for dot in picture.dots:
        assert 0 < float(dot.at.x) < WIDTH
        assert 0 < float(dot.at.y) < HEIGHT
    numbers = [float(n) for line in picture.curves for n in re.findall(r"-?\d+\.\d", line.path)]
    assert min(numbers) >= 0
    assert max(numbers) <= WIDTH


def test_what_more_reports_tell_is_drawn_thicker() -> None:
    once, twice = sorted(float(line.width) for line in drawn().curves)
    assert once < twice


def test_the_centre_stands_out_and_nothing_else() -> None:
    assert [dot.name for dot in drawn().dots if dot.is_marked] == ["Tatik"]


def test_a_line_is_told_in_words_with_its_first_and_last_day() -> None:
    line = next(one for one in drawn().relations if one.right == "Prigi")
    assert (line.left, line.sources) == ("0850-0001-2345", 2)
    assert (line.first, line.last) == (DAY, DAY + timedelta(days=8))


def test_the_weeks_stand_along_the_foot_from_monday_on() -> None:
    bars = drawn().bars
    assert [(bar.week, bar.count) for bar in bars] == [(DAY, 1), (DAY + timedelta(days=7), 1)]


def test_a_report_without_a_day_counts_when_it_was_recorded() -> None:
    assert told(1, "alias", "report:1", None).day == RECORDED.date().toordinal()


def test_a_long_name_is_cut_in_the_picture_alone() -> None:
    name = "PT Karya Sejahtera Abadi Nusantara Jaya"
    web = web_of([told(1, "organisation", "report:1")], {})
    dot = picture_of(web, small(web, []), {(THING, 1): name}, []).dots[0]
    assert dot.name == name
    assert len(dot.short) == LONGEST_NAME


def test_more_than_fits_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [told(number, "phone", f"report:{number}") for number in range(1, 9)]
    web = web_of(rows, {})
    assert small(web, [], most=3).left_out == 5


def test_a_destination_is_drawn_with_the_name_it_was_first_written_with() -> None:
    web = web_of(ROWS, {"report:1": "Hong Kong", "report:2": "HONGKONG"})
    assert web.destinations == {(DESTINATION, "hongkong"): "Hong Kong"}
    columns = dict(zip(web.network.keys, web.network.column.tolist(), strict=True))
    assert columns[DESTINATION, "hongkong"] == Column.DESTINATION


def test_the_numbers_for_the_canvas_agree_with_each_other() -> None:
    numbers = numbers_for_canvas(web_of(ROWS, {}))
    count = len(numbers["keys"])
    assert all(len(numbers[name]) == count for name in ("column", "height", "told", "kind"))
    assert len(numbers["left"]) == len(numbers["right"]) == len(numbers["day"])
    assert numbers["first"] == "2026-11-02"
    assert max(numbers["day"]) == 8
    assert all(0 <= node < count for node in numbers["left"] + numbers["right"])


def test_only_so_many_lines_are_drawn_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "MOST_LINKS", 2)
    web = web_of(ROWS, {})
    assert len(web.links.left) == 2
    assert web.links.left_out == 1


def test_nothing_told_is_an_empty_picture() -> None:
    web = web_of([], {})
    numbers = numbers_for_canvas(web)
    assert (numbers["keys"], numbers["first"]) == ([], "")
    assert picture_of(web, small(web, []), {}, []).bars == ()


def test_keys_are_told_apart_by_their_sort() -> None:
    keys = [(THING, 4), (VILLAGE, "35.03"), (DESTINATION, "taiwan"), (PERSON, 4)]
    assert among(keys, THING) == among(keys, PERSON) == [4]
    assert among(keys, VILLAGE) == ["35.03"]


def test_a_person_and_a_thing_of_one_number_are_two_nodes() -> None:
    rows = [ROWS[0], replace(ROWS[0], kind="person")]
    keys = web_of(rows, {}).network.keys
    assert {(THING, 1), (PERSON, 1)} <= {*keys}


def test_a_person_stands_with_the_village_and_the_destination_of_his_source() -> None:
    row = replace(ROWS[0], kind="person")
    keys = web_of([row], {"report:1": "Taiwan"}).network.keys
    assert keys == ((PERSON, 1), (VILLAGE, row.region_code), (DESTINATION, "taiwan"))


def test_a_person_stands_among_those_who_recruit() -> None:
    assert replace(ROWS[1], kind="person").column == Column.RECRUITER


def test_a_common_thing_is_drawn_hollow() -> None:
    web = web_of([replace(ROWS[1], is_hub=True)], {})
    assert picture_of(web, small(web, []), NAMES, []).dots[0].is_common


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("hal:12", (THING, 12)),
        ("desa:35.03.05.2001", (VILLAGE, "35.03.05.2001")),
        ("desa:35", (VILLAGE, "35")),
        ("hal:0", None),
        ("hal:12 ", None),
        ("hal:12\n", None),
        ("hal:" + "9" * 19, None),
        ("desa:35.03.05.2001.1.1", None),
        ("orang:1", (PERSON, 1)),
        ("orang:0", None),
        ("dilindungi:1", None),
        ("", None),
    ],
)
def test_a_word_of_an_address_names_a_node_or_nothing(word: str, key: object) -> None:
    assert key_of(word) == key
