"""How things look on paper: fonts, the layout by WeasyPrint, exhibit pages, letter blocks, filters for templates."""
