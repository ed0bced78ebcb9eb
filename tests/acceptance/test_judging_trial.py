"""The trial of judgements itself: it agrees with an honest product and notices a spoilt one."""

import random
from collections.abc import Callable

import pytest

from acceptance.identities import trial_office
from acceptance.identities.judging import Trial, group, holding
from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.entities.actions import record_people
from kentongan.entities.models import PersonMention
from kentongan.entities.told import Person, Role, WrittenPerson

SAME, UNDONE = "same", "undone"


@pytest.fixture
def trial(bima: User) -> Trial:
    """Five mentions in the office of the analyst."""
    office = bima.office
    assert office is not None
    told = [
        (trial_office.setting(n, office), [WrittenPerson(Role.SUSPECTED, Person(f"Calo {n}"))])
        for n in range(5)
    ]
    record_people(by=bima, told=told)
    mentions = list(PersonMention.objects.order_by("pk"))
    chance = random.Random(5)  # no secret
    doors = trial_office.DOORS
    return Trial(
        bima,
        doors,
        Refused,
        mentions,
        chance,
        trial_office.rows,
        trial_office.column,
        trial_office.of_act,
    )


def test_an_honest_product_passes(trial: Trial) -> None:
    for _step in range(30):
        trial.step()
    assert sum(trial.wrong.values()) == 0
    assert trial.tried > 0
    assert len(trial.done) > 3


def spoil_the_column() -> None:
    """Two strangers stand as one without a word in the log."""
    first, second = PersonMention.objects.filter(identity=None).order_by("pk")[:2]
    PersonMention.objects.filter(pk__in=[first.pk, second.pk]).update(identity=first)


def test_a_column_that_lies_is_noticed(trial: Trial) -> None:
    spoil_the_column()
    trial.step()
    assert trial.wrong["groups"] > 0


def test_a_door_that_takes_everything_is_noticed(trial: Trial) -> None:
    """As a product would that never refuses: the oracle counts what should have been refused."""
    act = trial.tried_deed(
        "judge_people", first=trial.mentions[0], second=trial.mentions[1], verdict="same",
        reason="Alasan uji yang cukup panjang untuk dibaca.",
    )  # fmt: skip
    taken: Callable[..., object] = lambda **_words: act  # noqa: E731
    trial.doors = dict.fromkeys(trial.doors, taken)  # type: ignore[misc]
    trial.chance = random.Random(3)  # no secret
    trial.there_and_back = lambda *_states: None  # type: ignore[method-assign]
    for _step in range(20):
        trial.step()
    assert trial.wrong["refused"] > 0


def test_the_oracle_reads_the_log_by_itself() -> None:
    log = [(1, 1, 2, SAME, None), (2, 2, 3, SAME, None), (3, 1, 2, UNDONE, 1)]
    assert [row[0] for row in holding(log, SAME)] == [2]
    again = [*log, (4, 1, 2, UNDONE, 3)]
    assert [row[0] for row in holding(again, SAME)] == [1, 2]
    assert group(1, [(1, 2), (3, 2)]) == {1, 2, 3}
    assert group(4, [(1, 2)]) == {4}
