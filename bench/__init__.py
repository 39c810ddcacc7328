"""Measurements of Papershelf, run by hand; none of them is a test."""
