"""Whether the office may enter data of real people: the list, what proves each item, the answer.

``reference/readiness.yaml`` is the list. An item is proved by a function below, looked up by name,
or by signatures in ``audit.Confirmation``. Mode "live" does not start while anything is missing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import Confirmation
from kentongan.website.readiness_checks import CHECKS, Finding

LIVE = "live"


class Proof(StrEnum):
    """How an item is shown to hold."""

    CHECK = "check"
    SIGNED = "signed"


class Item(BaseModel):
    """One line of the list; ``valid_days`` > 0: a signature lasts so long."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z_]{2,39}$")
    what: str = Field(min_length=5)
    why: str = Field(min_length=5)
    how: str = Field(min_length=5)
    proof: Proof
    check: str = ""
    roles: tuple[RoleKey, ...] = ()
    second: tuple[RoleKey, ...] = ()
    valid_days: int = Field(0, ge=0)

    @model_validator(mode="after")
    def proved_in_one_way(self) -> "Item":
        if (self.proof is Proof.CHECK) != bool(self.check) or bool(self.check) == bool(self.roles):
            raise ValueError(f"{self.id}: name a check, or the roles that sign")
        if self.check and self.check not in CHECKS:
            raise ValueError(f"{self.id}: there is no check {self.check}")
        return self

    @property
    def wording(self) -> str:
        """A hash of what is signed: a changed item must be signed anew."""
        text = "\n".join([self.what, self.why, self.how, *self.roles, *self.second])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """How one item stands."""

    item: Item
    holds: bool
    words: str
    confirmation: Confirmation | None = None


@cache
def checklist() -> tuple[Item, ...]:
    """The list; raises pydantic.ValidationError for a malformed file."""
    text = files("kentongan.reference").joinpath("readiness.yaml").read_text("utf-8")
    return tuple(TypeAdapter(list[Item]).validate_python(yaml.safe_load(text)))


def item_called(name: str) -> Item | None:
    """The item with this id."""
    return next((item for item in checklist() if item.id == name), None)


def answers(now: datetime) -> list[Answer]:
    """Every item with how it stands, in the order of the list."""
    standing = {row.item: row for row in Confirmation.objects.filter(withdrawn_by="")}
    return [answer(item, standing.get(item.id), now) for item in checklist()]


def answer(item: Item, signed: Confirmation | None, now: datetime) -> Answer:
    """How one item stands."""
    if item.proof is Proof.CHECK:
        found = looked_up(CHECKS[item.check], now)
        return Answer(item, found.holds, found.words)
    return Answer(item, *signature_words(item, signed, now), signed)


def looked_up(check: Callable[[datetime], Finding], now: datetime) -> Finding:
    """What a check finds; one that breaks does not hold."""
    try:
        return check(now)
    except Exception as error:
        return Finding(False, _("Pemeriksaan ini gagal: %(why)s") % {"why": type(error).__name__})


def signature_words(item: Item, signed: Confirmation | None, now: datetime) -> tuple[bool, str]:
    """Whether the signatures suffice, and the sentence for the page."""
    if signed is None:
        return False, _("Belum ditandatangani.")
    if signed.wording != item.wording:
        return False, _("Bunyinya berubah sesudah ditandatangani. Cabut, lalu tanda tangani lagi.")
    if item.valid_days and now - signed.said_at > timedelta(days=item.valid_days):
        return False, _("Tanda tangannya sudah terlalu lama. Cabut, lalu tanda tangani lagi.")
    if item.second and not signed.second_by:
        return False, _("Menunggu orang kedua.")
    return True, _("Ditandatangani.")


def missing(now: datetime) -> list[Answer]:
    """The items that do not hold."""
    return [one for one in answers(now) if not one.holds]


def is_live() -> bool:
    """Whether data of real people is entered here."""
    return bool(settings.MODE == LIVE)


def reasons_not_to_start(now: datetime | None = None) -> list[str]:
    """Why mode "live" may not start; nothing in the other modes."""
    if not is_live():
        return []
    return [f"{one.item.what}: {one.words}" for one in missing(now or timezone.now())]
