"""The sides of ``peers.py``: what each does in a process of its own, and what sends them to work."""
