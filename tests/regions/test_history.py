"""A newer list: what ends, what begins, and what it was before."""

from datetime import date

import pytest

from kentongan.regions import history, queries
from kentongan.regions.actions import Loaded, OlderEditionError, adopt_edition
from kentongan.regions.catalogue import Edition, Place
from kentongan.regions.models import Region

OLD, NEW = Edition("Daftar lama", date(2024, 3, 1)), Edition("Daftar baru", date(2025, 5, 1))
BEFORE, SINCE = date(2025, 4, 30), date(2025, 5, 1)
PLACES = {
    "35": "Jawa Timur",
    "35.03": "Kabupaten Trenggalek",
    "35.03.08": "Watulimo",
    "35.03.08.2011": "Prigi",
    "35.03.08.2012": "Tasikmadu",
    "35.03.02": "Munjungan",
    "35.03.02.2004": "Craken",
}


def adopted(edition: Edition, changes: dict[str, str] | None = None, **options: object) -> Loaded:
    """Take over the places above with some changed, new, or (name "") left out."""
    listed = PLACES | (changes or {})
    places = [Place(code, name) for code, name in sorted(listed.items()) if name]
    places.sort(key=lambda place: place.level)
    return adopt_edition(edition=edition, places=places, **options)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def old_list(db: None) -> None:
    adopted(OLD, points={"35.03.08.2011": (-8.28, 111.73)})


def names_on(code: str) -> tuple[str, str]:
    """The name the day before the new list and on its day."""
    found = [queries.region(code, day) for day in (BEFORE, SINCE)]
    return tuple(row.name if row else "" for row in found)  # type: ignore[return-value]


def test_an_area_that_is_listed_again_stays_the_same_row() -> None:
    before = Region.objects.get(code="35.03.08.2011")
    loaded = adopted(NEW)
    assert Region.objects.get(code="35.03.08.2011") == before
    assert (loaded.new, loaded.renamed, loaded.ended, loaded.changed) == (0, 0, 0, 0)


def test_an_area_that_is_no_longer_listed_ends_on_the_day_of_the_list() -> None:
    loaded = adopted(NEW, {"35.03.02.2004": ""})
    assert Region.objects.get(code="35.03.02.2004").valid_to == NEW.day
    assert names_on("35.03.02.2004") == ("Craken", "")
    assert loaded.ended == 1


def test_a_renamed_area_is_a_new_row_that_points_to_the_old_one() -> None:
    adopted(NEW, {"35.03.02.2004": "Craken Indah"})
    old, new = Region.objects.filter(code="35.03.02.2004").order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (NEW.day, NEW.day, None)
    assert new.predecessor == old
    assert names_on("35.03.02.2004") == ("Craken", "Craken Indah")


def test_what_lies_in_a_renamed_area_moves_under_its_new_row() -> None:
    adopted(NEW, {"35.03.08": "Watulimo Raya"})
    prigi = Region.objects.get(code="35.03.08.2011")
    assert prigi.parent.name == "Watulimo Raya"
    assert prigi.valid_from == OLD.day


def test_a_village_moved_to_another_sub_district_is_followed_by_its_name() -> None:
    adopted(NEW, {"35.03.08.2012": "", "35.03.02.2012": "Tasikmadu"})
    moved = Region.objects.get(code="35.03.02.2012")
    assert moved.predecessor.code == "35.03.08.2012"
    assert moved.parent.name == "Munjungan"


def test_a_village_that_becomes_a_ward_is_followed_by_its_name() -> None:
    adopted(NEW, {"35.03.08.2012": "", "35.03.08.1012": "Tasikmadu"})
    ward = Region.objects.get(code="35.03.08.1012")
    assert (ward.kind, ward.predecessor.kind) == ("kelurahan", "desa")


def test_of_two_villages_with_one_name_none_is_guessed() -> None:
    adopted(
        NEW,
        {"35.03.08.2012": "", "35.03.02.2012": "Tasikmadu", "35.03.02.2013": "Tasikmadu"},
    )
    assert not Region.objects.filter(predecessor__isnull=False).exists()


def test_a_wrong_name_is_corrected_in_place_on_the_same_day() -> None:
    loaded = adopted(OLD, {"35.03.02.2004": "Cracen"})
    assert Region.objects.get(code="35.03.02.2004").name == "Cracen"
    assert (loaded.renamed, loaded.changed) == (0, 1)


def test_a_renamed_area_keeps_its_border_and_its_point() -> None:
    border = {"type": "Polygon", "coordinates": [[[111, -8], [112, -8], [112, -9], [111, -8]]]}
    Region.objects.filter(code="35.03.08.2011").update(boundary=border, boundary_source="BIG 2024")
    adopted(NEW, {"35.03.08.2011": "Prigi Baru"})
    new = Region.objects.get(code="35.03.08.2011", valid_to=None)
    assert (new.boundary, new.boundary_source) == (border, "BIG 2024")
    assert (new.latitude, new.longitude) == (-8.28, 111.73)


def test_an_older_list_is_refused_and_changes_nothing() -> None:
    adopted(NEW)
    adopted(NEW, {"35.03.02.2005": "Masaran"})
    with pytest.raises(OlderEditionError, match="2024-03-01"):
        adopted(OLD)
    assert queries.region("35.03.02.2005")


def test_a_list_limited_to_a_regency_ends_nothing_elsewhere() -> None:
    adopted(OLD, {"35.01": "Kabupaten Pacitan"})
    adopted(NEW, only=("35.03",))
    assert queries.region("35.01")


def test_at_most_one_row_of_a_code_is_in_force_on_any_day() -> None:
    adopted(NEW, {"35.03.02.2004": "Craken Indah", "35.03.08.2012": ""})
    for day in (OLD.day, BEFORE, SINCE, date(2030, 1, 1)):
        codes = list(queries.in_force(day).values_list("code", flat=True))
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("64.11", "65.03"),  # Nunukan: East Kalimantan until 2012
        ("64.11.02.2001", "65.03.02.2001"),
        ("35.03", "35.03"),
        ("94.99", "94.99"),
    ],
)
def test_regencies_that_changed_their_province_are_known(old: str, now: str) -> None:
    assert history.code_now(old) == now


def test_a_known_move_counts_more_than_a_name() -> None:
    gone = [("64.11", "Nunukan")]
    come = [("65.03", "Nunukan"), ("65.09", "Nunukan")]
    assert history.predecessors(gone, come) == {"65.03": "64.11"}
