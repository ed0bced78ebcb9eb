"""The columns of ``people.prepare`` for whole registers: each word is read once, lists are arrays.

``lists`` holds the operations, ``words`` what follows from a word, ``reading`` turns writings of
names into words, ``naming`` and ``facts`` make the columns, ``keys`` the keys. Row by row the same
as one person prepared alone, which a test compares.
"""
