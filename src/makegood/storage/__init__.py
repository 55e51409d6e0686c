"""Scratch folders for atomic writes, and the data files of the package."""
