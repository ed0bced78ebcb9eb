"""No sequence of deeds lets a non-party read what was shared: a machine tries them at random.

``python -m acceptance.in_database sharing 2000`` runs it in a database of its own; tests run a few
examples. What may be read is written down here a second time.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from acceptance.sharing_cast import (
    AGENCIES,
    APPROVED,
    AREA,
    CAST,
    CHANGES,
    CONSENT_DAYS,
    DEEDS,
    ENDS,
    LEADERS,
    LISTED,
    LOGINS,
    PURPOSES,
    RECEIVES,
    SENDERS,
    START,
    Expected,
    any_pairs,
    dice,
    fitting_pairs,
    make_cast,
    names,
    senders,
)
from kentongan.access.actions import consents, grants
from kentongan.access.actions.consents import Agreement
from kentongan.access.actions.grants import Plan, Question
from kentongan.access.errors import Refused
from kentongan.access.grant_queries import PEOPLE, copies_visible_to, may_read_copies
from kentongan.access.models import (
    Answer,
    Consent,
    ConsentField,
    Grant,
    HowObtained,
    Profile,
    Purpose,
    SharedCopy,
)
from kentongan.access.standing import keep_standing
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind
from kentongan.alerts.models import Alert
from kentongan.exchange import actions
from kentongan.exchange.actions import Typed
from kentongan.exchange.material import NotInSight
from kentongan.exchange.profiles import Victim

STEPS = 15
MOST_SHARES = 3


class Sharing(RuleBasedStateMachine):
    """Deeds at random by anybody, on anything, at any time; after each, who reads what."""

    shares: Bundle[UUID] = Bundle("shares")
    figures: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        found = User.objects.select_related("office__agency").order_by("pk")
        self.people = {person.username: person for person in found.filter(username__in=LOGINS)}
        for person in self.people.values():
            keep_standing(person, START)  # nobody here stands near anything
        self.turn = 0
        self.moved: set[str] = set()
        self.now = START
        self.expected: dict[UUID, Expected] = {}
        self.withdrawn: set[UUID] = set()
        office = self.people["bima"].office
        self.alert = f"alert:{Alert.objects.get(office=office).pk}"

    def teardown(self) -> None:
        self.figures["sequences"] += 1
        try:
            for login in LOGINS if self.expected else ():
                self.check_query(login)
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    # --- deeds ----------------------------------------------------------------

    @initialize(target=shares, dice=dice)
    def begin(self, dice: Random) -> object:
        """A first share, mostly in its receiver's hands already: there the danger begins."""
        profile = dice.choice(list(RECEIVES))
        recipient = dice.choice(sorted(RECEIVES[profile]))
        as_list = dice.choice([True, False])
        share = self.proposed(dice.choice(SENDERS), profile, recipient, days=30, as_list=as_list)
        if isinstance(share, UUID):
            self.go_on(share, dice.choice([0, 1, 4, 4, 4]))
        return share

    @rule(
        target=shares,
        sender=senders,
        pair=fitting_pairs | any_pairs,
        days=st.integers(1, 30),
        as_list=st.booleans(),
    )
    def propose(self, sender: str, pair: tuple[Profile, str], days: int, as_list: bool) -> object:
        return self.proposed(sender, *pair, days=days, as_list=as_list)

    def proposed(
        self, sender: str, profile: Profile, recipient: str, *, days: int, as_list: bool
    ) -> object:
        """The number of a new share; nothing where the table does not let it be."""
        if len(self.expected) == MOST_SHARES:
            return multiple()
        as_list = as_list and profile in LISTED
        consent = self.consent_of(sender, profile)
        plan = Plan(
            recipient=self.people[recipient],
            profile=profile,
            purpose=PURPOSES[profile],
            about=self.question() if as_list else self.alert,
            days=days,
            about_victim=consent is not None,
            consent=consent,
        )
        typed = Typed(Victim(contact="0850-0000-1111") if consent else None)
        try:
            with transaction.atomic():
                grant = actions.propose(
                    by=self.people[sender], plan=plan, typed=typed, now=self.now
                )
        except (NotInSight, Refused):
            assert not self.may_propose(sender, recipient, profile)
            return multiple()
        assert self.may_propose(sender, recipient, profile)
        self.expected[grant.uuid] = Expected(
            owner=sender,
            proposer=sender,
            recipient=recipient,
            profile=profile,
            expires_at=self.now + timedelta(days=days),
            consent=consent.uuid if consent else None,
            consent_ends=self.now + timedelta(days=CONSENT_DAYS),
            is_list=as_list,
            desk=self.people[recipient].office_id,
        )
        self.figures["shares made"] += 1
        self.remember(grant.uuid)
        return grant.uuid

    @rule(share=shares, steps=st.integers(1, 4))
    def the_next_deeds_are_done(self, share: UUID, steps: int) -> None:
        """Along the usual way: approve, send, accept, fetch anew."""
        self.go_on(share, steps)

    def go_on(self, share: UUID, steps: int) -> None:
        for _step in range(steps):
            if deed := self.usual_deed(self.expected[share]):
                self.try_deed(share, deed, self.party_for(deed, self.expected[share]))

    def usual_deed(self, one: Expected) -> str:
        """What comes next for a share; "" for nothing."""
        if one.state == "proposed":
            return "approve" if one.profile in APPROVED else "offer"
        after = {"approved": "offer", "offered": "accept"}
        return after.get(one.state, "deliver" if one.state == "accepted" and one.is_list else "")

    def party_for(self, deed: str, one: Expected) -> str:
        """Somebody whose deed it is."""
        if deed in {"approve", "refuse"}:
            return "hadi" if "ratna" in {one.owner, one.proposer} else "ratna"
        return one.owner if deed in {"offer", "revoke", "transfer"} else one.recipient

    @rule(
        share=shares,
        deeds=st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=4),
        who=names,
        to=st.sampled_from(SENDERS) | names,
        by_party=st.booleans(),
    )
    def somebody_tries(
        self, share: UUID, deeds: list[str], who: str, to: str, by_party: bool
    ) -> None:
        """Anything by anybody, half of the time by whose deed it is."""
        for deed in deeds:
            by = self.party_for(deed, self.expected[share]) if by_party else who
            self.try_deed(share, deed, by, to)

    def try_deed(self, share: UUID, deed: str, who: str, to: str = "") -> None:
        """The deed; what it should do is written down in the methods below."""
        if deed == "transfer":
            self.transfer(share, who, to or who)
        else:
            getattr(self, deed)(share, who)

    def may_propose(self, sender: str, recipient: str, profile: Profile) -> bool:
        awake = self.people[sender].is_active and self.people[recipient].is_active
        return awake and self.receives(recipient, profile)

    def receives(self, recipient: str, profile: Profile) -> bool:
        """By the table, while the person sits in an office of the fitting agency."""
        office = self.people[recipient].office
        assert office is not None
        home = next(AGENCIES[office] for login, _role, office in CAST if login == recipient)
        return recipient in RECEIVES[profile] and office.agency.kind == home

    def question(self) -> Question:
        return Question(AREA, START.date() - timedelta(days=9), START.date())

    def consent_of(self, sender: str, profile: Profile) -> Consent | None:
        """The service for victims needs one; an inactive sender cannot write one down."""
        if profile is not Profile.LABOUR_SERVICE or not self.people[sender].is_active:
            return None
        said = Agreement(
            subject=self.alert,
            person="Orang Rekaan",
            purpose=Purpose.VICTIM_SERVICE,
            agencies=[AgencyKind.LABOUR],
            fields=list(ConsentField),
            how_obtained=HowObtained.WRITTEN,
            language="Jawa",
            days=CONSENT_DAYS,
        )
        return consents.record_consent(by=self.people[sender], agreement=said, now=self.now)

    def approve(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = (
            self.leads(who)
            and who not in {one.proposer, one.owner}
            and one.profile in APPROVED
            and self.state_of(one) == "proposed"
        )
        if self.did(fits, lambda by: grants.approve(by=by, uuid=share, now=self.now), who):
            one.state, one.is_approved = "approved", True

    def refuse(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = self.leads(who) and self.state_of(one) in {"proposed", "approved"}
        if self.did(fits, lambda by: grants.refuse(by=by, uuid=share, now=self.now), who):
            one.state = "ended"

    def offer(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        ready = one.is_approved or one.profile not in APPROVED
        fits = self.owns(who, one) and ready and self.state_of(one) in {"proposed", "approved"}
        if self.did(fits, lambda by: grants.offer(by=by, uuid=share, now=self.now), who):
            one.state = "offered"

    def accept(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = who == one.recipient and self.state_of(one) == "offered"
        if self.did(fits, lambda by: grants.accept(by=by, uuid=share, now=self.now), who):
            one.state = "accepted"
            self.open_one(who, share, 1, one.bodies[1])

    def decline(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = who == one.recipient and self.state_of(one) == "offered"
        if self.did(fits, lambda by: grants.decline(by=by, uuid=share, now=self.now), who):
            one.state = "ended"

    def revoke(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = (self.owns(who, one) or self.leads(who)) and one.state != "ended"
        if self.did(fits, lambda by: grants.revoke(by=by, uuid=share, now=self.now), who):
            one.state = "ended"

    def transfer(self, share: UUID, who: str, to: str) -> None:
        one = self.expected[share]
        may = self.owns(who, one) or self.leads(who)
        can = to in SENDERS and self.people[to].is_active
        fits = may and can and self.state_of(one) != "ended"
        target = self.people[to]
        if self.did(
            fits, lambda by: grants.transfer(by=by, uuid=share, to=target, now=self.now), who
        ):
            one.owner = to

    def deliver(self, share: UUID, who: str) -> None:
        one = self.expected[share]
        fits = (
            who == one.recipient
            and one.is_list
            and self.state_of(one) == "accepted"
            and self.people[one.owner].is_active
        )
        if self.did(fits, lambda by: actions.deliver(by=by, uuid=share, now=self.now), who):
            self.remember(share)

    def answer(self, share: UUID, who: str) -> None:
        self.did(
            False,
            lambda by: grants.give_answer(by=by, uuid=share, answer=Answer.MATCH, now=self.now),
            who,
        )

    # --- the world ------------------------------------------------------------

    @rule(share=shares, dice=dice, who=names)
    def the_world_changes(self, share: UUID, dice: Random, who: str) -> None:
        self.change(dice.choice(CHANGES), self.expected[share], dice.randint(1, 24), who)

    @rule(share=shares, dice=dice)
    def what_it_rests_on_falls_away(self, share: UUID, dice: Random) -> None:
        """Nobody does anything to the share; then the next deed is tried all the same."""
        self.change(dice.choice(ENDS), self.expected[share])
        self.go_on(share, 1)

    def change(self, what: str, one: Expected, hours: int = 0, who: str = "") -> None:
        if what == "time passes":
            self.now += timedelta(hours=hours)
        elif what == "its last moment comes":
            self.now = max(self.now, one.expires_at)
        elif what == "the consent is withdrawn":
            self.withdraw_consent(one)
        elif what == "the receiver moves":
            self.move_to_another_desk_or_back(one.recipient)
        elif what == "somebody is disabled":
            self.wake(who, awake=False)
        elif what == "the receiver is disabled":
            self.wake(one.recipient, awake=False)
        else:
            self.wake_everybody()

    def wake(self, who: str, *, awake: bool) -> None:
        """Disable or enable an account."""
        self.people[who].is_active = awake
        self.people[who].save(update_fields=["is_active"])

    def wake_everybody(self) -> None:
        for who, person in self.people.items():
            if not person.is_active:
                self.wake(who, awake=True)

    def move_to_another_desk_or_back(self, who: str) -> None:
        """To an office of another agency, or where there are two, of the own one."""
        person = self.people[who]
        home = next(office for login, _role, office in CAST if login == who)
        elsewhere = {"Polsek A": "Polsek B", "Koramil": "Kecamatan"}.get(home, "Koramil")
        to = home if who in self.moved else elsewhere
        self.moved ^= {who}
        person.office = Office.objects.select_related("agency").get(name=to)
        person.save(update_fields=["office"])

    def withdraw_consent(self, one: Expected) -> None:
        """By a head of the office, as long as she has an account."""
        if one.consent and self.people["ratna"].is_active:
            consents.withdraw_consent(by=self.people["ratna"], uuid=one.consent, now=self.now)
            self.withdrawn.add(one.consent)

    # --- what must hold -------------------------------------------------------

    def did(self, fits: bool, deed: Callable[[User], object], who: str) -> bool:
        """Whether the deed was done; it must be done exactly when it fits."""
        try:
            with transaction.atomic():
                deed(self.people[who])
        except (Refused, Grant.DoesNotExist):
            assert not fits
            self.figures["deeds refused"] += 1
            return False
        assert fits
        self.figures["deeds done"] += 1
        return True

    def remember(self, share: UUID) -> None:
        """What the sender was shown: the stored bytes of the newest copy."""
        copy = SharedCopy.objects.filter(grant__uuid=share).order_by("number").last()
        assert copy is not None
        self.expected[share].bodies[copy.number] = bytes(copy.page)

    def leads(self, who: str) -> bool:
        return who in LEADERS and self.people[who].is_active

    def owns(self, who: str, one: Expected) -> bool:
        return who == one.owner and self.people[who].is_active

    def state_of(self, one: Expected) -> str:
        """The state in force, with every end that nobody wrote down."""
        if one.state == "ended" or self.now >= one.expires_at:
            return "ended"
        if one.consent and (one.consent in self.withdrawn or self.now >= one.consent_ends):
            return "ended"
        person = self.people[one.recipient]
        if (
            not person.is_active
            or person.office_id != one.desk
            or not self.receives(one.recipient, one.profile)
        ):
            return "ended"
        return one.state

    def reads(self, who: str, one: Expected) -> bool:
        """Owner, leader, or the receiver of what is accepted and in force."""
        if not self.people[who].is_active:
            return False
        is_receiver = who == one.recipient and self.state_of(one) == "accepted"
        return is_receiver or who == one.owner or who in LEADERS

    @invariant()
    def only_the_parties_read(self) -> None:
        """Everybody by the rule; by the query the receivers and, in turn, one of the others.

        At the end of a sequence everybody is asked by the query too.
        """
        found = list(Grant.objects.select_related(*PEOPLE))
        assert {grant.uuid for grant in found} == set(self.expected)
        for grant in found:
            one = self.expected[grant.uuid]
            for login, person in self.people.items():
                assert may_read_copies(person, grant, self.now) is self.reads(login, one), login
            self.figures["answers compared"] += len(self.people)
        self.turn += 1
        receivers_now = {one.recipient for one in self.expected.values()}
        for login in {*receivers_now, LOGINS[self.turn % len(LOGINS)]}:
            self.check_query(login)

    def check_query(self, login: str) -> None:
        """The documents that the door finds for one person."""
        found = copies_visible_to(self.people[login], self.now).values_list("grant__uuid", "number")
        expected = {
            (uuid, number)
            for uuid, one in self.expected.items()
            if self.reads(login, one)
            for number in one.bodies
        }
        assert set(found) == expected, login

    @rule(who=names)
    def the_documents_are_opened(self, who: str) -> None:
        """Every document by its receiver and by somebody else, through the door itself."""
        for share, one in self.expected.items():
            for number, body in one.bodies.items():
                for login in {who, one.recipient}:
                    self.open_one(login, share, number, body)

    def open_one(self, who: str, share: UUID, number: int, body: bytes) -> None:
        """The same bytes as the sender was shown, or no such document."""
        one = self.expected[share]
        try:
            copy = grants.open_copy(by=self.people[who], uuid=share, number=number, now=self.now)
        except SharedCopy.DoesNotExist:
            assert not self.reads(who, one)
            self.figures["documents refused"] += 1
            return
        assert self.reads(who, one)
        assert bytes(copy.page) == body
        assert copy.page_sha256 == sha256(body).hexdigest()
        self.figures["documents compared"] += 1


def run(examples: int, first: int | None = None) -> dict[str, int]:
    """Try so many sequences; raises AssertionError with one that breaks the promise.

    first: a seed; without it every run differs.

    Not shortened: that takes minutes, and the steps are few enough to be read. Returns how many
    sequences were walked, deeds done and refused, answers compared, and documents compared.
    """
    chosen = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    Sharing.figures = Counter()
    with transaction.atomic():
        make_cast()
        machine = Sharing if first is None else seed(first)(type("Sharing", (Sharing,), {}))
        run_state_machine_as_test(machine, settings=chosen)
        transaction.set_rollback(True)
    return dict(Sharing.figures)
