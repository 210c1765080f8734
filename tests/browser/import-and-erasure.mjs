// A list is imported, and a person is erased: with JavaScript and without it, the same.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./house.mjs";

const list = new URL("../../content/demo/imports/members.csv", import.meta.url).pathname;

export function play(javaScriptEnabled) {
  let house, browser;
  before(async () => {
    house = await open();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  test("a coordinator imports a list: columns, dry run, done; the same file again changes nothing", async () => {
    const claire = await person(browser, house.address, { javaScriptEnabled });
    await signIn(claire, house, "claire.fontaine@example.org");
    await claire.goto("/networks/sil/members");
    await claire.click("a[href$='/import']");
    await claire.setInputFiles("#file", list);
    await claire.click("main form button");
    assert.equal(await claire.locator("#column-2").inputValue(), "address", "the columns are recognised");
    await claire.click("main form button");
    const outcomes = await claire.locator("tbody .badge").allTextContents();
    assert.deepEqual(outcomes, ["à créer", "à créer", "à créer", "inchangée", "refusée", "refusée"]);
    await claire.click("main form button");
    assert.match(await claire.locator(".field-error").textContent(), /laisser de côté/);
    await claire.check("#leave_out");
    await claire.click("main form button");
    await claire.locator(".notice-good").waitFor();
    await claire.goto("/networks/sil/members?q=castaing");
    assert.match(await claire.locator("tbody").textContent(), /Castaing Maëlle/);
    await claire.goto("/networks/sil/import");
    await claire.setInputFiles("#file", list);
    await claire.click("main form button");
    await claire.click("main form button");
    assert.match(await claire.locator(".notice").textContent(), /Rien à faire/);
    assert.deepEqual(claire.complaints.filter((complaint) => !complaint.includes("422")), []);
  });

  test("a person reads what is held, types their address, and is nowhere any more", async () => {
    const lea = await person(browser, house.address, { javaScriptEnabled });
    await signIn(lea, house, "lea.martinet@example.org");
    await lea.goto("/me");
    await lea.click("a[href='/me/data']");
    assert.match(await lea.locator("main").textContent(), /lea\.martinet@example\.org/);
    await lea.click("a[href='/me/data/erase']");
    await lea.fill("#confirmation", "quelqu.un@example.org");
    await lea.click("main form button");
    await lea.locator("#confirmation-error").waitFor();
    await lea.fill("#confirmation", "lea.martinet@example.org");
    await lea.click("main form button");
    assert.match(await lea.locator("h1").textContent(), /effacé/);
    await lea.goto("/me");
    assert.match(await lea.locator("h1").textContent(), /Connectez-vous/);
    const claire = await person(browser, house.address, { javaScriptEnabled });
    await signIn(claire, house, "claire.fontaine@example.org");
    await claire.goto("/networks/sil/members?state=all&q=martinet");
    assert.equal(await claire.getByText("lea.martinet@example.org").count(), 0);
  });
}
