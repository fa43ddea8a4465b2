#!/usr/bin/env node
// Checks the results of a run without any of LeadRelay's own code, offline: Node 20, no packages.
//
//   node samples/checks/check-results.mjs out            # a folder with results.jsonl and pages/
//
// 1. Every quote stands word for word, white space aside, in the text it was cut from; that text lies in pages/ under
//    its own SHA-256, so a file that was changed afterwards does not pass for it.
// 2. Every draft uses a fact of its own company: the words and numbers that it shares with one quote of its evidence stand
//    together in no quote of another company's; or, where another company happens to say the same, all that it shares with
//    its evidence stands together in no other company's.
// 3. No two drafts share a run of 12 words outside the footer.
//
// Exit code 0 when all is well, 1 when a check finds something, 2 when there is nothing to check.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RUN = 12;
const SHOWN = 5;
const LEAST_WORD = 3;
const NO_CONTENT = new Set(('the and for you our are was has had not but can its all any who how that this with from have been into'
  + ' your their they than then there these those which will would could about also more most such company companies'
  + ' der die das und den dem des ein eine mit von für bei auf ist sie ihr wir las ich les des une pour avec que qui vous votre')
  .split(' '));

function fail(message) {
  console.error(`check-results: ${message}`);
  process.exit(2);
}

function readResults(folder) {
  const file = join(folder, 'results.jsonl');
  if (!existsSync(file)) fail(`${file} does not exist; give the output folder of a run`);
  const results = [];
  readFileSync(file, 'utf8').split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      results.push(JSON.parse(line));
    } catch (e) {
      fail(`${file} line ${index + 1} is not JSON (${e.message})`);
    }
  });
  return results;
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const squeezed = (text) => text.replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/gu, ' ').trim();
const words = (text) => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const nameOf = (result) => `${result.externalId ?? result.leadId} (${result.lead?.company ?? 'no company'})`;

// ---- 1. quotes

function pageReader(folder) {
  const read = new Map();
  return (hash) => {
    if (!read.has(hash)) {
      const file = join(folder, 'pages', hash.slice(0, 2), `${hash}.txt`);
      let page = { problem: 'its text is not in pages/' };
      if (/^[0-9a-f]{64}$/.test(hash) && existsSync(file)) {
        const bytes = readFileSync(file);
        page = sha256(bytes) === hash
          ? { text: squeezed(bytes.toString('utf8')) }
          : { problem: `pages/${hash.slice(0, 2)}/${hash}.txt was changed: its SHA-256 is not its name` };
      }
      read.set(hash, page);
    }
    return read.get(hash);
  };
}

function checkQuotes(results, folder) {
  const page = pageReader(folder);
  const violations = [];
  const pages = new Set();
  let checked = 0;
  for (const result of results) {
    for (const evidence of result.research?.evidence ?? []) {
      checked += 1;
      // A snippet of a search engine is a whole text by itself: its hash is that of the quote.
      if (sha256(evidence.quote) === evidence.contentHash) continue;
      const source = page(evidence.contentHash);
      pages.add(evidence.contentHash);
      if (source.problem) {
        violations.push(`${nameOf(result)}: evidence ${evidence.id}, ${evidence.url}: ${source.problem}`);
      } else if (squeezed(evidence.quote) === '' || !source.text.includes(squeezed(evidence.quote))) {
        violations.push(`${nameOf(result)}: evidence ${evidence.id} does not stand in ${evidence.url}: ${evidence.quote.slice(0, 100)}`);
      }
    }
  }
  return { name: 'quotes stand in their pages', checked, violations, note: `${pages.size} pages` };
}

// ---- 2. facts

const companyOf = (result) => (result.lead?.companyDomain ?? result.research?.companyName ?? result.lead?.company ?? result.leadKey).toLowerCase();

/** Words that mean something and numbers, without the names of the company and the person: those prove nothing. */
function content(text, ignored) {
  return new Set(words(text).filter((word) => !ignored.has(word) && !NO_CONTENT.has(word)
    && (/\p{N}/u.test(word) || [...word].length >= LEAST_WORD || /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}/u.test(word))));
}

function namesOf(result) {
  const { lead = {}, research } = result;
  return new Set(words([lead.company, research?.companyName, lead.companyDomain, lead.firstName, lead.lastName, lead.fullName]
    .filter(Boolean).join(' ')));
}

