"""A running site with its worker, in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse, urlunparse

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
SECONDS_TO_END = 20
PASSWORD = "kentongan dipukul tiga kali"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """The surroundings of a demo in ``folder``; SQLite there unless a database is named."""
    surroundings = {**os.environ, "KENTONGAN_DEMO": "1", "KENTONGAN_DATA": str(folder)}
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    surroundings.pop("KENTONGAN_DATABASE_URL", None)
    if database_url:
        surroundings["KENTONGAN_DATABASE_URL"] = database_url
    return surroundings


def postgresql() -> str:
    """The address of the PostgreSQL server to use; "" for none."""
    url = os.environ.get("KENTONGAN_DATABASE_URL", "")
    return url if url.startswith("postgresql") else ""


@contextmanager
def new_database(name: str, like: str = "") -> Iterator[str]:
    """A database beside the named one, dropped afterwards; yields its address.

    like: the address of one that nobody uses just now, which it is a copy of; "" for an empty one.
    """
    parts = urlparse(postgresql())
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    with psycopg.connect(urlunparse(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(drop)
        template = f" TEMPLATE {urlparse(like).path[1:]}" if like else ""
        server.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield urlunparse(parts._replace(path=f"/{name}"))
        finally:
            server.execute(drop)


def kentongan(*words: str) -> list[str]:
    """The command ``kentongan`` of this environment."""
    return [sys.executable, "-m", "kentongan.cli", *words]


def is_up(url: str) -> bool:
    """Whether the site answers its health check."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_up(url: str, seconds: float, process: subprocess.Popen[bytes]) -> float:
    """Seconds until the site answered; raises TimeoutError, or RuntimeError when it ended."""
    begun = time.monotonic()
    while not is_up(url):
        if process.poll() is not None:
            raise RuntimeError(f"the site ended with code {process.returncode}")
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{url} did not answer within {seconds:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - begun


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a site and everything it started."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def prepare(folder: Path, database_url: str = "", days: int = 60) -> None:
    """A demo of ``days`` days in a folder."""
    command = kentongan("demo", "--no-serve", "--days", str(days))
    surroundings = environment(folder, database_url)
    subprocess.run(command, env=surroundings, cwd=ROOT, check=True, capture_output=True)


@contextmanager
def served(folder: Path, database_url: str = "") -> Iterator[str]:
    """The site over what was prepared in a folder; yields its address."""
    port, surroundings = free_port(), environment(folder, database_url)
    process = subprocess.Popen(kentongan("serve", "--port", str(port)), env=surroundings, cwd=ROOT)
    url = f"http://localhost:{port}"
    try:
        wait_until_up(url, SECONDS_TO_START, process)
        yield url
    finally:
        stop(process)


@contextmanager
def running_site(folder: Path, database_url: str = "", days: int = 60) -> Iterator[str]:
    """A demo of ``days`` days, prepared and served; yields its address."""
    prepare(folder, database_url, days)
    with served(folder, database_url) as url:
        yield url
