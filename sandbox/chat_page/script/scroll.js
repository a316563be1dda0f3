/** How the reader moves through the messages: staying at the end, finding it again, days passing by. */
import { el, icon } from "./dom.js";

const NEAR_END_PX = 60;
const MOVING_MS = 900;

/**
 * Keeps `scroller` at its end while the reader is there, whatever grows, and otherwise offers a
 * button that leads back and counts what arrived since.
 */
export function endKeeper(scroller, list) {
  const missed = el("span", { class: "badge", hidden: true });
  const button = el(
    "button",
    {
      type: "button",
      class: "to-end",
      "aria-label": "Scroll to the newest message",
      testid: "to-end",
    },
    icon("down"),
    missed,
  );
  let atEnd = true;
  let count = 0;

  const scroll = (behavior = "instant") =>
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });

  function show() {
    if (atEnd) count = 0;
    button.classList.toggle("shown", !atEnd);
    missed.textContent = count;
    missed.hidden = count === 0;
  }

  function stay() {
    if (atEnd) scroll();
  }

  function jump() {
    atEnd = true;
    scroll();
    show();
  }

  button.addEventListener("click", () => scroll("smooth"));
  scroller.addEventListener("scroll", () => {
    const rest = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    atEnd = rest < NEAR_END_PX;
    show();
  });
  const growth = new ResizeObserver(stay);
  growth.observe(list);
  growth.observe(scroller);
  return {
    button,
    stay,
    jump,
    countArrival: () => {
      if (!atEnd) count += 1;
      show();
    },
  };
}

/** Marks the days that hover over messages, which are seen only while the reader scrolls. */
export function fadeDays(scroller, list) {
  let stillness = null;
  scroller.addEventListener("scroll", () => {
    for (const day of list.querySelectorAll(".day")) {
      const next = day.nextElementSibling;
      const over =
        next && next.getBoundingClientRect().top < day.getBoundingClientRect().bottom - 4;
      day.classList.toggle("hovering", Boolean(over));
    }
    scroller.classList.add("moving");
    clearTimeout(stillness);
    stillness = setTimeout(() => scroller.classList.remove("moving"), MOVING_MS);
  });
}
