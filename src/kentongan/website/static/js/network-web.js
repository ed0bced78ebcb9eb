// The numbers of the network: which lines stand on the chosen days, and what lies beside what.

const COLUMNS = 5;

export class Web {
  constructor(numbers) {
    const count = numbers.keys.length;
    this.keys = numbers.keys;
    this.kind = numbers.kind;
    this.names = numbers.names;
    this.pages = numbers.pages; // of people
    this.column = Uint8Array.from(numbers.column);
    this.height = Float32Array.from(numbers.height);
    this.told = numbers.told;
    this.common = new Set(numbers.hub);
    this.byKey = new Map(numbers.keys.map((key, node) => [key, node]));
    this.firstDay = Date.parse(`${numbers.first}T00:00:00Z`);
    this.lineDay = Int32Array.from(numbers.day);
    this.lastDay = numbers.day.reduce((latest, day) => Math.max(latest, day), 0);
    this.join(numbers, count);
    this.byTold = Uint32Array.from(numbers.keys.keys()).sort((a, b) => this.told[b] - this.told[a]);
    this.standing = Array.from({ length: COLUMNS }, (_, column) =>
      [...numbers.keys.keys()].filter((node) => this.column[node] === column).sort((a, b) => this.height[a] - this.height[b]));
    this.isActive = new Uint8Array(count);
  }

  // Every joined pair once; a line knows its pair.
  join(numbers, count) {
    const pairs = new Map();
    this.pairOf = Uint32Array.from(numbers.left, (left, line) => {
      const word = left * count + numbers.right[line];
      if (!pairs.has(word)) pairs.set(word, pairs.size);
      return pairs.get(word);
    });
    this.left = Uint32Array.from(pairs.keys(), (word) => Math.floor(word / count));
    this.right = Uint32Array.from(pairs.keys(), (word) => word % count);
    this.lines = new Uint32Array(pairs.size);
    this.around = this.keys.map(() => []);
    for (let pair = 0; pair < pairs.size; pair++) {
      this.around[this.left[pair]].push(pair);
      this.around[this.right[pair]].push(pair);
    }
  }

  // Keep the lines of some days; nodes without any are not active.
  narrow(from, until) {
    this.from = from;
    this.until = until;
    this.lines.fill(0);
    this.isActive.fill(0);
    const { lineDay, pairOf, lines } = this;
    for (let line = 0; line < lineDay.length; line++)
      if (lineDay[line] >= from && lineDay[line] <= until) lines[pairOf[line]]++;
    for (let pair = 0; pair < lines.length; pair++)
      if (lines[pair]) this.isActive[this.left[pair]] = this.isActive[this.right[pair]] = 1;
  }

  other(pair, node) {
    return this.left[pair] === node ? this.right[pair] : this.left[pair];
  }

  // The nodes joined to one on these days with their lines, most first.
  near(node) {
    return this.around[node]
      .filter((pair) => this.lines[pair])
      .map((pair) => [this.other(pair, node), this.lines[pair]])
      .sort((a, b) => b[1] - a[1]);
  }

  // The first and the last day on which a node was told; undefined on days without.
  span(node) {
    const pairs = new Set(this.around[node]);
    let [first, last] = [Infinity, -Infinity];
    for (let line = 0; line < this.lineDay.length; line++) {
      const day = this.lineDay[line];
      if (day < this.from || day > this.until || !pairs.has(this.pairOf[line])) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    return first <= last ? [first, last] : undefined;
  }

  // The next active node above or below; without one chosen, the thing that is told most.
  beside(node, step) {
    if (node === undefined) return this.byTold.find((one) => this.isActive[one] && this.keys[one].startsWith("hal:"));
    const column = this.standing[this.column[node]];
    for (let at = column.indexOf(node) + step; at >= 0 && at < column.length; at += step)
      if (this.isActive[column[at]]) return column[at];
    return node;
  }

  // The node to the left or right that most lines lead to.
  across(node, step) {
    if (node === undefined) return this.beside(node, 1);
    const there = this.near(node).find(([other]) => Math.sign(this.column[other] - this.column[node]) === step);
    return there ? there[0] : node;
  }
}
