"""The browser somebody sits at: its name for people, and whether it was here before.

A browser that once logged in rightly keeps a signed cookie. Its failures are counted on their own,
so that nobody can shut a person out by guessing wrong passwords from elsewhere.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kentongan.accounts.models import User
from kentongan.accounts.rules import canonical_name

KNOWN_FOR = timedelta(days=90)
# What a browser calls itself, the more telling words first.
BROWSERS = (
    *(("Edg/", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox")),
    *(("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("Linux", "Linux")),
)


def device_name(request: HttpRequest) -> str:
    """``"Chrome, Android"``: enough to recognise the own device, too little to follow anyone."""
    told = request.headers.get("user-agent", "")
    found = [
        next((name for word, name in kind if word in told), "") for kind in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)


def signer() -> TimestampSigner:
    """Signs the cookie of a known device."""
    return TimestampSigner(salt="kentongan known device")


def mark_of(name: str) -> str:
    """How the cookie names its owner: a shared phone does not tell who used it."""
    return salted_hmac("kentongan device owner", name, algorithm="sha256").hexdigest()[:16]


def known_device(request: HttpRequest, name: str) -> str:
    """The number of a device where ``name`` (canonical) has logged in before; else ``""``."""
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        owner, _colon, number = signer().unsign(cookie, max_age=KNOWN_FOR).rpartition(":")
    except BadSignature:
        return ""
    return number if name and owner == mark_of(name) else ""


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Leave the cookie that says: this person has logged in here."""
    name = canonical_name(user.username)
    number = known_device(request, name) or secrets.token_hex(8)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signer().sign(f"{mark_of(name)}:{number}"),
        max_age=KNOWN_FOR,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
