"""Where private files live: never under a public URL."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """The private storage, asked for at run time: its place is a setting and no part of any schema."""
    return storages["private"]
