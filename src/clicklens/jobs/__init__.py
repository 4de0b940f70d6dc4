"""Work that outlives whoever asked for it: a queue beside the store, and workers that carry it out."""

from clicklens.jobs.queue import JobQueue, open_queue
from clicklens.jobs.serve_queue import ensure_worker, serve_queue
from clicklens.jobs.worker import Worker

__all__ = ["JobQueue", "Worker", "ensure_worker", "open_queue", "serve_queue"]
