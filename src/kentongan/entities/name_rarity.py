"""How common the words of names are: read once from reference/names/words.csv."""

from functools import cache
from importlib.resources import files

from kentongan.engine.linkage.names import Rarity, read_shares


@cache
def name_rarity() -> Rarity:
    """The estimated shares; raises ValueError for a line that is no word with a number."""
    text = files("kentongan.reference").joinpath("names", "words.csv").read_text("utf-8")
    return read_shares(text.splitlines())
