"""Every page as every role in Chromium, at the width of a phone and of a desk.

A page is what a link leads to, from the first one on; of pages of one kind (the page of an alert)
two are opened. Counted are what the browser's content policy stopped, what its console complained
of, and pages wider than the screen.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response

from acceptance.journey import DESKTOP, PHONE, chromium, too_wide
from acceptance.result import Part
from acceptance.site import ROOT, environment, running_site

DAYS = 45
OF_ONE_KIND = 2
PAGES_OF_A_ROLE = 80
SIZES = {"360": PHONE, "1280": DESKTOP}
NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=[/.])|(?<=/)[a-z]+:[^/]+")
DOWNLOADS = (".pdf", ".xlsx", ".csv", ".json", ".md", ".txt")
LEAVE = ("/akun/logout",)
LISTEN = """
window.stopped = [];
addEventListener("securitypolicyviolation", e => {
  window.stopped.push(e.violatedDirective + " " + e.blockedURI);
});
"""
# An anchor of a drawing keeps its address otherwise than one of a text.
HREFS = "all => all.map(one => new URL(one.getAttribute('href'), location).href)"
# A status of the page itself is no complaint of the browser.
EXPECTED = re.compile(r"status of 40\d")


@dataclass
class Tally:
    """What the browser met."""

    opened: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    stopped: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def in_chromium() -> list[Part]:
    """A demo, everybody logged in, every page."""
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder), days=DAYS) as url,
        chromium() as browser,
    ):
        for username, cookies in sessions(Path(folder)).items():
            walk(browser, url, username, cookies, tally)
        walk(browser, url, "", {}, tally)
    return told(tally)


def sessions(folder: Path) -> dict[str, dict[str, str]]:
    """A fresh login of everybody in the demo of a folder."""
    command = [sys.executable, "-m", "acceptance.access.sessions"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=True
    )
    found: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def walk(browser: Browser, url: str, username: str, cookies: dict[str, str], tally: Tally) -> None:
    """All pages of one person: found at the width of a phone, opened again at a desk's."""
    context = browser.new_context(viewport=PHONE, locale="id-ID")  # type: ignore[arg-type]
    context.add_init_script(LISTEN)
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    page = context.new_page()
    page.on("console", lambda message: hear(tally, username, page, message.type, message.text))
    page.on("pageerror", lambda error: hear(tally, username, page, "error", str(error)))
    found = followed(context, page, url, username, tally)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    for path in found:
        look(page, url, path, username, "1280", tally)
    context.close()


def followed(
    context: BrowserContext, page: Page, url: str, username: str, tally: Tally
) -> list[str]:
    """The pages that links lead to, each looked at once."""
    waiting, met, found = ["/", "/tidak/ada/"], Counter[str](), []
    while waiting and len(found) < PAGES_OF_A_ROLE:
        path = waiting.pop(0)
        if met[kind_of(path)] >= OF_ONE_KIND or path in found:
            continue
        met[kind_of(path)] += 1
        look(page, url, path, username, "360", tally)
        found.append(path)
        waiting += [link for link in links_of(page, url) if link not in waiting]
    return found


def kind_of(path: str) -> str:
    """The address without what names a record, and without its question."""
    return NAMES.sub("…", urlsplit(path).path)


def links_of(page: Page, url: str) -> list[str]:
    """Where the page leads within the site, files aside."""
    found = page.eval_on_selector_all("a[href]", HREFS)
    inside = [
        link.removeprefix(url).partition("#")[0] for link in found if link.startswith(f"{url}/")
    ]
    return [
        path
        for path in dict.fromkeys(inside)
        if not urlsplit(path).path.endswith(DOWNLOADS) and not path.startswith(LEAVE)
    ]


def look(page: Page, url: str, path: str, username: str, size: str, tally: Tally) -> None:
    """Open one page and ask the browser what it thinks of it."""
    answer: Response | None = page.goto(url + path, wait_until="load")
    tally.opened[size] += 1
    tally.kinds.add(kind_of(path))
    where = f"{username or 'nobody'} {path} at {size}"
    if answer is None or answer.status >= 500:
        tally.broken.append(f"{where}: {answer.status if answer else 'no answer'}")
        return
    tally.stopped += [f"{where}: {one}" for one in page.evaluate("window.stopped || []")]
    if (pixels := too_wide(page)) > 0:
        tally.wide.append(f"{where}: {pixels} px")


def hear(tally: Tally, username: str, page: Page, kind: str, text: str) -> None:
    """Keep what the console says; the policy's own words are violations."""
    if kind not in {"error", "warning"} or EXPECTED.search(text):
        return
    kept = tally.stopped if "Content Security Policy" in text else tally.complaints
    kept.append(f"{username or 'nobody'} {urlsplit(page.url).path}: {text[:120]}")


def told(tally: Tally) -> list[Part]:
    """The figures."""
    opened = ", ".join(f"{count} at {size} px" for size, count in sorted(tally.opened.items()))
    return [
        (
            f"pages of {len(tally.kinds)} kinds opened as everybody and as nobody",
            opened,
            "counted",
            bool(tally.opened),
        ),
        ("stopped by the content policy", few(tally.stopped), "0", not tally.stopped),
        ("complaints of the console", few(tally.complaints), "0", not tally.complaints),
        ("pages wider than the screen", few(tally.wide), "0", not tally.wide),
        ("pages that broke", few(tally.broken), "0", not tally.broken),
    ]


def few(found: list[str]) -> str:
    """``0``, or how many and the first three."""
    return f"{len(found)} {found[:3]}" if found else "0"
