"""Turn one hand-edited case.json and a folder of evidence into what it takes to get the money back."""

__version__ = "0.1.0"
