"""Real areas, loaded once for a module; each test's own changes are rolled back."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from kentongan.regions.actions import load_regions
from kentongan.regions.models import Region


def loaded(blocker: DjangoDbBlocker, regencies: tuple[str, ...]) -> Iterator[None]:
    with blocker.unblock():
        load_regions(only=regencies)
    yield
    with blocker.unblock():
        Region.objects.update(parent=None, predecessor=None)
        Region.objects.all().delete()


@pytest.fixture(scope="module")
def real_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The three regencies."""
    yield from loaded(django_db_blocker, ("35.01", "35.02", "35.03"))


@pytest.fixture(scope="module")
def real_trenggalek(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield from loaded(django_db_blocker, ("35.03",))
