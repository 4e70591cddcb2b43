"""The diary at the desk."""
