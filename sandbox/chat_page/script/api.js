/** The sandbox's HTTP contract, one function a call. */

/** An answer other than 2xx, or none at all (status 0). */
export class SandboxError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/sandbox/${path}`, {
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
  bot: (chat, language) => call("GET", `bot?${query({ chat_id: chat, language_code: language })}`),
  users: () => call("GET", "users"),
  addUser: (user) => call("POST", "users", user),
  block: (user) => call("POST", `users/${user}/block`, {}),
  unblock: (user) => call("POST", `users/${user}/unblock`, {}),
  chats: () => call("GET", "chats"),
  addChat: (chat) => call("POST", "chats", chat),
  messages: (chat) => call("GET", `chats/${chat}/messages?after=0`),
  say: (chat, message) => call("POST", `chats/${chat}/messages`, message),
  press: (chat, press) => call("POST", `chats/${chat}/press`, press),
  inline: (query) => call("POST", "inline", query),
  chooseInline: (query, choice) =>
    call("POST", `inline/${encodeURIComponent(query)}/choose`, choice),
  pay: (message, payment) => call("POST", `payments/${message}`, payment),
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
