// A client of LMTP (RFC 2033), as the mail server of the machine is one.
import { createConnection } from "node:net";

/** Delivers a mail; the codes of the answers from RCPT on. A refused recipient ends it. */
export async function deliver(port, { from, to, mail }) {
  const socket = createConnection({ host: "127.0.0.1", port });
  socket.setEncoding("utf8");
  let buffer = "";
  const codes = [];
  const waiting = [];
  socket.on("data", (data) => {
    buffer += data;
    for (let end; (end = buffer.indexOf("\r\n")) >= 0; ) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (line[3] === " ") codes.push(Number(line.slice(0, 3)));
      waiting.splice(0).forEach((wake) => wake());
    }
  });
  const next = async (count) => {
    while (codes.length < count) await new Promise((resolve, reject) => (waiting.push(resolve), socket.once("error", reject)));
    return codes[count - 1];
  };
  try {
    await next(1);
    let count = 1;
    const say = async (line) => (socket.write(`${line}\r\n`), next(++count));
    await say("LHLO mx.example.org");
    await say(`MAIL FROM:<${from}>`);
    if ((await say(`RCPT TO:<${to}>`)) !== 250) return codes.slice(3);
    await say("DATA");
    await say(mail.replace(/^\./gm, "..") + "\r\n.");
    return codes.slice(3);
  } finally {
    socket.end("QUIT\r\n");
  }
}
