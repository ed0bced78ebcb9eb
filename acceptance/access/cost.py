"""What the gate costs: list pages over 100,000 reports with it and without it, in turn.

Measured twice: the database alone (the page's own SELECTs over the guarded table, asked again in
turn with all rows fetched), and the whole page. And how many questions a page asks of the database
with five rows and with twenty-five.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acceptance.access import world
from acceptance.access.browser import browser_of, page_of
from acceptance.access.doors import DOORS, LIST, WORDS, every_address
from acceptance.access.matrix import shortened
from acceptance.access.world import POSTED, World
from acceptance.result import Part
from kentongan.access import visibility
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert, AlertArea
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import ImportBatch, Report, Revision

REPORTS, ALERTS, THINGS, IMPORTS = 100_000, 5_000, 20_000, 500
TURNS, MOST_TURNS, SECONDS = 15, 300, 4.0
MOST = 1.3
FEW, MANY = 5, 25
ROLES = (RoleKey.ANALYST, RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD, RoleKey.VILLAGE_OFFICER)
AT_ONCE = 2_000
GATES = ("visible", "behind", "exportable", "unbarred")
TABLES: dict[str, type[Model]] = {
    "report": Report, "alert": Alert, "entity": Mention, "import": ImportBatch,
}  # fmt: skip
Question = tuple[str, Any]


def parts(seed: int) -> list[Part]:
    """Queries first, while there are few rows; then the time."""
    made = world.make_world(seed)
    world.post_all(made)
    counted = question_parts(made)
    fill(made, seed)
    return [*counted, *(part for role in ROLES for part in time_parts(made, role))]


# --- many rows --------------------------------------------------------------------------------


def fill(made: World, seed: int) -> None:
    """The rows, written in bulk: what the gate looks at is as in life, the words are all alike."""
    random = Random(f"beban {seed}")
    codes = [place.code for place in made.places.values()][:2]
    reports = list(bulk_reports(made, random, codes))
    bulk_mentions(made, random, reports)
    bulk_alerts(made, random, codes)
    bulk_imports(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bulk_reports(
    made: World, random: Random, codes: list[str], count: int = REPORTS
) -> Iterator[Report]:
    """Reports with one revision each, most of the analyst's colleagues."""
    authors = [*made.others.values(), *made.people.values()]
    regions = {place.code: place for place in made.places.values()}
    for start in range(0, count, AT_ONCE):
        some = [
            Report(
                uuid=UUID(int=random.getrandbits(128), version=4), author=random.choice(authors),
                office=made.home, agency=made.home.agency, label=random.choice((2, 3, 3, 3)),
                region_code=random.choice(codes), voice="1:1",
            )
            for _row in range(min(AT_ONCE, count - start))
        ]  # fmt: skip
        Report.objects.bulk_create(some)
        told = [
            Revision(
                report=one, number=1, written_by=one.author, noticed="Tawaran kerja tanpa kontrak.",
                region=regions[one.region_code], place_precision="village",
                noticed_on=timezone.localdate(), time_precision="day",
            )
            for one in some
        ]  # fmt: skip
        Revision.objects.bulk_create(told)
        for report, revision in zip(some, told, strict=True):
            report.current = revision
        Report.objects.bulk_update(some, ["current"], batch_size=400)
        yield from some


