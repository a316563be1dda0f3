/** The sandbox's HTTP contract, one function a call. */

/** Where people meet the bot whose id the address names ("?bot=…"); the first bot without one. */
const chosenBot = new URLSearchParams(location.search).get("bot");
export const side = chosenBot ? `/bots/${encodeURIComponent(chosenBot)}` : "";

/** An answer other than 2xx, or none at all (status 0). */
export class SandboxError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** What concerns no bot in particular: the bots themselves, faults, prices, mail. */
const call = (method, path, body) => callAt("", method, path, body);

/** What people do with the chosen bot. */
const meet = (method, path, body) => callAt(side, method, path, body);

async function callAt(root, method, path, body) {
  let response;
  try {
    response = await fetch(`${root}/sandbox/${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new SandboxError(0, "The sandbox does not answer. Is it still running?");
  }
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    throw new SandboxError(
      response.status,
      `The sandbox answered ${response.status} with something that is not JSON.`,
    );
  }
  if (!response.ok) throw new SandboxError(response.status, wording(answer, response.status));
  return answer;
}

function wording(answer, status) {
  const detail = answer?.detail ?? answer?.description ?? answer?.error;
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) return detail.map((problem) => problem.msg).join(" ");
  return `The sandbox answered ${status}.`;
}

const query = (values) =>
  new URLSearchParams(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ""),
  ).toString();

export const api = {
  bots: () => call("GET", "bots"),
  addBot: (bot) => call("POST", "bots", bot),
  setPrivacy: (bot, enabled) => call("POST", `bots/${bot}/privacy`, { enabled }),
  bot: (chat, language) => meet("GET", `bot?${query({ chat_id: chat, language_code: language })}`),
  users: () => meet("GET", "users"),
  addUser: (user) => meet("POST", "users", user),
  block: (user) => meet("POST", `users/${user}/block`, {}),
  unblock: (user) => meet("POST", `users/${user}/unblock`, {}),
  chats: () => meet("GET", "chats"),
  groups: () => meet("GET", "groups"),
  addChat: (chat) => meet("POST", "chats", chat),
  /** `act` is what happens to a chat: join, leave, promote, demote, add_bot, topics, migrate… */
  change: (chat, act, wish = {}) => meet("POST", `chats/${chat}/${act}`, wish),
  messages: (chat) => meet("GET", `chats/${chat}/messages?after=0`),
  say: (chat, message) => meet("POST", `chats/${chat}/messages`, message),
  edit: (chat, message, wish) => meet("PUT", `chats/${chat}/messages/${message}`, wish),
  remove: (chat, message, user) =>
    meet("DELETE", `chats/${chat}/messages/${message}?from_user=${user}`),
  react: (chat, message, wish) => meet("POST", `chats/${chat}/messages/${message}/react`, wish),
  vote: (chat, message, wish) => meet("POST", `chats/${chat}/messages/${message}/vote`, wish),
  press: (chat, press) => meet("POST", `chats/${chat}/press`, press),
  inline: (query) => meet("POST", "inline", query),
  chooseInline: (query, choice) =>
    meet("POST", `inline/${encodeURIComponent(query)}/choose`, choice),
  pay: (message, payment) => meet("POST", `payments/${message}`, payment),
  provider: () => call("GET", "provider"),
  playTrick: (trick, times) => call("POST", "provider/tricks", { trick, times }),
  tellCharge: (charge) => call("POST", `provider/${encodeURIComponent(charge)}/tell`, {}),
  reset: () => call("POST", "reset", {}),
  mail: () => call("GET", "mail"),
  requests: (after, target) => call("GET", `requests?${query({ after, target })}`),
  faults: () => call("GET", "faults"),
  addFault: (fault) => call("POST", "faults", fault),
  clearFaults: () => call("DELETE", "faults"),
  hotels: (destination) => call("GET", `market/hotels?${query({ destination })}`),
  moveHotel: (hotel, what, change) =>
    call("POST", `market/hotels/${encodeURIComponent(hotel)}/${what}`, change),
};

/** Where the picture or document behind a Telegram file_id can be fetched. */
export const fileAddress = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;
