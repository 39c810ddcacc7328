"""Papershelf: parsed papers in, a themed and cross-linked reading list in Markdown out."""