def bulk_mentions(made: World, random: Random, reports: list[Report]) -> None:
    """Each report mentions one of the numbers."""
    things = [
        Thing(kind="phone", key=f"628500{n:07d}", display=f"+62 850 0{n:07d}")
        for n in range(THINGS)
    ]
    Thing.objects.bulk_create(things, batch_size=AT_ONCE)
    now = timezone.now()
    Mention.objects.bulk_create(
        (
            Mention(
                thing=random.choice(things), raw="0850", source=f"report:{report.uuid}",
                agency=made.home.agency, office=made.home, region_code=report.region_code,
                noticed_on=now.date(), recorded_at=now, voice="1:1", label=report.label,
            )
            for report in reports
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def bulk_alerts(made: World, random: Random, codes: list[str]) -> None:
    """Open alerts in both villages."""
    now = timezone.now()
    alerts = [
        Alert(
            key=f"beban:{n}", kind="same_thing", title="Satu nomor", sentence="Satu nomor.",
            label=2, office=made.home, raised_at=now, updated_at=now - timedelta(minutes=n),
            due_at=now + timedelta(days=1),
        )
        for n in range(ALERTS)
    ]  # fmt: skip
    Alert.objects.bulk_create(alerts, batch_size=AT_ONCE)
    areas = [AlertArea(alert=one, region_code=random.choice(codes)) for one in alerts]
    AlertArea.objects.bulk_create(areas, batch_size=AT_ONCE)


def bulk_imports(made: World) -> None:
    """Line lists of the office."""
    ImportBatch.objects.bulk_create(
        ImportBatch(
            sha256=f"beban{n}", file_name=f"daftar-{n}.csv", size=1, content=b"x", label=2,
            author=made.others[RoleKey.ANALYST], office=made.home,
        )
        for n in range(IMPORTS)
    )  # fmt: skip


# --- time -------------------------------------------------------------------------------------


@dataclass
class Asked:
    """Keeps the SELECTs that a page sends."""

    found: list[Question]

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith("SELECT"):
            self.found.append((sql, params))
        return execute(sql, params, many, context)


def all_rows[Record: Model](records: QuerySet[Record], *_asked: object) -> QuerySet[Record]:
    """Stands for the gate where there is none."""
    return records


@contextmanager
def without_gate() -> Iterator[None]:
    """Every module's name for the gate leads to all rows."""
    real = {getattr(visibility, name) for name in GATES if hasattr(visibility, name)}
    places = [
        (module, name, value)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("kentongan.")
        for name, value in list(vars(module).items())
        if callable(value) and getattr(value, "__hash__", None) and value in real
    ]
    for module, name, _value in places:
        setattr(module, name, all_rows)
    try:
        yield
    finally:
        for module, name, value in places:
            setattr(module, name, value)


def time_parts(made: World, role: str) -> list[Part]:
    """Every list page that is open to one role."""
    client = browser_of(made.people[role])
    return [
        part
        for kind, table in TABLES.items()
        for path in [every_address()[DOORS[kind, LIST].name].path(WORDS)]
        if client.get(path).status_code == 200
        for part in compared(client, role, path, table)
    ]


def questions_of(client: Client, path: str, table: type[Model]) -> list[Question]:
    """The SELECTs over the guarded table that a page asks."""
    asked = Asked([])
    with connection.execute_wrapper(asked):
        client.get(path)
    return [(sql, params) for sql, params in asked.found if f'"{table._meta.db_table}"' in sql]


def compared(client: Client, role: str, path: str, table: type[Model]) -> list[Part]:
    """With the gate and without it, in turn."""
    gated = questions_of(client, path, table)
    with without_gate():
        bare = questions_of(client, path, table)
    asked = in_turn(lambda: fetch(gated), lambda: fetch(bare))
    pages = in_turn(lambda: client.get(path), lambda: open_bare(client, path))
    return [
        ratio_part(f"{path} as {role}, {len(gated)} queries", asked),
        ratio_part(f"{path} as {role}, whole page", pages),
    ]


def fetch(questions: list[Question]) -> None:
    """Ask and take every row."""
    with connection.cursor() as cursor:
        for sql, params in questions:
            cursor.execute(sql, params)
            cursor.fetchall()


def open_bare(client: Client, path: str) -> None:
    """The page where the gate lets everything through."""
    with without_gate():
        client.get(path)


def in_turn(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The medians of both in milliseconds, asked one after the other; one warm-up each.

    What takes milliseconds is asked more often: others on the machine disturb it more.
    """
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    begun = time.perf_counter()
    while len(times[0]) < TURNS or (
        len(times[0]) < MOST_TURNS and time.perf_counter() - begun < SECONDS
    ):
        for ask, kept in zip((first, second), times, strict=True):
            kept.append(timed(ask))
    return statistics.median(times[0]), statistics.median(times[1])


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def ratio_part(what: str, medians: tuple[float, float]) -> Part:
    """One line."""
    with_gate, without = medians
    ratio = with_gate / without
    figure = f"{with_gate:.1f} ms with, {without:.1f} ms without, ratio {ratio:.2f}"
    return (what, figure, f"<= {MOST}", ratio <= MOST)


# --- how many questions -----------------------------------------------------------------------


def question_parts(made: World) -> list[Part]:
    """Every page without a key, as four roles: as many questions for many rows as for few."""
    put_rows(made, FEW)
    few = {(role, path): count for role, path, count in counted(made)}
    put_rows(made, MANY - FEW)
    many = {(role, path): count for role, path, count in counted(made)}
    grown = [
        f"{path} as {role}: {few[role, path]} → {count}"
        for (role, path), count in many.items()
        if count > few.get((role, path), 0)
    ]
    return [
        (
            f"queries of {len(many)} pages with {FEW} and with {MANY} rows",
            f"grew on {shortened(grown)}",
            "grew on 0",
            bool(many) and not grown,
        )
    ]


def put_rows(made: World, count: int) -> None:
    """So many of each kind, in the village that everybody is posted to."""
    for _row in range(count):
        for role in (RoleKey.VILLAGE_OFFICER, RoleKey.ANALYST):
            user = made.people[role]
            world.put_thing(made, user, POSTED, 2)
            world.put_alert(made, user, POSTED, 1, owned=False)
        world.put_import(made, made.people[RoleKey.ANALYST], POSTED, 2)


def counted(made: World) -> Iterator[tuple[str, str, int]]:
    """Role, page, number of queries; each page is opened once before."""
    for role in ROLES:
        client = browser_of(made.people[role])
        for address in every_address().values():
            if address.parts or address.name.startswith("account_"):
                continue
            path = address.path(WORDS)
            answer = client.get(path)
            if answer.status_code == 200 and page_of(answer).links:  # type: ignore[arg-type]
                with CaptureQueriesContext(connection) as asked:
                    client.get(path)
                yield role, path, len(asked)