/** For each word who has it: quotes of companies, and companies with all of their quotes together. */
function wordIndex(results) {
  const index = { quotes: [], quotesBy: new Map(), companiesBy: new Map() };
  const add = (map, word, value) => (map.get(word) ?? map.set(word, new Set()).get(word)).add(value);
  const seen = new Set();
  for (const result of results) {
    const company = companyOf(result);
    for (const evidence of result.research?.evidence ?? []) {
      if (seen.has(`${company}\n${evidence.quote}`)) continue;
      seen.add(`${company}\n${evidence.quote}`);
      const number = index.quotes.push(company) - 1;
      for (const word of words(evidence.quote)) {
        add(index.quotesBy, word, number);
        add(index.companiesBy, word, company);
      }
    }
  }
  return index;
}

/** Whether somebody other than the company has all of these words. */
function standsElsewhere(map, set, isOwn) {
  const lists = [...set].map((word) => map.get(word) ?? new Set()).sort((a, b) => a.size - b.size);
  return [...lists[0]].some((holder) => !isOwn(holder) && lists.every((list) => list.has(holder)));
}

function usesOwnFact(result, index) {
  const ignored = namesOf(result);
  const company = companyOf(result);
  const said = content(`${result.draft.subject} ${result.draft.body}`, ignored);
  const all = new Set();
  for (const evidence of result.research?.evidence ?? []) {
    const shared = [...content(evidence.quote, ignored)].filter((word) => said.has(word));
    if (shared.length < 2) continue;
    if (!standsElsewhere(index.quotesBy, shared, (number) => index.quotes[number] === company)) return true;
    shared.forEach((word) => all.add(word));
  }
  return all.size >= 2 && !standsElsewhere(index.companiesBy, all, (other) => other === company);
}

function checkFacts(results, delivered) {
  const index = wordIndex(results);
  const violations = delivered.filter((result) => !usesOwnFact(result, index)).map((result) =>
    `${nameOf(result)}: nothing in the draft is true of this company alone: ${squeezed(result.draft.body).slice(0, 100)}`);
  return { name: 'drafts use a fact of their own', checked: delivered.length, violations, note: `${index.quotes.length} quotes compared` };
}

// ---- 3. shared runs

function checkRuns(delivered) {
  const first = new Map();
  const pairs = new Map();
  let runs = 0;
  delivered.forEach((result, at) => {
    const all = words(result.draft.body);
    for (let i = 0; i + RUN <= all.length; i += 1) {
      const run = all.slice(i, i + RUN).join(' ');
      runs += 1;
      const other = first.get(run);
      if (other === undefined) first.set(run, at);
      else if (other !== at && !pairs.has(`${other} ${at}`)) {
        pairs.set(`${other} ${at}`, `${nameOf(delivered[other])} and ${nameOf(result)}: ${run}`);
      }
    }
  });
  return { name: `no shared run of ${RUN} words`, checked: delivered.length, violations: [...pairs.values()], note: `${runs} runs` };
}

// ---- all of it

const folder = process.argv[2] ?? 'out';
const results = readResults(folder);
const delivered = results.filter((result) => result.status === 'DELIVERED' && result.draft);
if (delivered.length === 0) fail(`${folder} has no delivered result; nothing is proven by nothing`);
const checks = [checkQuotes(results, folder), checkFacts(results, delivered), checkRuns(delivered)];

console.log(`${results.length} results, ${delivered.length} of them delivered`);
console.log();
console.log(`  ${'check'.padEnd(32)}${'checked'.padStart(9)}${'violations'.padStart(12)}  over`);
for (const check of checks) {
  console.log(`  ${check.name.padEnd(32)}${String(check.checked).padStart(9)}${String(check.violations.length).padStart(12)}  ${check.note}`);
}
for (const check of checks.filter((each) => each.violations.length > 0)) {
  console.log();
  console.log(`${check.name}:`);
  check.violations.slice(0, SHOWN).forEach((violation) => console.log(`  ${violation}`));
  if (check.violations.length > SHOWN) console.log(`  … and ${check.violations.length - SHOWN} more`);
}
const bad = checks.some((check) => check.violations.length > 0 || check.checked === 0);
if (checks.some((check) => check.checked === 0)) console.log('\na check had nothing to look at; that is no success');
process.exitCode = bad ? 1 : 0;
