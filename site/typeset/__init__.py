"""Setting type: the fonts, and PDF drawn from HTML or from long lists. Knows no noun and no Django model."""
