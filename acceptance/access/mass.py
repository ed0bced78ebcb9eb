"""T-MASS: every form of every role, sent with fields it does not have, moves nothing it should not.

The added fields carry values that stand nowhere: an office, an agency and a person made for this,
and label 5, which no form offers first and no share may have. Wherever one of them turns up
afterwards, a form let it through.
"""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from acceptance.access import facts, world
from acceptance.access.browser import browser_of, content_of
from acceptance.access.crawl import reachable
from acceptance.access.matrix import MAKERS, shortened
from acceptance.access.world import OWN, POSTED
from acceptance.result import Part
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind, RoleKey

LEAVE = ("/akun/", "/bahasa/")
LABEL = 2
FORMS_AT_MOST = 120
Row = dict[str, object]


@dataclass
class Filled:
    """A form with something sensible in each field."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The POST forms of a page, filled in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Filled] = []
        self.open: Filled | None = None
        self.choosing = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = found.get("method", "get").lower() == "post"
            self.open = Filled(found.get("action", "")) if posts else None
            self.forms += [self.open] if self.open else []
        elif self.open is not None and tag in {"input", "textarea", "select", "button"}:
            self.fill(self.open, tag, found)
        elif self.open is not None and tag == "option" and self.choosing and found.get("value"):
            self.open.fields.setdefault(self.choosing, found["value"])

    def fill(self, form: Filled, tag: str, found: dict[str, str]) -> None:
        """One field: what it holds, the first choice, or a few words."""
        name, kind = found.get("name", ""), found.get("type", "text")
        self.choosing = name if tag == "select" else ""
        if not name or tag == "select" or kind in {"file", "checkbox"}:
            return
        words = {"date": timezone.localdate().isoformat(), "number": "1"}
        default = words.get(kind, "" if kind == "hidden" else "Uji coba isian yang wajar.")
        form.fields.setdefault(name, found.get("value") or default)


@dataclass
class Tally:
    """What came of it."""

    sent: Counter[int] = field(default_factory=Counter)
    addresses: set[str] = field(default_factory=set)
    holes: list[str] = field(default_factory=list)


def parts(seed: int) -> list[Part]:
    """Every form of every role."""
    made, tally = world.make_world(seed), Tally()
    world.post_all(made)
    poison = make_poison()
    for role in made.people:
        for make in MAKERS.values():
            make(made, role, POSTED, OWN, LABEL)
    for role, user in made.people.items():
        send_all(role, browser_of(user), poison, tally)
    return [
        (
            f"forms of 15 roles, {len(poison)} fields more, at {len(tally.addresses)} addresses",
            ", ".join(f"{status}: {count}" for status, count in sorted(tally.sent.items())),
            "some taken (302), none broken",
            tally.sent[302] > 0 and max(tally.sent, default=500) < 500,
        ),
        ("rows that took a smuggled value", shortened(tally.holes), "0", not tally.holes),
    ]


def make_poison() -> Row:
    """The fields that no form has, with values that stand nowhere else."""
    office = world.make_office("Kantor Selundupan", AgencyKind.OVERSIGHT, [])
    user = world.make_person("selundup", RoleKey.SYSTEM_ADMIN, office)
    User.objects.filter(pk=user.pk).update(is_active=False)
    people = ("author", "owner", "by", "approved_by", "written_by", "user", "requested_by", "to")
    return {
        **dict.fromkeys(people, user.pk),
        **{f"{name}_id": user.pk for name in people},
        **dict.fromkeys(("office", "office_id"), office.pk),
        **dict.fromkeys(("agency", "agency_id"), office.agency_id),
        "role": RoleKey.SYSTEM_ADMIN.value,
        "label": int(Label.SEALED),
        "is_superuser": "1",
        "is_staff": "1",
        "examined_at": "2001-01-01",
        "withdrawn_at": "2001-01-01",
        "state": "closed",
    }


def send_all(role: str, client: Client, poison: Row, tally: Tally) -> None:
    """All forms that one role can reach, each address and set of fields once."""
    seen: set[tuple[str, frozenset[str]]] = set()
    pages = [(path, content_of(answer).decode(errors="replace")) for path, answer in html(client)]
    for path, text in pages:
        for form in Forms(text).forms:
            target = urljoin(path, form.action or path)
            shape = (target, frozenset(form.fields))
            if shape not in seen and not target.startswith(LEAVE) and len(seen) < FORMS_AT_MOST:
                seen.add(shape)
                send_one(role, client, target, form, poison, tally)


def html(client: Client) -> list[tuple[str, HttpResponse]]:
    """The pages that links lead to."""
    kept = [(path, answer) for path, answer in reachable(client)]
    return [one for one in kept if one[1].headers.get("Content-Type", "").startswith("text/html")]


def send_one(
    role: str, client: Client, target: str, form: Filled, poison: Row, tally: Tally
) -> None:
    """One form with all the fields it does not have."""
    extra = {name: value for name, value in poison.items() if name not in form.fields}
    before = poisoned(poison)
    status = client.post(target, {**extra, **form.fields}).status_code
    tally.sent[status] += 1
    tally.addresses.add(target)
    tally.holes += [f"{role} {target}: {one}" for one in sorted(poisoned(poison) - before)]


def poisoned(poison: Row) -> set[str]:
    """Every row of the product that holds a smuggled value in a column of that meaning."""
    return {
        f"{facts.name_of(record)}.{column}"
        for model in facts.product_models()
        if model._meta.label_lower != "regions.region"
        for record in model._default_manager.all()
        for column in columns_taken(record, poison)
    }


def columns_taken(record: Model, poison: Row) -> list[str]:
    """Its columns that hold what was smuggled."""
    if isinstance(record, User):
        return [name for name in ("is_superuser", "is_staff") if getattr(record, name)]
    names = {one.attname for one in record._meta.concrete_fields} & set(poison)
    watched = [name for name in names if name.endswith("_id") or name == "label"]
    return [name for name in watched if getattr(record, name) == poison[name]]
