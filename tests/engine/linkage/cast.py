"""A small cast of people for the tests of linkage, and ways to vary them."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kentongan.engine.linkage.people import Person, Precision
from kentongan.engine.linkage.weights import Model, read_model

# Names are read slowly at first: no test of them is timed.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 1, 1)
FILE = files("kentongan.reference") / "linkage" / "model.json"
MODEL: Model = read_model(FILE.read_text(encoding="utf-8"))

SUMINAH = Person(
    name="Suminah",
    father="Kasan Rejo",
    mother="Legiyem",
    national_id="3502614101900001",
    birth_date=date(1990, 1, 1),
    sex="P",
    birth_area="35.02",
    region_code="35.02.01.2001",
    phones=("+6285000012345",),
)
SOLEH = Person(
    name="Moch. Soleh Kurniawan",
    mother="Siti Marfuah",
    national_id="3502671703850002",
    birth_date=date(1985, 3, 17),
    sex="L",
    birth_area="35.02",
    region_code="35.02.07.2004",
    phones=("+6285000054321",),
)
SOLEH_AGAIN = replace(SOLEH, name="H. Muhamad Sholeh Kurniawan", national_id="")
WORDS = (
    "Soleh", "Sholeh", "Suharto", "Suharti", "Soeharto", "Siti", "Aminah", "Muhammad", "Moch.",
    "Dwi", "Tri", "Budi", "Santoso", "Legiyem", "M.", "Kurniawan", "bin", "alias", "Hj.", "名", "",
)  # fmt: skip
AREAS = ("", "35.02", "35.02.01", "35.02.01.2001", "35.02.01.2002", "35.03.04.2001")
NUMBERS = (
    "", "3502614101900001", "3502614101900002", "3502614102900001", "350261410190001",
    "3502610101900001", "35O2614101900001", "3503614101900001", "belum ada",
)  # fmt: skip
DATES = (date(1990, 1, 1), date(1990, 1, 2), date(1990, 2, 1), date(1991, 1, 1), date(1985, 3, 17))

names = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
days = st.none() | st.sampled_from(DATES) | st.dates(date(1930, 1, 1), TODAY - timedelta(days=1))
people = st.builds(
    Person,
    name=names,
    others=st.lists(names, max_size=1).map(tuple),
    father=names,
    mother=names,
    national_id=st.sampled_from(NUMBERS),
    birth_date=days,
    birth_precision=st.sampled_from(Precision),
    sex=st.sampled_from(("", "L", "P")),
    birth_area=st.sampled_from(("", "35.02", "35.03")),
    region_code=st.sampled_from(AREAS),
    phones=st.sampled_from(((), ("+6285000012345",), ("+6285000054321", "+6285000012345"))),
    passport=st.sampled_from(("", "C1234567", "c 1234567", "X7654321")),
)
