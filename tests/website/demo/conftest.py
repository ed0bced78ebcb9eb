"""A quarter over a few real villages, and the importer's view of what is written of it."""

from datetime import date
from pathlib import Path

import pytest

from kentongan.engine.synthetic import World, WorldSettings, build_world
from kentongan.website.demo.big_list import home_places

LAST_DAY = date(2026, 3, 31)


@pytest.fixture(scope="session")
def quarter() -> World:
    """Ninety days over all villages of the working area."""
    return build_world(home_places(), WorldSettings.ending(LAST_DAY, seed=3, days=90))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rekap.xlsx"
