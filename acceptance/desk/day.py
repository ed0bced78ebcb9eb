"""A day at the counter by script over HTTP: every planted fact shown, nothing else, and in time.

Before it 1,000,000 people are stored as applicants of earlier years (``KENTONGAN_PEOPLE`` sets
another number), on SQLite and, where ``KENTONGAN_DATABASE_URL`` names one, on PostgreSQL.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlparse

from acceptance.desk.day_cases import OPENED_BEFORE, Case, day_of_cases
from acceptance.desk.inputs import input_results
from acceptance.identities.counter import at, is_busy
from acceptance.result import Part
from acceptance.site import ROOT, environment, new_database, postgresql, served

SEED = int(os.environ.get("KENTONGAN_SEED", "1"))
PEOPLE = int(os.environ.get("KENTONGAN_PEOPLE", "1000000"))
OWN_DATABASE = "kentongan_desk_day"
SLOWEST_95 = 200.0
MOST_QUESTIONS = 30
KEYSTROKES = 4
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
QUESTION = re.compile(r'name="question" value="([^"]+)"')
OPTION = re.compile(r'type="radio" name="answer" value="([^"]+)"')
FACT = re.compile(r'data-fact="([^"]+)"')
UUID = re.compile(r"/([0-9a-f-]{36})/")


def day_results() -> Iterator[Part]:
    """The parts of the line: inputs of rules, and the day on each database there is."""
    yield from input_results(SEED)
    yield from parts_on("SQLite", "")
    if url := postgresql():
        yield from parts_on("PostgreSQL", url)


def parts_on(name: str, url: str) -> Iterator[Part]:
    """One office filled, one day walked."""
    with surroundings(url) as (folder, own, around):
        filled = told(around, "fill", str(PEOPLE), str(SEED))
        with served(folder, own) as site:
            desk = Desk(site, filled["cookies"])
            walked = Walk(desk, filled["known"]).day(day_of_cases(SEED))
        busy = is_busy()
        inside = told(around, "ask", str(SEED), "120")
    over = f"{name}, {PEOPLE:,} people stored"
    yield shown_part(over, walked)
    yield others_part(over, walked)
    yield speed_part(over, walked, inside, busy=busy)


@dataclass
class Walked:
    """What a day came to: case → kinds shown at its end, and milliseconds of each panel."""

    shown: list[tuple[Case, frozenset[str]]] = field(default_factory=list)
    panels: list[float] = field(default_factory=list)
    requests: int = 0
    answers: int = 0


def shown_part(over: str, walked: Walked) -> Part:
    """Every planted fact was shown."""
    planted = Counter(kind for case, _kinds in walked.shown for kind in case.expected)
    found = Counter(kind for case, kinds in walked.shown for kind in case.expected & kinds)
    missing = ", ".join(sorted((planted - found).elements())) or "none missing"
    figure = (
        f"{found.total()} of {planted.total()} facts of {len(planted)} kinds, "
        f"{len(walked.shown)} applicants, {walked.answers} answers ({missing})"
    )
    return f"{over}, planted facts shown", figure, "all", found == planted


def others_part(over: str, walked: Walked) -> Part:
    """Nothing was shown that nobody planted."""
    wrong = Counter(kind for case, kinds in walked.shown for kind in kinds - case.expected)
    told_so = ", ".join(f"{count} {kind}" for kind, count in wrong.items()) or "none"
    return f"{over}, facts that nobody planted", told_so, "none", not wrong


def speed_part(over: str, walked: Walked, inside: list[tuple[float, float]], *, busy: bool) -> Part:
    """The panel over HTTP by the clock; where others use the machine, its own computing counts."""
    clock = sorted(walked.panels)
    computing = sorted(one[1] for one in inside)
    figure = "; ".join(
        f"{what} p50 {at(times, 0.5):.1f}, p95 {at(times, 0.95):.1f} ms"
        for what, times in ((f"HTTP ({len(clock)})", clock), ("computing", computing))
    )
    kept = at(computing if busy else clock, 0.95) <= SLOWEST_95
    target = f"p95 {SLOWEST_95:.0f} ms"
    return f"{over}, facts panel", figure + ", machine busy" * busy, target, kept


# --- over HTTP ----------------------------------------------------------------------------------


class Desk:
    """One officer's browser: keeps its connection, sends what forms send."""

    def __init__(self, site: str, cookies: dict[str, str]) -> None:
        parts = urlparse(site)
        self.line = http.client.HTTPConnection(parts.hostname or "", parts.port)
        self.cookies, self.token, self.requests = dict(cookies), "", 0

    def get(self, path: str) -> str:
        """A page; its form token is kept."""
        return self.ask("GET", path)[1]

    def post(self, path: str, fields: dict[str, str], accept: str = "text/html") -> tuple[str, str]:
        """Where it leads, and the body."""
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        return self.ask("POST", path, body, accept)

    def ask(
        self, verb: str, path: str, body: str = "", accept: str = "text/html"
    ) -> tuple[str, str]:
        """One request; raises ValueError for an answer that is an error."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": accept,
        }
        self.line.request(verb, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.requests += 1
        self.keep_cookies(answer)
        if answer.status >= 400:
            raise ValueError(f"{verb} {path} answered {answer.status}")
        if found := TOKEN.search(text):
            self.token = found[1]
        return answer.headers.get("Location", ""), text

    def keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        """What the site sets."""
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


class Walk:
    """The script: opens, types, asks, shows papers, and reads all facts when the day is over."""

    def __init__(self, desk: Desk, known: dict[str, str]) -> None:
        self.desk, self.known, self.walked = desk, known, Walked()

    def day(self, cases: list[Case]) -> Walked:
        """All applicants one after another, then every panel once more."""
        opened = [(case, self.applicant(case)) for case in cases]
        for case, uuid in opened:
            html = json.loads(self.desk.get(f"/loket/{uuid}/fakta/"))["html"]
            self.walked.shown.append((case, frozenset(FACT.findall(html))))
        self.walked.requests = self.desk.requests
        return self.walked

    def applicant(self, case: Case) -> str:
        """One applicant from the first key to the last answer; the uuid of the application."""
        is_there = case.before in OPENED_BEFORE
        uuid = self.known[case.form["national_id"]] if is_there else self.opened(case)
        self.desk.get(f"/loket/{uuid}/wawancara/")
        for paper in case.papers:
            self.desk.post(f"/loket/{uuid}/dokumen/", paper)
        self.interview(uuid, case)
        return uuid

    def opened(self, case: Case) -> str:
        """The form is typed, with the panel beside it, and sent."""
        self.desk.get("/permohonan/baru/")
        fields = list(case.form.items())
        for number in range(1, KEYSTROKES + 1):
            typed = dict(fields[: len(fields) * number // KEYSTROKES])
            begun = time.perf_counter()
            self.desk.post("/loket/fakta/", typed, "application/json")
            self.walked.panels.append((time.perf_counter() - begun) * 1e3)
        return self.uuid_in(self.desk.post("/permohonan/baru/", case.form)[0])

    def uuid_in(self, text: str) -> str:
        """The name of the application in an address; raises ValueError without one."""
        found = UUID.search(text)
        if not found:
            raise ValueError(f"no application in “{text[:80]}”")
        return found[1]

    def interview(self, uuid: str, case: Case) -> None:
        """Every question that is asked, until none is open."""
        step = self.desk.get(f"/loket/{uuid}/wawancara/")
        for _turn in range(MOST_QUESTIONS):
            asked = QUESTION.search(step)
            if not asked:
                return
            answer = case.answers.get(asked[1], "unknown")
            posted = {"question": asked[1], "answer": answer}
            reply = self.desk.post(f"/loket/{uuid}/jawab/", posted, "application/json")[1]
            step = json.loads(reply)["step"]
            self.walked.answers += 1
        raise ValueError("the interview does not end")


def told(around: dict[str, str], *words: str) -> Any:
    """What a verb of ``register`` tells as its last line; raises CalledProcessError."""
    command = [sys.executable, "-m", "acceptance.desk.register", *words]
    done = subprocess.run(
        command, env=around, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def surroundings(url: str) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """An empty database in a folder that goes away; on PostgreSQL dropped afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not url:
            yield folder, "", environment(folder)
            return
        with new_database(OWN_DATABASE) as own:
            yield folder, own, environment(folder, own)
