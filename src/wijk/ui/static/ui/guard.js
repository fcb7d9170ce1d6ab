// The piece of work of a guarded form: find a number with which the token has a SHA-256 that begins with so many zero bits.
// Done in small slices while somebody reads and types, without a worker and without anything of others; until it is done the plain
// question stays in the form, and it comes back where the script could not do it.

const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const START = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const ROUNDS = primes.map((p) => fraction(Math.cbrt(p)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));
const words = new Int32Array(64);

/** The first 32 bits of the SHA-256 of a short text: at most 55 letters of ASCII, one block. */
export function first32(text) {
  words.fill(0);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i % 4));
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length % 4));
  words[15] = text.length * 8;
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [words[i - 15], words[i - 2]];
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return (START[0] + a) >>> 0;
}

/** Work for a few milliseconds at a time, so that typing never waits; `found` gets the number as text. */
function search(token, bits, found, from = 1) {
  const until = performance.now() + 8;
  let tried = from;
  while (performance.now() < until) {
    for (const end = tried + 50; tried < end; tried += 1) {
      if (first32(`${token}:${tried}`) >>> (32 - bits) === 0) {
        found(String(tried));
        return;
      }
    }
  }
  setTimeout(() => search(token, bits, found, tried), 4);
}

for (const box of document.querySelectorAll("[data-guard]")) {
  const question = box.querySelector(".guard-question");
  const work = box.querySelector("[name=guard_work]");
  const token = box.querySelector("[name=guard]").value;
  if (token.length <= 45 && question && !work.value) {
    question.hidden = true;
    const form = box.closest("form");
    let done = false;
    form?.addEventListener("submit", (event) => {
      if (done) return;
      event.preventDefault();
      box.dataset.send = "1";
      box.sender = event.submitter;
    });
    search(token, Number(box.dataset.bits), (number) => {
      work.value = number;
      done = true;
      if (box.dataset.send) form.requestSubmit(box.sender ?? undefined);
    });
  }
}
