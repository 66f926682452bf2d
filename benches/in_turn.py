#!/usr/bin/env python3
"""Runs commands in turn, A B A B …, and gives medians: in_turn.py [--runs 5] 'COMMAND A' 'COMMAND B' …

For each command the median of its wall-clock seconds, of its CPU seconds, and its peak memory; for each but the first how many times as long
as the first it takes. Each command is a line for the shell; what it prints goes nowhere.
"""
import argparse
import os
import statistics
import subprocess
import time


def run(command):
    """Wall-clock seconds, CPU seconds and peak megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(["sh", "-c", "exec " + command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"exit code {code}: {command}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


parser = argparse.ArgumentParser()
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("commands", nargs="+")
arguments = parser.parse_args()
results = [[] for _ in arguments.commands]
for _ in range(arguments.runs):
    for command, found in zip(arguments.commands, results):
        found.append(run(command))
first = None
for command, found in zip(arguments.commands, results):
    wall, cpu, peak = (statistics.median(values) for values in zip(*found))
    ratio = "" if first is None else f"  {wall / first:7.2f} × the first"
    first = first or wall
    print(f"{wall:8.3f} s wall  {cpu:8.3f} s CPU  {peak:7.0f} MB{ratio}  {command}", flush=True)
