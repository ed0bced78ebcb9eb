"""Who prints, refers, follows up and answers: every role of the fifteen, each with its reason."""

from collections.abc import Callable

import pytest

from kentongan.access.errors import Refused
from kentongan.access.permissions import allowed
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.encryption.erasing import erase
from kentongan.screening.decisions import State
from kentongan.screening.letters import permissions
from kentongan.screening.models import Application, Referral
from tests import factories
from tests.screening.conftest import propose_refusal

WRITES = {RoleKey.PASSPORT_OFFICER, RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}
ANNEXES = {RoleKey.PASSPORT_OFFICER, RoleKey.SECTION_HEAD}
ANSWERS = {RoleKey.PASSPORT_OFFICER, RoleKey.SECTION_HEAD, RoleKey.VILLAGE_OFFICER}
Everyone = dict[RoleKey, User]
every_role = pytest.mark.parametrize("role", RoleKey)
pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone(office: Office) -> Everyone:
    """One person of each role, all in one office: the rights alone differ."""
    return {role: factories.make_user(role.value, role, office) for role in RoleKey}


def refusal(check: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        check()
    return str(caught.value.reason)


def in_state(application: Application, state: State) -> Application:
    """As it would stand, without the way there."""
    application.state = state.value
    return application


@every_role
def test_who_writes_to_an_applicant(
    role: RoleKey, everyone: Everyone, application: Application
) -> None:
    may = allowed(permissions.check_may_write_to, everyone[role], application)
    assert may == (role in WRITES)


@every_role
def test_who_prints_the_annex(role: RoleKey, everyone: Everyone, application: Application) -> None:
    may = allowed(permissions.check_may_annex, everyone[role], application)
    assert may == (role in ANNEXES)


@every_role
def test_who_refers_somebody(role: RoleKey, everyone: Everyone) -> None:
    may = allowed(permissions.check_may_refer, everyone[role], "labour_office", "papers")
    assert may == (role in WRITES)


@every_role
def test_who_answers_a_referral(role: RoleKey, everyone: Everyone) -> None:
    assert allowed(permissions.check_may_answer, everyone[role], Referral()) == (role in ANSWERS)


@every_role
def test_who_says_how_it_went_on(
    role: RoleKey, everyone: Everyone, application: Application
) -> None:
    refused = in_state(application, State.REFUSED)
    may = allowed(permissions.check_may_follow_up, everyone[role], refused)
    assert may == (role in WRITES)


@pytest.mark.parametrize("state", State)
def test_how_it_went_on_is_said_once_something_is_decided(
    state: State, application: Application, nur: User
) -> None:
    may = allowed(permissions.check_may_follow_up, nur, in_state(application, state))
    assert may == (state not in {State.OPEN, State.PROPOSED})


@pytest.mark.parametrize("need", ["education", "papers", "protection"])
@pytest.mark.parametrize(
    "recipient", ["village_officer", "labour_office", "worker_protection", "protection_unit"]
)
def test_only_protection_in_the_village_is_refused(recipient: str, need: str, nur: User) -> None:
    may = allowed(permissions.check_may_refer, nur, recipient, need)
    assert may == ((recipient, need) != ("village_officer", "protection"))


def test_each_refusal_says_what_to_do(application: Application, nur: User, bima: User) -> None:
    told = [
        refusal(lambda: permissions.check_may_write_to(bima, application)),
        refusal(lambda: permissions.check_may_annex(bima, application)),
        refusal(lambda: permissions.check_may_refer(bima, "labour_office", "papers")),
        refusal(lambda: permissions.check_may_refer(nur, "village_officer", "protection")),
        refusal(lambda: permissions.check_may_follow_up(nur, application)),
    ]
    assert len(set(told)) == len(told)
    assert all(words.endswith(".") and len(words.split()) >= 5 for words in told)


def test_an_erased_application_is_written_to_no_more(application: Application, nur: User) -> None:
    erase(application)
    assert "sudah dihapus" in refusal(lambda: permissions.check_may_write_to(nur, application))
    assert "sudah dihapus" in refusal(lambda: permissions.check_may_annex(nur, application))


def test_a_person_who_rests_prints_nothing(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    nur.is_active = False
    assert not allowed(permissions.check_may_print, nur, proposal)
