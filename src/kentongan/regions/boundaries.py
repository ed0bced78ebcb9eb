"""Official borders from a GeoJSON file: read, checked, thinned. No database.

Every fault of a file is collected, so that whoever prepares it mends it once.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import shapely
from django.utils.translation import gettext as _

from kentongan.regions.catalogue import dotted
from kentongan.regions.coordinates import LATITUDES, LONGITUDES

# The villages of three regencies at survey scale are 30 MB.
MOST_BYTES = 60_000_000
MOST_FEATURES = 10_000
MOST_FAULTS = 12
# Names of the column with the code: ours, then those of the national base map, villages first.
CODE_COLUMNS = ("code", "kode", "kode_wilayah", "kdepum", "kdcpum", "kdpkab", "kdppum")
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)
# A longer number (a household, a person) must not be cut down to the village it begins with.
SOLID_CODE = re.compile(r"\d\d(\d\d(\d\d(\d{4})?)?)?", re.ASCII)
DEGREES = ("4326", "CRS84")  # how a file names degrees of longitude and latitude
# A map of the office shows 100 m as one unit: corners closer than 30 m only cost time.
TOLERANCE = 0.0003  # degrees

type Shapes = dict[str, shapely.Geometry]


class BadBoundariesError(ValueError):
    """The file cannot be taken; ``faults`` are Indonesian sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(content: bytes) -> Shapes:
    """The borders by dotted code, thinned together so that neighbours still touch.

    Features of one code become one border. Raises BadBoundariesError with all faults.
    """
    faults: list[str] = []
    shapes: dict[str, list[shapely.Geometry]] = {}
    for number, feature in enumerate(features_of(content), start=1):
        code, shape, fault = read_feature(feature)
        if fault:
            faults.append(_("Bagian ke-%(number)s: %(fault)s") % {"number": number, "fault": fault})
        elif shape is not None:
            shapes.setdefault(code, []).append(shape)
    refuse(faults)
    return thinned({code: shapely.union_all(parts) for code, parts in shapes.items()})


def refuse(faults: list[str]) -> None:
    """Raise the faults, if any; of very many the first ones and their number."""
    if len(faults) > MOST_FAULTS:
        rest = len(faults) - MOST_FAULTS
        faults = [*faults[:MOST_FAULTS], _("… dan %(rest)s kesalahan lain.") % {"rest": rest}]
    if faults:
        raise BadBoundariesError(faults)


def features_of(content: bytes) -> list[Any]:
    """The features of a collection; raises BadBoundariesError when it is none."""
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1_000_000
        refuse([_("Berkas ini lebih dari %(size)s MB. Sederhanakan batasnya.") % {"size": size}])
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        refuse([_("Berkas ini bukan GeoJSON. Simpan sebagai GeoJSON (EPSG:4326), lalu coba lagi.")])
    if not isinstance(parsed, dict) or not isinstance(parsed.get("features"), list):
        refuse([_("Berkas ini bukan kumpulan batas wilayah (FeatureCollection).")])
    refuse(list(faults_of_collection(parsed)))
    features: list[Any] = parsed["features"]
    return features


def faults_of_collection(parsed: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the file as a whole."""
    count = len(parsed["features"])
    if not count:
        yield _("Berkas ini tidak berisi satu pun batas wilayah.")
    if count > MOST_FEATURES:
        yield _("Berkas ini berisi %(count)s bagian; paling banyak %(most)s sekali jalan.") % {
            "count": count,
            "most": MOST_FEATURES,
        }
    system = json.dumps(parsed.get("crs"))
    if parsed.get("crs") and not any(name in system for name in DEGREES):
        yield _("Koordinatnya bukan derajat lintang-bujur. Ubah dahulu ke EPSG:4326.")


def read_feature(feature: Any) -> tuple[str, shapely.Geometry | None, str]:
    """(code, border, "") of one feature, or ("", None, what is wrong with it)."""
    if not isinstance(feature, dict):
        return "", None, _("bukan wilayah.")
    code = code_of(feature.get("properties"))
    if not CODE.fullmatch(code):
        return (
            "",
            None,
            _("kolom kode wilayah (%(names)s) kosong atau salah: “%(code)s”.")
            % {
                "names": ", ".join(CODE_COLUMNS[:3]),
                "code": code[:20],
            },
        )
    shape = shapely.from_geojson(json.dumps(feature.get("geometry")), on_invalid="ignore")
    fault = fault_of_shape(shape)
    return code, shape, f"{code} {fault}" if fault else ""


def code_of(properties: Any) -> str:
    """The code in the first known column that is filled, dotted; "" when there is none."""
    if not isinstance(properties, dict):
        return ""
    written = {str(name).lower(): str(value or "").strip() for name, value in properties.items()}
    code = next((written[name] for name in CODE_COLUMNS if written.get(name)), "")
    return dotted(code) if SOLID_CODE.fullmatch(code) else code


def fault_of_shape(shape: shapely.Geometry | None) -> str:
    """What is wrong with a border, or ""."""
    if shape is None or shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return _("tidak punya batas berbentuk bidang (Polygon).")
    west, south, east, north = shape.bounds
    if within(west, east, LATITUDES) and within(south, north, LONGITUDES):
        return _("lintang dan bujurnya tertukar; bujur harus ditulis dahulu.")
    if not (within(west, east, LONGITUDES) and within(south, north, LATITUDES)):
        return _("terletak di luar Indonesia; koordinat harus derajat (EPSG:4326).")
    if not shape.is_valid:
        return _("garis batasnya saling memotong: %(reason)s.") % {
            "reason": shapely.is_valid_reason(shape)
        }
    return ""


def within(low: float, high: float, limits: tuple[float, float]) -> bool:
    """Whether a range lies inside another; never for what is not a number."""
    return limits[0] <= low <= high <= limits[1]


def thinned(shapes: Shapes) -> Shapes:
    """The same borders with fewer corners; shared ones stay shared."""
    simpler = shapely.coverage_simplify(list(map(shapely.force_2d, shapes.values())), TOLERANCE)
    return {
        code: new if new.is_valid and not new.is_empty else shapes[code]
        for code, new in zip(shapes, simpler, strict=True)
    }


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """The sentence for each code that is in no list."""
    return [_("Kode %(code)s tidak ada di daftar wilayah.") % {"code": code} for code in codes]


def misplaced(code: str, name: str) -> str:
    """The sentence for a border that lies elsewhere than its area."""
    return _("Batas %(code)s terletak jauh dari %(name)s. Periksa kodenya.") % {
        "code": code,
        "name": name,
    }
