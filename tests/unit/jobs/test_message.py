"""What goes through the pipe from a job's process to its worker."""

import os

from clicklens.core.job import RunResult
from clicklens.jobs.message import Done, Failed, Mailbox, Progress, Stopped, send


def test_messages_come_out_as_they_went_in_and_in_pieces_too() -> None:
    out, into = os.pipe()
    mailbox = Mailbox(out)
    assert mailbox.read() == []
    messages = [
        Progress(progress=0.5, progress_text="看 1\n2"),
        Done(result=RunResult(run="r", text="t")),
        Failed(message="m"),
        Stopped(),
    ]
    for message in messages:
        send(into, message)
    assert mailbox.read() == messages
    os.write(into, b'{"kind":"stop')
    assert mailbox.read() == []
    os.write(into, b'ped"}\n{"kind":"stopped"}\n')
    assert mailbox.read() == [Stopped(), Stopped()]
    os.close(into)
    assert mailbox.read() == []
    mailbox.close()
