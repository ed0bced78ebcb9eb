"""Applications that were decided, by the doors of the desk."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.entities.told import Person
from kentongan.screening.actions import deciding
from kentongan.screening.actions.applications import open_application
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.catalogues import Decision
from kentongan.screening.models import Application
from tests.screening.conftest import PRIGI, REFUSAL, WORDS, add_finding, add_letter, again, wish

DAY = date(2026, 11, 20)
NOW = timezone.make_aware(datetime.combine(date(2026, 11, 27), time(12)))
CODES = {Decision.ISSUE: "I1", Decision.REFER: "R3"}
type Decide = Callable[..., Application]


def moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.fixture
def decided(nur: User, ratna: User) -> Decide:
    """``decided(decision, sex=…, born=…, purpose=…, region=…, on=…, by=…, fact=…)``."""

    def make(decision: Decision, **words: Any) -> Application:
        by, on = words.get("by", nur), words.get("on", DAY)
        born, sex = words.get("born", date(1990, 1, 15)), words.get("sex", "P")
        person = Person(name=f"Pemohon {uuid4().hex[:6]}", birth_date=born, sex=sex)
        told = Told(Applicant(person), words.get("purpose", "work"), words.get("region", PRIGI))
        application = open_application(by=by, told=told, now=moment(on))
        code, kind = REFUSAL if decision is Decision.REFUSE else (CODES[decision], "")
        kind = words.get("fact", kind)
        found = [add_finding(application, kind)] if kind else []
        proposal = deciding.propose(
            by=by, application=application, wish=wish(decision, code, *found, words=WORDS),
            now=moment(on, 10),
        )  # fmt: skip
        add_letter(proposal, by)
        second = ratna if decision is Decision.REFUSE else by
        deciding.decide(by=second, application=application, now=moment(on, 11))
        return again(application)

    return make
