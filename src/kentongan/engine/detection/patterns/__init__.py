"""Combinations of facts that are new or come more often than they used to.

What is compared are rows of words (destination, job, visa, the first digits of a phone …), the
recent ones with those before. `find_patterns` is the door.
"""

from kentongan.engine.detection.patterns.facts import Fact, Facts
from kentongan.engine.detection.patterns.finding import Pattern, Patterns, find_patterns
from kentongan.engine.detection.patterns.settings import PatternSettings

__all__ = ["Fact", "Facts", "Pattern", "PatternSettings", "Patterns", "find_patterns"]
