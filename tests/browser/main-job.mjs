// The whole job, from the agenda of a network to the calendar of a member. main-job.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, linkIn, person, signIn } from "./browser.mjs";
import { attached, eventIn } from "./calendars.mjs";
import { open } from "./site.mjs";

const TITLE = "Rust embarqué : retours d’expérience";
const main = (page) => page.locator("main");
const words = async (page) => (await main(page).innerText()).replace(/\s+/g, " ");
const press = async (page, selector) => {
  await page.locator(selector).first().click();
  await page.waitForLoadState();
};

/** In how many days a day comes, as a date field writes it. */
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export function play(javaScriptEnabled) {
  let site, browser;
  const people = {};

  before(async () => {
    site = await open();
    browser = await launch();
    for (const name of ["claire", "cyb", "noa", "sam"]) people[name] = await person(browser, site.address, { javaScriptEnabled });
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  const feed = async () => (await fetch(`${site.address}/networks/sil/agenda.ics`)).text();
  const ours = async (uid) => eventIn(await feed(), uid);
  let event, uid, first;

  test("a coordinator publishes a webinar of SIL with CYB as co-organiser", async () => {
    const { claire } = people;
    await signIn(claire, site, "claire.fontaine@example.org");
    await claire.goto("/networks/sil/events/new");
    await claire.fill("[name=title]", TITLE);
    await claire.fill("[name=summary]", "Trois équipes racontent.");
    await claire.selectOption("select[name=kind]", "webinar");
    await claire.check("[name=mode][value=online]").catch(() => claire.selectOption("select[name=mode]", "online"));
    await claire.fill("[name=starts_date]", inDays(21));
    await claire.fill("[name=starts_time]", "14:00");
    await claire.fill("[name=ends_date]", inDays(21));
    await claire.fill("[name=ends_time]", "16:00");
    await claire.fill("[name=video_link]", "https://visio.example.org/rust");
    await claire.check("[name=registration][value=open]").catch(() => claire.selectOption("select[name=registration]", "open"));
    await claire.fill("[name=seats_online]", "1");
    await press(claire, "main form.form .form-actions button:first-of-type");
    event = new URL(claire.url()).pathname.match(/^\/events\/[^/]+/)[0];

    await claire.goto(`${event}/co-organisers`);
    await claire.selectOption("select[name=network]", "cyb");
    await press(claire, "main form:has(select[name=network]) button");
    await claire.goto(`${event}/publish`);
    await press(claire, "main form button.button");
    await claire.goto(event);
    assert.match(await words(claire), /en attente|invité/i);
    assert.equal((await fetch(site.address + event)).status, 200, "strangers see it");
  });

  test("CYB accepts, and shows it in its agenda", async () => {
    const { cyb } = people;
    await signIn(cyb, site, CYB);
    await cyb.goto(event);
    await press(cyb, "main button[value=accept]");
    await cyb.goto("/networks/cyb/agenda?q=Rust");
    assert.ok((await words(cyb)).includes(TITLE.replace(/\s/g, " ").slice(0, 10)));
  });

  test("a new person signs in, joins SIL, is approved, registers", async () => {
    const { noa, claire } = people;
    await signIn(noa, site, "noa.nouvelle@example.org");
    await noa.goto("/me/profile");
    await noa.fill("[name=given_name]", "Noa");
    await noa.fill("[name=family_name]", "Nouvelle");
    await press(noa, "main form:has([name=given_name]) .form-actions button");
    await noa.goto("/networks/sil");
    await press(noa, "main form[action$='/join'] button");
    if (noa.url().endsWith("/join")) await press(noa, "main form button");

    await claire.goto("/networks/sil/requests");
    const request = claire.locator(".request", { hasText: "Noa Nouvelle" });
    await request.locator("button[value=accept]").click();
    await claire.waitForLoadState();
    const answer = await site.mail("noa.nouvelle@example.org", (mail) => /SIL/.test(mail.subject));
    assert.match(answer.text, /SIL/);

    await noa.goto(event);
    await press(noa, "main form[action$='/register'] button, main form:has(button[name=presence]) button");
    await noa.goto(event);
    assert.match(await words(noa), /confirmée/);
    assert.match(await words(noa), /visio|réunion/i);
  });

  test("the confirmation's calendar file and the network's feed agree", async () => {
    const mail = await site.mail("noa.nouvelle@example.org", (mail) => mail.attachments.length > 0);
    first = eventIn(attached(mail));
    uid = first.uid;
    const shared = await ours(uid);
    assert.deepEqual([first.start, first.end, first.sequence, first.summary], [shared.start, shared.end, shared.sequence, shared.summary]);
    assert.equal(shared.status, "CONFIRMED");
    assert.ok(!shared.text.includes("visio.example.org"), "the link of the meeting is for participants only");
    assert.equal(await feed(), await feed(), "nothing changed: the same bytes");
  });

  test("the seat of a withdrawn person goes to the first in the queue", async () => {
    const { noa, sam } = people;
    await sam.goto(`${event}/register`);
    await sam.fill("[name=given_name]", "Sam");
    await sam.fill("[name=family_name]", "Passage");
    await sam.fill("[name=address]", "sam.passage@example.org");
    await press(sam, "main form.form .form-actions button");
    const link = await site.mail("sam.passage@example.org", (mail) => mail.text.includes("/registrations/"));
    await sam.goto(linkIn(link, "/registrations/"));
    await press(sam, "main form button.button");
    assert.match(await words(sam), /attente/);

    const mine = await site.mail("noa.nouvelle@example.org", (mail) => mail.text.includes("/registrations/"));
    await noa.goto(linkIn(mine, "/registrations/"));
    // It asks once, with the consequence.
    await noa.locator("main details.confirm-disclosure > summary").first().click();
    assert.match(await words(noa), /ira aussitôt à la personne qui attend/);
    await press(noa, "main details.confirm-disclosure button[value=withdraw]");
    const promoted = await site.mail("sam.passage@example.org", (mail) => mail.attachments.length > 0);
    assert.equal(eventIn(attached(promoted)).uid, uid);
  });

  test("moved, and the change arrives by feed and by mail", async () => {
    const { claire } = people;
    await claire.goto(`${event}/edit`);
    await claire.fill("[name=starts_time]", "15:00");
    await claire.fill("[name=ends_time]", "17:00");
    await press(claire, "main form.form .form-actions button:first-of-type");
    const shared = await ours(uid);
    assert.equal(Date.parse(shared.start) - Date.parse(first.start), 3_600_000);
    assert.ok(shared.sequence > first.sequence);
    const mail = await site.mail("sam.passage@example.org", (mail) => mail.attachments.length > 0 && eventIn(attached(mail)).sequence === shared.sequence);
    assert.equal(eventIn(attached(mail)).start, shared.start);
  });

  test("cancelled, and the cancellation arrives by feed and by mail", async () => {
    const { claire } = people;
    await claire.goto(`${event}/cancel`);
    await claire.locator("main form textarea").first().fill("La salle n’est plus libre.");
    await press(claire, "main form button.button-danger");
    const shared = await ours(uid);
    assert.equal(shared.status, "CANCELLED");
    const mail = await site.mail("sam.passage@example.org", (mail) => mail.attachments.length > 0 && eventIn(attached(mail)).method === "CANCEL");
    assert.equal(eventIn(attached(mail)).uid, uid);
    await claire.goto("/networks/sil/agenda?q=Rust");
    assert.match(await words(claire), /Annulé/);
  });

  test("no page reports an error", () => {
    assert.deepEqual(Object.values(people).flatMap((page) => page.complaints), []);
  });
}

/** The coordinator of CYB in the demo. */
const CYB = "karim.bensaid@example.org";
