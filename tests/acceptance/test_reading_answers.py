"""The small parts of the measurements: numbers, pages, files, words."""

import io
import json
import zipfile
from random import Random

import pytest
from django.http import HttpResponse

from acceptance.access import doors
from acceptance.access.browser import Page, tidied
from acceptance.access.canaries import Canary, Flock, found_in
from acceptance.access.crawl import archive_text
from acceptance.access.mass import Forms
from acceptance.access.remains import holds
from acceptance.access.timing import Side, time_part
from acceptance.result import Item, show_all

PHONE = Canary("telepon", "0850 0012 3456", frozenset())
NAME = Canary("nama", "Kenari Kuning", frozenset())


@pytest.mark.parametrize(
    "text", ["+62 850 0012 3456", "0850-0012-3456", "(0850) 00123456", "tel:+6285000123456"]
)
def test_a_number_is_found_in_every_writing(text: str) -> None:
    assert found_in(text, [PHONE, NAME]) == {"telepon"}


def test_another_number_is_not_found() -> None:
    assert found_in("0850 0012 3457, kenari kuning", [PHONE, NAME]) == set()


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_stored_bytes_are_read_in_three_codes(code: str) -> None:
    assert holds(b"xx" + "Kenari Kuning".encode(code) + b"yy", NAME)


def test_canaries_are_all_different() -> None:
    flock = Flock(Random(1))
    for number in range(100):
        flock.word(f"kata {number}")
        flock.phone(f"nomor {number}")
        flock.nik(f"nik {number}")
    bare = [one.bare for one in flock.canaries.values()]
    assert len(set(bare)) == len(bare)


def test_tokens_and_keys_are_taken_out_of_an_answer() -> None:
    page = '<input name="csrfmiddlewaretoken" value="{}"><a href="/x/{}/">'
    one, other = (tidied(HttpResponse(page.format(*p)), p[1]) for p in (("a", 17), ("bb", 4321)))
    assert one == other


def test_links_and_forms_of_a_page_are_read() -> None:
    page = Page('<a href="/a/#b">A</a><form><input name="kata" type="search"></form>')
    assert page.inside == ["/a/"]
    assert page.forms[0].texts == ["kata"]


def test_a_form_is_filled_with_its_first_choices() -> None:
    text = (
        '<form method="post" action="/x/"><select name="s"><option value=""><option value="1">'
        '</select><input type="radio" name="r" value="a"><input type="hidden" name="h" value="7">'
        "<textarea name=t></textarea></form>"
    )
    fields = Forms(text).forms[0].fields
    assert (fields["s"], fields["r"], fields["h"]) == ("1", "a", "7")
    assert fields["t"]


def test_a_zipped_file_is_read_whole() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/x.xml", "Kenari Kuning")
    assert found_in(archive_text(content.getvalue()), [NAME]) == {"nama"}


def test_medians_within_ten_percent_are_alike_and_others_are_not() -> None:
    assert time_part("x", "wall", [1.0] * 20, [1.05] * 20)[3]
    assert not time_part("x", "wall", [1.0] * 20, [1.2] * 20)[3]


def test_a_side_remembers_every_different_answer() -> None:
    side = Side()
    for number in (1, 2, 1):
        side.take(lambda n: HttpResponse(str(n)), number)
    assert len(side.answers) == 2


@pytest.mark.parametrize("name", ["reports:detail", "alerts:move", "access:record"])
def test_an_address_knows_its_keys_and_its_words(name: str) -> None:
    address = doors.every_address()[name]
    assert len(address.keys) == 1
    assert doors.unplaced({name: address}) == []


def test_one_short_part_makes_the_measurement_fail(capsys: pytest.CaptureFixture[str]) -> None:
    def item(good: bool) -> Item:
        return Item(1, "x", lambda: [("a", "1", "2", good)])

    kept, short = item(True), item(False)
    assert show_all([kept]) == 0
    assert show_all([kept, short]) == 1
    assert "SHORT" in capsys.readouterr().out


def test_parts_survive_the_way_between_processes() -> None:
    part = ("what", "figure", "target", True)
    assert tuple(json.loads(json.dumps([part]))[0]) == part
