"""What the demo hands over: something in each state, nothing where no alert tells of a number."""

from kentongan.access.models import Grant
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert
from kentongan.reports.models import Report
from kentongan.website.demo.sharing import fill_exchange


def test_the_demo_has_shares_on_every_way(
    alert: Alert, bima: User, ratna: User, joko: User, yudi: User, wening: User
) -> None:
    people = {"bima": bima, "ratna": ratna, "joko": joko, "tulus": yudi, "wening": wening}
    assert fill_exchange(people) == 3
    states = dict(Grant.objects.values_list("recipient__username", "state"))
    assert states == {"joko": "accepted", "yudi": "offered", "wening": "proposed"}
    assert Report.objects.filter(author=joko).count() > 1


def test_a_year_without_alerts_hands_nothing_over(bima: User, joko: User) -> None:
    assert fill_exchange({"bima": bima, "joko": joko}) == 0
    assert not Grant.objects.exists()
