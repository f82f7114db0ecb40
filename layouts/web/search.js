// The page's form and assets/search-data.js in, a ranked list of results out.
(() => {
  "use strict";
  const form = document.querySelector("form[data-search]");
  const say = form.dataset;
  const box = form.querySelector("input");
  const [status, list] = ["status", "list"].map((name) => document.getElementById(say[name]));
  let index, loading, timer;

  const fold = (word) =>
    word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d");

  // Small words with their places; `near`: only one of these signs stands before.
  const cut = (text) => {
    let end = 0;
    return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index: at }) => {
      const near = end > 0 && /^[ ./-]$/.test(text.slice(end, at));
      end = at + word.length;
      return { word: word.toLowerCase(), at, end, near };
    });
  };

  // Numbers in base 15 and 75, as generator/site/search.py writes them.
  const read = (signs) => {
    const out = [];
    let high = 0;
    for (const sign of signs) {
      const c = sign.charCodeAt(0), v = c - 35 - (c > 60) - (c > 92);
      if (v < 75) out.push(high * 75 + v);
      high = v < 75 ? 0 : high * 15 + v - 74;
    }
    return out;
  };
  const rise = (gaps, last = -1) => gaps.map((gap) => (last += gap + 1));

  const unpack = (data) => {
    const words = data.words.split(" "), posts = data.posts.split(" ");
    let a = -1;
    return {
      words: words.map((word, i) => [word, rise(read(posts[i]))]),
      pairs: data.pairs.split("!").filter(Boolean).flatMap((row) => {
        const [head, ...rest] = row.split(" ").map(read);
        let b = -1;
        a += head[0] + 1;
        return rest.map(([gap, ...docs]) => [words[a], words[b += gap + 1], rise(docs)]);
      }),
      docs: data.docs.map(([href, day, kind, past, ...texts]) => ({
        href, day, kind: data.kinds[kind], past,
        fields: texts.map((text, i) => ({ text, words: cut(text), weight: i ? 2 : 5 })),
      })),
    };
  };

  const search = (text) => {
    const asked = cut(text).slice(0, 12).map(({ word }) => [word, fold(word)]);
    const accents = asked.some(([word, plain]) => word !== plain);
    const known = new Map();
    // How well a word answers each word asked for, or null; right accents give 0.7 and more.
    const grade = (word) => {
      if (!known.has(word)) {
        const plain = fold(word);
        const grades = asked.map(([w, p], i) =>
          word === w ? 1 : plain === p ? (accents ? 0.5 : 1) : i < asked.length - 1 ? 0
            : word.startsWith(w) ? 0.7 : plain.startsWith(p) ? (accents ? 0.4 : 0.7) : 0);
        known.set(word, grades.some(Boolean) ? grades : null);
      }
      return known.get(word);
    };
    const meet = (hit, grades, weight, before) => grades && grades.forEach((g, i) => {
      hit.best[i] = Math.max(hit.best[i], g);
      hit.sum[i] = Math.max(hit.sum[i], g * weight);
      if (before && i) {
        hit.pair[i] = Math.max(hit.pair[i], Math.min(before[i - 1], g) * (6 + 2 * weight));
      }
    });
    const none = asked.map(() => 0);
    const hits = index.docs.map((doc) => {
      const hit = { doc, grade, best: [...none], sum: [...none], pair: [...none] };
      for (const { words, weight } of doc.fields) {
        let before;
        for (const { word, near } of words) {
          meet(hit, grade(word), weight, near && before);
          before = grade(word);
        }
      }
      return hit;
    });
    for (const [word, docs] of index.words) {
      if (grade(word)) docs.forEach((n) => meet(hits[n], grade(word), 1));
    }
    for (const [a, b, docs] of index.pairs) {
      if (grade(a) && grade(b)) docs.forEach((n) => meet(hits[n], grade(b), 1, grade(a)));
    }
    for (const hit of hits) {
      const sum = [...hit.sum, ...hit.pair].reduce((x, y) => x + y, 0);
      hit.score = Math.round(hit.doc.past ? sum * 0.7 : sum)
        + 1000 * hit.best.filter((g) => g >= 0.7).length;
    }
    // Sorting is stable, and the newest come first in the index.
    return hits.filter((hit) => asked.length && hit.best.every(Boolean))
      .sort((x, y) => y.score - x.score);
  };

  const add = (parent, tag, text = "") => {
    const made = parent.appendChild(document.createElement(tag));
    made.textContent = text;
    return made;
  };

  const mark = (parent, { text, words }, { best, grade }) => {
    let done = 0, last;
    for (const { word, at, end, near } of words) {
      if (!grade(word)?.some((g, i) => g && g >= best[i])) last = null;
      else {
        const gap = text.slice(done, at);
        if (last && near) last.textContent += gap + text.slice(at, end);
        else {
          parent.append(gap);
          last = add(parent, "mark", text.slice(at, end));
        }
        done = end;
      }
    }
    parent.append(text.slice(done));
  };

  const show = (hit) => {
    const { href, day, kind, past, fields } = hit.doc;
    const item = add(list, "li");
    const link = add(add(item, "h2"), "a");
    link.href = say.root + href;
    mark(link, fields[0], hit);
    const facts = add(item, "p");
    facts.className = "fine";
    add(facts, "time", day.split("-").reverse().join("/")).dateTime = day;
    facts.append(` · ${kind}`);
    if (past) {
      item.className = "past";
      facts.append(" · ");
      add(facts, "em", say.expired);
    }
    mark(add(item, "p"), fields[1], hit);
    if (!item.querySelector("mark")) add(item, "p", say.inside).className = "fine";
  };

  const run = () => {
    clearTimeout(timer);
    const text = box.value.normalize("NFC").trim();
    try {
      history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
    } catch { /* the address of a file may not change */ }
    if (text && !index) return load();
    const hits = text ? search(text) : [];
    list.textContent = "";
    hits.forEach(show);
    status.textContent = !text ? "" : say[["none", "one"][hits.length] || "many"]
      .replace("{count}", hits.length).replace("{query}", () => text);
  };

  const load = () => {
    if (loading) return;
    loading = add(document.head, "script");
    loading.onload = () => {
      index = unpack(window.tintotSearch);
      run();
    };
    loading.onerror = () => {
      loading = loading.remove();
      status.textContent = say.failed;
    };
    loading.src = say.index;
  };

  form.hidden = false;
  box.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(run, 120);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    run();
  };
  box.value = new URLSearchParams(location.search).get("q") || box.value;
  if (box.value) run();
})();
