"""``python -m clicklens.jobs STORE``: a worker, as programs start it; people have ``clicklens worker``."""

from __future__ import annotations

import argparse

from clicklens.jobs.lease import LEASE
from clicklens.jobs.serve_queue import serve_queue
from clicklens.jobs.worker import GRACE

parser = argparse.ArgumentParser(prog="python -m clicklens.jobs")
parser.add_argument("store", help="the store's folder")
parser.add_argument("--parallel", type=int, default=1)
parser.add_argument("--memory", type=int, help="bytes")
parser.add_argument("--exit-when-idle", type=float, help="seconds")
parser.add_argument("--lease", type=float, default=LEASE, help="seconds")
parser.add_argument("--grace", type=float, default=GRACE, help="seconds")

if __name__ == "__main__":
    given = parser.parse_args()
    serve_queue(
        given.store,
        parallel=given.parallel,
        memory=given.memory,
        exit_when_idle=given.exit_when_idle,
        lease=given.lease,
        grace=given.grace,
    )
