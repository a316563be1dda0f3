/** Amounts in a currency's smallest unit, as people read them. */

const NO_DECIMALS = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"];

export function sum(amount, currency) {
  if (currency === "XTR") return `⭐ ${amount}`;
  const digits = NO_DECIMALS.includes(currency) ? 0 : 2;
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(
    amount / 10 ** digits,
  );
}
