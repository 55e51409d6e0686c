"""What commands do outside the pipeline: new, fix, log, explain, watch, changed, verify, docket."""
