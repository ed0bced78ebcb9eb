"""Fairness and quality of the desk, for the auditor."""
