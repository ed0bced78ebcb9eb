"""The state diagram as Mermaid text and as SVG, both drawn from rules.NEXT and the clocks.

Nothing here is laid out by hand for one particular table: states stand in a column in the order of
``State``; an arrow to the next state is straight, a longer one swings out to the right, one back
swings out to the left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from kentongan.accounts.roles import RoleKey
from kentongan.alerts.clocks import Clock, edition_on
from kentongan.alerts.models import Outcome, State
from kentongan.alerts.rules import NEXT, TURNS, Move

SVG = "http://www.w3.org/2000/svg"
WIDTH, MIDDLE = 960, 470
LABEL = 12  # size of the words on arrows; they get a halo where they lie over a line
BOX_WIDTH, BOX_HEIGHT, GAP, TOP = 360, 66, 62, 24
INK, LINE, PAPER = "#1c2321", "#0f4c44", "#e3efec"
FONT = "system-ui, sans-serif"


@dataclass(frozen=True)
class Arrow:
    """One move of the table, with the length of the jump in the order of states."""

    start: State
    end: State
    move: Move

    @property
    def jump(self) -> int:
        order = list(State)
        return order.index(self.end) - order.index(self.start)


def arrows() -> Iterator[Arrow]:
    """Every move of the table in its order."""
    for start, moves in NEXT.items():
        for end, move in moves.items():
            yield Arrow(start, end, move)


def clock_words(clock: Clock) -> str:
    """``4 jam kerja`` or ``2 hari kerja``."""
    return f"{clock.hours} jam kerja" if clock.hours else f"{clock.days} hari kerja"


def clock_line(state: State, on: date) -> str:
    """The clocks of a state for the three urgencies."""
    clocks = edition_on(on).clocks.get(state, {})
    return " / ".join(clock_words(clocks[urgency]) for urgency in sorted(clocks))


def owner_line(state: State) -> str:
    """Whose turn it is."""
    turn = TURNS.get(state)
    return ", ".join(str(RoleKey(role).label) for role in turn.owners) if turn else ""


def arrow_words(arrow: Arrow) -> str:
    """The same in one line, for Mermaid."""
    head, *only = arrow_lines(arrow)
    return f"{head.removesuffix(':')} {', '.join(only)}".replace("– ", "") if only else head


def mermaid() -> str:
    """A Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.RECEIVED.value}"]
    lines += [f"    {state.value}: {state.label}" for state in State]
    lines += [
        f"    {arrow.start.value} --> {arrow.end.value}: {arrow_words(arrow)}" for arrow in arrows()
    ]
    lines += [f"    {state.value} --> [*]" for state in State if not NEXT[state]]
    return "\n".join(lines)


def page(on: date) -> str:
    """The page for the docs: the diagram, the table of turns and clocks, the rules in words."""
    edition = edition_on(on)
    rows = [
        f"| {state.label} | `{state.value}` | {owner_line(state)} | {clock_line(state, on)} |"
        for state in State
        if state in TURNS
    ]
    return "\n".join(
        [
            "# The states of an alert",
            "",
            "Drawn from the table `NEXT` in `src/kentongan/alerts/rules.py` and the clocks in",
            "`src/kentongan/reference/alert_clocks.yaml` by `manage.py draw_alert_states`; do not",
            "edit by hand (`--check` fails when this page and the tables differ).",
            "",
            "```mermaid",
            mermaid(),
            "```",
            "",
            "![The states of an alert](alert-states.svg)",
            "",
            "| State | In code | Whose turn | Clock: today / this week / watch |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            f"Clocks in force since {edition.valid_from.isoformat()}. Source: {edition.source}",
            "",
            "- Every move but taking up needs a reason in words; an outcome needs its effect too.",
            "- Short cuts: an alert found unfounded while it is verified, or one the assessment",
            "  finds nothing to act on, goes straight to its outcome.",
            "- A leader who is not convinced sends an outcome back to verification; the outcome is",
            "  then taken back.",
            "- An alert of urgency 1 is closed by somebody else than who recorded its outcome.",
            "- A closed alert stays closed; new evidence raises a new one.",
            "",
        ]
    )


def top_of(state: State) -> int:
    """The upper edge of a state's box."""
    return TOP + list(State).index(state) * (BOX_HEIGHT + GAP)


