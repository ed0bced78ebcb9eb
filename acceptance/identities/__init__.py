"""What linking identities promises, measured: ``python -m acceptance identities``.

Each file of this folder measures one line; its owner adds the item here.
"""

from acceptance.identities.names import name_results
from acceptance.result import Item

ITEMS: tuple[Item, ...] = (
    Item(1, "Labelled pairs of names, and other matchers beside", lambda: list(name_results())),
)
