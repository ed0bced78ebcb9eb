"""Guessing receipts gets slower for one address, and nobody is shut out.

A village shares one address, so an address is never blocked: after ten checks within a quarter of
an hour each further one waits, up to two seconds. The address is kept as an HMAC under a key of
the day, in the cache, for that quarter of an hour.
"""

import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from kentongan.access.sealing.pepper import receipt_pepper

FREE = 10
REMEMBERED = 15 * 60  # seconds
LONGEST_WAIT = 2.0
# One of the server's four threads at most waits for guessers.
ROOM = threading.BoundedSemaphore(1)


def address_mark(request: HttpRequest, day: date) -> str:
    """The asking address, readable by nobody and different tomorrow."""
    daily = hmac.digest(receipt_pepper(), f"addresses of {day}".encode(), hashlib.sha256)
    address = get_adapter(request).get_client_ip(request)
    return hmac.new(daily, str(address).encode(), hashlib.sha256).hexdigest()


def counted(mark: str) -> int:
    """How many checks came from there lately, this one included; known and unknown count alike."""
    name = f"receipt-checks:{mark}"
    if cache.add(name, 1, REMEMBERED):
        return 1
    try:
        return int(cache.incr(name))
    except ValueError:  # it ran out between the two
        return 1


def wait_for(checks: int) -> float:
    """Seconds: nothing for the first ten, then doubling from an eighth to two."""
    if checks <= FREE:
        return 0.0
    return min(LONGEST_WAIT, 0.125 * 2.0 ** min(checks - FREE - 1, 10))


@contextmanager
def slowed(request: HttpRequest, day: date) -> Iterator[bool]:
    """Waits as long as this address has to; False when too many wait already: ask again."""
    seconds = wait_for(counted(address_mark(request, day)))
    if not seconds:
        yield True
        return
    if not ROOM.acquire(blocking=False):
        yield False
        return
    try:
        time.sleep(seconds)
        yield True
    finally:
        ROOM.release()
