// The islands. Each of them also works without JavaScript, by a form.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open, until } from "./site.mjs";

let site, browser, claire;
before(async () => {
  site = await open();
  browser = await launch();
  claire = await person(browser, site.address);
  await signIn(claire, site, "claire.fontaine@example.org");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Waits until the islands of a page are alive. */
const alive = (page) => page.waitForLoadState("networkidle");

test("filters change the agenda without a new page, and the address bar follows", async () => {
  const page = await person(browser, site.address);
  await page.goto("/agenda");
  await alive(page);
  const all = await page.locator(".event-card").count();
  await page.evaluate(() => (globalThis.samePage = true));
  await page.selectOption("select[name=kind]", "webinar");
  await until(async () => (await page.locator(".event-card").count()) < all);
  assert.equal(await page.evaluate(() => globalThis.samePage), true, "the page was not loaded again");
  assert.match(page.url(), /kind=webinar/);
  const shown = await page.locator(".event-card").count();
  await page.reload();
  assert.equal(await page.locator(".event-card").count(), shown, "the address gives the same view");
  assert.deepEqual(page.complaints, []);
});

test("an organisation is found by typing, with the keyboard alone", async () => {
  await claire.goto("/me/profile");
  await alive(claire);
  const field = claire.locator("input[role=combobox]").first();
  await field.fill("");
  await field.pressSequentially("laas", { delay: 30 });
  await claire.locator("[role=option]").first().waitFor();
  await field.press("ArrowDown");
  await field.press("Enter");
  assert.match(await field.inputValue(), /LAAS/);
});

test("a description is previewed without leaving the page", async () => {
  await claire.goto("/networks/sil/edit");
  await alive(claire);
  await claire.fill("textarea[name=description]", "Une **journée** & <script>alert(1)</script>");
  await claire.evaluate(() => (globalThis.samePage = true));
  await claire.click("button[value=preview]");
  const preview = claire.locator(".preview strong", { hasText: "journée" });
  await preview.waitFor();
  assert.equal(await claire.locator(".preview script").count(), 0);
  assert.equal(await claire.evaluate(() => globalThis.samePage), true);
});

test("a field shows its error before the form is sent", async () => {
  const page = await person(browser, site.address);
  await page.goto("/sign-in");
  await alive(page);
  await page.fill("#address", "ada");
  await page.locator("#address").blur();
  await page.locator(".field-error", { hasText: /adresse/ }).waitFor();
  await page.fill("#address", "ada@example.org");
  await page.locator("#address").blur();
  await until(async () => !(await page.locator(".field-error:visible").count()));
});

test("no page reports an error, and only pages with an island load WebAssembly", async () => {
  assert.deepEqual(claire.complaints, []);
  const page = await person(browser, site.address);
  for (const path of ["/", "/networks", "/networks/sil", "/about"]) await page.goto(path, { waitUntil: "networkidle" });
  assert.deepEqual(page.fetched.filter((url) => url.endsWith(".wasm")), []);
});
