// A bot of grammY: an echo, a form step by step, a choice of buttons, a photo sent back.
// The address of the Bot API and the token are in TELEGRAM_API_URL and BOT_TOKEN.

import { Bot, InlineKeyboard, InputFile, session } from "grammy";

const { TELEGRAM_API_URL: apiRoot, BOT_TOKEN: token } = process.env;
const bot = new Bot(token, { client: { apiRoot } });

bot.use(session({ initial: () => ({ step: null, name: null }) }));

bot.command(["start", "help"], (ctx) => ctx.reply(`Hello, ${ctx.from.first_name}`));

bot.command("form", (ctx) => {
  ctx.session.step = "name";
  return ctx.reply("What is your name?");
});

bot.command("choose", (ctx) =>
  ctx.reply("Shall we?", {
    reply_markup: new InlineKeyboard().text("Yes", "yes").text("No", "no"),
  }),
);

bot.callbackQuery(["yes", "no"], async (ctx) => {
  await ctx.answerCallbackQuery("Noted");
  await ctx.editMessageText(`You chose ${ctx.callbackQuery.data}`);
});

bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  const content = new Uint8Array(await answer.arrayBuffer());
  await ctx.replyWithPhoto(new InputFile(content, "photo.png"), {
    caption: `${content.length} bytes`,
  });
});

bot.on("my_chat_member", async (ctx) => {
  const { chat, new_chat_member: now } = ctx.myChatMember;
  if (chat.type !== "private" && now.status === "member") await ctx.reply(`Hello, ${chat.title}`);
});

bot.chatType("private").on("message:text", (ctx) => {
  const { session: kept } = ctx;
  const { text } = ctx.message;
  if (kept.step === "name") {
    [kept.step, kept.name] = ["age", text];
    return ctx.reply("How old are you?");
  }
  if (kept.step === "age" && !/^\d+$/.test(text)) return ctx.reply("A number, please.");
  if (kept.step === "age") {
    kept.step = null;
    return ctx.reply(`*${kept.name}*, ${text}`, { parse_mode: "MarkdownV2" });
  }
  return ctx.reply(text);
});

bot.start({ allowed_updates: ["message", "callback_query", "my_chat_member"] });
