"""Whole registers linked at night by Splink, on DuckDB (extra ``batch``) or Spark (``spark``).

``tables`` turns people into columns, ``settings`` the comparisons and the model into Splink's form,
``linking`` finds and scores pairs, ``clusters`` groups them, ``training`` makes the model. Import
from these modules: the product itself runs without Splink.
"""
