"""Stands in for OpenDKIM: milter.py <socket> <name>. It believes each DKIM-Signature, and says so under that name (RFC 8601).

It speaks the milter protocol (version 6, libmilter's mfdef.h) as far as Postfix needs it to add a header, until its standard input ends.
"""
import os
import re
import socketserver
import struct
import sys
import threading

path, name = sys.argv[1:]
ADD_HEADERS = 0x01
# No connection, HELO, MAIL, RCPT, body, unknown commands, DATA: only the headers are sent.
SKIP = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x100 | 0x200


class Session(socketserver.StreamRequestHandler):
    def answer(self, command, data=b""):
        self.wfile.write(struct.pack("!I", 1 + len(data)) + command + data)

    def handle(self):
        results = []
        while header := self.rfile.read(5):
            length, command = struct.unpack("!Ic", header)
            data = self.rfile.read(length - 1)
            if command == b"O":  # options
                self.answer(b"O", struct.pack("!III", 6, ADD_HEADERS, SKIP))
            elif command == b"L":  # a header
                field, value = data.split(b"\0")[:2]
                domain = re.search(rb"\bd=([^;\s]+)", value)
                if field.lower() == b"dkim-signature" and domain:
                    results.append(b"dkim=pass header.d=" + domain[1])
                self.answer(b"c")
            elif command == b"E":  # the end of a mail
                value = b"; ".join([name.encode(), *(results or [b"dkim=none"])])
                self.answer(b"i", struct.pack("!I", 0) + b"Authentication-Results\0" + value + b"\0")
                self.answer(b"c")
                results = []
            elif command in b"AK":  # given up, or a new connection
                results = []
            elif command == b"Q":
                return
            elif command != b"D":  # anything but macros, which get no answer
                self.answer(b"c")


server = socketserver.ThreadingUnixStreamServer(path, Session)
server.daemon_threads = True
os.chmod(path, 0o666)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
