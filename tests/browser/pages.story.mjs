// Every page is complete without JavaScript, logs no error, fits a phone, and passes axe.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const GUEST = [
  "/", "/agenda", "/agenda?when=past", "/agenda?q=rien-de-tel", "/agenda?kind=webinar&network=comet", "/agenda/month", "/networks", "/networks/sil",
  "/networks/comet", "/networks/ri3", "/networks/sil/agenda", "/networks/sil/resources", "/networks/calmip/governance", "/networks/ire/figures?on=2019-01-05",
  "/networks/comet/figures", "/networks/comet/figures/overlap", "/networks/comet/figures/events?year=2019", "/networks/devlog/figures/events?year=2019",
  "/networks/ri3/figures/lists", "/networks/sil/reviews", "/networks/sil/reviews/2019", "/events/devops-mythe-ou-realite", "/lists/sil", "/sign-in", "/about", "/certificates", "/outbox", "/nulle-part",
  "/networks/sil/pages/organiser-une-journee", "/networks/sil/pages/welcome", "/events/devops-mythe-ou-realite/pages/synthese", "/search", "/search?q=journee+log",
  "/search?q=rien-de-tel", "/search?q=calcul&kind=event&network=comet&year=2019", "/networks/ri3/lists", "/lists/ri3-l", "/lists/ri3-l/threads",
  "/events/ecole-ri3-calcul-heterogene/register",
];
const COORDINATOR = [
  "/me", "/me/profile", "/me/addresses", "/me/sessions", "/me/feeds", "/me/lists", "/me/certificates", "/networks/sil/certificate-text", "/lists/sil/archive", "/lists/sil/settings", "/networks/sil/messages", "/networks/sil/messages/new", "/me/data", "/me/data/leave", "/me/data/erase", "/networks/sil/import", "/networks/sil/export", "/networks/sil/directory", "/networks/sil", "/networks/sil/members", "/networks/sil/members?q=a&sort=since",
  "/networks/sil/requests", "/networks/sil/edit", "/networks/sil/governance", "/networks/sil/governance/edit", "/networks/sil/events/new",
  "/networks/sil/figures?organisations=laboratory", "/networks/sil/reviews", `/networks/sil/reviews/${new Date().getFullYear()}`,
  `/networks/sil/reviews/${new Date().getFullYear()}/edit`, `/networks/sil/reviews/${new Date().getFullYear()}/adopt`,
  "/networks/sil/resources", "/networks/sil/pages/new", ...["", "/edit", "/revisions", "/revisions/3", "/revisions/2", "/attachments", "/remove"].map((end) => `/networks/sil/pages/organiser-une-journee${end}`),
  "/networks/sil/pages/reunion-animation-octobre", "/search?q=claire", "/networks/sil/lists", "/networks/sil/lists/new", "/lists/ri3-l", "/lists/ri3-l/threads/new",
];

const ADMINISTRATOR = [
  "/admin", "/admin/instance", "/admin/taxonomies", "/admin/taxonomies/organisation_kind", "/admin/people", "/admin/people?q=martinet",
  "/admin/organisations", "/admin/import", "/admin/mandates", "/admin/mails", "/admin/journal", "/admin/journal?act=event", "/admin/retention",
];

/** The pages of one event, for those who hold it. */
const OF_EVENT = ["", "/edit", "/form", "/registrations/answers", "/registrations/letters", "/co-organisers", "/programme", "/materials", "/registrations", "/registrations/log", "/registrations/new", "/cancel", "/postpone"];

