// Two people write one page at once, with JavaScript and without it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

/** Plays the story, with or without JavaScript. */
export function play(javaScriptEnabled) {
  let site, browser, claire;
  const edit = "/networks/sil/pages/retours-d-experience/edit";

  before(async () => {
    site = await open();
    browser = await launch();
    claire = await person(browser, site.address, { javaScriptEnabled, reducedMotion: "reduce" });
    await signIn(claire, site, "claire.fontaine@example.org");
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("a page is written, previewed and read", async () => {
    await claire.goto("/networks/sil/resources");
    await claire.click("a[href='/networks/sil/pages/new']");
    await claire.fill("#title", "Aller à Toulouse");
    await claire.fill("#body", "# En train\n\nPar la **gare Matabiau**.\n\n# À vélo\n\nPar le canal.");
    await claire.click("button[value=preview]");
    await claire.locator(".preview strong", { hasText: "gare Matabiau" }).waitFor();
    await claire.click("button[value=save]");
    await claire.waitForURL(/aller-a-toulouse/);
    assert.equal(await claire.locator("h1").innerText(), "Aller à Toulouse");
    await claire.click("nav.contents a[href='#t-a-velo']");
    assert.match(claire.url(), /#t-a-velo$/);
  });

  test("the second of two edits is refused, loses nothing and shows the difference", async () => {
    const other = await claire.context().newPage();
    await claire.goto(edit);
    await other.goto(edit);
    const text = await claire.inputValue("#body");
    await claire.fill("#body", text.replace("deux multiprises", "trois multiprises"));
    await claire.click("button[value=save]");
    await claire.waitForURL(/done=saved/);

    await other.fill("#body", `${text}\n\nEt un tapis de souris.`);
    await other.click("button[value=save]");
    await other.locator("[role=alert]", { hasText: "a changé entre-temps" }).waitFor();
    assert.match(await other.inputValue("#body"), /tapis de souris/);
    await other.locator(".difference del", { hasText: "trois" }).waitFor();
    await other.locator(".difference ins", { hasText: "tapis de souris" }).waitFor();
    await other.click("button[value=save]");
    await other.waitForURL(/done=saved/);

    await other.goto("/networks/sil/pages/retours-d-experience/revisions/3");
    await other.locator(".difference .added", { hasText: "tapis de souris" }).waitFor();
    await other.goto("/networks/sil/pages/retours-d-experience/revisions/2");
    await other.locator("form.form button").click();
    await other.locator(".notice-good", { hasText: "est rétablie" }).waitFor();
    assert.match(await other.locator(".prose").innerText(), /trois multiprises/);
  });

  test("a picture is attached with its alternative text and shown on the page", async () => {
    await claire.goto("/networks/sil/pages/retours-d-experience/attachments");
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    const picture = { name: "Photo d’équipe.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") };
    await claire.setInputFiles("#file", picture);
    await claire.click("button[value=attach]");
    await claire.locator("#alternative-error").waitFor();
    await claire.setInputFiles("#file", picture);
    await claire.fill("#alternative", "L’équipe devant l’amphithéâtre");
    await claire.click("button[value=attach]");
    await claire.locator(".rows code", { hasText: "photo-d-equipe.png" }).waitFor();
  });

  test("the whole site is searched from any page", async () => {
    const guest = await person(browser, site.address, { javaScriptEnabled });
    await guest.goto("/");
    await guest.fill(".site-search input", "licences libr");
    await guest.press(".site-search input", "Enter");
    await guest.locator(".search-results a", { hasText: "Choisir une licence libre" }).first().waitFor();
    assert.ok((await guest.locator(".search-results mark").count()) > 1);
  });
}
