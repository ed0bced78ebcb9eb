"""Meeting places and journeys: the weakest clues, tried in silence and never speaking alone."""

import pytest

from kentongan.alerts.detectors import Found, Telling, find_same_things
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import (
    BAOSAN,
    MASARAN,
    PLACES,
    PRIGI,
    TASIKMADU,
    by_source,
    shared,
    told,
)

[ON_TRIAL] = rulebook().trial.same_thing
SIGN = ("fee_before_contract",)
NEAR = (PRIGI, TASIKMADU, PRIGI, TASIKMADU)
TO_JOHOR = {"indicators": SIGN, "destination": "Malaysia"}


def found(kind: str, *tellings: Telling) -> list[Found]:
    """What a place or a journey raises that all of them mention."""
    thing = shared(*tellings, kind=kind, key="a")
    return find_same_things([thing], by_source(*tellings), ON_TRIAL, PLACES)


def voices(*places: str, **fields: object) -> list[Telling]:
    """A voice in each of the places."""
    return [told(place, **fields) for place in places]


@pytest.mark.parametrize("kind", ["place", "route"])
def test_neither_is_in_force(kind: str) -> None:
    tellings = voices(*NEAR, **TO_JOHOR)
    things = [shared(*tellings, kind=kind, key="a")]
    assert find_same_things(things, by_source(*tellings), rulebook().same_thing, PLACES) == []


def test_a_place_speaks_with_three_voices_near_one_another_and_signs() -> None:
    assert found("place", *voices(*NEAR[:3], indicators=SIGN))
    assert found("place", *voices(*NEAR[:2], indicators=SIGN)) == []
    assert found("place", *voices(*NEAR[:3])) == []


def test_a_journey_speaks_with_four_voices_near_one_another_to_one_destination() -> None:
    assert found("route", *voices(*NEAR, **TO_JOHOR))
    assert found("route", *voices(*NEAR[:3], **TO_JOHOR)) == []
    assert found("route", *voices(*NEAR, destination="Malaysia")) == []


def test_a_journey_that_is_told_far_and_wide_says_nothing() -> None:
    assert found("route", *voices(PRIGI, BAOSAN, PRIGI, BAOSAN, MASARAN, **TO_JOHOR)) == []


def test_both_are_only_watched() -> None:
    [place] = found("place", *voices(*NEAR, indicators=SIGN))
    [route] = found("route", *voices(*NEAR, **TO_JOHOR))
    assert (place.urgency, route.urgency) == (3, 3)
    assert place.key == route.key.replace("route:", "place:") == "place:a@35.03"
