"""What the staff desk adds to Wagtail's admin: one module a room, imported here so that Wagtail finds its hooks."""
