"""One module a place: `dev` (demo, make run), `test`, `prod`; what they share is `base`."""
