"""The model types, all frozen: the case, the policies, and what each step passes to the next."""
