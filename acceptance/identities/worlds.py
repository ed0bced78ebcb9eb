"""Registers for the measurements: people all over Indonesia, a third of them around the office."""

import os
from importlib.resources import files

from kentongan.engine.linkage.batch.tables import rarity_in, told_by
from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.weights import Model, read_model
from kentongan.engine.synthetic.identities import (
    IdentitySettings,
    IdentityWorld,
    build_identities,
)
from kentongan.regions.catalogue import places

SEED = int(os.environ.get("KENTONGAN_SEED", "20261126"))
HOME = ("35.01", "35.02", "35.03")
HOME_TIMES = 40  # 636 of 83,762 villages become a quarter of the register


def world_of(records: int, seed: int = SEED) -> IdentityWorld:
    """A register of so many records."""
    villages = [place.code for place in places() if place.level == 4]
    home = [code for code in villages if code.startswith(HOME)]
    return build_identities(IdentitySettings(records), [*villages, *home * HOME_TIMES], seed)


def rarity_of(world: IdentityWorld) -> Rarity:
    """How common each word is, counted in the register itself."""
    return rarity_in(told_by(world.records))


def shipped_model(records: int) -> Model:
    """The model file of the product, for a register of so many records."""
    text = (files("kentongan.reference") / "linkage" / "model.json").read_text(encoding="utf-8")
    return read_model(text).for_people(records)
