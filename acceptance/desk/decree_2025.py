"""The days off of 2025, written by hand from the joint decrees of three ministers.

SKB 1017/2024, 2/2024 and 2/2024 (14 October 2024), changed by SKB 933/2025, 1/2025 and 3/2025
(7 August 2025: joint leave on 18 August). Easter Sunday and 17 August fall on weekends. Not taken
from the product's table; the text of the decrees is told by the press, not seen.
"""

from datetime import date

HOLIDAYS = (
    *((1, 1), (1, 27), (1, 29), (3, 29), (3, 31), (4, 1), (4, 18), (4, 20), (5, 1), (5, 12)),
    *((5, 29), (6, 1), (6, 6), (6, 27), (8, 17), (9, 5), (12, 25)),
)
JOINT_LEAVE = (
    *((1, 28), (3, 28), (4, 2), (4, 3), (4, 4), (4, 7), (5, 13), (5, 30), (6, 9)),
    *((8, 18), (12, 26)),
)
DAYS_OFF = frozenset(date(2025, month, day) for month, day in HOLIDAYS + JOINT_LEAVE)
