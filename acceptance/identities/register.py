"""A register of people in a database of its own, asked as the counter asks it.

``python -m acceptance.identities.register fill PEOPLE QUESTIONS SEED`` makes the mentions in the
database of its surroundings, with keys and index by the product's own command, and keeps the
questions beside them: writings of the same people from other sources, which the register does not
hold. ``… ask`` asks them all, ``… fresh`` writes somebody new and looks for him; each tells what it
measured as a JSON line. Every row is as the product writes it; only the way in is short.
"""

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import batched
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from acceptance.detection.nation import Mould  # noqa: E402
from kentongan.accounts.models import Agency, Office, User  # noqa: E402
from kentongan.accounts.roles import AgencyKind, RoleKey  # noqa: E402
from kentongan.encryption.blinding import blind  # noqa: E402
from kentongan.engine.linkage.people import Person  # noqa: E402
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities  # noqa: E402
from kentongan.entities.actions import record_people  # noqa: E402
from kentongan.entities.models import PersonMention  # noqa: E402
from kentongan.entities.search.counter import at_the_counter  # noqa: E402
from kentongan.entities.search.indexing import bring_up_to_date, index_of  # noqa: E402
from kentongan.entities.sides import SUSPECTED  # noqa: E402
from kentongan.entities.told import (  # noqa: E402
    Role,
    Setting,
    WrittenPerson,
    read_person,
    write_person,
)
from kentongan.regions.catalogue import places  # noqa: E402

AT_ONCE = 5_000
# People of one part live in kabupaten of their own, so that no national id is given twice.
PEOPLE_OF_A_PART = 50_000
QUESTIONS = "questions.json"
PURPOSE = "pengukuran"
WARM = 50
type Question = tuple[str, dict[str, Any]]  # the source of the record that is meant, what is told


