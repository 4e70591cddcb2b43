"""The whole-page cache: what every visitor reads the same is drawn once, and again when what it shows has changed."""
