// Forms and choosing: RI3's coordinator changes what the school asks, a guest answers, the caterer's figures follow, the candidate is accepted.
// forms.*.story.mjs run this with JavaScript and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, linkIn, person, signIn } from "./browser.mjs";
import { open } from "./site.mjs";

const COORDINATOR = "juliette.arnoux@example.org";
const GUEST = "candidate@example.net";
const SCHOOL = "/events/ecole-ri3-calcul-heterogene";

const press = (page, selector) => page.locator(selector).first().press("Enter");
const words = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
const choose = (page, question, answer) => page.locator(`[name='q-${question}'][value="${answer}"]`).check();

export function play(javaScriptEnabled) {
  let site, browser, coordinator, guest;

  before(async () => {
    site = await open();
    browser = await launch();
    [coordinator, guest] = await Promise.all([0, 1].map(() => person(browser, site.address, { javaScriptEnabled })));
    await signIn(coordinator, site, COORDINATOR);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("the coordinator adds a question that depends on another, and moves it up", async () => {
    await coordinator.goto(SCHOOL);
    await press(coordinator, `main a[href='${SCHOOL}/form']`);
    assert.match(await words(coordinator), /Des personnes ont déjà répondu/);
    const last = await coordinator.locator(".question-row").count() - 1;
    await coordinator.fill(`#label-${last}`, "Avec qui partagez-vous la chambre ?");
    await coordinator.locator(".question-row details > summary").last().click();
    await coordinator.selectOption(`#condition-${last}`, "heberge|yes");
    await press(coordinator, "main button[value=add]");
    assert.equal(await coordinator.inputValue(`#condition-${last}`), "heberge|yes");
    await press(coordinator, `main button[value=up-${last}]`);
    assert.equal(await coordinator.inputValue(`#label-${last - 1}`), "Avec qui partagez-vous la chambre ?");
    // Two questions in a circle, or in the wrong order, are told beside the field.
    for (let row = last - 1; row > 0; row -= 1) await press(coordinator, `main button[value=up-${row}]`);
    await press(coordinator, "main .form-actions button[value=save]");
    assert.match(await coordinator.locator("#condition-0-error").innerText(), /doit venir avant elle/);
    for (let row = 0; row < last - 1; row += 1) await press(coordinator, `main button[value=down-${row}]`);
    await press(coordinator, "main .form-actions button[value=save]");
    await coordinator.waitForURL(/done=saved/);
  });

  test("a guest is asked what depends on an answer, and nothing typed is lost", async () => {
    await guest.goto(`${SCHOOL}/register`);
    for (const [name, value] of [["given_name", "Maëlle"], ["family_name", "Kerjean"], ["address", GUEST], ["organisation", "IPHC"]]) {
      await guest.fill(`#${name}`, value);
    }
    await guest.fill("[name=q-motivation]", "Former mon équipe.\nEt la suivante.");
    await choose(guest, "atelier", "Portabilité (SYCL, Kokkos)");
    await choose(guest, "regime", "Végan");
    await choose(guest, "accord", "yes");
    const nights = guest.locator("fieldset[data-condition=heberge]").first();
    assert.equal(await nights.isVisible(), false);
    await choose(guest, "heberge", "yes");
    if (javaScriptEnabled) {
      await nights.waitFor({ state: "visible" });
    } else {
      await press(guest, "main form.form .form-actions button");
      assert.match(await guest.locator("#q-nuits-error").innerText(), /vient de s’ajouter/);
      assert.equal(await guest.inputValue("[name=q-motivation]"), "Former mon équipe.\nEt la suivante.");
      assert.equal(await guest.locator(`[name='q-atelier'][value="Portabilité (SYCL, Kokkos)"]`).isChecked(), true);
    }
    await choose(guest, "nuits", "Dimanche");
    await press(guest, "main form.form .form-actions button");
    assert.match(await words(guest), /Consultez votre messagerie/);

    const mail = await site.mail(GUEST, (mail) => mail.text.includes("/registrations/"));
    await guest.goto(linkIn(mail, "/registrations/"));
    assert.equal(await guest.locator("[name='q-nuits'][value=Dimanche]").isChecked(), true);
    await press(guest, "main button[value=confirm]");
    await guest.waitForURL(/done=confirm/);
    await choose(guest, "heberge", "no");
    if (javaScriptEnabled) await guest.locator("fieldset[data-condition=heberge]").first().waitFor({ state: "hidden" });
    await press(guest, "main button[value=answers]");
    await guest.waitForURL(/done=answers/);
  });

  test("the coordinator counts, filters and corrects", async () => {
    await coordinator.goto(`${SCHOOL}/registrations`);
    await press(coordinator, `main a[href='${SCHOOL}/registrations/answers']`);
    assert.match(await words(coordinator), /FPGA de haut niveau : \d+ (\/ 8|\(\d+ \/ 8 places prises\))/);
    await coordinator.selectOption("#answer", "regime|Végan");
    await press(coordinator, "main .toolbar form button");
    await coordinator.waitForURL(/answer=/);
    await press(coordinator, "main tbody th a:text('Kerjean')");
    const answers = await coordinator.locator("dl.answers").innerText();
    assert.match(answers, /Former mon équipe/);
    assert.doesNotMatch(answers, /Dimanche/);
    await coordinator.locator("main details > summary").first().click();
    await coordinator.fill("[name=q-chambre]", "B12");
    await press(coordinator, "main button[value=answers]");
    assert.match(await coordinator.locator("dl.answers").innerText(), /B12/);
    await guest.reload();
    assert.doesNotMatch(await words(guest), /B12/);
  });

  test("the candidate is accepted, and learns it when the letters leave", async () => {
    await coordinator.goto(`${SCHOOL}/registrations/answers?q=kerjean`);
    await coordinator.locator("main tbody input[name=chosen]").first().check();
    await press(coordinator, "main button[value=accepted]");
    await coordinator.waitForURL(/done=decided/);
    await guest.reload();
    assert.match(await words(guest), /Votre demande est enregistrée/);
    await coordinator.locator("main details.confirm-disclosure > summary").first().click();
    await press(coordinator, "main button[value=send]");
    await coordinator.waitForURL(/done=sent/);
    const mail = await site.mail(GUEST, (mail) => mail.text.includes("est acceptée"));
    await guest.goto(linkIn(mail, "/registrations/"));
    assert.match(await words(guest), /Votre inscription est confirmée/);
  });

  test("no page reports an error", () => {
    // A refused form is answered with 422, of which a browser complains.
    const complaints = [coordinator, guest].flatMap((page) => page.complaints);
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), []);
  });
}
