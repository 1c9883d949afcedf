"""Processes of their own for what is measured, so that nothing is warm and memory is its own."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context


def fresh_process() -> AbstractContextManager[ProcessPoolExecutor]:
    """A process that nothing ran in before."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def peak_mib() -> int:
    """Most memory that this process ever held."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
