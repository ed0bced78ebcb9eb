"""What linking identities promises, measured: ``python -m acceptance identities``.

Each file of this folder measures one line; its owner adds the item here.
"""

from acceptance.identities import journey, judging
from acceptance.identities.batch import batch_results
from acceptance.identities.counter import counter_results
from acceptance.identities.febrl import febrl_results
from acceptance.identities.names import name_results, reading_results
from acceptance.identities.network import network_results
from acceptance.identities.queue import queue_results
from acceptance.identities.score import score_results
from acceptance.identities.spark import spark_results
from acceptance.result import Item

ITEMS: tuple[Item, ...] = (
    Item(1, "Labelled pairs of names, and other matchers beside", lambda: list(name_results())),
    Item(2, "FEBRL 1 to 4", lambda: list(febrl_results())),
    Item(3, "A register of a million linked at night", lambda: list(batch_results())),
    Item(
        3, "The counter finds who is meant while the officer types", lambda: list(counter_results())
    ),
    Item(3, "Names are read", lambda: list(reading_results())),
    Item(4, "The score keeps its promises", lambda: list(score_results())),
    Item(4, "Merges and splits in any order can be taken back", judging.parts),
    Item(5, "Spark and DuckDB give the same links", lambda: list(spark_results())),
    Item(6, "From three spellings to a corrected alert, in the browser", journey.parts),
    Item(6, "Fifty thousand lines in a browser", lambda: list(network_results())),
    Item(7, "The queue asks first what is worth most", lambda: list(queue_results())),
)
