"""Turn one hand-edited case.json and a folder of evidence into what it takes to get the money back."""

import os

# Time zones come from the dependency tzdata alone: what a document says must not hang on the machine's own copy.
os.environ.setdefault("PYTHONTZPATH", "")

__version__ = "0.1.0"
