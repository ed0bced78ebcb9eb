"""Spellings of place names brought to comparable keys."""

import re
import unicodedata
from functools import lru_cache

NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
KIND_OF_REGENCY = re.compile(r"^(?:kabupaten|kota)(?: administrasi| adm\.?)? ", re.IGNORECASE)
DOUBLED = re.compile(r"(.)\1+")
# Spelling before 1972 (van Ophuijsen, Soewandi) and Javanese digraphs, to the one in use.
OLD_TO_NEW = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("dh", "d"), ("th", "t"))
VOWELS = str.maketrans("", "", "aeiou")


def plain(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return text.lower()


def key_of(name: str) -> str:
    """Letters and digits alone: ``Ngilo-Ilo`` and ``ngilo ilo`` are both ``ngiloilo``."""
    return NOT_IN_A_KEY.sub("", plain(name))


def fold(key: str) -> str:
    """Old spelling made new and doubled letters single: ``soekoredjo`` and ``sukorejo`` are one."""
    for old, new in OLD_TO_NEW:
        if old in key:
            key = key.replace(old, new)
    return DOUBLED.sub(r"\1", key)


def regency_name(name: str) -> str:
    """``Kabupaten Ponorogo`` without its kind."""
    return KIND_OF_REGENCY.sub("", name)


@lru_cache(maxsize=4096)
def consonants(folded: str) -> str:
    """What is left when vowels are dropped, as in short messages: ``watulimo`` → ``wtlm``."""
    return folded.translate(VOWELS)
