"""Verifies DKIM signatures with dkimpy: of the mail on standard input, and of the same mail with one thing changed after the other.

The record of the key stands in for the DNS. Prints a line for each: what was done to the mail, a tab, True or False.
"""
import re
import sys

import dkim
import nacl.signing  # noqa: F401  without it dkimpy refuses every Ed25519 signature, and a changed mail would seem to be found out

record = sys.argv[1].encode()
mail = sys.stdin.buffer.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def without(name):
    """The mail without that header and its folded lines; None if it has none."""
    shorter = re.sub(rb"(?mi)^" + name + rb":.*\r\n(?:[ \t].*\r\n)*", b"", mail, count=1)
    return shorter if shorter != mail else None


def instead(name, value):
    """The mail with another value of that header; None if it has none."""
    changed = re.sub(rb"(?mi)^(" + name + rb"): .*\r\n(?:[ \t].*\r\n)*", rb"\1: " + value + rb"\r\n", mail, count=1)
    return changed if changed != mail else None


link = b"<https://elsewhere.example/unsubscribe/x>"
trials = {
    "as it came": mail,
    "refolded": mail.replace(b"\r\nList-Unsubscribe: <", b"\r\nList-Unsubscribe:\r\n\t<").replace(b"\r\nFrom: ", b"\r\nfrom:  "),
    "another body": mail.replace(b"Bonjour", b"Bonsoir", 1),
    "another sender": instead(b"From", b"Maillage <elsewhere@example.org>"),
    "another subject": instead(b"Subject", b"elsewhere"),
    "a second subject": b"Subject: elsewhere\r\n" + mail,
    "a second sender": b"From: Maillage <elsewhere@example.org>\r\n" + mail,
    "another link to unsubscribe": instead(b"List-Unsubscribe", link),
    "a second link to unsubscribe": b"List-Unsubscribe: " + link + b"\r\n" + mail if without(b"List-Unsubscribe") else None,
    "no link to unsubscribe": without(b"List-Unsubscribe"),
    "no one-click": without(b"List-Unsubscribe-Post"),
    "another key": mail,
}
for what, text in trials.items():
    if text is None:
        continue
    other = record[:-8] + (b"AAAAAAA=" if record[-8:] != b"AAAAAAA=" else b"BBBBBBB=")
    answers = other if what == "another key" else record
    try:
        ok = dkim.verify(text, dnsfunc=lambda name, timeout=5: answers)
    except dkim.DKIMException:
        ok = False
    print(f"{what}\t{ok}")
