"""A child process with bounds on time, memory and files, for untrusted bytes."""
