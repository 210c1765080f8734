// A discussion list, from its first setting to an address that is gone: RI3's coordinator, members, strangers, by mail and in a browser.
// discussion.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, linkIn, person, signIn } from "./browser.mjs";
import { deliver } from "./lmtp.mjs";
import { isTo, open } from "./site.mjs";

const COORDINATOR = "juliette.arnoux@example.org";
const HOST = "lists.example.org";
const LIST = "ri3-entraide-l";
const VERIFIED = "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\n";

/** By the keyboard: while one page fades into the next, a click hits neither. */
const press = (page, selector) => page.locator(selector).first().press("Enter");
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
const header = (mail, name) => mail.headers.find((one) => one.key === name)?.value;

/** A mail to the list, as Thunderbird writes it. */
const written = ({ from, id, subject, body, headers = "" }) =>
  `${headers}Message-ID: <${id}>\r\nDate: ${new Date().toUTCString()}\r\nUser-Agent: Mozilla Thunderbird\r\nFrom: ${from}\r\nTo: ${LIST}@${HOST}\r\n` +
  `Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}\r\n`;

/** A report as Postfix writes it (RFC 3464). */
const bounce = (address) =>
  `From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n` +
  `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n` +
  `Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--b--\r\n`;

export function play(javaScriptEnabled) {
  let site, browser, coordinator, readers, ada, bo, thread;

  before(async () => {
    site = await open({ lists: HOST });
    browser = await launch();
    coordinator = await person(browser, site.address, { javaScriptEnabled });
    await signIn(coordinator, site, COORDINATOR);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  const send = (mail, from, to = LIST) => deliver(site.lmtp, { from, to: `${to}@${HOST}`, mail });
  const copy = (to, subject) => site.mail(to, (mail) => mail.subject === subject);

  test("a coordinator opens a discussion for the members of RI3", async () => {
    await coordinator.goto("/networks/ri3/lists/new");
    await coordinator.fill("#name", "RI3 entraide");
    await coordinator.fill("#slug", LIST);
    await coordinator.fill("#description", "Questions et réponses entre membres.");
    await coordinator.locator("[name=kind][value=discussion]").press("Space");
    await coordinator.locator("[name=rules][value='members:ri3']").press("Space");
    await coordinator.locator("[name=archive][value=members]").press("Space");
    await coordinator.locator("[name=posting][value=subscribers]").press("Space");
    const held = coordinator.locator("[name=first_posts_held]");
    if (await held.isChecked()) await held.press("Space");
    await press(coordinator, "main form.form .form-actions button");
    await coordinator.waitForURL(/done=created/);
    await coordinator.goto(`/lists/${LIST}/subscribers`);
    const count = Number((await coordinator.locator(".count").innerText()).match(/\d+/)[0]);
    assert.ok(count >= 200, `the members of RI3 read it: ${count}`);
    readers = await coordinator.locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({ name: row.cells[0].textContent.trim(), address: row.cells[1].textContent.trim() })));
    [ada, bo] = readers.filter((reader) => reader.address !== COORDINATOR && reader.name.includes(" "));
  });

  test("a member writes by mail, and every reader gets it", async () => {
    const body = "Qui a déjà porté un code MPI en Rust ?";
    const answers = await send(written({ from: `${ada.name} <${ada.address}>`, id: "first@example.org", subject: "Rust et MPI", body, headers: VERIFIED }), ada.address);
    assert.equal(answers.at(-1), 250);
    const received = await copy(bo.address, "Rust et MPI");
    assert.match(received.text, /porté un code MPI/);
    assert.equal(header(received, "list-post"), `<mailto:${LIST}@${HOST}>`);
    assert.equal(received.messageId, "<first@example.org>");
    const again = await send(written({ from: `${bo.name} <${bo.address}>`, id: "second@example.org", subject: "Re: Rust et MPI", headers: `${VERIFIED}In-Reply-To: <first@example.org>\r\n`,
      body: `Nous, au printemps.\r\n\r\n${ada.name} a écrit :\r\n> Qui a déjà porté un code MPI en Rust ?` }), bo.address);
    assert.equal(again.at(-1), 250);
    assert.match((await copy(ada.address, "Re: Rust et MPI")).text, /au printemps/);
    assert.equal((await send("x", ada.address, "inconnue")).at(-1), 550, "an unknown list is refused at RCPT");
  });

  test("a stranger waits and is accepted, a forged member is held", async () => {
    await send(written({ from: "Sam Passage <sam@ailleurs.example>", id: "stranger@x", subject: "Une question", body: "Bonjour, puis-je assister ?" }), "sam@ailleurs.example");
    await send(written({ from: `${ada.name} <${ada.address}>`, id: "forged@x", subject: "Urgent", body: "Payez <script>alert(1)</script>" }), ada.address);
    await coordinator.goto(`/lists/${LIST}/held`);
    const page = await words(coordinator);
    assert.match(page, /Une question/);
    assert.match(page, /Payez <script>alert\(1\)<\/script>/, "shown as text");
    const question = coordinator.locator("main li.request", { hasText: "Une question" });
    await question.locator("button[name=act][value=accept]").first().press("Enter");
    await coordinator.waitForURL(/held/);
    assert.match((await copy(bo.address, "Une question")).text, /puis-je assister/);
    await coordinator.goto(`/lists/${LIST}/held`);
    assert.doesNotMatch(await words(coordinator), /Une question/);
    assert.match(await words(coordinator), /Urgent/, "the forged one still waits");
  });

  test("the thread reads well on the site, in both languages", async () => {
    await coordinator.goto(`/lists/${LIST}/threads`);
    await press(coordinator, "main a:has-text('Rust et MPI')");
    await coordinator.locator("h1", { hasText: "Rust et MPI" }).waitFor();
    thread = new URL(coordinator.url()).pathname;
    const french = await words(coordinator);
    assert.match(french, /porté un code MPI.*au printemps/);
    assert.match(french, /Texte cité/, "the quotation is folded");
    const reader = await person(browser, site.address, { javaScriptEnabled, locale: "en-GB" });
    await signIn(reader, site, ada.address);
    await reader.goto(thread);
    assert.match(await words(reader), /porté un code MPI/);
    const guest = await person(browser, site.address, { javaScriptEnabled });
    assert.equal((await guest.goto(thread)).status(), 404, "for members");
    await reader.goto(`/lists/${LIST}/options`);
    await reader.locator("[name=rhythm][value=weekly]").press("Space");
    await press(reader, "main form.form .form-actions button");
    await reader.waitForURL(/done=saved/);
    assert.ok(await reader.locator("[name=rhythm][value=weekly]").isChecked());
  });

  test("a reader unsubscribes by mail", async () => {
    await send(written({ from: `${bo.name} <${bo.address}>`, id: "command@x", subject: "", body: "" }), bo.address, `${LIST}-unsubscribe`);
    const answer = await site.mail(bo.address, (mail) => mail.text.includes("/unsubscribe/") && mail.text.includes("ouvrez ce lien"));
    const guest = await person(browser, site.address, { javaScriptEnabled });
    await guest.goto(linkIn(answer, "/unsubscribe/"));
    await press(guest, "main form button");
    await guest.locator("h1", { hasText: "ne vous écrira plus" }).waitFor();
  });

  test("an answer from the site reaches those who want each mail", async () => {
    await coordinator.goto(thread);
    await coordinator.locator("main a[href*='/answer']").first().press("Enter");
    await coordinator.fill("#body", "Merci, nous **notons**.");
    await press(coordinator, "main form .form-actions button");
    await coordinator.waitForURL(/threads\//);
    const other = readers.find((reader) => ![ada.address, bo.address, COORDINATOR].includes(reader.address));
    const received = await site.mail(other.address, (mail) => mail.text.includes("nous notons"));
    assert.equal(received.subject, "Re: Rust et MPI");
    const left = await site.count((mail) => mail.text?.includes("nous notons") && [ada, bo].some((one) => isTo(mail, one.address)));
    assert.equal(left, 0, "not to who chose the digest, nor to who unsubscribed");
    // The copy comes back: the page of the person says so.
    const sender = header(received, "return-path").replace(/^<|>$/g, "");
    assert.match(sender, /^bounces\+[0-9a-f]+-[0-9a-f]{16}@lists\.example\.org$/);
    assert.equal((await send(bounce(other.address), "", sender.split("@")[0])).at(-1), 250);
    assert.equal((await send(bounce(other.address), "", "bounces+0-0000000000000000")).at(-1), 550, "what we did not write is unknown");
    await coordinator.goto(`/networks/ri3/members?q=${encodeURIComponent(other.address)}`);
    await coordinator.locator("tbody td a").first().press("Enter");
    await press(coordinator, "main a[href$='/mails']");
    await coordinator.locator("h1", { hasText: "Courriels à" }).waitFor();
    assert.match(await words(coordinator), /Rust et MPI.*revenu.*User unknown/);
  });

  test("the network's figures show the list's year", async () => {
    await coordinator.goto("/networks/ri3/figures/lists");
    const row = await coordinator.locator("tbody tr", { hasText: "RI3 entraide" }).innerText();
    assert.match(row.replace(/\s+/g, " "), /RI3 entraide Discussion/);
    assert.match(row, /\b4\b/, `four posts: ${row}`);
    assert.deepEqual(coordinator.complaints, []);
  });
}
