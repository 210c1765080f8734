"""Submits the mail on standard input over SMTP: submit.py <port> <sender> <recipient>.

Prints as JSON the answer that decided: the command (rcpt or data), its code and its text.
"""
import json
import smtplib
import sys

port, sender, recipient = sys.argv[1:]
mail = sys.stdin.buffer.read()
with smtplib.SMTP("127.0.0.1", int(port), local_hostname="ada.example.org", timeout=30) as server:
    server.ehlo()
    server.mail(sender, ["BODY=8BITMIME", f"SIZE={len(mail)}"])
    command, (code, text) = "rcpt", server.rcpt(recipient)
    if code == 250:
        command, (code, text) = "data", server.data(mail)
print(json.dumps({"command": command, "code": code, "text": text.decode()}))
