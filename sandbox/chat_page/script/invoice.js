/** An invoice in the chat, and the sheet that pays it. */
import { api } from "./api.js";
import { ask, toast } from "./dialogs.js";
import { el } from "./dom.js";
import { actor } from "./sending.js";
import { sum } from "./sums.js";

export function invoiceCard(invoice) {
  return el(
    "div",
    { class: "invoice", testid: "invoice" },
    el("b", {}, invoice.title),
    el("p", {}, invoice.description),
    el("small", {}, `${sum(invoice.total_amount, invoice.currency)} · test invoice`),
  );
}

export async function payInvoice(message) {
  const { invoice } = message;
  const price = sum(invoice.total_amount, invoice.currency);
  const paid = await ask({
    title: invoice.title,
    body: [
      el("p", {}, invoice.description),
      el("p", {}, "Nobody is charged: this is the sandbox's own provider."),
    ],
    confirm: `Pay ${price}`,
    testid: "pay-sheet",
    submit: async () => {
      const from = actor(message.chat.id);
      const answer = await api.pay(message.message_id, { from_user: from, chat: message.chat.id });
      if (answer.outcome !== "paid") throw new Error(answer.error);
      return answer;
    },
  });
  if (paid) toast(`Paid: ${price}`);
}
