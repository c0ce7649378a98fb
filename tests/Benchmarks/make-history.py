#!/usr/bin/env python3
"""Writes a fast-import stream: the commits of a real repository, shape and messages kept, repeated until there are enough.

Every copy's roots get the tip of the copy before it as their parent, every tree is empty, and every message gets a Feature-Key
trailer, so that a gate over the result reads real messages of real length in a real shape.

usage: make-history.py REPO COMMITS | git -C NEW fast-import --quiet
"""
import subprocess
import sys

repo, wanted = sys.argv[1], int(sys.argv[2])
git = ["git", "-C", repo]
ids = subprocess.run([*git, "rev-list", "--topo-order", "--reverse", "HEAD"], check=True, capture_output=True, text=True).stdout.split()
batch = subprocess.run([*git, "cat-file", "--batch"], check=True, capture_output=True, input="\n".join(ids).encode()).stdout

commits = []
at = 0
for commit in ids:
    end = batch.index(b"\n", at)
    size = int(batch[at:end].split()[2])
    raw = batch[end + 1:end + 1 + size]
    at = end + 2 + size
    head, _, message = raw.partition(b"\n\n")
    fields = [line.split(b" ", 1) for line in head.split(b"\n") if b" " in line]
    parents = [value.decode() for key, value in fields if key == b"parent"]
    author = next(value for key, value in fields if key == b"author")
    committer = next(value for key, value in fields if key == b"committer")
    commits.append((commit, parents, author, committer, message.rstrip(b"\n") + b"\n\nFeature-Key: bd-1\n"))

def later(person, seconds):
    """The same person and zone, so much later."""
    name, time, zone = person.rsplit(b" ", 2)
    return b"%s %d %s" % (name, int(time) + seconds, zone)


times = [int(committer.rsplit(b" ", 2)[1]) for _, _, _, committer, _ in commits]
span = max(times) - min(times) + 86400
out = sys.stdout.buffer
shift = 0
mark = 0
tip = None
while mark < wanted:
    marks = {}
    for commit, parents, author, committer, message in commits:
        mark += 1
        marks[commit] = mark
        out.write(b"commit refs/heads/main\nmark :%d\nauthor %s\ncommitter %s\ndata %d\n%s\n" % (mark, later(author, shift), later(committer, shift), len(message), message))
        named = [marks[parent] for parent in parents] or ([tip] if tip else [])
        for i, parent in enumerate(named):
            out.write(b"%s :%d\n" % (b"from" if i == 0 else b"merge", parent))
        if not named:
            out.write(b"deleteall\n")
        out.write(b"\n")
    tip = marks[commits[-1][0]]
    shift += span
out.write(b"done\n")
