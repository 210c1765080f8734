// The product as a process with the demo, in a folder and on a port of its own. Its mails are files.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";

const binary = process.env.MAILLAGE_BIN ?? new URL("../../target/debug/maillage", import.meta.url).pathname;

/** Starts a demo; `stop()` ends it and deletes its folder. `lists`: the domain of lists that take mail, at the port `lmtp`. */
export async function open({ lists = "" } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "maillage-story-"));
  const port = await freePort();
  const lmtp = lists ? await freePort() : 0;
  const mail = lists
    ? { MAILLAGE_LMTP__LISTEN: `127.0.0.1:${lmtp}`, MAILLAGE_LMTP__DOMAIN: lists, MAILLAGE_LMTP__TRUSTED_RELAYS: "mx.example.org" }
    : {};
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ["serve"], {
    cwd: folder,
    env: { PATH: process.env.PATH, MAILLAGE_LISTEN: `127.0.0.1:${port}`, MAILLAGE_DEMO: "true", MAILLAGE_LOG__LEVEL: "warn", ...mail },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${output}`);
    return (await fetch(`${address}/readyz`).catch(() => ({ ok: false }))).ok;
  }, 120_000, () => `the server is not ready:\n${output}`);
  return {
    address,
    lmtp,
    output: () => output,
    /** The number of mails that `accepts` accepts. */
    count: async (accepts) => (await mails(join(folder, "data/outbox"))).filter(accepts).length,
    /** Waits for mail to an address that `accepts` accepts. Returns the newest. */
    mail: (to, accepts = () => true) => newest(join(folder, "data/outbox"), to, accepts),
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `check` returns a true value. */
export async function until(check, milliseconds = 15_000, why = () => "it did not happen in time") {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const read = new Map();

async function mails(outbox) {
  const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith(".eml"));
  return Promise.all(names.map(async (name) => {
    const path = join(outbox, name);
    if (!read.has(path)) read.set(path, await PostalMime.parse(await readFile(path)));
    return { name, ...read.get(path) };
  }));
}

/** Whether the mail was delivered to that address: a copy of a post names only the list in its header. */
export function isTo(mail, address) {
  return mail.headers.some((one) => one.key === "delivered-to" && one.value === address);
}

async function newest(outbox, to, accepts) {
  const fits = async () => {
    const found = (await mails(outbox)).filter((mail) => isTo(mail, to) && accepts(mail));
    found.sort((a, b) => (a.date === b.date ? a.name.localeCompare(b.name) : new Date(a.date) - new Date(b.date)));
    return found.at(-1);
  };
  return until(fits, 15_000, () => `no such mail to ${to}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
