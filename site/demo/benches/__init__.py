"""What `manage.py bench` measures: one module a question. Each builds its own world in a place that is thrown away."""
