"""Run in a process of its own against a database file: fills it, or says how its rows stand."""

import json
import sys

import django

django.setup()

from kentongan.access.rotating import keys_in_use  # noqa: E402
from kentongan.encryption.keyring import keyring  # noqa: E402
from kentongan.entities.models import Thing  # noqa: E402


def fill(count: int) -> None:
    """So many things."""
    things = (Thing(kind="alias", key=f"{n:064d}", display=f"Nama {n}") for n in range(count))
    Thing.objects.bulk_create(things, batch_size=500)


def look() -> None:
    """How many rows say what they said, under which keys, and which keys there are."""
    right = sum(thing.display == f"Nama {int(thing.key)}" for thing in Thing.objects.all())
    keys = keyring()
    told = {"right": right, "used": sorted(keys_in_use()), "current": keys.current}
    print(json.dumps(told | {"kept": sorted(keys.keys)}))


if __name__ == "__main__":
    fill(int(sys.argv[2])) if sys.argv[1] == "fill" else look()
