"""The drawn states agree with the table, and the committed drawing with the drawn one."""

import re
from datetime import date
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from kentongan.alerts import diagram
from kentongan.alerts.models import State
from kentongan.alerts.rules import NEXT

DOCS = Path(__file__).resolve().parents[2] / "docs"
DAY = date(2026, 11, 25)


def test_the_committed_drawing_is_up_to_date() -> None:
    call_command("draw_alert_states", "--check", "--folder", str(DOCS))


def test_the_check_fails_when_a_drawing_differs(tmp_path: Path) -> None:
    call_command("draw_alert_states", "--folder", str(tmp_path), stdout=StringIO())
    call_command("draw_alert_states", "--check", "--folder", str(tmp_path))
    drawing = tmp_path / "alert-states.svg"
    drawing.write_text(drawing.read_text() + " ")
    with pytest.raises(CommandError, match=r"alert-states\.svg"):
        call_command("draw_alert_states", "--check", "--folder", str(tmp_path))


def test_the_check_fails_when_a_drawing_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("draw_alert_states", "--check", "--folder", str(tmp_path))


def test_mermaid_has_every_arrow_of_the_table_and_no_other() -> None:
    drawn = set(re.findall(r"(\w+) --> (\w+):", diagram.mermaid()))
    table = {(start.value, end.value) for start, moves in NEXT.items() for end in moves}
    assert drawn == table


def test_the_svg_has_an_arrow_for_every_move_and_a_box_for_every_state() -> None:
    root = ElementTree.fromstring(diagram.svg(DAY))
    arrows = [node for node in root.iter() if "marker-end" in node.attrib]
    boxes = [node for node in root.iter() if node.tag.endswith("rect")]
    assert len(arrows) == sum(len(moves) for moves in NEXT.values())
    assert len(boxes) == len(State)


def test_the_svg_needs_no_style_and_no_script() -> None:
    root = ElementTree.fromstring(diagram.svg(DAY))
    names = {name for node in root.iter() for name in node.attrib}
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert not names & {"style", "class", "onload"}
    assert not tags & {"style", "script"}


def test_every_state_tells_whose_turn_it_is_and_its_clock() -> None:
    page = diagram.page(DAY)
    for state in State:
        if NEXT[state]:
            assert f"`{state.value}` | {diagram.owner_line(state)} | " in page
            assert diagram.clock_line(state, DAY) in page
