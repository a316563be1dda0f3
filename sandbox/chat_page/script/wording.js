/** A message in a few words: for the side list, replies, and screen readers. */
import { fullName } from "./store.js";
import { sum } from "./sums.js";

export function summary(message) {
  const words = message.text ?? message.caption ?? "";
  if (message.text) return words;
  if (message.photo) return words ? `🖼 ${words}` : "🖼 Photo";
  if (message.document) return `📎 ${message.document.file_name ?? "Document"}`;
  if (message.venue) return `📍 ${message.venue.title}`;
  if (message.location) return "📍 Location";
  if (message.invoice) return `🧾 ${message.invoice.title}`;
  if (message.poll) return `📊 ${message.poll.question}`;
  if (message.contact) return `👤 ${fullName(message.contact)}`;
  return serviceText(message) ?? (words || "Message");
}

/** The line in the middle of the chat for events that are not messages, or null. */
export function serviceText(message) {
  const who = message.from ? fullName(message.from) : "Somebody";
  if (message.group_chat_created || message.supergroup_chat_created)
    return `${who} created the group`;
  if (message.new_chat_members)
    return `${message.new_chat_members.map(fullName).join(", ")} joined the group`;
  if (message.left_chat_member) return `${fullName(message.left_chat_member)} left the group`;
  if (message.new_chat_photo) return `${who} changed the group's photo`;
  if (message.delete_chat_photo) return `${who} removed the group's photo`;
  if (message.forum_topic_created)
    return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_edited)
    return `${who} renamed the topic to “${message.forum_topic_edited.name ?? ""}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} reopened the topic`;
  if (message.general_forum_topic_hidden) return `${who} hid the general topic`;
  if (message.general_forum_topic_unhidden) return `${who} showed the general topic again`;
  if (message.new_chat_title) return `${who} renamed the group to “${message.new_chat_title}”`;
  if (message.pinned_message)
    return `${who} pinned “${shorten(summary(message.pinned_message), 32)}”`;
  if (message.successful_payment) return `${who} paid ${paid(message.successful_payment)}`;
  if (message.refunded_payment) return `${paid(message.refunded_payment)} came back`;
  if (message.migrate_to_chat_id) return "This group became a supergroup";
  if (message.migrate_from_chat_id) return "This supergroup was a group before";
  return null;
}

const paid = (payment) => sum(payment.total_amount, payment.currency);

export const shorten = (text, length) =>
  [...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text;

const ACTIONS = {
  typing: "typing",
  upload_photo: "sending a photo",
  upload_document: "sending a file",
  upload_video: "sending a video",
  find_location: "looking at the map",
  choose_sticker: "choosing a sticker",
  record_voice: "recording",
};

export const actionText = (action) => ACTIONS[action] ?? "typing";

export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title;
  return message.from ? fullName(message.from) : (message.chat.title ?? "");
}
