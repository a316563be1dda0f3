/** The mailbox: e-mails that the product sent, newest first. */
import { api } from "../api.js";
import { el, icon } from "../dom.js";
import { polledPage } from "./polling.js";

const EVERY_MS = 4000;
const NOT_THERE = new Set([404, 405, 501]);

export function mailPage() {
  const element = el("div", { class: "page", testid: "mail-page" });
  const page = polledPage(element, read, { everyMs: EVERY_MS });

  async function read() {
    try {
      const letters = await api.mail();
      element.replaceChildren(
        ...(letters.length
          ? letters.map(letter)
          : [blank("No mail yet", "E-mails that the product sends appear here.")]),
      );
    } catch (error) {
      element.replaceChildren(
        NOT_THERE.has(error.status)
          ? blank(
              "The mailbox arrives with accounts",
              "Sign-up and verification e-mails will land here.",
            )
          : blank("The mailbox cannot be read", error.message),
      );
      if (NOT_THERE.has(error.status)) page.hide();
    }
  }

  return page;
}

function letter(mail) {
  const body = mail.text ?? mail.body ?? "";
  return el(
    "article",
    { class: "letter" },
    el("b", {}, mail.subject ?? "(no subject)"),
    el("small", {}, `to ${[mail.to].flat().join(", ")}`),
    el("pre", {}, body),
  );
}

const blank = (title, text) =>
  el("div", { class: "blank" }, icon("mail"), el("b", {}, title), text);
