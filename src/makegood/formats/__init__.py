"""Formats of files and of texts: JSON with places and edits, mail headers, PDF safety, TikTok addresses, terminals."""
