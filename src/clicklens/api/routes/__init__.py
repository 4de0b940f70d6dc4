"""The routes, one file a noun: each parses what was asked, calls, and returns."""