let site, browser;
before(async () => {
  site = await open();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const schemes = [
  { name: "light, wide, French", colorScheme: "light", viewport: { width: 1280, height: 900 }, locale: "fr-FR" },
  { name: "dark, 320 px, English", colorScheme: "dark", viewport: { width: 320, height: 700 }, locale: "en-GB" },
];

for (const { name, ...scheme } of schemes) {
  test(`a guest's pages: ${name}`, async () => {
    const page = await person(browser, site.address, { ...scheme, bypassCSP: true });
    const found = [];
    const events = await addresses(page, "/agenda");
    for (const path of [...GUEST, ...events.slice(0, 4), ...events.slice(0, 2).map((event) => `${event}/register`), await thread(page)]) await look(page, path, found);
    assert.deepEqual(found, []);
  });

  test(`a coordinator's pages: ${name}`, async () => {
    const page = await person(browser, site.address, { ...scheme, bypassCSP: true });
    await signIn(page, site, "claire.fontaine@example.org");
    const found = [];
    const [event] = await addresses(page, "/networks/sil/agenda");
    const [held] = await addresses(page, "/networks/sil/agenda?when=past");
    const discussion = await thread(page);
    for (const path of [...COORDINATOR, ...OF_EVENT.map((end) => event + end), `${held}/certificates`, discussion, `${discussion}/answer`]) await look(page, path, found);
    assert.deepEqual(found, []);
  });
}

for (const { name, ...scheme } of schemes) {
  test(`an administrator's pages: ${name}`, async () => {
    const page = await person(browser, site.address, { ...scheme, bypassCSP: true });
    await signIn(page, site, "agnes.delorme@example.org");
    const found = [];
    for (const path of ADMINISTRATOR) await look(page, path, found);
    for (const list of ["/admin/people?q=martinet", "/admin/organisations", "/admin/mails"]) {
      await page.goto(list);
      const first = await page.locator("main .rows a, main tbody th a").first().getAttribute("href");
      await look(page, first, found);
    }
    assert.deepEqual(found, []);
  });
}

test("the pages of a guest load only the script of their menus, and break no content security policy", async () => {
  const page = await person(browser, site.address);
  for (const path of ["/", "/networks", "/networks/sil", "/networks/sil/agenda", "/events/devops-mythe-ou-realite", "/sign-in", "/about"]) {
    page.fetched.length = 0;
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const scripts = page.fetched.filter((url) => /\.(js|wasm)$/.test(new URL(url).pathname));
    const names = scripts.map((url) => new URL(url).pathname.match(/([a-z]+)[.][0-9a-f]+[.](js|wasm)$/)?.[1]);
    const expected = (await page.locator("details.menu").count()) ? ["menus"] : [];
    if (!(await page.locator("leptos-island").count())) assert.deepEqual(names, expected, path);
  }
  assert.deepEqual(page.complaints.filter((complaint) => !complaint.includes("404")), []);
});

test("Escape closes an open menu on every page and gives the focus back", async () => {
  const page = await person(browser, site.address);
  const [event] = await addresses(page, "/agenda");
  for (const path of ["/agenda", "/networks/sil/agenda", event]) {
    await page.goto(path, { waitUntil: "networkidle" });
    const menu = page.locator("details.menu").first();
    await menu.locator("summary").click();
    assert.equal(await menu.evaluate((menu) => menu.open), true, path);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await menu.evaluate((menu) => menu.open), false, path);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "summary", path);
  }
  assert.deepEqual(page.complaints, []);
});

test("the links of the home page are comfortable targets", async () => {
  const page = await person(browser, site.address, { viewport: { width: 390, height: 800 } });
  await page.goto("/");
  const low = await page.locator("main a").evaluateAll((links) =>
    links.filter((link) => link.getBoundingClientRect().height < 24).map((link) => `${link.textContent.trim()}: ${link.getBoundingClientRect().height}`));
  assert.deepEqual(low, []);
});

async function addresses(page, list) {
  await page.goto(list);
  return page.locator(".event-card h3 a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
}

/** The address of a demo thread. */
async function thread(page) {
  await page.goto("/lists/ri3-l/threads");
  return page.locator("main .rows a").first().getAttribute("href");
}

/** Notes what axe finds, and what is wider than the window, also with its menus open. */
async function look(page, path, found) {
  await page.goto(path);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of violations) found.push(`${path}: ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const closed = await page.evaluate(wider);
  await page.evaluate(() => document.querySelectorAll("details.menu").forEach((menu) => (menu.open = true)));
  const open = await page.evaluate(wider);
  if (closed > 0 || open > 0) found.push(`${path}: ${closed} px wider than the window, ${open} px with its menus open`);
}
