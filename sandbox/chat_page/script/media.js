/** Photos, albums, documents and the lightbox. */
import { fileAddress } from "./api.js";
import { el, icon, iconButton } from "./dom.js";

/** A grid of one to ten photos that belong together. */
export function photoGrid(messages) {
  return el(
    "div",
    { class: "media", "data-count": messages.length, testid: "photos" },
    messages.map((message, index) => {
      const size = largest(message.photo);
      const covered = Boolean(message.has_media_spoiler);
      const button = el(
        "button",
        {
          type: "button",
          class: covered ? "photo hidden-photo" : "photo",
          testid: "photo",
          "aria-label": covered ? "Hidden photo, press to show" : "Open the photo",
          style: messages.length === 1 ? { "aspect-ratio": `${size.width} / ${size.height}` } : {},
        },
        el("img", {
          src: fileAddress(size.file_id),
          alt: message.caption ?? "",
          loading: "lazy",
          draggable: "false",
        }),
      );
      button.addEventListener("click", () => {
        if (button.classList.contains("hidden-photo")) button.classList.remove("hidden-photo");
        else openLightbox(messages, index);
      });
      return button;
    }),
  );
}

const largest = (sizes) =>
  sizes.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));

function openLightbox(messages, start) {
  let index = start;
  const image = el("img", { alt: "" });
  const caption = el("div", { class: "caption" });
  const step = (by) => {
    index = (index + by + messages.length) % messages.length;
    image.src = fileAddress(largest(messages[index].photo).file_id);
    image.alt = messages[index].caption ?? `Photo ${index + 1} of ${messages.length}`;
    caption.textContent =
      messages[index].caption ?? (messages.length > 1 ? `${index + 1} of ${messages.length}` : "");
  };
  const dialog = el(
    "dialog",
    { class: "lightbox", "aria-label": "Photo", testid: "lightbox" },
    image,
    caption,
    iconButton("close", "Close", () => dialog.close()),
  );
  dialog.lastChild.classList.add("shut");
  if (messages.length > 1) {
    const previous = iconButton("back", "Previous photo", () => step(-1));
    const next = iconButton("back", "Next photo", () => step(1));
    previous.classList.add("previous");
    next.classList.add("next");
    dialog.append(previous, next);
  }
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === caption) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  step(0);
  dialog.showModal();
}

export function fileCard(file) {
  return el(
    "a",
    {
      class: "file",
      href: fileAddress(file.file_id),
      download: file.file_name ?? "file",
      testid: "document",
    },
    el("span", { class: "disc" }, icon("document")),
    el(
      "span",
      {},
      el("b", {}, file.file_name ?? "Document"),
      el("small", {}, fileSize(file.file_size)),
    ),
  );
}

function fileSize(bytes) {
  if (bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576
    ? `${(bytes / 1024).toFixed(1)} KB`
    : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
