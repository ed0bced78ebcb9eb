"""Countries by ISO code and by the names that people write."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from kentongan.screening.facts.papers import plain


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166 code → its Indonesian name, then other writings."""
    text = files("kentongan.reference").joinpath("screening", "countries.yaml").read_text("utf-8")
    read: dict[str, str] = yaml.safe_load(text)
    return MappingProxyType({code: tuple(told.split("|")) for code, told in read.items()})


@cache
def codes() -> Mapping[str, str]:
    """Writing in plain letters → ISO code; a code stands for itself."""
    told = {plain(name): code for code, some in names().items() for name in some}
    return MappingProxyType(told | {code.lower(): code for code in names()})


def code_of(written: str) -> str:
    """The ISO code of a country as it was written; the writing itself where nobody knows it."""
    return codes().get(plain(written), " ".join(written.split()))


def name_of(written: str) -> str:
    """The Indonesian name of a code or a writing; the writing itself where nobody knows it."""
    code = code_of(written)
    return names()[code][0] if code in names() else code
