"""A square of invented villages, and one year over them."""

from datetime import date

import pytest

from kentongan.engine.synthetic import Place, World, WorldSettings, build_world

LAST_DAY = date(2026, 11, 24)
SEED = 20261125


def square(villages: int) -> list[Place]:
    """Villages two kilometres apart, ten to a kecamatan, a hundred to a kabupaten."""
    return [
        Place(
            f"35.{1 + n // 100:02d}.{1 + n // 10 % 10:02d}.{2001 + n % 10}",
            f"Sumber{n}",
            f"Kecamatan{n // 10}",
            f"Kabupaten{n // 100}",
            111 + n % 20 * 0.02,
            -8 + n // 20 * 0.02,
        )
        for n in range(villages)
    ]


@pytest.fixture(scope="session")
def year() -> World:
    """The usual year over 300 villages."""
    return build_world(square(300), WorldSettings.ending(LAST_DAY, seed=SEED))
