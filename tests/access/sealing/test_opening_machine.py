"""The opening protocol under any order of people, time, leaving, renewing and erasing.

The model beside it is literal: it remembers who opened the first half and when, and says whether a
second step may show the identity. Whatever happens, one person alone never sees it, it is shown at
most once a request, and no half outlives its quarter of an hour.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kentongan.access.actions.sealing import (
    drop_stale_halves,
    erase_identity,
    keep_sealed,
    make_key,
    open_first,
    open_second,
    request_opening,
)
from kentongan.access.errors import Refused
from kentongan.access.models import Opening, SealedIdentity
from kentongan.accounts.models import Office, User
from tests.access.sealing.conftest import CASE, REASON, SOMEBODY, WORDS, blob_for

NAMES = tuple(WORDS)
people = st.sampled_from(NAMES)
mostly = st.sampled_from([True, True, True, True, False])
rarely = mostly.map(lambda often: not often)
QUARTER, DAY = timedelta(minutes=15), timedelta(hours=24)
START = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


class Protocol(RuleBasedStateMachine):
    """One identity, one request at a time, three custodians."""

    shown = 0  # over all runs: how often somebody read it

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.time = self.clock.start()
        self.users = {user.username: user for user in User.objects.all()}
        self.words_now = dict(WORDS)
        self.active = set(NAMES)
        self.is_erased = True
        self.first: tuple[str, datetime] | None = None
        self.passed_to: set[str] = set()  # those on duty when the half was passed on
        self.is_open = False
        self.now = START
        self.numbers = count()
        for name in NAMES:
            make_key(by=self.users[name], words=WORDS[name])

    @initialize()
    def begin(self) -> None:
        self.seal()

    @precondition(lambda self: self.is_erased and len(self.active) >= 2)
    @rule()
    def seal(self) -> None:
        """The keys and passphrases of this moment stay those of this seal for ever."""
        self.words, self.members = dict(self.words_now), set(self.active)
        subject = f"report:{uuid4()}"
        blob = blob_for(Office.objects.get(users=self.users["ratna"]), subject)
        keep_sealed(by=self.users["bima"], subject=subject, blob=blob)
        self.identity, self.is_erased = SealedIdentity.objects.get(subject=subject), False
        self.request()

    @rule()
    def request(self) -> None:
        with refused_if(self.is_erased):
            self.opening = request_opening(
                by=self.users["bima"],
                identity=SealedIdentity.objects.get(pk=self.identity.pk),
                case_number=CASE,
                purpose="penyelidikan",
                reason=REASON,
            )
            self.requested_at, self.first, self.is_open = self.now, None, False

    @rule(minutes=st.sampled_from([1, 1, 7, 14, 16, 60 * 25]), does_worker_run=st.booleans())
    def wait(self, minutes: int, does_worker_run: bool) -> None:
        self.now += timedelta(minutes=minutes)
        self.time.move_to(self.now)
        if does_worker_run:
            drop_stale_halves(now=self.now)
            self.forget_what_lapsed()

    @rule(name=people, is_wanted=rarely)
    def disable(self, name: str, is_wanted: bool) -> None:
        if not is_wanted:
            return
        self.active.discard(name)
        User.objects.filter(username=name).update(is_active=False)
        self.users[name].is_active = False

    @rule(name=people)
    def enable(self, name: str) -> None:
        self.active.add(name)
        User.objects.filter(username=name).update(is_active=True)
        self.users[name].is_active = True

    @rule(name=people)
    def renew(self, name: str) -> None:
        with refused_if(name not in self.active):
            self.words_now[name] = f"sandi baru ke-{next(self.numbers)} milik {name}"
            make_key(by=self.users[name], words=self.words_now[name])

    @rule(is_wanted=rarely)
    def erase(self, is_wanted: bool) -> None:
        if not is_wanted:
            return
        erase_identity(by=None, subject=self.identity.subject)
        self.is_erased, self.first = True, None if not self.is_open else self.first

    @property
    def counts(self) -> bool:
        """Whether the first step still stands."""
        if self.first is None or self.first[0] not in self.active:
            return False
        return self.now - self.first[1] <= QUARTER

    def may_act(self, name: str) -> bool:
        return name in self.active & self.members and not self.is_erased and not self.is_open

    @rule(name=people, right=mostly, as_shown=mostly)
    def somebody_steps(self, name: str, right: bool, as_shown: bool) -> None:
        self.step(name, right, as_shown)

    def step(self, name: str, right: bool, as_shown: bool) -> None:
        """The step that the page offers, or now and then the other one."""
        if self.counts == as_shown:
            self.step_two(name, right)
        else:
            self.step_one(name, right)

    @precondition(lambda self: not self.is_erased and len(self.active & self.members) >= 2)
    @rule(order=st.permutations(NAMES))
    def two_act(self, order: list[str]) -> None:
        """The usual way, so that every run holds openings that succeed."""
        first, second, *_third = [name for name in order if name in self.active & self.members]
        self.request()
        self.step_one(first, right=True)
        self.step_two(second, right=True)

    def step_one(self, name: str, right: bool) -> None:
        alive = self.now - self.requested_at <= DAY
        mates = self.active & self.members - {name}
        may = self.may_act(name) and not self.counts and alive and bool(mates) and right
        with refused_if(not may):
            open_first(**self.said(name, right))
            self.first, self.passed_to = (name, self.now), mates
        self.forget_what_lapsed()

    def step_two(self, name: str, right: bool) -> None:
        may = self.may_act(name) and self.counts and right
        may = may and self.first is not None and self.first[0] != name
        may = may and name in self.passed_to
        with refused_if(not may):
            assert open_second(**self.said(name, right)) == SOMEBODY
            self.is_open = True
            Protocol.shown += 1
        self.forget_what_lapsed()

    def said(self, name: str, right: bool) -> dict[str, object]:
        words = self.words[name] if right else "bukan sandi siapa pun"
        opening = self.opening.pk
        return {"by": self.users[name], "opening": opening, "case_number": CASE, "words": words}

    def forget_what_lapsed(self) -> None:
        if not self.is_open and not self.counts:
            self.first = None

    @invariant()
    def one_person_never_stands_for_two(self) -> None:
        assert not Opening.objects.filter(opener_one=None, two_at__isnull=False).exists()
        for row in Opening.objects.exclude(opener_two=None):
            assert row.opener_one_id != row.opener_two_id

    @invariant()
    def a_half_waits_only_between_two_steps(self) -> None:
        for row in Opening.objects.exclude(waiting=""):
            assert row.opener_one_id is not None
            assert row.two_at is None
            assert not self.is_erased

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


@contextmanager
def refused_if(expected: bool) -> Iterator[None]:
    """Exactly then."""
    try:
        with transaction.atomic():
            yield
    except Refused:
        assert expected
        return
    assert not expected


@pytest.mark.slow
def test_no_order_of_events_shows_it_to_one_person_or_twice(
    ratna: User, hadi: User, agung: User, bima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.access.sealing.rules.MOST_MISSES", 10_000)
    run_state_machine_as_test(
        Protocol,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Protocol.shown >= 20
