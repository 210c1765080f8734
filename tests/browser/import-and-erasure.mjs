// An import and an erasure, with JavaScript and without it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

const list = new URL("../../content/demo/imports/members.csv", import.meta.url).pathname;

/** By the keyboard: while one page fades into the next, a click hits neither. */
const press = (page, selector) => page.locator(selector).first().press("Enter");

export function play(javaScriptEnabled) {
  let site, browser;
  before(async () => {
    site = await open();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("a coordinator imports a list, and the same file again changes nothing", async () => {
    const claire = await person(browser, site.address, { javaScriptEnabled });
    await signIn(claire, site, "claire.fontaine@example.org");
    await claire.goto("/networks/sil/members");
    await press(claire, "a[href$='/import']");
    await claire.setInputFiles("#file", list);
    await press(claire, "main form button");
    assert.equal(await claire.locator("#column-2").inputValue(), "address", "the columns are recognised");
    await press(claire, "main form.stack button");
    const outcomes = await claire.locator("tbody .badge").allTextContents();
    assert.deepEqual(outcomes, ["à créer", "à créer", "à créer", "inchangée", "refusée", "refusée"]);
    await press(claire, "main form button");
    assert.match(await claire.locator(".field-error").textContent(), /laisser de côté/);
    await claire.locator("#leave_out").press("Space");
    await press(claire, "main form button");
    await claire.locator(".notice-good").waitFor();
    await claire.goto("/networks/sil/members?q=castaing");
    assert.match(await claire.locator("tbody").textContent(), /Castaing Maëlle/);
    await claire.goto("/networks/sil/import");
    await claire.setInputFiles("#file", list);
    await press(claire, "main form button");
    await press(claire, "main form.stack button");
    assert.match(await claire.locator(".notice").textContent(), /Rien à faire/);
    // A click during the transition between two pages cancels it, and the browser logs that.
    assert.deepEqual(claire.complaints.filter((complaint) => !/422|Transition was aborted/.test(complaint)), []);
  });

  test("a person reads their data, types their address, and is erased", async () => {
    const lea = await person(browser, site.address, { javaScriptEnabled });
    await signIn(lea, site, "lea.martinet@example.org");
    await lea.goto("/me");
    await press(lea, "a[href='/me/data']");
    assert.match(await lea.locator("main").textContent(), /lea\.martinet@example\.org/);
    await press(lea, "a[href='/me/data/erase']");
    await lea.fill("#confirmation", "quelqu.un@example.org");
    await press(lea, "main form button");
    await lea.locator("#confirmation-error").waitFor();
    await lea.fill("#confirmation", "lea.martinet@example.org");
    await press(lea, "main form button");
    assert.match(await lea.locator("h1").textContent(), /effacé/);
    await lea.goto("/me");
    assert.match(await lea.locator("h1").textContent(), /Connectez-vous/);
    const claire = await person(browser, site.address, { javaScriptEnabled });
    await signIn(claire, site, "claire.fontaine@example.org");
    await claire.goto("/networks/sil/members?state=all&q=martinet");
    assert.equal(await claire.getByText("lea.martinet@example.org").count(), 0);
  });
}
