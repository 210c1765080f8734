// Calendars, read by an independent program.
import ICAL from "ical.js";

/** What a calendar says of an event. */
export function eventIn(text, uid) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = calendar.getAllSubcomponents("vevent").filter((event) => !uid || event.getFirstPropertyValue("uid") === uid);
  if (found.length !== 1) throw new Error(`${found.length} events with the UID ${uid}`);
  const [event] = found;
  const instant = (name) => event.getFirstPropertyValue(name).toJSDate().toISOString();
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.getFirstPropertyValue("uid"),
    start: instant("dtstart"),
    end: instant("dtend"),
    sequence: event.getFirstPropertyValue("sequence"),
    status: event.getFirstPropertyValue("status"),
    summary: event.getFirstPropertyValue("summary"),
    text: text,
  };
}

/** The calendar object that came with a mail. */
export function attached(mail) {
  const part = mail.attachments.find((one) => one.mimeType === "text/calendar");
  if (!part) throw new Error(`no calendar with “${mail.subject}”`);
  return typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content);
}
