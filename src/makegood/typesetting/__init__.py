"""Fonts, the layout with WeasyPrint, exhibit pages, letter blocks and filters for templates."""
