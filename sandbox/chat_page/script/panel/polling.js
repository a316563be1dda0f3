/** Pages of the panel that read the sandbox again and again as long as they are shown. */
import { toast } from "../dialogs.js";

/** A page that begins (by reading) when it is shown, and reads every `everyMs` from then on. */
export function polledPage(element, read, { everyMs = 2000, begin = read } = {}) {
  let timer = null;
  const hide = () => clearInterval(timer);
  return {
    element,
    hide,
    show: () => {
      hide();
      timer = setInterval(read, everyMs);
      begin();
    },
  };
}

/** Waits for a change that was asked for and reads what came of it; what fails is said. */
export async function changed(request, read) {
  try {
    await request;
    await read();
  } catch (error) {
    toast(error.message, { problem: true });
  }
}
