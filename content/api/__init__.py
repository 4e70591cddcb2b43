"""What programs read: pages by Wagtail's v2 API, public data by a small read-only API of our own."""
