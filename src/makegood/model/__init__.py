"""The nouns, frozen: what a case says, what the policies say, and what each step hands to the next."""
