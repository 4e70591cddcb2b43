"""Pages of the holder: reading the diary, and writing in it."""
