"""Rules on trial: which version warns, what a trial keeps in silence, who decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.alerts import register, shadows, trials
from kentongan.alerts.actions import (
    decide_rule,
    examine_new_reports,
    examining,
    let_lapse,
    rehearse_trials,
    rehearsing,
    setting_aside,
)
from kentongan.alerts.models import Alert, Aside, Evidence, Mode, RuleDecision, RuleTrial, Signal
from kentongan.alerts.queries import alerts_visible_to, shadows_for, watched_for
from kentongan.alerts.register import Registered, registered
from kentongan.alerts.trials import Modes, decided
from kentongan.audit.models import AuditEvent
from kentongan.indicators.rulebook import Rulebook, Trial, rulebook
from kentongan.reports.models import Report
from tests.alerts.test_raising import a_finding

pytestmark = pytest.mark.django_db
type MadeReport = Callable[..., Report]

BECAUSE = "Sudah dibaca dua belas bulan, hampir semuanya benar dan tidak terlalu banyak."
OLD, NEW = ("child", "1"), ("child", "2")
LISTED = (Registered("child", "1", "Anak"), Registered("child", "2", "Anak", on_trial=True))


@pytest.fixture
def on_trial(monkeypatch: pytest.MonkeyPatch) -> Rulebook:
    """The rules with a second version of the rule about children on trial."""
    rules = rulebook()
    child = next(rule for rule in rules.combinations if rule.id == "child")
    trial = Trial(combinations=(child.model_copy(update={"version": "2", "signs": 1}),))
    return in_use(monkeypatch, all_in_force(rules).model_copy(update={"trial": trial}))


@pytest.fixture
def nothing_on_trial(monkeypatch: pytest.MonkeyPatch) -> Rulebook:
    """The rules as if silence were in force too, and nothing else tried."""
    return in_use(monkeypatch, all_in_force(rulebook()))


def all_in_force(rules: Rulebook) -> Rulebook:
    """The weekly looks warn, and nothing is tried."""
    silence = rules.silence.model_copy(update={"on_trial": False})
    return rules.model_copy(update={"silence": silence, "trial": Trial()})


def in_use(monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> Rulebook:
    """These rules are read everywhere."""
    for module in (register, rehearsing, examining):
        monkeypatch.setattr(module, "rulebook", lambda: book)
    return book


# --- which version warns ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decisions", "old", "new"),
    [
        ([], Mode.LIVE, Mode.SHADOW),
        ([(NEW, Mode.LIVE)], Mode.OFF, Mode.LIVE),
        ([(NEW, Mode.LIVE), (NEW, Mode.SHADOW)], Mode.LIVE, Mode.SHADOW),
        ([(NEW, Mode.LIVE), (OLD, Mode.LIVE)], Mode.LIVE, Mode.OFF),
        ([(NEW, Mode.OFF)], Mode.LIVE, Mode.OFF),
        ([(OLD, Mode.OFF)], Mode.OFF, Mode.SHADOW),
        ([(OLD, Mode.SHADOW), (NEW, Mode.LIVE)], Mode.SHADOW, Mode.LIVE),
    ],
)
def test_one_version_of_a_rule_warns_and_the_last_word_holds(
    decisions: list[tuple[tuple[str, str], Mode]], old: Mode, new: Mode
) -> None:
    assert decided(LISTED, decisions) == {OLD: old, NEW: new}


def test_what_nobody_registered_warns_nobody(office: Office) -> None:
    assert Modes.of(office).mode("unheard_of", "1") is Mode.SHADOW


def test_every_rule_in_force_warns_where_nobody_decided(office: Office) -> None:
    modes = Modes.of(office)
    found = {one.on_trial: modes.mode(one.rule, one.version) for one in registered()}
    assert found == {False: Mode.LIVE, True: Mode.SHADOW}


def test_what_no_world_has_tried_is_on_trial_until_an_office_has_looked_at_it() -> None:
    assert {one.rule for one in registered() if one.on_trial} == {
        "silence:agency",
        "silence:district",
        "same_thing:place",
        "same_thing:route",
    }


def test_the_decision_of_one_office_binds_no_other(
    office: Office, other_office: Office, ratna: User
) -> None:
    decide_rule(by=ratna, rule="child", version="1", mode=Mode.OFF, reason=BECAUSE)
    assert Modes.of(office).mode(*OLD) is Mode.OFF
    assert Modes.of(other_office).mode(*OLD) is Mode.LIVE


def test_the_list_names_combinations_things_and_clusters() -> None:
    names = {one.rule for one in registered()}
    assert {"child", "same_thing:phone", "space_time_permutation_scan"} <= names
    assert all(one.title != one.rule for one in registered())


# --- in silence ---------------------------------------------------------------------------------


@pytest.fixture
def told(made_report: MadeReport, joko: User, office: Office) -> Report:
    """One sign alone: enough for the version on trial, too little for the one in force."""
    day = timezone.localdate() - timedelta(days=3)
    return made_report(joko, indicators=("child_offered_work",), noticed_on=day)


@pytest.mark.usefixtures("on_trial", "told")
def test_a_rule_on_trial_raises_nothing_and_tells_no_one(ratna: User, bima: User) -> None:
    examine_new_reports(now=timezone.now())
    shadow = Alert.objects.get()
    assert (shadow.aside, shadow.due_at, shadow.owner) == (Aside.SHADOW, None, None)
    for viewer in (ratna, bima):
        assert not alerts_visible_to(viewer).exists()
        assert not watched_for(viewer).exists()
    assert shadows_for(ratna, *NEW).get() == shadow


@pytest.mark.usefixtures("on_trial", "told")
def test_once_it_may_warn_it_warns_and_its_trial_is_forgotten(ratna: User) -> None:
    examine_new_reports(now=timezone.now())
    decide_rule(by=ratna, rule="child", version="2", mode=Mode.LIVE, reason=BECAUSE)
    assert not Alert.objects.exists()
    Report.objects.update(examined_at=None)
    examine_new_reports(now=timezone.now())
    assert Alert.objects.get().aside == ""


def test_a_stopped_rule_leaves_nothing_at_all(office: Office, ratna: User) -> None:
    decide_rule(by=ratna, rule="same_thing:phone", version="1", mode=Mode.OFF, reason=BECAUSE)
    found = a_finding("a", "b")
    assert setting_aside.take(found, Modes.of(office), office=office, now=timezone.now()) is None
    assert not Alert.objects.exists()


def test_a_shadow_never_meets_the_alert_about_the_same(office: Office) -> None:
    now, live = timezone.now(), Modes({("same_thing:phone", "1"): Mode.LIVE})
    alert = setting_aside.take(a_finding("a"), live, office=office, now=now)
    setting_aside.take(a_finding("a", "b"), Modes({}), office=office, now=now)
    assert alert is not None
    assert alert.signals.count() == 1
    assert Alert.objects.filter(aside=Aside.SHADOW).count() == 1


# --- a year gone through ------------------------------------------------------------------------


@pytest.mark.usefixtures("on_trial")
def test_a_trial_begins_with_the_year_behind_it(
    made_report: MadeReport, joko: User, office: Office
) -> None:
    now = timezone.now()
    day = timezone.localdate() - timedelta(days=100)
    made_report(joko, indicators=("child_offered_work",), noticed_on=day)
    assert rehearse_trials(office=office, now=now) == 1
    assert timezone.localdate(Alert.objects.get(aside=Aside.SHADOW).raised_at) == day
    assert RuleTrial.objects.get().rehearsed_at == now
    assert rehearse_trials(office=office, now=now) == 0


@pytest.mark.usefixtures("on_trial", "told")
def test_an_office_without_villages_goes_through_its_year_too(office: Office) -> None:
    office.areas.clear()
    now = timezone.now()
    assert rehearse_trials(office=office, now=now) == 1
    assert RuleTrial.objects.get().rehearsed_at == now


@pytest.mark.usefixtures("nothing_on_trial")
def test_without_a_rule_on_trial_no_year_is_gone_through(office: Office) -> None:
    assert rehearse_trials(office=office, now=timezone.now()) == 0
    assert not RuleTrial.objects.exists()


# --- what the year says -------------------------------------------------------------------------


def shadow_of(office: Office, *sources: str, weeks_ago: float = 1) -> Alert:
    """What the new version would have raised."""
    now = timezone.now() - timedelta(weeks=weeks_ago)
    found = a_finding(*sources, key=f"uji:{sources}", rule=NEW[0], rule_version=NEW[1])
    setting_aside.take(found, Modes({}), office=office, now=now)
    return Alert.objects.latest("pk")


def test_findings_are_counted_by_week_the_newest_last(office: Office, ratna: User) -> None:
    for number, weeks in enumerate((0.5, 0.6, 3.5, 51.5, 60)):
        shadow_of(office, f"report:{number}", weeks_ago=weeks)
    found = shadows.figures_for(ratna, *NEW, timezone.now()).weeks
    assert (len(found), sum(found)) == (52, 4)
    assert (found[-1], found[-4], found[0]) == (2, 1, 1)


def test_they_are_right_where_an_alert_on_the_same_reports_was(
    office: Office, ratna: User, made_alert: Callable[..., Alert]
) -> None:
    for number, outcome in enumerate(("confirmed", "partly", "unfounded", "undetermined", "")):
        judged = made_alert(outcome=outcome)
        signal = Signal.objects.create(
            alert=judged, kind="same_thing", rule="x", rule_version="1", data_hash=str(number),
            sentence="", found_at=judged.raised_at,
        )  # fmt: skip
        Evidence.objects.create(signal=signal, source=f"report:{number}", reason="", label=2)
        shadow_of(office, f"report:{number}", "report:other")
    Evidence.objects.filter(signal__alert__aside=Aside.SHADOW).update(label=2)
    found = shadows.figures_for(ratna, *NEW, timezone.now())
    assert (found.raised, found.right, found.wrong, found.value) == (5, 2, 1, None)


def test_the_load_is_told_for_one_officer_and_week(office: Office, ratna: User, bima: User) -> None:
    for number in range(52):
        shadow_of(office, f"report:{number}")
    load = shadows.figures_for(ratna, *NEW, timezone.now()).load
    assert load is not None
    assert load.value == pytest.approx(0.5)
    assert load.low < 0.5 < load.high


def test_a_partner_and_another_office_see_nothing_of_a_trial(
    office: Office, joko: User, asing: User
) -> None:
    shadow_of(office, "report:1")
    for viewer in (joko, asing):
        assert not shadows_for(viewer, *NEW).exists()


# --- decisions ----------------------------------------------------------------------------------


def test_a_decision_says_who_when_and_why_and_stands_in_the_log(ratna: User) -> None:
    made = decide_rule(by=ratna, rule="child", version="1", mode=Mode.OFF, reason=BECAUSE)
    assert (made.by, made.reason, made.mode) == (ratna, BECAUSE, Mode.OFF)
    event = AuditEvent.objects.get(action="rule.decided")
    assert event.detail == {"rule": "child", "version": "1", "mode": "off"}
    assert BECAUSE not in repr(event.detail)


@pytest.mark.parametrize("name", ["bima", "sari", "joko", "agung"])
def test_only_leaders_decide_about_rules(name: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(name)
    with pytest.raises(Refused, match="Peran Anda"):
        decide_rule(by=person, rule="child", version="1", mode=Mode.OFF, reason=BECAUSE)
    assert not RuleDecision.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": "ya"}, "satu kalimat penuh"),
        ({"version": "99"}, "tidak ada lagi"),
        ({"mode": Mode.LIVE}, "sudah dalam keadaan itu"),
    ],
)
def test_a_decision_without_reason_sense_or_effect_is_refused(
    change: dict[str, Any], sentence: str, ratna: User
) -> None:
    said = {"rule": "child", "version": "1", "mode": Mode.OFF, "reason": BECAUSE} | change
    with pytest.raises(Refused, match=sentence):
        decide_rule(by=ratna, **said)


# --- what lapses --------------------------------------------------------------------------------


@pytest.mark.parametrize(("weeks", "stays"), [(55, True), (57, False)])
def test_a_shadow_stays_thirteen_months(office: Office, weeks: int, stays: bool) -> None:
    shadow_of(office, "report:1", weeks_ago=weeks)
    let_lapse(now=timezone.now())
    assert Alert.objects.exists() is stays


@pytest.mark.parametrize("change", [{"withdrawn_at": timezone.now()}, {"voice": ""}])
def test_a_spent_report_takes_its_shadows_along(
    change: dict[str, Any], office: Office, made_report: MadeReport, sari: User
) -> None:
    made = made_report(sari)
    shadow_of(office, f"report:{made.uuid}")
    assert let_lapse(now=timezone.now()) == 0
    Report.objects.filter(pk=made.pk).update(**change)
    assert let_lapse(now=timezone.now()) == 1
    assert not Alert.objects.exists()


def test_lapsing_never_touches_an_alert(alert: Alert) -> None:
    assert setting_aside.drop([alert.pk]) == 0
    assert Alert.objects.get() == alert


def test_a_version_twice_in_the_rules_is_a_fault() -> None:
    rules = rulebook()
    again = Trial(cluster=(rules.cluster,))
    with pytest.raises(ValueError, match="a number of its own: cluster 1"):
        Rulebook.model_validate(rules.model_dump() | {"trial": again.model_dump()})


def test_the_finding_keeps_its_key_behind_the_name_of_its_trial() -> None:
    found = setting_aside.in_shadow(replace(a_finding("a"), rule="child", rule_version="2"))
    assert found.key == "shadow:child:2:phone:x"
    assert trials.Modes({}).mode("child", "2") is Mode.SHADOW
