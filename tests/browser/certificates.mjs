// Certificates of attendance: RI3's coordinator gives them after a webinar, a participant downloads theirs by mail, an employer checks it.
// certificates.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, linkIn, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

const COORDINATOR = "juliette.arnoux@example.org";
const WEBINAR = "/events/ri3-webinaire-archives";

const press = (page, selector) => page.locator(selector).first().press("Enter");
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
/** What a button downloads: the name of the file and its bytes. */
const downloaded = async (page, selector) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, selector)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

export function play(javaScriptEnabled) {
  let site, browser, coordinator, participant, employer, code;

  before(async () => {
    site = await open();
    browser = await launch();
    [coordinator, participant, employer] = await Promise.all([0, 1, 2].map(() => person(browser, site.address, { javaScriptEnabled, acceptDownloads: true })));
    await signIn(coordinator, site, COORDINATOR);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("the coordinator corrects the length and writes the text", async () => {
    await coordinator.goto("/networks/ri3/certificate-text");
    await coordinator.fill("[name=body]", "Nous attestons que {{prénom}} est venu.");
    await coordinator.fill("[name=signatory]", "Juliette Arnoux, coordinatrice");
    await press(coordinator, "main form.form .form-actions button:first-of-type");
    assert.match(await words(coordinator), /\{\{prénom\}\} » ne serait remplacé par rien/);
    assert.equal(await coordinator.inputValue("[name=signatory]"), "Juliette Arnoux, coordinatrice");
    await coordinator.fill("[name=body]", "**{{nom}}** a suivi « {{événement}} » {{dates}} pendant {{heures}}.");
    await press(coordinator, "main form.form .form-actions button:first-of-type");
    await coordinator.waitForURL(/done=saved/);

    await coordinator.goto(`${WEBINAR}/registrations`);
    await press(coordinator, `main a[href='${WEBINAR}/certificates']`);
    await coordinator.fill("#length-0", "beaucoup");
    await press(coordinator, "main form.form .form-actions button");
    assert.match(await coordinator.locator("#length-0-error").innerText(), /3 h 30/);
    await coordinator.fill("#length-0", "1 h 15");
    await press(coordinator, "main form.form .form-actions button");
    await coordinator.waitForURL(/done=saved/);
    assert.match(await words(coordinator), /1 h 15/);
  });

  test("everybody who was present is told, and the archive has them all", async () => {
    const archive = await downloaded(coordinator, "main button[value=archive]");
    assert.match(archive.name, /^attestations-.*\.zip$/);
    assert.equal(archive.bytes.subarray(0, 2).toString(), "PK");
    await coordinator.goto(`${WEBINAR}/certificates`);
    await coordinator.locator("main details.confirm-disclosure > summary").first().click();
    await press(coordinator, "main button[value=send]");
    await coordinator.waitForURL(/done=sent/);
    const rows = await coordinator.locator("main tbody tr").count();
    assert.match(await words(coordinator), new RegExp(`${rows} personnes présentes`));
  });

  test("a participant downloads theirs by the link of the mail", async () => {
    const row = coordinator.locator("main tbody tr").first();
    const profile = await row.locator("th a").getAttribute("href");
    code = (await row.innerText()).match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)[0];
    await coordinator.goto(profile);
    const address = (await coordinator.locator("main a[href^='mailto:']").first().getAttribute("href")).slice("mailto:".length);
    const mail = await site.mail(address, (mail) => mail.subject.includes("attestation"));
    await participant.goto(linkIn(mail, "/registrations/"));
    const certificate = await downloaded(participant, "main button[value=certificate]");
    assert.match(certificate.name, /^attestation-.*\.pdf$/);
    assert.equal(certificate.bytes.subarray(0, 5).toString(), "%PDF-");
  });

  test("their employer checks the code", async () => {
    await employer.goto("/certificates");
    await employer.fill("#code", "0000-0000-0000-0000");
    await press(employer, "main form button");
    assert.match(await employer.locator("#code-error").innerText(), /Aucune attestation/);
    await employer.fill("#code", code.toLowerCase());
    await press(employer, "main form button");
    await employer.waitForURL(/\/certificates\/[0-9A-Z]{16}$/);
    assert.match(await words(employer), /Attestation valable.*1 h 15/);

    await coordinator.goto(`${WEBINAR}/certificates`);
    await coordinator.locator("main tbody details.confirm-disclosure > summary").first().click();
    await press(coordinator, "main tbody button[value=revoke]");
    await coordinator.waitForURL(/done=revoked/);
    await employer.reload();
    assert.match(await words(employer), /Attestation retirée/);
  });

  test("no page reports an error", () => {
    // A refused form and an unknown code are answered with 422, of which a browser complains.
    const complaints = [coordinator, participant, employer].flatMap((page) => page.complaints);
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), []);
  });
}
