// A coordinator writes the year's review, looks at it, adopts it; a guest reads it. Played with JavaScript and without by review.*.story.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./house.mjs";

const year = new Date().getFullYear();
const path = `/networks/sil/reviews/${year}`;
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

export function play(javaScriptEnabled) {
  let house, browser, claire, guest;

  before(async () => {
    house = await open();
    browser = await launch();
    claire = await person(browser, house.address, { javaScriptEnabled });
    guest = await person(browser, house.address, { javaScriptEnabled });
    await signIn(claire, house, "claire.fontaine@example.org");
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  test("the draft is written, seen as it will read, and kept", async () => {
    await claire.goto("/networks/sil/figures");
    await claire.click("nav.parts a[href$='/reviews']");
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

  test("adopted, it is for everyone, and for good", async () => {
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
    // 404 and 409 were asked for; a page left while its script loads says so.
    const unexpected = (complaint) => !/40[49]|Failed to fetch|aborted/i.test(complaint);
    assert.deepEqual([...claire.complaints, ...guest.complaints].filter(unexpected), []);
  });
}
