"""Calculations on stated assumptions, beside the record and never in it."""
