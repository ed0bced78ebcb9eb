"""A small world of the measurements, in the areas of the tests."""

import pytest

from acceptance.access import world
from kentongan.regions.models import Region


@pytest.fixture
def made(areas: dict[str, Region]) -> world.World:
    """Everybody of both offices, posted."""
    people = world.make_world(7)
    world.post_all(people)
    return people
