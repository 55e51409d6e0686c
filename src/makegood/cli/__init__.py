"""The command line: arguments in, exit status out; only this package reads the clock and prints."""
