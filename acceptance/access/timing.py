"""T-ORACLE and T-TIMING: a hit and a miss look alike in status, bytes and time."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client

from acceptance.access import world
from acceptance.access.browser import browser_of, tidied
from acceptance.access.world import FOREIGN, World
from acceptance.result import Part
from acceptance.site import PASSWORD
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey

TRIES = 200
WITHIN = 0.10
CONFIDENTIAL = 3
Ask = Callable[[int], HttpResponse]


@dataclass
class Side:
    """What one kind of question gave: answers without the question itself, and times in seconds."""

    answers: set[tuple[int, bytes]] = field(default_factory=set)
    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def take(self, ask: Ask, number: int, *said: str) -> None:
        """Ask once."""
        wall, processor = time.perf_counter(), time.process_time()
        answer = ask(number)
        self.processor.append(time.process_time() - processor)
        self.wall.append(time.perf_counter() - wall)
        self.answers.add(tidied(answer, *said))


def parts(seed: int) -> list[Part]:
    """Searches by people who may not see the hit, and logins."""
    made = world.make_world(seed)
    world.post_all(made)
    return [
        *(part for role in ("analyst", "village_officer") for part in searches(made, role)),
        *logins(made),
    ]


def searches(made: World, role: str) -> list[Part]:
    """A word that stands only in a record of another office, against one that stands nowhere."""
    stranger = made.strangers[RoleKey.ANALYST]
    thing = world.put_thing(made, stranger, FOREIGN, CONFIDENTIAL).thing
    report = world.put_report(
        made, stranger, FOREIGN, CONFIDENTIAL, "Ada tandaburungkenari di sini."
    )
    for _row in range(30):
        world.put_thing(made, made.others[RoleKey.ANALYST], world.POSTED, 2)
    client = browser_of(made.people[role])
    assert report.pk
    found = []
    for path, hit in (("/laporan/", "tandaburungkenari"), ("/hal/", thing.display)):
        if client.get(path).status_code == 200:
            miss = like(hit)
            found += compared(
                f"search {path} as {role}, hidden word and no word",
                (lambda _n, p=path, w=hit: client.get(p, {"kata": w}), (hit,)),
                (lambda _n, p=path, w=miss: client.get(p, {"kata": w}), (miss,)),
            )
    return found


def like(word: str) -> str:
    """A word of the same length and letters that stands nowhere: the same, turned round."""
    turned = word[::-1]
    return turned if not word[-1].isspace() and turned != word else word[1:] + word[:1]


def logins(made: World) -> list[Part]:
    """A wrong password of somebody, and of nobody; each name and each address is used once."""
    office, password = made.home, make_password(PASSWORD)
    people = [
        User(
            username=f"ada{n:04d}", full_name="x", role="analyst", office=office, password=password
        )
        for n in range(TRIES)
    ]
    User.objects.bulk_create(people)
    return compared(
        "login with a wrong password, known and unknown name",
        (lambda n: log_in(f"ada{n:04d}", f"10.1.{n // 250}.{n % 250}"), ("ada",)),
        (lambda n: log_in(f"nol{n:04d}", f"10.2.{n // 250}.{n % 250}"), ("nol",)),
        whole=lambda number: (f"ada{number:04d}", f"nol{number:04d}"),
    )


def log_in(name: str, address: str) -> HttpResponse:
    """One try from one address."""
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=address)
    return client.post("/akun/login/", {"login": name, "password": "bukan kata sandi ini"})  # type: ignore[return-value]


def compared(
    what: str,
    hit: tuple[Ask, tuple[str, ...]],
    miss: tuple[Ask, tuple[str, ...]],
    whole: Callable[[int], tuple[str, ...]] | None = None,
    tries: int = TRIES,
) -> list[Part]:
    """Both asked in turn, ``tries`` times each, after a few to warm up."""
    sides = (Side(), Side())
    for number in range(tries):
        for side, (ask, said) in zip(sides, (hit, miss), strict=True):
            side.take(ask, number, *(whole(number) if whole else ()), *said)
    same = sides[0].answers == sides[1].answers and len(sides[0].answers) == 1
    return [
        (
            f"{what}: status and bytes over {tries} tries",
            "the same" if same else difference(*sides),
            "the same",
            same,
        ),
        time_part(what, "processor", sides[0].processor, sides[1].processor),
        time_part(what, "wall", sides[0].wall, sides[1].wall),
    ]


def difference(hit: Side, miss: Side) -> str:
    """Which answers there were."""
    shapes = [
        sorted((status, len(body)) for status, body in side.answers)[:3] for side in (hit, miss)
    ]
    return f"{shapes[0]} and {shapes[1]} (status, bytes)"


def time_part(what: str, clock: str, hit: list[float], miss: list[float]) -> Part:
    """The medians of both and their ratio; the first tries warm the caches."""
    medians = [statistics.median(times[5:]) for times in (hit, miss)]
    ratio = medians[0] / medians[1]
    figure = f"{medians[0] * 1000:.2f} and {medians[1] * 1000:.2f} ms, ratio {ratio:.3f}"
    return (f"{what}: median {clock} time", figure, "within 10 %", abs(ratio - 1) <= WITHIN)
