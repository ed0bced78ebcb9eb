"""Line lists: spreadsheets of notices, read in a bounded process and understood row by row.

``read`` runs alone in that process and, like what it imports here (``limits``, ``kinds``,
``grids``, ``archive``, ``workbook``, ``opendocument``, ``delimited``), must stay free of Django so
that it starts within 50 ms.
"""
