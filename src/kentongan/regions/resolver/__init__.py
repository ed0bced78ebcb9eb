"""Which area a written place means: pure functions over names, no database.

``spelling`` brings names to comparable keys, ``vocabulary`` knows the words around a name,
``reading`` cuts a text into words, ``index`` finds names that fit, ``evidence`` weighs them and
``answer`` ranks them and answers or asks.
"""

from kentongan.regions.resolver.answer import Candidate, PlaceIndex, Resolution

__all__ = ["Candidate", "PlaceIndex", "Resolution"]