def fill(count: int, questions: int, seed: int) -> None:
    """One office, its register, keys and index; tells seconds of the last as a JSON line."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    analyst = make_analyst()
    asked: list[Question] = []
    with transaction.atomic():
        register = Register(analyst)
        for part in parts(count, questions, seed):
            asked += register.take(part)
    Path(settings.DATA_FOLDER, QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('entities_personmention', 'id'), "
                "(SELECT max(id) FROM entities_personmention))"
            )
    begun, computed = time.monotonic(), time.process_time()
    bring_up_to_date(timezone.now())
    told = {
        "people": register.count,
        "seconds": time.monotonic() - begun,
        "computing": time.process_time() - computed,
        "index": size_of_index(),
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(told), flush=True)


def make_analyst() -> User:
    """The one who asks."""
    agency = Agency.objects.create(code="immigration", name="Imigrasi", kind=AgencyKind.IMMIGRATION)
    office = Office.objects.create(agency=agency, name="Kantor seluruh negeri")
    return User.objects.create(
        username="bima", role=RoleKey.ANALYST, office=office, full_name="Bima"
    )


def parts(count: int, questions: int, seed: int) -> Iterator[list[tuple[Person, list[Person]]]]:
    """Person by person: the fullest writing, and what other sources write."""
    villages: dict[str, list[str]] = defaultdict(list)
    for place in places():
        if place.code.count(".") == 3:
            villages[place.code[:5]].append(place.code)
    regencies = sorted(villages)
    number = min(len(regencies), -(-count // PEOPLE_OF_A_PART))
    for part in range(number):
        own = [code for regency in regencies[part::number] for code in villages[regency]]
        copies = -(-questions // number)
        records = count * (part + 1) // number - count * part // number + copies
        chosen = IdentitySettings(records=records, copies=copies / records)
        world = build_identities(chosen, own, seed + part)
        groups: dict[int, list[Person]] = defaultdict(list)
        for person, record in zip(world.person_of.tolist(), world.records, strict=True):
            groups[person].append(record)
        yield [fullest(group) for group in groups.values()]


def fullest(group: list[Person]) -> tuple[Person, list[Person]]:
    """The writing with the most facts stands in the register; the others are asked."""
    first, *others = sorted(group, key=lambda one: -len(write_person(one)))
    return first, others


class Register:
    """Rows of mentions, written in bulk."""

    def __init__(self, author: User) -> None:
        office = author.office
        if office is None:
            raise ValueError("the analyst has an office")
        now = timezone.now()
        self.count = 0
        self.moment = connection.ops.adapt_datetimefield_value(now)
        self.mould = Mould(
            PersonMention(
                recorded_at=now, voice="1:register", author_id=author.pk,
                office_id=office.pk, agency_id=office.agency_id,
            )
        )  # fmt: skip

    def take(self, part: Sequence[tuple[Person, list[Person]]]) -> Iterator[Question]:
        """Write one part; gives its questions."""
        for some in batched(part, AT_ONCE, strict=False):
            self.mould.insert([self.row(person) for person, _others in some])
            for at, (_person, others) in enumerate(some, start=self.count - len(some) + 1):
                yield from ((f"report:{at}", write_person(other)) for other in others)

    def row(self, person: Person) -> list[Any]:
        """One mention."""
        self.count += 1
        return self.mould.cast(
            id=self.count,
            key=blind("person", person.name),
            told=write_person(person),
            source=f"report:{self.count}",
            region_code=person.region_code,
            recorded_at=self.moment,
        )


def size_of_index() -> int:
    """Bytes of the index of suspected parties."""
    index = index_of(SUSPECTED)
    return index.size if index else 0


# --- questions ---------------------------------------------------------------------------------


def ask() -> None:
    """One JSON line: kind of question → milliseconds by the clock and of computing, and whether
    the one who is meant was among the first ten."""
    analyst = User.objects.select_related("office").get(username="bima")
    path = Path(settings.DATA_FOLDER, QUESTIONS)
    asked = [(source, read_person(told)) for source, told in json.loads(path.read_text("utf-8"))]
    kinds: dict[str, Callable[[Person], Person | None]] = {"numbers": numbers, "bare": bare}
    told = {}
    for kind, form in kinds.items():
        chosen = [(source, one) for source, full in asked if (one := form(full))]
        for _source, one in chosen[:WARM]:
            at_the_counter(by=analyst, person=one, purpose=PURPOSE)
        told[kind] = [timed(analyst, source, one) for source, one in chosen]
    print(json.dumps(told), flush=True)


def numbers(full: Person) -> Person | None:
    """Everything that is told, where a national id or a telephone is among it."""
    return full if full.national_id or full.phones else None


def bare(full: Person) -> Person | None:
    """Name, birth date and village alone, where all three are told."""
    if full.birth_date is None or full.region_code.count(".") < 3:
        return None
    return replace(
        full, national_id="", phones=(), accounts=(), handles=(), mother="", father="",
        birth_area="", passport="",
    )  # fmt: skip


def timed(analyst: User, source: str, person: Person) -> tuple[float, float, bool]:
    """Milliseconds by the clock, of computing, and whether the right one was found."""
    begun, computed = time.perf_counter(), time.process_time()
    found = at_the_counter(by=analyst, person=person, purpose=PURPOSE)
    clock, computing = time.perf_counter() - begun, time.process_time() - computed
    wanted = f"person:{source.rpartition(':')[2]}"
    return clock * 1e3, computing * 1e3, wanted in [one.subject for one in found]


# --- somebody new ------------------------------------------------------------------------------


def fresh() -> None:
    """One JSON line: seconds until somebody new is found by his number, and by his name alone."""
    analyst = User.objects.select_related("office").get(username="bima")
    person = Person(name="Kusnowitaningrum Parjiyem", national_id="3502710101800001")
    office = analyst.office
    if office is None:
        raise ValueError("the analyst has an office")
    setting = Setting(
        source="report:fresh", agency_id=office.agency_id, office_id=office.pk, region_code="",
        noticed_on=None, recorded_at=timezone.now(), voice="1:fresh", label=3,
    )  # fmt: skip
    finds(analyst, person)  # a worker and a page at work have read model and lists
    watch = Watch()
    record_people(by=analyst, told=[(setting, [WrittenPerson(Role.SUSPECTED, person)])])
    by_number = finds(analyst, replace(person, name="")), watch.read()
    bring_up_to_date(timezone.now())
    by_name = (
        finds(analyst, replace(person, name="Kusnowitanigrum Parjijem", national_id="")),
        watch.read(),
    )
    told = {"by number": by_number, "by name": by_name, "pause": 1.0}
    print(json.dumps(told), flush=True)


class Watch:
    """Seconds by the clock and of computing since it was made."""

    def __init__(self) -> None:
        self.begun, self.computed = time.monotonic(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Both."""
        return time.monotonic() - self.begun, time.process_time() - self.computed


def finds(analyst: User, person: Person) -> bool:
    """Whether the one who was just written is found."""
    newest = PersonMention.objects.filter(source="report:fresh").first()
    found = at_the_counter(by=analyst, person=person, purpose=PURPOSE)
    return newest is not None and f"person:{newest.pk}" in [one.subject for one in found]


if __name__ == "__main__":
    verb, *numbers_told = sys.argv[1:]
    verbs: dict[str, Callable[..., None]] = {"fill": fill, "ask": ask, "fresh": fresh}
    verbs[verb](*map(int, numbers_told))
