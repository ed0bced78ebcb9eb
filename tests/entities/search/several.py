"""Run in a process of its own against a database: a register, its index made in several ways."""

import json
import sys
from multiprocessing import active_children
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from kentongan.encryption.blinding import blind  # noqa: E402
from kentongan.encryption.erasing import erase  # noqa: E402
from kentongan.engine.linkage.people import Person  # noqa: E402
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities  # noqa: E402
from kentongan.entities.models import IndexGeneration  # noqa: E402
from kentongan.entities.search import entries, indexing  # noqa: E402
from kentongan.entities.search.clerks import ClerkLost  # noqa: E402
from kentongan.entities.sides import EVERY_SORT, Sort  # noqa: E402
from kentongan.entities.told import write_person  # noqa: E402

PEOPLE = 40  # of each sort
VILLAGES = ["35.02.01.2001", "35.03.05.2001"]
type Told = dict[str, Any]


def fill() -> None:
    """People of every sort; some withdrawn, some erased, some gone, the first too."""
    call_command("migrate", verbosity=0)
    for seed, side in enumerate(EVERY_SORT):
        records = build_identities(IdentitySettings(PEOPLE, copies=0.0), VILLAGES, seed).records
        made = [told(side, at, one) for at, one in enumerate(records)]
        side.mentions._default_manager.bulk_create(made)
        pks = list(side.told.order_by("pk").values_list("pk", flat=True))
        side.told.filter(pk__in=pks[3::9]).update(withdrawn=True)
        for one in side.told.filter(pk__in=pks[5::9]):
            erase(one)
        side.told.filter(pk__in=[pks[0], *pks[12:24]]).delete()


def told(side: Sort, at: int, person: Person) -> Any:
    """One mention."""
    return side.mentions(
        key=blind("person", person.name), told=write_person(person), source=f"report:{at}",
        recorded_at=timezone.now(), voice="1:sari",
    )  # fmt: skip


def made_by(processes: int) -> Told:
    """Index and keys, by so many processes."""
    settings.SEARCH_PROCESSES = processes
    IndexGeneration.objects.all().delete()
    count = indexing.make_anew(timezone.now())
    return {"count": count, **standing()}


def standing() -> Told:
    """Each mark and who is found by it, in that order; each key too; and whether a folder is left
    over."""
    return {
        "marks": {side.word: found_by_marks(side) for side in EVERY_SORT},
        "keys": keys_held(),
        "folders": [path.name == indexing.current() for path in settings.SEARCH_FOLDER.iterdir()],
    }


def found_by_marks(side: Sort) -> dict[str, list[int]]:
    """Every mark that a mention of any sort may have, and whom the index finds by it."""
    index = indexing.index_of(side)
    if index is None:
        return {}
    marks = {mark for one in entries_of_all(side) for mark in one.marks}
    return {mark: [hit.number for hit in index.find([(mark, 1.0)], 999)] for mark in sorted(marks)}


def entries_of_all(side: Sort) -> list[entries.Entry]:
    """What the engine says of the mentions."""
    return [one for part in entries.parts_of(side, True) for one in entries.entries_in(part)]


def keys_held() -> list[list[Any]]:
    """What the tables of keys hold."""
    tables = {
        "sqlite": ("SELECT number, hex(keys) FROM entities_findable ORDER BY number",
                   "SELECT key, number FROM entities_foundby ORDER BY key, number"),
        "postgresql": ("SELECT number, keys FROM entities_findable ORDER BY number",),
    }  # fmt: skip
    return [rows_of(question) for question in tables[connection.vendor]]


def rows_of(question: str) -> list[Any]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(map(list, cursor.fetchall()))


def expected() -> Told:
    """What ``made_by`` would say of an index that holds just what the engine says."""
    every = {side.word: entries_of_all(side) for side in EVERY_SORT}
    marks: dict[str, dict[str, list[int]]] = {}
    for word, some in every.items():
        found: dict[str, list[int]] = {}
        for one in some:
            for mark in one.marks:
                found.setdefault(mark, []).append(one.number)
        marks[word] = found
    return {"count": sum(map(len, every.values())), "marks": marks}


def interrupted() -> Told:
    """One clerk is killed when his first part was taken: the error, and what stands then."""
    put_all, before = indexing.put_all, indexing.current()

    def put_and_kill(*words: Any) -> None:
        put_all(*words)
        for clerk in active_children():
            clerk.kill()

    indexing.put_all = put_and_kill
    try:
        indexing.make_anew(timezone.now())
    except ClerkLost as error:
        return {"error": str(error), "same": before == indexing.current(), **standing()}
    finally:
        indexing.put_all = put_all
    return {}


def compare() -> None:
    """All of it as JSON."""
    indexing.MANY, entries.IDS_OF_A_PART = 0, 7
    found = {"expected": expected(), "one": made_by(1), "two": made_by(2), "killed": interrupted()}
    found["clerks left"] = {"count": len(active_children())}
    print(json.dumps(found))


if __name__ == "__main__":
    {"fill": fill, "compare": compare}[sys.argv[1]]()
