"""A war whose truth is known: events, speakers and outlets made from a seed, their reports and the answer file.

A test bed for linking and reconciling, and a load generator. It tests our own assumptions; it is no evidence of quality
on real texts.
"""