def add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: object) -> None:
    """One SVG element; ``_`` in attribute names stands for ``-``."""
    named = {name.strip("_").replace("_", "-"): str(value) for name, value in attributes.items()}
    ElementTree.SubElement(parent, tag, named).text = text or None


def add_words(
    parent: ElementTree.Element, at: tuple[int, int], text: str, size: int, anchor: str = "middle"
) -> None:
    """A line of text."""
    x, y = at
    halo = (
        {"stroke": "#ffffff", "stroke_width": 4, "paint_order": "stroke"} if size == LABEL else {}
    )
    add(parent, "text", text, x=x, y=y, fill=INK, font_size=size, text_anchor=anchor, **halo)


def add_state(root: ElementTree.Element, state: State, on: date) -> None:
    """The box of a state: its name, whose turn, and its clocks."""
    left, top = MIDDLE - BOX_WIDTH // 2, top_of(state)
    add(
        root, "rect", x=left, y=top, width=BOX_WIDTH, height=BOX_HEIGHT, rx=10,
        fill=PAPER, stroke=LINE, stroke_width=2,
    )  # fmt: skip
    add_words(root, (MIDDLE, top + 22), str(state.label), 17)
    add_words(root, (MIDDLE, top + 40), owner_line(state), 11)
    add_words(root, (MIDDLE, top + 56), clock_line(state, on), 11)


def add_arrow(root: ElementTree.Element, arrow: Arrow) -> None:
    """A straight arrow to the next state, else a bow beside the boxes."""
    if arrow.jump == 1:
        leave, arrive = top_of(arrow.start) + BOX_HEIGHT, top_of(arrow.end)
        path, anchor = f"M{MIDDLE},{leave}V{arrive - 2}", "start"
        at = (MIDDLE + 10, leave + GAP // 2 + 4)
    else:
        path, at, anchor = bow(arrow)
    add(root, "path", d=path, fill="none", stroke=LINE, stroke_width=2, marker_end="url(#tip)")
    for place, line in enumerate(arrow_lines(arrow)):
        add_words(root, (at[0], at[1] + 15 * place), line, LABEL, anchor)


def bow(arrow: Arrow) -> tuple[str, tuple[int, int], str]:
    """The path of a bow, where its words go, and how they are anchored there."""
    side, length = (1 if arrow.jump > 0 else -1), abs(arrow.jump)
    edge = MIDDLE + side * BOX_WIDTH // 2
    out = edge + side * 50 * length
    leave = top_of(arrow.start) + BOX_HEIGHT // 2 + side * 6 * length
    arrive = top_of(arrow.end) + BOX_HEIGHT // 2 - side * 6 * length
    path = f"M{edge},{leave}C{out},{leave} {out},{arrive} {edge + 2 * side},{arrive}"
    # A bow reaches three quarters of the way to its control points.
    words_at = (edge + (out - edge) * 3 // 4 + 6 * side, (leave + arrive) // 2)
    return path, words_at, "start" if side > 0 else "end"


def arrow_lines(arrow: Arrow) -> list[str]:
    """The words of an arrow, one line for each outcome that may take this way."""
    only = [str(choice.label) for choice in Outcome if choice in arrow.move.outcomes]
    lines = [str(arrow.move.button), *(f"– {label}" for label in only)]
    return [lines[0] + ", hanya bila:", *lines[1:]] if only else lines


def svg(on: date) -> str:
    """The diagram as a stand-alone SVG without style sheet or script."""
    order = list(State)
    height = top_of(order[-1]) + BOX_HEIGHT + TOP
    root = ElementTree.Element(
        "svg",
        {"xmlns": SVG, "viewBox": f"0 0 {WIDTH} {height}", "font-family": FONT, "role": "img"},
    )
    add(root, "title", "Tahap-tahap peringatan")
    definitions = ElementTree.SubElement(root, "defs")
    tip = {"id": "tip", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "orient": "auto"}
    marker = ElementTree.SubElement(
        definitions, "marker", {**tip, "markerWidth": "7", "markerHeight": "7"}
    )
    add(marker, "path", d="M0,0L8,4L0,8z", fill=LINE)
    for state in order:
        add_state(root, state, on)
    # Longer bows first: the words of the shorter ones then lie over them.
    for arrow in sorted(arrows(), key=lambda arrow: -abs(arrow.jump)):
        add_arrow(root, arrow)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"
