"""What documents say: functions that choose statements (`model/statement.py`) from the facts, and have no words.

A module for each subject; templates call its functions by the name of the module. The words are in `templates/words/`.
"""
