"""Encryption at rest: fields whose columns hold ciphertext, blind indexes, erasing.

Each row has a data key of its own; the key file's key wraps it. Without its data key a row's
encrypted fields read as empty for ever, in the database and in every backup.
"""
