"""The office map at its real size: 636 villages in 47 sub-districts of 3 regencies."""

from collections.abc import Iterator
from datetime import date

import pytest
import shapely
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.alerts import atlas
from kentongan.alerts.models import Alert
from kentongan.regions.models import Region
from tests.alerts.conftest import MakeAlert

MOST_BYTES, MOST_QUERIES = 300_000, 10
SOURCE = "skematis: sel Thiessen di sekitar titik desa"


def cell_around(longitude: float, latitude: float) -> dict[str, object]:
    """A ten-sided cell of the size of a village."""
    disc = shapely.Point(longitude, latitude).buffer(0.013, quad_segs=3)
    corners = [[round(x, 5), round(y, 5)] for x, y in disc.exterior.coords]
    return {"type": "Polygon", "coordinates": [corners]}


def many_villages() -> Iterator[Region]:
    """636 invented villages on a grid, 14 to a sub-district."""
    for number in range(636):
        row, column = divmod(number, 32)
        longitude, latitude = 110.95 + column * 0.026, -8.35 + row * 0.026
        yield Region(
            code=f"35.0{1 + number // 212}.{80 + number // 14 % 16}.{3001 + number}",
            name=f"Desa Rekaan {number}",
            level=4,
            kind="desa",
            latitude=latitude,
            longitude=longitude,
            boundary=cell_around(longitude, latitude),
            boundary_source=SOURCE,
            valid_from=date(2025, 1, 1),
        )


@pytest.fixture
def whole_office(areas: dict[str, Region]) -> list[Region]:
    return Region.objects.bulk_create(many_villages())


def map_of(client: Client, area: str = "") -> str:
    answer = client.get(reverse("alerts:map"), {"wilayah": area} if area else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_map_fits_in_300_kb_and_ten_queries(
    bima: User, whole_office: list[Region], made_alert: MakeAlert, client: Client
) -> None:
    for village in whole_office[:40]:
        made_alert(village.code)
    client.force_login(bima)
    with CaptureQueriesContext(connection) as queries:
        page = map_of(client)
    assert page.count("data-c=") + page.count('fill="url(#shade-n1)" d=') >= 636
    assert len(page.encode()) <= MOST_BYTES
    assert len(queries) <= MOST_QUERIES


def test_the_map_counts_only_open_alerts_of_the_viewer(
    bima: User, joko: User, made_alert: MakeAlert, areas: dict[str, Region]
) -> None:
    made_alert("35.03.05.2001", label=1)
    made_alert("35.03.05.2001", "35.03.05.2002", label=2)
    made_alert("35.03.05.2001", label=1, state="closed", outcome="partly")
    seen = {}
    for viewer in (bima, joko):
        picture = atlas.office_map(viewer)
        assert picture is not None
        seen[viewer.username] = {cell.name: cell.count for cell in picture.listed}
    assert seen == {"bima": {"Prigi": 2, "Tasikmadu": 1}, "joko": {"Prigi": 1}}


def test_a_village_with_alerts_is_a_link_with_its_number_in_words(
    bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    page = map_of(client)
    assert 'href="/peringatan/?wilayah=35.03.05.2001"' in page
    assert 'aria-label="Prigi: 1 peringatan terbuka"' in page
    assert "Peta skematis: batas desa bukan batas resmi." in page


def test_every_shade_of_the_legend_is_a_pattern_with_words(
    bima: User, alert: Alert, client: Client
) -> None:
    client.force_login(bima)
    page = map_of(client)
    for number in (1, 2, 3):
        assert f'<pattern id="shade-n{number}"' in page
    for words in ("tidak ada", "1 peringatan", "2–3 peringatan", "4 atau lebih"):
        assert words in page


def test_a_closer_look_draws_only_that_part(bima: User, alert: Alert, client: Client) -> None:
    client.force_login(bima)
    regency, district = map_of(client, "35.03"), map_of(client, "35.03.05")
    assert "Masaran" in regency
    assert "Cepoko" not in regency
    assert "Tasikmadu" in district
    assert "Masaran" not in district


@pytest.mark.parametrize("area", ["35.05", "35.99", "35", "x", "35.03.05.2001", "35.03'--"])
def test_an_area_outside_the_map_is_not_found(
    area: str, bima: User, areas: dict[str, Region], client: Client
) -> None:
    client.force_login(bima)
    assert client.get(reverse("alerts:map"), {"wilayah": area}).status_code == 404


def test_villages_without_any_boundary_are_circles(bima: User, areas: dict[str, Region]) -> None:
    picture = atlas.office_map(bima)
    assert picture is not None
    assert len(picture.cells) == 7
    assert all("a6,6" in cell.path for cell in picture.cells)


def test_an_alert_known_only_by_sub_district_is_told_beside_the_map(
    bima: User, made_alert: MakeAlert, whole_office: list[Region]
) -> None:
    code = whole_office[0].code.rpartition(".")[0]
    Region.objects.create(
        code=code, name="Rekaan", level=3, kind="kecamatan", valid_from=date(2025, 1, 1)
    )
    made_alert(code)
    picture = atlas.office_map(bima)
    assert picture is not None
    assert picture.coarse == [(code, "Rekaan", 1)]


def test_without_any_village_the_page_says_what_to_do(bima: User, client: Client) -> None:
    Region.objects.filter(level=4).delete()
    client.force_login(bima)
    assert "pemuatan wilayah" in map_of(client)


def test_a_sub_district_with_its_own_boundary_is_drawn_by_it(
    bima: User, areas: dict[str, Region]
) -> None:
    district = areas["35.03.05"]
    district.boundary = cell_around(111.72, -8.29)
    district.save()
    picture = atlas.office_map(bima, "35.03.05")
    assert picture is not None
    assert [outline.name for outline in picture.outlines] == ["Watulimo"]


def test_the_crop_of_an_alert_shows_its_villages_among_neighbours(made_alert: MakeAlert) -> None:
    picture = atlas.alert_map(made_alert("35.03.05.2001", "35.03.05.2002"))
    assert picture is not None
    assert {cell.name for cell in picture.listed} == {"Prigi", "Tasikmadu"}
    assert "Karanggandu" in {cell.name for cell in picture.cells}


def test_the_crop_of_a_sub_district_shows_all_its_villages(made_alert: MakeAlert) -> None:
    picture = atlas.alert_map(made_alert("35.03.05"))
    assert picture is not None
    assert {cell.name for cell in picture.listed} == {"Prigi", "Tasikmadu", "Karanggandu"}
