// A real browser: Chromium, used as a person uses it.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the browser. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? names.find(existsSync);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args });
}

/** A person's window, without motion: between two pages a view transition takes the clicks. What its console complains of is kept in `page.complaints`, what it fetched in `page.fetched`. */
export async function person(browser, address, { javaScriptEnabled = true, locale = "fr-FR", reducedMotion = "reduce", ...more } = {}) {
  const context = await browser.newContext({ baseURL: address, javaScriptEnabled, locale, reducedMotion, viewport: { width: 1280, height: 900 }, ...more });
  const page = await context.newPage();
  page.complaints = [];
  page.fetched = [];
  page.on("console", (message) => message.type() === "error" && page.complaints.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => page.complaints.push(`${page.url()}: ${error}`));
  page.on("request", (request) => page.fetched.push(request.url()));
  return page;
}

const used = new Set();

/** Signs in by the link that the mail brings; a link serves once. */
export async function signIn(page, site, address) {
  await page.goto("/sign-in");
  await page.fill("#address", address);
  await page.click("main form button");
  const fresh = (mail) => mail.text.includes("/sign-in/") && !used.has(linkIn(mail, "/sign-in/"));
  const link = linkIn(await site.mail(address, fresh), "/sign-in/");
  used.add(link);
  await page.goto(link);
  await page.click("main form button");
}

/** The first link of a mail's text that contains `part`. */
export function linkIn(mail, part) {
  const link = mail.text.match(new RegExp(`https?://[^\\s<>()\\[\\]]*${part}[^\\s<>()\\[\\]]*`))?.[0];
  if (!link) throw new Error(`no link with ${part} in:\n${mail.text}`);
  return link;
}
