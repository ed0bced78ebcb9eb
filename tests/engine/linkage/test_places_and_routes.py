"""When two writings mean one meeting place or one journey; None: it could be any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage import places, routes, spots, stops
from kentongan.engine.linkage.normal import LONGEST_KEY, Kind, Normal, normalise

type Table = list[tuple[str, str | None]]


def key(kind: Kind, raw: str) -> str | None:
    """The key of a writing."""
    normal = normalise(kind, raw)
    return normal.key if normal else None


def cases(table: Table) -> pytest.MarkDecorator:
    """A table of writings and keys."""
    return pytest.mark.parametrize(("raw", "wanted"), table)


@cases(
    [
        ("kumpul di terminal Seloaji", "seloaji terminal"),
        ("TERMINAL SELOAJI", "seloaji terminal"),
        ("Seloaji, terminalnya", None),
        ("Terminal Seloaji, Kab. Ponorogo", "seloaji terminal"),
        ("terminal Seloaji jam 5 pagi", "seloaji terminal"),
        ("titik jemput: depan Pasar Prigi", "depan pasar prigi"),
        ("dpn psr Prigi", "depan pasar prigi"),
        ("balai desa Prigi", "balai prigi"),
        ("pom bensin Jetis", "jetis spbu"),
        ("SPBU Jetis", "jetis spbu"),
        ("alun-alun Ponorogo", "alun ponorogo"),
        ("mushola Al Falah", "al falah musala"),
        ("warung Bu Sri", "sri warung"),
        ("pasar", None),
        ("terminal", None),
        ("bandara", None),
        ("depan pasar", None),
        ("titik jemput depan pasar", None),
        ("masjid agung", None),
        ("pasar hewan", None),
        ("terminal bus lama", None),
        ("Prigi", None),
        ("desa Prigi", None),
        ("Siti Aminah", None),
        ("jam 5 pagi", None),
        ("12 24", None),
        ("tidak tahu", None),
        ("", None),
    ]
)
def test_a_meeting_place_is_a_sort_of_spot_with_a_name(raw: str, wanted: str | None) -> None:
    assert key(Kind.PLACE, raw) == wanted


def test_a_meeting_place_is_shown_without_the_meeting() -> None:
    assert normalise(Kind.PLACE, "kumpul di spbu jetis, pukul 22.00") == Normal(
        "jetis spbu", "SPBU Jetis"
    )


@cases(
    [
        ("Ponorogo - Surabaya - Batam - Johor", "ponorogo>surabaya>batam>johor"),
        ("ponorogo-sby-btm-johor", "ponorogo>surabaya>batam>johor"),
        ("Ponorogo → Surabaya -> Batam => Johor", "ponorogo>surabaya>batam>johor"),
        ("Ponorogo \u2013 Surabaya \u2014 Batam > Johor", "ponorogo>surabaya>batam>johor"),
        (
            "dari Ponorogo terus ke Surabaya, transit Batam, lalu ke Johor",
            "ponorogo>surabaya>batam>johor",
        ),
        ("Rute: Surabaya (naik pesawat) - JB", "surabaya>johor bahru"),
        ("SBY - BTM - KL", "surabaya>batam>kuala lumpur"),
        ("Jakarta - HK", "jakarta>hong kong"),
        ("jakarta - hongkong", "jakarta>hong kong"),
        ("Jakarta - TW", "jakarta>taiwan"),
        ("Batam - Mly", "batam>malaysia"),
        ("lewat Batam ke Malaysia", "batam>malaysia"),
        ("ke Malaysia lewat Batam", "batam>malaysia"),
        ("Malaysia via Batam", "batam>malaysia"),
        ("ke Malaysia lewat Batam dan Dumai", "batam>dumai>malaysia"),
        ("dari Surabaya ke Johor via Batam", "surabaya>batam>johor"),
        ("Surabaya - Johor via Batam", "surabaya>batam>johor"),
        ("Surabaya - transit Batam - Johor", "surabaya>batam>johor"),
        ("via Entikong", "entikong>malaysia"),
        ("ke Malaysia lewat jalur tikus Entikong", "entikong>malaysia"),
        ("pulang dari Malaysia lewat Batam", "malaysia>batam"),
        ("Johor - Batam", "johor>batam"),
        ("Surabaya - Batam Kepri - Johor", "surabaya>batam>johor"),
        ("Surabaya - Surabaya - Batam", "surabaya>batam"),
        ("Prigi - Watulimo - Surabaya", "prigi>watulimo>surabaya"),
        ("via Batam", None),
        ("Batam", None),
        ("Batam - Batam", None),
        ("Indonesia - Malaysia", None),
        ("Senin - Jumat", None),
        ("5-7 juta", None),
        ("08.00 - 15.00", None),
        ("20-11-2026", None),
        ("Januari - Maret", None),
        ("SD - SMP", None),
        ("-", None),
        ("tidak tahu", None),
        ("", None),
    ]
)
def test_a_journey_is_its_stops_in_the_order_in_which_they_are_passed(
    raw: str, wanted: str | None
) -> None:
    assert key(Kind.ROUTE, raw) == wanted


def test_there_and_back_are_two_journeys() -> None:
    assert key(Kind.ROUTE, "Batam - Johor") != key(Kind.ROUTE, "Johor - Batam")


def test_a_journey_is_shown_with_its_stops_written_out() -> None:
    assert normalise(Kind.ROUTE, "sby-btm-kl") == Normal(
        "surabaya>batam>kuala lumpur", "Surabaya - Batam - Kuala Lumpur"
    )


@pytest.mark.parametrize("short", sorted(stops.SPELLINGS))
def test_a_short_writing_of_a_stop_is_the_stop(short: str) -> None:
    whole = stops.SPELLINGS[short]
    assert stops.SPELLINGS.get(whole, whole) == whole
    assert key(Kind.ROUTE, f"{short} - Nganjuk") == key(Kind.ROUTE, f"{whole} - Nganjuk")


@pytest.mark.parametrize("stop", sorted(stops.KNOWN))
def test_every_known_stop_is_read_as_itself(stop: str) -> None:
    assert key(Kind.ROUTE, f"Wonosari - {stop.upper()}") == f"wonosari>{stop}"


def test_what_is_no_stop_is_on_no_list_of_stops() -> None:
    names = {word for name in stops.KNOWN for word in name.split()}
    assert not names & stops.NO_STOPS
    assert set(routes.WAYS).isdisjoint(names)
    assert set(stops.SPELLINGS.values()) <= stops.KNOWN
    assert set(stops.CROSSINGS) <= stops.WAYS_OUT
    assert set(stops.CROSSINGS.values()) <= stops.COUNTRIES


@pytest.mark.parametrize("short", sorted(spots.SHORT))
def test_a_short_writing_of_a_spot_is_the_spot(short: str) -> None:
    assert key(Kind.PLACE, f"{short} pasar Prigi") == key(
        Kind.PLACE, f"{spots.SHORT[short]} pasar Prigi"
    )


@pytest.mark.parametrize("word", sorted(spots.SPOTS | spots.BESIDE | spots.COMMON))
def test_words_for_any_spot_name_none(word: str) -> None:
    assert key(Kind.PLACE, f"pasar {word}") is None


WORDS = (
    *spots.SPOTS, *spots.BESIDE, *spots.COMMON, *spots.MEETING, *spots.UNTIL, *spots.AREAS,
    *spots.NAMELESS, *spots.SHORT, *places.SHORT, *stops.SPELLINGS, *stops.KNOWN, *routes.WAYS,
    *stops.AROUND_STOPS, *stops.NO_STOPS, "-", "->", "→", ",", ";", "(", ")", "Prigi", "Seloaji",
    "5", "05.00", "ﷺ", "ŉ", "ß", "ǅ", "İstanbul", "Σας", "e\u0301",
)  # fmt: skip
SAID = st.lists(st.sampled_from(sorted(set(WORDS))), max_size=12).map(" ".join)
ODD = st.text(st.characters(codec="utf-8"), max_size=120)
KINDS = st.sampled_from([Kind.PLACE, Kind.ROUTE])


@given(kind=KINDS, raw=SAID | ODD)
def test_the_normal_form_of_a_normal_form_is_itself(kind: Kind, raw: str) -> None:
    normal = normalise(kind, raw)
    if normal is not None:
        assert normalise(kind, normal.display) == normal


@given(kind=KINDS, raw=st.text(max_size=400) | SAID.map(lambda words: words * 40))
def test_no_text_breaks_them_and_what_comes_out_fits(kind: Kind, raw: str) -> None:
    normal = normalise(kind, raw)
    if normal is not None:
        assert 1 <= len(normal.key) <= LONGEST_KEY
        assert 1 <= len(normal.display) <= LONGEST_KEY


KNOWN_STOPS = st.lists(st.sampled_from(sorted(stops.KNOWN)), min_size=2, max_size=6, unique=True)
SIGNS = st.sampled_from([" - ", "-", " -> ", " → ", " lalu ke ", " terus ke ", ", ", " > "])


@given(KNOWN_STOPS, SIGNS, st.sampled_from([str.lower, str.upper, str.title]))
def test_whatever_leads_from_stop_to_stop_the_journey_is_the_same(names, sign, case) -> None:  # type: ignore[no-untyped-def]
    assert key(Kind.ROUTE, case(sign.join(names))) == ">".join(names)
