"""Exporters: one module per destination, each a few pure functions of a Collection."""
