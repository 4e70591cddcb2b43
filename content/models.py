"""Public pages: words the Center publishes, and pages that read the nouns."""
