"""The written place of a row, resolved once per different writing."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a row speaks of; ``text`` is as written, ``note`` what a person should look at."""

    text: str
    region_id: int | None = None
    region_code: str = ""
    precision: str = "unsure"
    note: str = ""


@dataclass
class PlaceFinder:
    """Places of one line list; the same writing is looked up once."""

    home: tuple[str, ...] = ()
    known: dict[tuple[str, str, str, str], Place] = field(default_factory=dict)

    def find(self, village: str, district: str, regency: str, place: str) -> Place:
        """The area of a row, never a village that the words do not single out."""
        key = village, district, regency, place
        if key not in self.known:
            self.known[key] = Place(", ".join(filter(None, key)))
        return self.known[key]
