"""The build: planned artifacts in, a published output folder and its ledger out."""
