"""The command line: arguments in, exit status out. The one room that asks the clock and prints."""
