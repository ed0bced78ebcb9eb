"""The database itself refuses a grave decision that does not carry what it must."""

import pytest

from kentongan.accounts.models import User
from kentongan.encryption.erasing import erase
from kentongan.screening import guards
from kentongan.screening.actions import objecting
from kentongan.screening.actions.applications import open_application
from kentongan.screening.decisions import NEXT, State
from kentongan.screening.models import Application, Ruling
from tests.screening import forging
from tests.screening.conftest import TO_WORK, WORDS, again
from tests.screening.forging import Scene, is_refused


@pytest.fixture
def scene(nur: User, ratna: User, application: Application) -> Scene:
    return forging.scene(nur, ratna, application, open_application(by=nur, told=TO_WORK))


def all_refused(statements: dict[str, forging.Statement]) -> None:
    assert [name for name, one in statements.items() if not is_refused(one)] == []


def test_the_whole_path_is_open_to_who_carries_everything(scene: Scene) -> None:
    """Otherwise the refusals below would prove nothing."""
    forging.run(forging.ruling(scene), forging.state(scene.application, "refused"))
    forging.run(forging.objection(scene), forging.state(scene.application, "objected"))
    assert again(scene.application).state == State.OBJECTED


def test_no_state_is_reached_by_writing_it_into_an_open_application(
    application: Application,
) -> None:
    all_refused(forging.jumps(application))


def test_no_state_is_reached_from_a_proposal_alone(scene: Scene) -> None:
    all_refused(forging.jumps(scene.application))


def test_an_application_cannot_begin_decided(application: Application) -> None:
    columns = "uuid, number, office_id, handler_id, opened_by_id, opened_at, region_code, purpose"
    kept = (
        "data_key, key_id, simkim_number, label, is_child, told, national_id_key, started_on, "
        "waiting_until, decided_at"
    )
    new = columns.replace("uuid", "'00000000-0000-4000-8000-000000000001'", 1)
    new = new.replace("number", "'P-9'", 1)
    for state in ("refused", "open"):
        sql = (
            f"INSERT INTO screening_application ({columns}, {kept}, state) "
            f"SELECT {new}, {kept}, '{state}' FROM screening_application WHERE id = %s"
        )
        assert is_refused((sql, [application.pk])) is (state == "refused")


@pytest.mark.parametrize("name", forging.FORGED_RULINGS)
def test_no_ruling_with(name: str, scene: Scene) -> None:
    assert is_refused(forging.FORGED_RULINGS[name](scene))
    assert not Ruling.objects.exists()


def test_a_ruling_leads_to_its_own_state_alone(scene: Scene) -> None:
    forging.run(forging.ruling(scene))
    statements = forging.jumps(scene.application)
    assert not is_refused(statements.pop("proposed → refused"))
    all_refused(statements)


def test_a_proposal_that_was_given_back_is_not_decided(scene: Scene) -> None:
    forging.run(
        (
            "UPDATE screening_proposal SET given_back_at = at WHERE id = %s",
            [scene.proposal.pk],
        )
    )
    assert is_refused(forging.ruling(scene))


def test_nothing_is_proposed_of_what_is_decided(scene: Scene) -> None:
    forging.refused(scene)
    columns = "data_key, key_id, office_id, application_id, decision, reason_code, words"
    sql = (
        f"INSERT INTO screening_proposal ({columns}, proposer_id, at, answer, number) "
        f"SELECT {columns}, proposer_id, at, answer, 9 FROM screening_proposal WHERE id = %s"
    )
    assert is_refused((sql, [scene.proposal.pk]))


def test_an_old_ruling_does_not_carry_a_new_proposal(scene: Scene) -> None:
    forging.postponed_and_proposed_again(scene)
    assert again(scene.application).rulings.count() == 1
    all_refused(forging.jumps(scene.application))


def test_what_was_decided_is_never_rewritten(scene: Scene) -> None:
    forging.refused(scene)
    all_refused(forging.after_refusal(scene))


def test_from_a_refusal_no_state_is_reached_without_an_objection(scene: Scene) -> None:
    forging.refused(scene)
    all_refused(forging.jumps(scene.application))


def test_an_objection_names_who_decided(scene: Scene) -> None:
    forging.refused(scene)
    assert is_refused(forging.objection(scene, proposer_id=scene.decider.pk))
    assert is_refused(forging.objection(scene, decider_id=scene.proposer.pk))
    assert not is_refused(forging.objection(scene))


def test_an_objection_is_not_answered_by_who_took_part(scene: Scene, hadi: User) -> None:
    forging.refused(scene)
    forging.objected(scene)
    for by in (scene.proposer, scene.decider):
        assert is_refused(forging.answered(scene, by, True))
    assert is_refused(forging.answered(scene, hadi, None))
    assert not is_refused(forging.answered(scene, hadi, True))


def test_an_answer_is_given_once(scene: Scene, hadi: User) -> None:
    forging.refused(scene)
    forging.objected(scene)
    all_refused(forging.jumps(scene.application))
    objecting.review(by=hadi, application=scene.application, overturn=False, words=WORDS)
    assert is_refused(forging.answered(scene, hadi, True))
    all_refused(forging.jumps(scene.application))


def test_the_database_knows_the_same_table_as_the_rules() -> None:
    """The states that guards name are those of the program, so that neither forgets one."""
    text = " ".join([*guards.MOVES, guards.LEADS_TO])
    assert all(f"'{state}'" in text for state in State)
    assert set(NEXT) == set(State)


def test_erasing_goes_through_every_guard(scene: Scene, hadi: User) -> None:
    forging.refused(scene)
    forging.objected(scene)
    rows = [
        *(scene.application, scene.proposal, scene.letter, scene.finding),
        *(scene.application.rulings.get(), scene.application.rulings.get().objection),
        forging.written_answers(scene),
    ]
    for row in rows:
        erase(row)
    assert all(type(row)._base_manager.get(pk=row.pk).is_erased for row in rows)
