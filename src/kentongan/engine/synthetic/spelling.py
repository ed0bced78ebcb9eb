"""How people write phones, accounts, names and fees: many spellings of one thing."""

from collections.abc import Callable

import numpy as np

from kentongan.engine.synthetic.names import BANKS, HONORIFICS

MILLION = 1_000_000


def choice[T](rng: np.random.Generator, options: tuple[T, ...]) -> T:
    """One of the options, each as likely as the others."""
    return options[int(rng.integers(len(options)))]


def _groups(digits: str, separator: str) -> str:
    """0850-0001-2345: groups of four with the rest at the end."""
    return separator.join(digits[at : at + 4] for at in range(0, len(digits), 4))


# Each takes the national number without its zero: 85000012345.
PHONE_STYLES: tuple[Callable[[str], str], ...] = (
    lambda number: f"0{number}",
    lambda number: f"0{number}",
    lambda number: _groups(f"0{number}", "-"),
    lambda number: _groups(f"0{number}", " "),
    lambda number: _groups(f"0{number}", "."),
    lambda number: f"+62{number}",
    lambda number: f"+62 {number[:3]}-{number[3:7]}-{number[7:]}",
    lambda number: f"62{number}",
    lambda number: f"62 {_groups(number, ' ')}",
    lambda number: f"wa.me/62{number}",
    lambda number: f"0{number} (WA)",
    lambda number: f"WA 0{number[:3]} {number[3:7]} {number[7:]}",
    lambda number: f"(0{number[:3]}) {number[3:]}",
    lambda number: f"{number}",  # the zero was lost in a spreadsheet
)


def spell_phone(rng: np.random.Generator, phone: str) -> str:
    """`phone` (E.164, +62…) as somebody wrote it down."""
    return choice(rng, PHONE_STYLES)(phone.removeprefix("+62"))


def spell_account(rng: np.random.Generator, account: str) -> str:
    """An account "BANK digits" as somebody wrote it down."""
    bank, digits = account.split(" ")
    styles = (
        f"{bank} {digits}",
        f"{bank} {_groups(digits, '-')}",
        f"rek. {bank} no. {_groups(digits, ' ')}",
        f"{bank.lower()} {digits}",
        f"{digits} ({bank})",
    )
    return choice(rng, styles)


def spell_alias(rng: np.random.Generator, alias: str) -> str:
    """A nickname with another honorific, in other letters, or shortened."""
    honorific, _, name = alias.partition(" ")
    first = name.split(" ")[0]
    longer = {"Bu": "Ibu", "Pak": "Bapak", "Mbak": "Mbk", "Mas": "Ms"}[honorific]
    styles = (
        alias,
        alias,
        f"{longer} {name}",
        name,
        alias.lower(),
        name.upper(),
        f"{honorific} {first}",
        f"Sdr. {name}",
        f"{name} alias {first}",
        alias.replace("i", "ie", 1) if "i" in first else f"{honorific}. {name}",
    )
    return choice(rng, styles)


def spell_organisation(rng: np.random.Generator, organisation: str) -> str:
    """A firm in capitals, with points, or without its legal form."""
    form, _, name = organisation.partition(" ")
    return choice(
        rng,
        (
            organisation,
            organisation,
            organisation.upper(),
            f"{form}. {name}",
            f"{form.lower()} {name}",
        ),
    )


def spell_handle(rng: np.random.Generator, handle: str) -> str:
    """A social-media handle with its service in front."""
    name = handle.removeprefix("@")
    return choice(rng, (handle, f"FB {name}", f"IG {handle}", f"tiktok {handle}", f"t.me/{name}"))


def spell_fee(rng: np.random.Generator, rupiah: int) -> str:
    """A fee in words or figures: "8jt", "Rp 15.000.000", "15 juta", "Rp15,5 juta"."""
    million = f"{rupiah / MILLION:g}".replace(".", ",")
    dotted = f"{rupiah:,}".replace(",", ".")
    styles = (
        f"{million}jt",
        f"{million} juta",
        f"Rp {dotted}",
        f"Rp{dotted},-",
        f"Rp. {dotted}",
        f"{million} jt",
        f"Rp{million} juta",
    )
    return choice(rng, styles)


def draw_alias(rng: np.random.Generator, nickname: str) -> str:
    """A nickname with an honorific in front, such as "Bu Endang"."""
    return f"{choice(rng, HONORIFICS)} {nickname}"


def draw_bank(rng: np.random.Generator) -> str:
    """The name of a bank or wallet."""
    return choice(rng, BANKS)
