"""What finding people costs: preparing, keys, marks, one question to the index; bytes a person.

``KENTONGAN_PEOPLE`` sets how many people stand in the index.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Described, Index, asked_of, described, keyed, marks_of
from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities

PEOPLE = int(os.environ.get("KENTONGAN_PEOPLE", "50000"))
QUESTIONS, MOST = 500, 30
MARK = keyed(b"k" * 32)
VILLAGES = [
    f"35.{regency:02}.{district:02}.2001" for regency in range(1, 30) for district in range(1, 20)
]


def microseconds[Item](deed: Callable[[Item], object], items: Sequence[Item]) -> float:
    """The mean computing time of one call."""
    begun = process_time()
    for item in items:
        deed(item)
    return (process_time() - begun) / len(items) * 1e6


def filled(folder: Path, people: Sequence[Prepared]) -> Index:
    """An index of these people."""
    index = Index.made_in(folder)
    with index.writing() as writing:
        for number, one in enumerate(people):
            writing.put(number, marks_of(described(one), MARK))
    return index


def name_alone(one: Described) -> Described:
    """The question without days and places."""
    return Described(sounds=one.sounds, coarse=one.coarse)


def main() -> None:
    """Print the table."""
    records = build_identities(IdentitySettings(PEOPLE, copies=0.0), VILLAGES, seed=1).records
    people: list[Prepared] = []
    print(f"prepare                 {microseconds(lambda one: take(people, one), records):8.1f} µs")
    print(f"keys                    {microseconds(keys_of, people):8.1f} µs")
    words = [described(one) for one in people]
    print(f"marks                   {microseconds(lambda one: marks_of(one, MARK), words):8.1f} µs")
    with tempfile.TemporaryDirectory() as folder:
        begun = process_time()
        index = filled(Path(folder), people)
        print(f"index, all together     {(process_time() - begun) / PEOPLE * 1e6:8.1f} µs")
        print(f"size                    {index.size / PEOPLE:8.1f} bytes a person")
        asked = words[:: max(1, PEOPLE // QUESTIONS)]
        for what, some in (("whole", asked), ("name alone", [name_alone(one) for one in asked])):
            cost = microseconds(lambda one: index.find(asked_of(one, MARK), MOST), some)
            print(f"question, {what:13} {cost:8.1f} µs")


def take(people: list[Prepared], one: Person) -> None:
    """Prepare and keep."""
    people.append(prepare(one))


if __name__ == "__main__":
    main()
