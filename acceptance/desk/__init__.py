"""What the passport desk promises, measured: ``python -m acceptance desk``."""

from acceptance.desk.clocks import clock_results
from acceptance.desk.day import day_results
from acceptance.desk.fairness import fairness_results
from acceptance.desk.journeys import journey_results
from acceptance.desk.letters import letter_results
from acceptance.desk.states import state_results
from acceptance.result import Item

ITEMS = (
    Item(1, "A day of 120 applicants over HTTP", lambda: list(day_results())),
    Item(2, "Every way to a decision, and raw SQL", lambda: list(state_results())),
    Item(3, "The desk walked in a browser", lambda: list(journey_results())),
    Item(4, "Letters for every purpose and decision, on A4", lambda: list(letter_results())),
    Item(5, "A planted bias is found, fair years stay quiet", lambda: list(fairness_results())),
    Item(6, "Working-day clocks of 2025 to 2027", lambda: list(clock_results())),
)
