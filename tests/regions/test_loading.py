"""The official list in the database: what is loaded, how often, how fast."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kentongan.regions import catalogue
from kentongan.regions.actions import load_regions
from kentongan.regions.models import Level, Region

HOME = ("35.01", "35.02", "35.03")
MOST_SECONDS = 6  # two are promised on a quiet machine

pytestmark = pytest.mark.django_db


def counts() -> dict[int, int]:
    return {level: Region.objects.filter(level=level, valid_to=None).count() for level in Level}


def test_the_office_gets_its_three_regencies_all_inside_them_and_their_province() -> None:
    begun = time.process_time()
    loaded = load_regions(only=HOME)
    assert time.process_time() - begun < MOST_SECONDS
    assert counts() == {1: 1, 2: 3, 3: 47, 4: 636}
    assert (loaded.total, loaded.new, loaded.renamed, loaded.ended) == (687, 687, 0, 0)


def test_loading_again_changes_nothing() -> None:
    load_regions(only=("35.03",))
    before = list(Region.objects.order_by("pk").values())
    again = load_regions(only=("35.03",))
    assert (again.new, again.renamed, again.ended, again.changed) == (0, 0, 0, 0)
    assert list(Region.objects.order_by("pk").values()) == before


def test_another_regency_may_be_added_later_and_ends_nothing() -> None:
    load_regions(only=("35.03",))
    loaded = load_regions(only=("35.01",))
    assert loaded.ended == 0
    assert counts() == {1: 1, 2: 2, 3: 14 + 12, 4: 157 + 172}


def test_an_area_knows_what_it_lies_in() -> None:
    load_regions(only=("35.03",))
    prigi = Region.objects.get(code="35.03.08.2011")
    names = [
        prigi.name,
        prigi.parent.name,
        prigi.parent.parent.name,
        prigi.parent.parent.parent.name,
    ]
    assert names == ["Prigi", "Watulimo", "Trenggalek", "Jawa Timur"]


def test_names_stand_without_their_kind_and_the_kind_stands_apart() -> None:
    load_regions(only=("35.03", "35.77"))
    kinds = {
        code: (row.name, row.kind)
        for code in ("35.03", "35.77", "35.03.08", "35.03.08.2011", "35.03.11.1006")
        for row in [Region.objects.get(code=code)]
    }
    assert kinds == {
        "35.03": ("Trenggalek", "kabupaten"),
        "35.77": ("Madiun", "kota"),
        "35.03.08": ("Watulimo", "kecamatan"),
        "35.03.08.2011": ("Prigi", "desa"),
        "35.03.11.1006": ("Surodakan", "kelurahan"),
    }


def test_every_village_of_the_office_has_a_point_and_a_postal_code() -> None:
    load_regions(only=HOME)
    villages = Region.objects.filter(level=Level.VILLAGE)
    assert not villages.filter(latitude=None).exists()
    assert not villages.filter(postal_code="").exists()


def test_areas_are_in_force_since_the_day_of_their_list() -> None:
    load_regions(only=("35.03",))
    days = set(Region.objects.values_list("valid_from", "valid_to"))
    assert days == {(catalogue.EDITION.day, None)}


def test_an_unknown_regency_is_named_and_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match=r"99\.99"):
        call_command("load_regions", only=["35.03", "99.99"])
    assert not Region.objects.exists()


def test_the_command_tells_its_progress_and_the_outcome() -> None:
    told = StringIO()
    call_command("load_regions", "--only", "35.03", stdout=told)
    lines = told.getvalue().splitlines()
    assert lines[-2].strip() == "173 dari 173 wilayah"
    assert lines[-1].endswith("173 wilayah, 173 baru, 0 berganti nama, 0 tidak berlaku lagi.")


def test_the_command_takes_either_some_regencies_or_all() -> None:
    with pytest.raises(CommandError):
        call_command("load_regions", "--all", "--only", "35.03")


@pytest.mark.slow
def test_the_whole_country_is_loaded_in_one_go() -> None:
    load_regions()
    assert counts() == {1: 38, 2: 514, 3: 7285, 4: 83762}
    drawn = Region.objects.filter(boundary__isnull=False).values_list("code", flat=True)
    assert {code[:5] for code in drawn} == set(HOME)
