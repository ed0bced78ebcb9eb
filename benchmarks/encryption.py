"""What encryption costs: a row key, a short text in and out, a blind index. Microseconds each."""

import os
from collections.abc import Callable
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from kentongan.encryption import cells  # noqa: E402
from kentongan.encryption.blinding import blind  # noqa: E402
from kentongan.encryption.keyring import keyring  # noqa: E402

TEXT = b"Ada orang menawari kerja ke luar negeri tanpa kontrak, minta paspor dan KTP."
TIMES = 20_000


def microseconds(deed: Callable[[], object]) -> float:
    """The mean time of one call."""
    begun = perf_counter()
    for _ in range(TIMES):
        deed()
    return (perf_counter() - begun) / TIMES * 1e6


def measured() -> dict[str, float]:
    """Deed → microseconds."""
    keys, place = keyring(), cells.about("reports_revision", "noticed", "1.1")
    plain = cells.fresh_data_key()
    wrapped = cells.wrap(keys, keys.current, plain, "reports_revision", "1.1")
    cipher = keys.cipher(keys.current)
    sealed = cells.seal(cipher, TEXT, place)
    return {
        "wrap a row key": microseconds(
            lambda: cells.wrap(keys, keys.current, plain, "reports_revision", "1.1")
        ),
        "unwrap a row key": microseconds(
            lambda: cells.unwrap(keys, keys.current, wrapped, "reports_revision", "1.1")
        ),
        "encrypt a short text": microseconds(lambda: cells.seal(cipher, TEXT, place)),
        "decrypt a short text": microseconds(lambda: cells.unseal(cipher, sealed, place)),
        "blind a number": microseconds(lambda: blind("phone", "6285000000001")),
    }


def main() -> None:
    """Print the table."""
    for deed, cost in measured().items():
        print(f"{deed:22} {cost:6.2f} µs")


if __name__ == "__main__":
    main()
