"""What stands on a printed page: its size, and ink where there should be none."""

import re
import struct
import zlib
from collections.abc import Iterator

import numpy as np

SHEET = re.compile(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]")
PAGE = re.compile(rb"/Type ?/Page[\s/]")
A4 = (595, 842)  # points
HEADER = 8  # bytes that begin every PNG (W3C, PNG, section 5.2)
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by colour type (section 6.1)
WHITE = 250


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PAGE.findall(pdf))


def is_a4(pdf: bytes) -> bool:
    """Whether every sheet that it names is A4, to a point."""
    sheets = [tuple(round(float(side)) for side in found) for found in SHEET.findall(pdf)]
    return bool(sheets) and all(sheet == A4 for sheet in sheets)


def ink_near_the_edge(png: bytes, share: float) -> bool:
    """Whether anything is drawn in the outer strip of a page, a share of its width."""
    page = pixels(png)
    strip = round(page.shape[1] * share)
    edges = (page[:strip], page[-strip:], page[:, :strip], page[:, -strip:])
    return any(bool((edge < WHITE).any()) for edge in edges)


def pixels(png: bytes) -> np.ndarray:
    """The picture as rows × columns × colours, of 8 bits a channel without interlacing.

    Raises ValueError for another kind of PNG.
    """
    parts = dict[bytes, bytes]()
    for name, content in chunks(png):
        parts[name] = parts.get(name, b"") + content
    width, height, bits, colour, *_rest, interlaced = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if bits != 8 or interlaced or colour not in CHANNELS:
        raise ValueError("a picture of this kind is not read")
    channels = CHANNELS[colour]
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, -1)
    plain = unfiltered(rows, channels).reshape(height, width, channels)
    # Fully clear is paper.
    return plain[..., :3] if colour == 2 else over_white(plain)


def over_white(picture: np.ndarray) -> np.ndarray:
    """A picture with a clear background on white paper; others as they are."""
    if picture.shape[2] not in {2, 4}:
        return picture
    alpha = picture[..., -1:].astype(np.uint16)
    plain = (picture[..., :-1] * alpha + 255 * (255 - alpha)) // 255
    return np.asarray(plain, dtype=np.uint8)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The named parts of a PNG."""
    at = HEADER
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        yield name, png[at + 8 : at + 8 + size]
        at += size + 12


def unfiltered(rows: np.ndarray, step: int) -> np.ndarray:
    """Rows with their filter byte → plain bytes (W3C, PNG, section 9)."""
    above = np.zeros(rows.shape[1] - 1, np.uint8)
    out = np.empty((rows.shape[0], rows.shape[1] - 1), np.uint8)
    for number, row in enumerate(rows):
        out[number] = above = restored(int(row[0]), row[1:], above, step)
    return out


def restored(kind: int, row: np.ndarray, above: np.ndarray, step: int) -> np.ndarray:
    """One row without its filter."""
    if kind == 0:
        return row
    if kind == 2:
        return np.add(row, above, dtype=np.uint8)
    return np.frombuffer(one_by_one(kind, row.tolist(), above.tolist(), step), np.uint8)


def one_by_one(kind: int, row: list[int], above: list[int], step: int) -> bytes:
    """The filters that look to the left: Sub, Average, Paeth."""
    out = bytearray(len(row))
    for at, value in enumerate(row):
        left = out[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        out[at] = (value + predicted(kind, left, above[at], corner)) & 255
    return bytes(out)


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    """What a filter expects at one place."""
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
