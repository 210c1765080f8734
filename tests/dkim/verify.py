"""Verifies the DKIM signature of the mail on standard input with dkimpy; the record of the key stands in for the DNS."""
import sys

import dkim

record = sys.argv[1].encode()
mail = sys.stdin.buffer.read()
ok = dkim.verify(mail, dnsfunc=lambda name, timeout=5: record)
broken = dkim.verify(mail.replace(b"Bonjour", b"Bonsoir", 1), dnsfunc=lambda name, timeout=5: record)
print(f"{ok} {broken}")
