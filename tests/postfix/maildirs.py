"""Reads every Maildir in a folder: maildirs.py <folder>. Prints as JSON the mails of each, in any order.

A header is read as a mail program shows it. The body comes twice: as it is in the file, and decoded.
"""
import email
import email.policy
import json
import mailbox
import pathlib
import sys


def read(raw):
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    text = mail.get_body(("plain",))
    headers = {}
    for name, value in mail.items():
        headers.setdefault(name.lower(), []).append(str(value))
    return {
        "headers": headers,
        "body": raw.partition(b"\n\n")[2].decode(),
        "text": text.get_content() if text else "",
        "defects": [repr(defect) for defect in mail.defects],
    }


folders = {}
for folder in pathlib.Path(sys.argv[1]).iterdir():
    maildir = mailbox.Maildir(folder, create=False)
    folders[folder.name] = [read(maildir.get_bytes(key)) for key in maildir.keys()]
print(json.dumps(folders))
