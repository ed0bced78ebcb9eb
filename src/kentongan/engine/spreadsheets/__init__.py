"""Spreadsheets of strangers: their cells, read in a bounded process.

``read`` runs alone in that process and, like what it imports here, must stay free of Django so that
it starts within 50 ms.
"""
