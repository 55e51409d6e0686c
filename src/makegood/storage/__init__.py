"""Scratch folders that become results as a whole, and the data that the package ships."""
