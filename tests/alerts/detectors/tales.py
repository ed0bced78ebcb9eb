"""Small tellings: only what a test is about is said, the rest is harmless."""

from datetime import date, timedelta
from hashlib import sha256
from itertools import count

from kentongan.alerts.detectors import Gazetteer, Shared, Telling
from kentongan.engine.synthetic.numbers import fake_phone

PRIGI, TASIKMADU, MASARAN = "35.03.05.2001", "35.03.05.2002", "35.03.04.2001"
BAOSAN = "35.02.03.2001"
FIRST = date(2026, 11, 1)
NUMBER = fake_phone(7)
PLACES = Gazetteer(
    names={
        PRIGI: "Prigi",
        TASIKMADU: "Tasikmadu",
        MASARAN: "Masaran",
        BAOSAN: "Baosan Lor",
        "35.03.05": "Watulimo",
    },
    points={
        PRIGI: (111.727, -8.284),
        TASIKMADU: (111.742, -8.293),
        MASARAN: (111.58, -8.31),
        BAOSAN: (111.42, -8.07),
    },
)
numbers = count(1)


def told(place: str = PRIGI, day: int | date = 0, **fields: object) -> Telling:
    """Somebody tells something on a day; everyone is another voice with other words."""
    number = next(numbers)
    when = day if isinstance(day, date) else FIRST + timedelta(days=day)
    said: dict[str, object] = {
        "source": f"report:{number:04}",
        "voice": f"1:{number}",
        "agency": "Polri",
        "region_code": place,
        "day": when,
        "known_on": when,
        "text": sha256(str(number).encode()).hexdigest(),
    }
    return Telling(**(said | fields))  # type: ignore[arg-type]


def by_source(*tellings: Telling) -> dict[str, Telling]:
    return {telling.source: telling for telling in tellings}


def shared(*tellings: Telling, kind: str = "phone", key: str = NUMBER) -> Shared:
    """A thing that all of them mention."""
    return Shared(kind, key, key, tuple(telling.source for telling in tellings))
