"""Everything somebody can reach: links, forms, searches, feeds, files, and pages of errors."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urljoin
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from acceptance.access.browser import Form, content_of, page_of
from acceptance.access.canaries import Canary
from acceptance.access.doors import WORDS, Address
from acceptance.access.facts import Key

PAGES_AT_MOST = 1_500
# Of one list: the log of deeds grows by the crawl itself, its pages would never end.
FURTHER_PAGES = 20
PAGE_NUMBER = re.compile(r"[?&]hal=(\d+)")
HOSTILE = (
    {"sort": "reporter__nik"}, {"q": "suspect.name:A*"}, {"fields": "*"}, {"order": "(select 1)"},
    {"_connector": "OR 1=1"}, {"hal": "99999999"}, {"hal": "-1"}, {"wilayah": "35"},
    {"kata": "%"}, {"kata": "_"}, {"kata": "\\"}, {"status": "x' OR '1'='1"},
    {"sejak": "0001-01-01"},
    {"sampai": "NaN"}, {"dari": "1970-01-01"}, {"instansi": "1 OR 1"},
)  # fmt: skip
PDF, SHEET = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Answer:
    """What one request gave, as text; ``asked`` names the request."""

    asked: str
    status: int
    text: str


def read(asked: str, answer: HttpResponse) -> Answer:
    """An answer with its headers; PDF and sheets are opened."""
    body, kind = content_of(answer), answer.headers.get("Content-Type", "")
    if kind.startswith(PDF):
        text = pdf_text(body)
    elif kind.startswith(SHEET) or body.startswith(b"PK\x03\x04"):
        text = archive_text(body)
    else:
        text = body.decode(errors="replace")
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return Answer(asked, answer.status_code, f"{head}\n\n{text}")


def pdf_text(body: bytes) -> str:
    """The words of a PDF, and its bytes for what is not compressed."""
    done = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True)
    return done.stdout.decode(errors="replace") + body.decode("latin-1")


def archive_text(body: bytes) -> str:
    """Every member of a zipped file, its names too."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = [
            f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist()
        ]
    return "\n".join(members)


def reachable(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that links lead to from the first one."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) <= PAGES_AT_MOST:
        path = waiting.pop(0)
        answer: HttpResponse = client.get(path)  # type: ignore[assignment]
        yield path, answer
        links = {urljoin(path, link) for link in page_of(answer).inside}
        if location := answer.headers.get("Location", ""):
            links.add(urljoin(path, location))
        new = {link for link in links if is_worth_reading(link)} - seen
        seen |= new
        waiting += sorted(new)


def is_worth_reading(link: str) -> bool:
    """A page of the site, near enough to the beginning of its list."""
    number = PAGE_NUMBER.search(link)
    return not link.startswith("/static/") and (not number or int(number[1]) <= FURTHER_PAGES)


def crawled(
    client: Client,
    canaries: list[Canary],
    addresses: list[Address],
    keys: list[Key],
) -> Iterator[Answer]:
    """All answers somebody can get: by links, by searching, by guessing, by breaking."""
    forms: dict[tuple[str, str], Form] = {}
    for path, answer in reachable(client):
        for form in page_of(answer).forms:
            if form.method == "get":
                forms.setdefault(
                    (urljoin(path, form.action or path), str(sorted(form.fields))), form
                )
        yield read(path, answer)
    yield from guessed(client, addresses, keys)
    for (path, _fields), form in forms.items():
        yield from searched(client, path.partition("?")[0], form, canaries)
    yield from broken(client, [address for address in addresses if not address.parts])


def guessed(client: Client, addresses: list[Address], keys: list[Key]) -> Iterator[Answer]:
    """Every address with every key that it takes, and those without one; opened, nothing sent."""
    for address in addresses:
        if not address.keys:
            path = address.path(WORDS)
            yield read(path, client.get(path))  # type: ignore[arg-type]
            continue
        for key in keys:
            form = "uuid" if isinstance(key, UUID) else "subject" if isinstance(key, str) else "int"
            parts = [part for part in address.keys if address.kind_of(part) == form]
            if parts:
                path = address.path(WORDS, **dict.fromkeys(parts, key))
                yield read(path, client.get(path))  # type: ignore[arg-type]


def searched(client: Client, path: str, form: Form, canaries: list[Canary]) -> Iterator[Answer]:
    """Each text field of a search with the beginning of each canary.

    Only the beginning, so that a page which repeats the question does not hold the whole word.
    """
    for name, canary in product(form.texts, canaries):
        asked = form.fields | {name: canary.text[:-3]}
        yield read(f"{path}?{name}={canary.name}", client.get(path, asked))  # type: ignore[arg-type]


def broken(client: Client, addresses: list[Address]) -> Iterator[Answer]:
    """Lists with hostile parameters, and forms sent empty."""
    for address, query in product(addresses, HOSTILE):
        path = address.path(WORDS)
        yield read(f"{path}?{query}", client.get(path, query))  # type: ignore[arg-type]
