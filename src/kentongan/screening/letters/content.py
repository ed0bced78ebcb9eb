"""A letter as a value: what stands on the paper, line by line, and how it is read aloud."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Look(StrEnum):
    """How the lines of a section are laid out."""

    TEXT = "text"
    STEPS = "steps"
    ITEMS = "items"
    CONTACTS = "contacts"


@dataclass(frozen=True)
class Line:
    """Some sentences, and whom to ask about them."""

    text: str
    ask: str = ""


@dataclass(frozen=True)
class Section:
    """A heading, a lead where there is one, and what stands below."""

    title: str
    look: Look
    lines: tuple[Line, ...]
    lead: str = ""


@dataclass(frozen=True)
class Head:
    """The head of the paper: the lines above the office, its name and address, place and day."""

    above: tuple[str, ...]
    office: str
    address: str
    place_and_day: str


@dataclass(frozen=True)
class Letter:
    """A whole letter; ``basis`` is small print, ``signer`` who signs."""

    head: Head
    number: str
    title: str
    to: tuple[str, ...]
    about: str
    decision: str
    sections: tuple[Section, ...]
    basis: tuple[str, ...]
    signer: str

    def stored(self) -> dict[str, Any]:
        """The letter for JSON, the same whenever it is printed again."""
        return asdict(self)

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """The letter that was stored; raises KeyError or TypeError for another shape."""
        return cls(
            **{
                **stored,
                "head": Head(**{**stored["head"], "above": tuple(stored["head"]["above"])}),
                "to": tuple(stored["to"]),
                "basis": tuple(stored["basis"]),
                "sections": tuple(section(one) for one in stored["sections"]),
            }
        )


def section(stored: Mapping[str, Any]) -> Section:
    """A section that was stored."""
    lines = tuple(Line(**line) for line in stored["lines"])
    return Section(stored["title"], Look(stored["look"]), lines, stored["lead"])


def spoken(letter: Letter) -> list[str]:
    """The letter as it is read aloud, one paragraph each; the small print is left out."""
    return [
        f"{letter.title}. {' '.join(letter.to)}.",
        f"Surat nomor {letter.number}, {letter.head.place_and_day}.",
        letter.decision,
        *(paragraph for part in letter.sections for paragraph in spoken_section(part)),
    ]


def spoken_section(part: Section) -> Iterator[str]:
    """Its heading and lead, then its lines; steps are counted."""
    yield f"{part.title}."
    if part.lead:
        yield part.lead
    asking = "" if part.look is Look.CONTACTS else "Tanyakan kepada "
    for number, line in enumerate(part.lines, start=1):
        before = f"Langkah {number}. " if part.look is Look.STEPS else ""
        yield before + ended(line.text) + (f" {asking}{line.ask}." if line.ask else "")


def ended(text: str) -> str:
    """The text with an end, so that a voice pauses."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def body(letter: Letter) -> str:
    """The sentences whose readability counts: no names, addresses or small print."""
    parts = [letter.decision]
    for part in letter.sections:
        if part.look is not Look.CONTACTS:
            parts += [f"{part.title}.", part.lead, *(ended(line.text) for line in part.lines)]
    return "\n\n".join(parts)
