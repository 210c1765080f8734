// A coordinator writes to a list and follows each copy; a recipient unsubscribes by one click. mailing.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, linkIn, person, signIn } from "./browser.mjs";
import { open, until } from "./site.mjs";

const SUBJECT = "Trois dates à retenir";
const CLAIRE = "claire.fontaine@example.org";
const messages = "/networks/sil/messages";

/** By the keyboard: while one page fades into the next, a click hits neither. */
const press = (page, selector) => page.locator(selector).first().press("Enter");
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
const header = (mail, name) => mail.headers.find((one) => one.key === name)?.value;
const heading = (page, text) => page.locator("h1", { hasText: text }).waitFor();

export function play(javaScriptEnabled) {
  let site, browser, claire, message, reader, count;

  before(async () => {
    site = await open();
    browser = await launch();
    claire = await person(browser, site.address, { javaScriptEnabled, reducedMotion: "reduce" });
    await signIn(claire, site, CLAIRE);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  const copy = (to) => site.mail(to, (mail) => mail.subject === SUBJECT);
  /** How many read the list, as its coordination is told. */
  const readers = async () => {
    await claire.goto(messages);
    return Number((await claire.locator(".count").innerText()).match(/\d+/)[0]);
  };
  /** The line of the journal about one person. */
  const line = async (search) => {
    await claire.goto(`${message}/journal`);
    await claire.fill("#q", search);
    await press(claire, "main .toolbar form button");
    await claire.waitForURL(/[?&]q=/);
    const rows = claire.locator("tbody tr", { hasText: reader.address });
    assert.equal(await rows.count(), 1);
    return (await rows.innerText()).replace(/\s+/g, " ");
  };

  test("a message is written, and previewed", async () => {
    await claire.goto(messages);
    await press(claire, `main a[href='${messages}/new']`);
    await claire.fill("#subject", SUBJECT);
    await claire.fill("#body", "Bonjour {{nom}},\n\nTrois dates, **dès janvier** :\n\n- une journée ;\n- deux webinaires.");
    assert.equal(await claire.locator("[name=audience]:checked").count(), 0, "nobody, until somebody is chosen");
    await claire.locator("[name=audience][value='subscribers:']").press("Space");
    await claire.locator("[name=audience][value='members:sil']").press("Space");
    await press(claire, "button[value=preview]");
    await claire.locator(".preview strong", { hasText: "dès janvier" }).waitFor();
    assert.equal(await claire.inputValue("#subject"), SUBJECT, "what was typed is still there");
    await press(claire, "main form .form-actions button:first-of-type");
    await claire.waitForURL(/done=saved/);
    message = new URL(claire.url()).pathname;
    assert.match(await words(claire), /Rien n’est parti/);
  });

  test("a proof goes to its author alone, like the later copies", async () => {
    await press(claire, "main button[value=proof]");
    await claire.waitForURL(/done=proof/);
    const proof = await copy(CLAIRE);
    assert.match(proof.text, /Bonjour Claire Fontaine,/);
    assert.match(proof.html, /<strong>dès janvier<\/strong>/);
    assert.match(header(proof, "list-id"), /^<sil\.lists\./);
    assert.match(header(proof, "list-unsubscribe"), /^<http[^>]+\/unsubscribe\/[^>]+>$/);
    assert.equal(header(proof, "list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert.match(header(proof, "list-help"), /\/lists\/sil>$/);
    assert.match(await words(claire), /brouillon/);
  });

  test("the recipients and their reasons are shown before it is sent", async () => {
    await press(claire, `main a[href='${message}/recipients']`);
    await heading(claire, "Qui le recevra");
    const rows = await claire.locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())).map(([name, address, why]) => ({ name, address, why })));
    count = rows.length;
    assert.equal(count, 346);
    assert.match(await claire.locator(".count").innerText(), /346 personnes\. \d+ doublons/);
    assert.equal(new Set(rows.map((row) => row.address)).size, count, "each of them once");
    assert.ok(rows.every((row) => row.why), "each of them for a reason");
    reader = rows.find((row) => row.address !== CLAIRE && row.name.includes(" "));
    assert.equal(await readers(), count);
  });

  test("it is sent, and the journal follows each copy", async () => {
    await claire.goto(message);
    await press(claire, `main a[href='${message}/send']`);
    await heading(claire, "Envoyer ce message ?");
    assert.match(await claire.locator(".consequences").innerText(), /346/);
    assert.equal(await claire.locator("#sure").count(), 0, "as many as usual");
    await press(claire, "button[value=now]");
    await claire.waitForURL(/done=sent/);
    assert.match(await words(claire), /346 personnes/);
    await press(claire, `main a[href='${message}/journal']`);
    await heading(claire, "Journal de l’envoi");
    const sent = claire.locator(".figures-row div", { has: claire.locator("dt", { hasText: /^envoyé$/ }) }).locator("dd");
    await until(async () => {
      await claire.reload();
      return (await sent.count()) === 1 && (await sent.innerText()) === "346";
    }, 60_000, () => `the copies have not all left:\n${site.output()}`);
  });

  test("“did she get it?” has an answer", async () => {
    const told = await line(reader.name.split(" ").at(-1).toLowerCase());
    assert.ok(told.includes(reader.name), told);
    assert.match(told, /envoyé/);
    assert.match(told, /en file.*remis au serveur/);
    const mail = await copy(reader.address);
    assert.ok(mail.text.includes(`Bonjour ${reader.name},`));
    assert.match(mail.text.replace(/\s+/g, " "), /Vous recevez ce message du réseau SIL ?: vous (suivez|êtes)/, "the copy says why it came");
    await claire.fill("#q", "personne-de-ce-nom");
    await press(claire, "main .toolbar form button");
    await claire.locator(".empty").waitFor();
  });

  test("the participants of an event are another list", async () => {
    const subject = "Avant la journée données";
    await claire.goto(`${messages}/new`);
    await claire.fill("#subject", subject);
    await claire.fill("#body", "La salle a changé.");
    await claire.locator("#audience summary").press("Enter");
    await claire.locator("[name=audience][value='participants:sil-journee-donnees']").press("Space");
    await press(claire, "main form .form-actions button:first-of-type");
    await claire.waitForURL(/done=saved/);
    const own = new URL(claire.url()).pathname;
    await claire.goto(`${own}/recipients`);
    const [participant] = await claire.locator("tbody tr td:nth-child(2)").allInnerTexts();
    await claire.goto(`${own}/send`);
    assert.equal(await claire.locator("#sure").count(), 0, "nobody compares them with the 346 readers of the list");
    await press(claire, "button[value=now]");
    await claire.waitForURL(/done=sent/);
    const mail = await site.mail(participant.trim(), (mail) => mail.subject === subject);
    assert.match(header(mail, "list-id"), /^<events\.sil\.lists\./);
    assert.ok(mail.text.includes("Journée données"), "the copy says which event");
  });

  test("the archive has it without names", async () => {
    await claire.goto("/lists/sil/archive");
    await claire.locator(".rows a", { hasText: SUBJECT }).press("Enter");
    await heading(claire, SUBJECT);
    const text = await words(claire);
    assert.match(text, /dès janvier/);
    assert.doesNotMatch(text, /\{\{|Bonjour Claire/);
  });

  test("a recipient unsubscribes by one click, and opening the link does nothing", async () => {
    const mail = await copy(reader.address);
    const link = header(mail, "list-unsubscribe").match(/<(http[^>]+)>/)[1];
    assert.equal(linkIn(mail, "/unsubscribe/"), link, "for the mail program and for the eye, the same");
    const guest = await person(browser, site.address, { javaScriptEnabled });
    for (let times = 0; times < 2; times += 1) {
      await guest.goto(link);
      await heading(guest, "Ne plus recevoir les messages");
      assert.equal(await guest.locator("main button[value=stop]").count(), 1);
    }
    assert.ok((await words(guest)).includes(reader.address));
    assert.doesNotMatch(await line(reader.address), /désabonnement/);

    assert.equal(await oneClick(link), 200);
    assert.match(await line(reader.address), /désabonnement/);
    assert.equal(await oneClick(link), 200, "twice is as once");
    assert.equal(await readers(), count - 1);
    await guest.reload();
    await heading(guest, "ne vous écrira plus");
    assert.equal(await oneClick(`${link.slice(0, -2)}zz`) >= 400, true, "a link that we did not write ends nothing");
    assert.deepEqual(guest.complaints, []);
  });

  test("a stranger subscribes by the form and the link of the mail", async () => {
    const stranger = await person(browser, site.address, { javaScriptEnabled, reducedMotion: "reduce" });
    await stranger.goto("/lists/sil");
    await stranger.fill("#address", "ada.passage@example.org");
    await stranger.fill("#name", "Ada Passage");
    await press(stranger, "main form.form .form-actions button");
    // As fast as a browser that fills in the form.
    await heading(stranger, "Consultez votre messagerie");
    const mail = await site.mail("ada.passage@example.org", (mail) => mail.text.includes("/subscriptions/"));
    await stranger.goto(linkIn(mail, "/subscriptions/"));
    await heading(stranger, "Recevoir les messages");
    assert.equal(await readers(), count - 1, "the link was read, and nobody has said yes");
    await press(stranger, "main form button");
    await heading(stranger, "Vous êtes sur la liste");
    assert.equal(await readers(), count);
    assert.deepEqual(stranger.complaints.filter((complaint) => !complaint.includes("422")), []);
  });

  test("no page reports an error", () => {
    assert.deepEqual(claire.complaints.filter((complaint) => !complaint.includes("422")), []);
  });

  if (!javaScriptEnabled) return;

  for (const scheme of [
    { colorScheme: "light", viewport: { width: 1280, height: 900 } },
    { colorScheme: "dark", viewport: { width: 320, height: 700 } },
  ]) {
    test(`nothing is found on the pages of messages: ${scheme.colorScheme}, ${scheme.viewport.width} px`, async () => {
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const page = await person(browser, site.address, { ...scheme, bypassCSP: true });
      await signIn(page, site, CLAIRE);
      await page.goto(messages);
      const draft = await page.locator("tbody tr", { hasText: "brouillon" }).locator("a").first().getAttribute("href");
      const stopped = `${message}/journal?q=${encodeURIComponent(reader.address)}`;
      const paths = [messages, `${messages}/new`, draft, `${draft}/edit`, `${draft}/recipients`, `${draft}/send`, message, `${message}/journal`, stopped];
      const found = [];
      for (const path of paths) {
        await page.goto(path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        for (const violation of violations) found.push(`${path}: ${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wider > 0) found.push(`${path}: ${wider} px wider than the window`);
      }
      assert.deepEqual(found, []);
    });
  }
}

/** As a mail program does it (RFC 8058): no session, no origin, no redirection followed. Gives the status. */
function oneClick(link) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const asked = request(link, { method: "POST", headers }, (answer) => answer.resume().on("end", () => resolve(answer.statusCode)));
    asked.on("error", reject);
    asked.end("List-Unsubscribe=One-Click");
  });
}
