"""``python -m acceptance.identities.trial_office SEED STEPS``: the trial of ``judging`` alone.

The database is the one of the environment, fresh and empty.
"""

import json
import os
import random
import sys
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from uuid import UUID

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from acceptance.identities.judging import Row, Trial  # noqa: E402
from kentongan.access.errors import Refused  # noqa: E402
from kentongan.accounts.models import Office, User  # noqa: E402
from kentongan.entities.actions import judge_people, record_people, split_off, undo  # noqa: E402
from kentongan.entities.models import PersonJudgement, PersonMention  # noqa: E402
from kentongan.entities.told import Person, Role, Setting, WrittenPerson  # noqa: E402
from kentongan.website.demo.people import make_people  # noqa: E402

MENTIONS = 12
DOORS: dict[str, Any] = {"judge_people": judge_people, "split_off": split_off, "undo": undo}


def made(chance: random.Random, count: int) -> Trial:
    """So many mentions of one office, told by one reporter."""
    call_command("prepare", no_regions=True, stdout=StringIO())
    call_command("load_regions", only=list(settings.HOME_REGENCIES), stdout=StringIO())
    make_people()
    by = User.objects.get(username="bima")
    office = Office.objects.get(pk=by.office_id)
    told = [
        (setting(number, office), [WrittenPerson(Role.SUSPECTED, Person(f"Calo {number}"))])
        for number in range(count)
    ]
    record_people(by=by, told=told)
    mentions = list(PersonMention.objects.order_by("pk"))
    return Trial(by, DOORS, Refused, mentions, chance, rows, column, of_act)


def setting(number: int, office: Office) -> Setting:
    """One source of the office."""
    return Setting(
        source=f"report:{number}",
        agency_id=office.agency_id,
        office_id=office.pk,
        region_code="35.03.08.2001",
        noticed_on=None,
        recorded_at=datetime(2026, 11, 20, tzinfo=UTC),
        voice=f"{office.agency_id}:{number}",
        label=3,
    )


def rows() -> list[Row]:
    """The whole log."""
    names = ("pk", "first", "second", "verdict", "undoes")
    return list(PersonJudgement.objects.order_by("pk").values_list(*names))


def column() -> dict[int, int | None]:
    """Mention → what its column says it belongs to."""
    return dict(PersonMention.objects.values_list("pk", "identity"))


def of_act(act: UUID) -> list[int]:
    """The rows of an act."""
    return list(PersonJudgement.objects.filter(act=act).values_list("pk", flat=True))


def main(seed: int, steps: int) -> None:
    """Walk and print the figures."""
    trial = made(random.Random(seed), MENTIONS)  # no secret
    for _step in range(steps):
        trial.step()
    names = ("groups", "refused", "undone", "history", "quarrels")
    wrong = {name: trial.wrong[name] for name in names}
    done = ", ".join(f"{name} {count}" for name, count in sorted(trial.done.items()))
    print(json.dumps({"steps": steps, "done": done, "tried": trial.tried, "wrong": wrong}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
