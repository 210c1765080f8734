// A coordinator writes, previews and adopts the yearly review; a guest reads it. review.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

const year = new Date().getFullYear();
const path = `/networks/sil/reviews/${year}`;
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

export function play(javaScriptEnabled) {
  let site, browser, claire, guest;

  before(async () => {
    site = await open();
    browser = await launch();
    claire = await person(browser, site.address, { javaScriptEnabled });
    guest = await person(browser, site.address, { javaScriptEnabled });
    await signIn(claire, site, "claire.fontaine@example.org");
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("the draft is written, previewed and saved", async () => {
    await claire.goto("/networks/sil/figures");
    await claire.click("nav.report-nav a[href$='/reviews']");
    assert.equal(await claire.locator(`main a[href='${path}']`).count(), 1);
    await claire.goto(path);
    assert.match(await words(claire), /Projet, chiffres au/);
    await claire.goto(`${path}/edit`);
    await claire.fill("[name=highlights]", "## Une année\n\nDes **journées** tenues ensemble.");
    await claire.click("button[value=preview]");
    await claire.locator(".preview strong", { hasText: "journées" }).first().waitFor();
    assert.match(await claire.inputValue("[name=highlights]"), /\*\*journées\*\*/, "what was typed is still there");
    // By keyboard: without JavaScript the transition between two pages may hold the pointer.
    await claire.locator("button[value=save]").press("Enter");
    await claire.waitForURL(/done=saved/);
    assert.match(await words(claire), /Des journées tenues ensemble\./);
    assert.equal((await guest.goto(path)).status(), 404, "a draft is for coordinators");
  });

  test("the adopted review is public and final", async () => {
    await claire.goto(`${path}/adopt`);
    assert.match(await words(claire), /n’est pas finie/);
    await claire.check("[name=unfinished]");
    await claire.click("main form button.button");
    await claire.waitForURL(/done=adopted/);
    assert.equal((await guest.goto(path)).status(), 200);
    assert.match(await words(guest), /Adopté le/);
    assert.equal((await claire.goto(`${path}/edit`)).status(), 409);
    const pdf = await guest.request.get(`${path}.pdf`);
    assert.equal(pdf.headers()["content-type"], "application/pdf");
    assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
    assert.match(await (await guest.request.get(`${path}.md`)).text(), /^# Bilan /);
    // 404 and 409 are expected; leaving a page while its script loads logs an error.
    const unexpected = (complaint) => !/40[49]|Failed to fetch|aborted/i.test(complaint);
    assert.deepEqual([...claire.complaints, ...guest.complaints].filter(unexpected), []);
  });
}
