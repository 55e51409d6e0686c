"""A process of its own with bounds on time, memory and files, for bytes that nobody here wrote."""
