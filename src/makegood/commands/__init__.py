"""What a command does beside building a case: new, fix, log, explain, watch, changed, verify, docket."""
