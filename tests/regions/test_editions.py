"""List after list: what the tree holds then, and how areas are followed from one to the next."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as some

from kentongan.regions import history, queries
from kentongan.regions.actions import Loaded, OlderEditionError, adopt_edition
from kentongan.regions.catalogue import Edition, Place
from kentongan.regions.history import only_ones, predecessors, whereabouts
from kentongan.regions.models import Level, Region

FIRST, SECOND, THIRD = date(2024, 3, 1), date(2025, 5, 1), date(2026, 6, 1)
TREE = {
    "35": "Jawa Timur",
    "35.03": "Kabupaten Trenggalek",
    "35.03.08": "Watulimo",
    "35.03.08.2011": "Prigi",
    "35.03.08.2012": "Tasikmadu",
}
PRIGI = "35.03.08.2011"

codes = some.from_regex(r"3[56]\.0[12]\.0[12]\.200[1-3]", fullmatch=True)
names = some.sampled_from(["Prigi", "Sawoo", "Sawo", "Krajan"])
listed = some.dictionaries(codes, names, max_size=8)


def adopted(day: date, changes: dict[str, str] | None = None, **options: object) -> Loaded:
    """Take over the tree above with changes; a name of "" leaves the area out."""
    tree = TREE | (changes or {})
    places = sorted((Place(code, name) for code, name in tree.items() if name), key=by_level)
    return adopt_edition(edition=Edition("Daftar", day), places=places, **options)  # type: ignore[arg-type]


def by_level(place: Place) -> tuple[int, str]:
    return place.level, place.code


def line_of(code: str) -> list[tuple[str, date, date | None]]:
    rows = Region.objects.filter(code=code).order_by("valid_from")
    return [(row.name, row.valid_from, row.valid_to) for row in rows]


def test_three_names_are_three_rows_without_gaps(db: None) -> None:
    for day, name in ((FIRST, "Prigi"), (SECOND, "Prigi Baru"), (THIRD, "Prigi Raya")):
        adopted(day, {PRIGI: name})
    assert line_of(PRIGI) == [
        ("Prigi", FIRST, SECOND),
        ("Prigi Baru", SECOND, THIRD),
        ("Prigi Raya", THIRD, None),
    ]


def test_each_name_points_to_the_one_before(db: None) -> None:
    for day, name in ((FIRST, "Prigi"), (SECOND, "Prigi Baru"), (THIRD, "Prigi Raya")):
        adopted(day, {PRIGI: name})
    newest = Region.objects.get(code=PRIGI, valid_to=None)
    assert newest.predecessor.name == "Prigi Baru"
    assert newest.predecessor.predecessor.name == "Prigi"
    assert newest.predecessor.predecessor.predecessor is None


def test_an_area_that_comes_back_is_a_new_row_and_was_not_there_between(db: None) -> None:
    adopted(FIRST)
    adopted(SECOND, {PRIGI: ""})
    adopted(THIRD)
    assert line_of(PRIGI) == [("Prigi", FIRST, SECOND), ("Prigi", THIRD, None)]
    assert queries.region(PRIGI, SECOND) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (FIRST - timedelta(days=1), ""),
        (FIRST, "Prigi"),
        (SECOND - timedelta(days=1), "Prigi"),
        (SECOND, "Prigi Baru"),
        (date(2099, 12, 31), "Prigi Baru"),
    ],
)
def test_a_name_holds_from_its_first_day_until_the_day_before_the_next(
    db: None, day: date, name: str
) -> None:
    adopted(FIRST)
    adopted(SECOND, {PRIGI: "Prigi Baru"})
    row = queries.region(PRIGI, day)
    assert (row.name if row else "") == name


def test_the_path_on_a_day_has_the_names_of_that_day(db: None) -> None:
    adopted(FIRST)
    adopted(SECOND, {"35.03.08": "Watulimo Raya", PRIGI: "Prigi Baru"})
    before, since = queries.path_name(PRIGI, FIRST), queries.path_name(PRIGI, SECOND)
    assert before == "Prigi, Watulimo, Trenggalek, Jawa Timur"
    assert since == "Prigi Baru, Watulimo Raya, Trenggalek, Jawa Timur"


@pytest.mark.parametrize(
    ("ask", "before", "since"),
    [
        (queries.children, ["35.03.08.2011", "35.03.08.2012"], ["35.03.08.2011", "35.03.08.2013"]),
        (queries.villages_within, [PRIGI, "35.03.08.2012"], [PRIGI, "35.03.08.2013"]),
    ],
)
def test_what_lies_inside_is_that_of_the_day(
    db: None, ask: object, before: list[str], since: list[str]
) -> None:
    adopted(FIRST)
    adopted(SECOND, {"35.03.08.2012": "", "35.03.08.2013": "Sawahan"})
    on = {day: [row.code for row in ask("35.03.08", day)] for day in (FIRST, SECOND)}  # type: ignore[operator]
    assert on == {FIRST: before, SECOND: since}


def test_a_kabupaten_that_becomes_a_city_is_a_new_row(db: None) -> None:
    adopted(FIRST)
    loaded = adopted(SECOND, {"35.03": "Kota Trenggalek"})
    rows = Region.objects.filter(code="35.03").order_by("valid_from")
    assert [(row.name, row.kind) for row in rows] == [
        ("Trenggalek", "kabupaten"),
        ("Trenggalek", "kota"),
    ]
    assert loaded.renamed == 1


def test_new_points_and_postal_codes_are_corrections_not_new_rows(db: None) -> None:
    adopted(FIRST)
    loaded = adopted(SECOND, points={PRIGI: (-8.28, 111.73)})
    row = Region.objects.get(code=PRIGI)
    assert (row.latitude, row.longitude, row.valid_from) == (-8.28, 111.73, FIRST)
    assert (loaded.changed, loaded.renamed, loaded.new) == (1, 0, 0)


def test_a_list_without_a_point_does_not_wipe_out_a_known_one(db: None) -> None:
    adopted(FIRST, points={PRIGI: (-8.28, 111.73)})
    adopted(SECOND)
    assert Region.objects.get(code=PRIGI).latitude == -8.28


def test_an_area_that_came_and_went_on_one_day_was_in_force_that_day(db: None) -> None:
    adopted(FIRST)
    adopted(FIRST, {PRIGI: ""})
    assert line_of(PRIGI) == [("Prigi", FIRST, FIRST + timedelta(days=1))]


def test_the_numbers_add_up(db: None) -> None:
    adopted(FIRST)
    changes = {PRIGI: "Prigi Baru", "35.03.08.2012": "", "35.03.08.2013": "A", "35.03.08.2014": "B"}
    loaded = adopted(SECOND, changes)
    assert (loaded.total, loaded.new, loaded.renamed, loaded.ended) == (6, 2, 1, 1)
    assert Region.objects.filter(valid_to=None).count() == loaded.total


def test_progress_is_told_once_a_level_and_ends_with_all(db: None) -> None:
    told: list[tuple[int, int]] = []
    adopted(FIRST, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 5), (2, 5), (3, 5), (5, 5)]


def test_an_empty_list_of_one_regency_ends_that_regency_alone(db: None) -> None:
    adopted(FIRST, {"35.01": "Kabupaten Pacitan", "35.01.01": "Donorojo"})
    places = [Place("35", "Jawa Timur")]
    adopt_edition(edition=Edition("Daftar", SECOND), places=places, only=("35.03",))
    left = list(queries.in_force().order_by("code").values_list("code", flat=True))
    assert left == ["35", "35.01", "35.01.01"]


def test_a_failure_half_way_leaves_the_older_list(db: None) -> None:
    adopted(FIRST)

    def stop(done: int, total: int) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        adopted(SECOND, {PRIGI: "Prigi Baru"}, progress=stop)
    assert line_of(PRIGI) == [("Prigi", FIRST, None)]


@pytest.mark.parametrize("days", [1, 30, 4000])
def test_any_older_list_is_refused(db: None, days: int) -> None:
    adopted(SECOND)
    with pytest.raises(OlderEditionError, match="2025-05-01"):
        adopted(SECOND - timedelta(days=days))
    assert Region.objects.count() == len(TREE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "35", "valid_from": SECOND},  # twice in force
        {"code": "36", "valid_from": FIRST, "valid_to": FIRST},  # ends before it begins
        {"code": "36", "valid_from": SECOND, "valid_to": FIRST},
        {"code": "36", "valid_from": FIRST, "level": 5},
        {"code": "36", "valid_from": FIRST, "level": 0},
    ],
)
def test_the_database_refuses_what_cannot_be(db: None, wrong: dict[str, object]) -> None:
    adopted(FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(**{"name": "X", "kind": "provinsi", "level": 1} | wrong)


def test_a_list_taken_again_costs_few_queries(db: None) -> None:
    adopted(FIRST)
    with CaptureQueriesContext(connection) as asked:
        adopted(SECOND)
    assert len(asked) <= 8


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        ("35", "Jawa Timur", (1, "", "jawatimur")),
        ("35.03", "Trenggalek", (2, "", "trenggalek")),
        ("35.03.08", "Watulimo", (3, "35.03", "watulimo")),
        (PRIGI, "Prigi", (4, "35.03", "prigi")),
        (PRIGI, "PRI-GI ", (4, "35.03", "prigi")),
    ],
)
def test_where_an_area_is_looked_for(code: str, name: str, place: tuple[int, str, str]) -> None:
    assert whereabouts(code, name) == place


@pytest.mark.parametrize(
    ("gone", "come", "followed"),
    [
        ([], [], {}),
        ([(PRIGI, "Prigi")], [], {}),
        ([], [(PRIGI, "Prigi")], {}),
        ([(PRIGI, "Prigi")], [("35.03.09.2001", "PRIGI")], {"35.03.09.2001": PRIGI}),
        ([(PRIGI, "Prigi")], [("35.02.09.2001", "Prigi")], {}),  # another regency
        ([(PRIGI, "Prigi")], [("35.03.09", "Prigi")], {}),  # another level
        ([(PRIGI, "Prigi")], [("35.03.09.2001", "Sawahan")], {}),
        ([("35.03", "Trenggalek")], [("35.99", "Trenggalek")], {"35.99": "35.03"}),
        ([("64.11.02", "Nunukan")], [("65.03.02", "Nunukan Kota")], {"65.03.02": "64.11.02"}),
        (
            [(PRIGI, "Prigi"), ("35.03.08.2012", "Prigi")],
            [("35.03.09.2001", "Prigi")],
            {},  # which of the two?
        ),
    ],
)
def test_an_area_is_followed_only_where_there_is_no_doubt(
    gone: list[tuple[str, str]], come: list[tuple[str, str]], followed: dict[str, str]
) -> None:
    assert predecessors(gone, come) == followed


@settings(max_examples=80, deadline=None)
@given(listed, listed)
def test_no_area_that_went_has_two_successors(gone: dict[str, str], come: dict[str, str]) -> None:
    gone = {code: name for code, name in gone.items() if code not in come}
    followed = predecessors(gone.items(), come.items())
    assert followed.keys() <= come.keys()
    assert set(followed.values()) <= gone.keys()
    assert len(set(followed.values())) == len(followed)


@settings(max_examples=60, deadline=None)
@given(listed)
def test_only_ones_are_those_the_slow_twin_counts_once(areas: dict[str, str]) -> None:
    at = {code: whereabouts(code, name) for code, name in areas.items()}
    expected = [pair for pair in areas.items() if list(at.values()).count(at[pair[0]]) == 1]
    assert sorted(only_ones(areas.items())) == sorted(expected)


@settings(max_examples=60, deadline=None)
@given(codes)
def test_a_code_is_followed_once_and_for_all(code: str) -> None:
    now = history.code_now(code)
    assert history.code_now(now) == now
    assert now.count(".") == code.count(".")


@pytest.mark.parametrize("arguments", [["--only"], ["--only", "35.03", "--all"], ["35.03"]])
def test_the_command_refuses_what_it_does_not_understand(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("load_regions", *arguments)


@pytest.mark.parametrize("code", ["35.3", "3503", "35", "35.03.08", "Trenggalek", "", "35.03 "])
def test_the_command_takes_regencies_alone_and_names_what_is_none(db: None, code: str) -> None:
    with pytest.raises(CommandError, match="Kode kabupaten tidak dikenal"):
        call_command("load_regions", "--only", code, stdout=StringIO())
    assert not Region.objects.exists()


def test_the_command_names_every_unknown_code(db: None) -> None:
    with pytest.raises(CommandError, match=r"88\.88, 99\.99$"):
        call_command("load_regions", "--only", "99.99", "35.03", "88.88", stdout=StringIO())


def test_the_command_tells_that_a_newer_list_is_in_force(db: None) -> None:
    adopted(date(2126, 1, 1))
    with pytest.raises(CommandError, match="2126-01-01"):
        call_command("load_regions", "--only", "35.03", stdout=StringIO())
    assert Region.objects.count() == len(TREE)


def test_a_regency_outside_the_office_gets_no_drawn_borders(db: None) -> None:
    call_command("load_regions", "--only", "35.77", stdout=StringIO())
    assert Region.objects.filter(level=Level.VILLAGE).exists()
    assert not Region.objects.filter(boundary__isnull=False).exists()
