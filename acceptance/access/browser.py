"""Requests as a person sends them: a logged-in client, tidied answers, forms and links of pages."""

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from kentongan.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
# Where allauth keeps when somebody proved who he is, and whose proofs they are.
PROOFS, PROVED_BY = "account_authentication_methods", "account_authentication_methods_user"


def browser_of(user: User | None) -> Client:
    """A browser in which somebody has just logged in; None is nobody."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend=BACKEND)
        prove(client, user)
    return client


def prove(client: Client, user: User) -> None:
    """As after a login with a security key: what asks for a fresh proof lets the person through."""
    session = client.session
    proof = {"method": "password", "at": time.time(), "username": user.username}
    session[PROOFS], session[PROVED_BY] = [proof | {"type": "webauthn"}], str(user.pk)
    session.save()


def content_of(answer: HttpResponse) -> bytes:
    """The body, streamed or not."""
    if answer.streaming:
        return b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return answer.content


def tidied(answer: HttpResponse, *names: object) -> tuple[int, bytes]:
    """Status and body without form tokens and without the given names of the record."""
    body = TOKEN.sub(b"", content_of(answer))
    for name in filter(None, names):
        for written in {str(name), quote(str(name)), quote(str(name), safe="")}:
            body = body.replace(written.encode(), b"<key>")
    return answer.status_code, body


@dataclass
class Form:
    """A form of a page: where it goes, how, and what its fields hold."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get").lower()))
        for name in ("href", "src", "data-since", "data-card", "data-url"):
            if name in found and tag not in {"link", "script", "img"}:
                self.links.append(found[name])
        if self.forms and tag in {"input", "textarea", "select", "button"} and found.get("name"):
            self.take_field(tag, found)

    def take_field(self, tag: str, found: dict[str, str]) -> None:
        """A field of the form that was opened last."""
        form, kind = self.forms[-1], found.get("type", "text")
        if kind == "file":
            form.files.append(found["name"])
        elif kind not in {"radio", "checkbox"} or "checked" in found:
            form.fields.setdefault(found["name"], found.get("value", ""))
        if tag == "textarea" or (tag == "input" and kind in {"text", "search"}):
            form.texts.append(found["name"])

    @property
    def inside(self) -> list[str]:
        """Links to this site without their anchors."""
        paths = {link.partition("#")[0] for link in self.links}
        return sorted(path for path in paths if path.startswith(("/", "?")))


def page_of(answer: HttpResponse) -> Page:
    """The page in an answer; an empty one for anything that is no HTML."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return Page("")
    return Page(content_of(answer).decode(errors="replace"))


def send(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
    """GET with parameters or POST with fields."""
    return client.get(path, data) if method == "get" else client.post(path, data or {})
