"""Bounds and sources of a trained model; how good it is, the acceptance measures."""

from dataclasses import replace

import duckdb
import pytest
from splink import DuckDBAPI

from kentongan.engine.linkage.batch.linking import duckdb_engine, link
from kentongan.engine.linkage.batch.settings import comparison_of, settings_of
from kentongan.engine.linkage.batch.tables import table_of
from kentongan.engine.linkage.batch.training import (
    BY_HAND,
    EM,
    HAND,
    RULE,
    UNSEEN,
    Plan,
    bounded,
    chance_of,
    train,
)
from kentongan.engine.linkage.comparisons import COMPARISONS, IDENTITY, PLACE
from kentongan.engine.linkage.terms import Dialect
from kentongan.engine.linkage.weights import Chance, Model, checked
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities
from tests.engine.linkage.cast import MODEL

VILLAGES = [f"35.{kab:02}.{kec:02}.2001" for kab in range(1, 9) for kec in range(1, 9)]
DATE_SAME = next(level for level in IDENTITY.levels if level.name == "date_same")
REGENCY = next(level for level in PLACE.levels if level.name == "regency")


@pytest.fixture(scope="module")
def trained() -> Model:
    world = build_identities(IdentitySettings(900), VILLAGES, seed=6)
    prior = len(world.true_pairs()) / (900 * 899 / 2)
    engine = duckdb_engine(DuckDBAPI(duckdb.connect()))
    return train(engine, table_of(world.records), prior, Plan(random_pairs=2e4), version="7")


def test_every_level_that_is_evidence_gets_its_shares(trained: Model) -> None:
    loud = {(c.name, level.name) for c in COMPARISONS for level in c.levels if not level.is_silent}
    assert set(trained.chances) == loud
    assert (trained.version, trained.people) == ("7", 900)


def test_a_trained_model_keeps_its_bounds(trained: Model) -> None:
    assert checked(trained) is trained


def test_training_finds_that_agreement_speaks_for_one_person(trained: Model) -> None:
    said = {key: chance.weight for key, chance in trained.chances.items()}
    assert said["identity", "number_same"] > 10
    assert said["name", "same_rare"] > 5
    assert said["name", "unlike"] < 0
    assert said["mother", "differs"] < 0 < said["mother", "same_rare"]


def test_a_trained_model_links_another_register(trained: Model) -> None:
    world = build_identities(IdentitySettings(600), VILLAGES, seed=9)
    engine = duckdb_engine(DuckDBAPI(duckdb.connect()))
    found = link(engine, table_of(world.records), trained.for_people(600))
    said = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    true = world.true_pairs()
    assert len(said & true) / len(said | true) > 0.75


def test_what_was_set_by_hand_says_so() -> None:
    trained = {"m_probability": 0.5, "u_probability": 0.1}
    chance = chance_of(Plan(), IDENTITY, DATE_SAME, trained)
    assert (chance.m, chance.u) == (0.5, BY_HAND["identity", "date_same"][1])
    assert chance.source == f"m: {EM}; u: {HAND}"


def test_what_nobody_saw_says_so() -> None:
    chance = chance_of(Plan(by_hand={}), PLACE, REGENCY, {})
    assert chance.source == f"m: {UNSEEN}; u: {UNSEEN}"
    assert 0 < chance.u < chance.m < 1


def test_a_level_above_its_bound_is_lowered_and_says_so() -> None:
    chances = dict(MODEL.chances)
    chances["place", "regency"] = Chance(0.9, 1e-6, EM)
    lowered = bounded(chances)["place", "regency"]
    assert lowered.weight <= chances["place", "district"].weight
    assert lowered.source.endswith(RULE)


def test_bounds_of_bounds_hold_too() -> None:
    chances = dict(MODEL.chances) | {
        ("name", "same_rare"): Chance(0.2, 0.1, EM),
        ("name", "same"): Chance(0.4, 0.1, EM),
        ("name", "same_common"): Chance(0.8, 0.1, EM),
    }
    weights = [
        bounded(chances)["name", name].weight for name in ("same_common", "same", "same_rare")
    ]
    assert weights == sorted(weights)
    checked(replace(MODEL, chances=chances))


def test_splink_is_told_one_level_of_silence_and_every_other_one() -> None:
    for comparison in COMPARISONS:
        told = comparison_of(comparison, Dialect.DUCKDB, MODEL)["comparison_levels"]
        silent = [level for level in told if level.get("is_null_level")]
        assert silent == told[:1]
        assert told[-1]["sql_condition"] == "ELSE"
        assert all(level["m_probability"] > 0 for level in told[1:])


def test_settings_carry_the_prior_of_the_model() -> None:
    assert settings_of(Dialect.SPARK, MODEL)["probability_two_random_records_match"] == MODEL.prior
    assert settings_of(Dialect.SPARK, prior=0.25)["probability_two_random_records_match"] == 0.25
