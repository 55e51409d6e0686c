"""One case, from its folder to its documents: load, check, derive, prepare, render, assemble, verify, write."""
