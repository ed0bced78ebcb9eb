"""Texts by the million: their numbers, their letters in order, words written together."""

from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from kentongan.engine.linkage.batch.columns.lists import Lists, Whole

BYTE = 256


def numbers_of(texts: Any) -> Whole:
    """``people.number_of`` of every text; each different text is hashed once."""
    coded = texts.dictionary_encode()
    written = coded.dictionary.cast(pa.binary()).to_pylist()
    digests = b"".join(blake2b(text, digest_size=8).digest() for text in written)
    numbers: Whole = np.frombuffer(digests, dtype="<i8").astype(np.int64)
    found: Whole = numbers[coded.indices.to_numpy()]
    return found


def joined(words: Lists, texts: Any, between: str) -> Any:
    """The words of each row written one behind the other."""
    bounds = pa.array(words.bounds, pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(bounds, texts.take(words.values)), between)


def in_order(words: Lists, ranks: Whole) -> Lists:
    """The words of each row in order of their ranks."""
    most = len(ranks) + 1
    ordered = np.sort(words.rows() * most + ranks[words.values]) % most
    at = np.empty(most, dtype=np.int64)
    at[ranks] = np.arange(len(ranks))
    return Lists(at[ordered], words.bounds)


def ranks_of(texts: Any) -> Whole:
    """The place of each text in the order of the alphabet."""
    order = pc.array_sort_indices(texts).to_numpy()
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def letters_in_order(texts: Any) -> Any:
    """The letters of each ASCII text in order of the alphabet."""
    bounds, letters = bytes_of(texts)
    rows = np.repeat(np.arange(len(texts)), np.diff(bounds))
    ordered = (np.sort(rows * BYTE + letters) % BYTE).astype(np.uint8)
    buffers = [None, pa.py_buffer(bounds.astype(np.int32)), pa.py_buffer(ordered)]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def bytes_of(texts: Any) -> tuple[Whole, NDArray[np.uint8]]:
    """The bytes of all texts, and where each begins and ends."""
    _, offsets, data = texts.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data, dtype=np.uint8) if data else np.empty(0, dtype=np.uint8)
    return bounds.astype(np.int64) - bounds[0], letters[bounds[0] : bounds[-1]]


def taken(texts: list[str], rows: Whole) -> Any:
    """The texts of some rows of a short list."""
    return pa.array(texts, pa.string()).take(rows)


def each(texts: Any, reading: Any) -> Any:
    """What a function makes of every text; it is asked once for each different one."""
    coded = texts.dictionary_encode()
    read = pa.array([reading(text) for text in coded.dictionary.to_pylist()], pa.string())
    return read.take(coded.indices)
