"use strict";
// Values → elements. Every text goes in as textContent: nothing that came in can become markup.

const PARTS = {
  fit: "需求契合", performance: "履约绩效", capacity: "承接能力", budget: "预算契合",
  coverage: "服务可达", rating: "评估等级", continuity: "连续性",
};

function el(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Offsets count characters as Python does, not UTF-16 units.
function highlighted(text, spans) {
  const characters = Array.from(text);
  const owners = characters.map(() => []);
  for (const { span, owner } of spans) {
    if (characters.slice(span.start, span.end).join("") !== span.text) continue;
    for (let i = span.start; i < span.end; i += 1) owners[i].push(owner);
  }
  const parts = [];
  let start = 0;
  while (start < characters.length) {
    let end = start + 1;
    const key = [...new Set(owners[start])].join(" ");
    while (end < characters.length && [...new Set(owners[end])].join(" ") === key) end += 1;
    const piece = characters.slice(start, end).join("");
    if (key) {
      const mark = el("mark", "", piece);
      mark.dataset.owners = key;
      parts.push(mark);
    } else {
      parts.push(piece);
    }
    start = end;
  }
  return parts;
}

function pointsOf(part) {
  return part.points === null ? "—" : `${part.points.toFixed(1)}/${part.weight}`;
}

function partsList(parts) {
  const list = el("dl", "parts");
  for (const part of parts) {
    const fill = el("i");
    fill.style.width = `${Math.round(100 * (part.value ?? 0))}%`;
    const bar = el("dd", "bar", fill);
    bar.title = part.detail_zh;
    bar.setAttribute("aria-hidden", "true");
    const points = el("dd", "points", pointsOf(part));
    points.title = part.detail_zh;
    list.append(el("dt", "", PARTS[part.name]), bar, points);
  }
  return list;
}

function whyList(candidate) {
  const list = el("dl");
  for (const part of candidate.parts) {
    list.append(el("dt", "", `${PARTS[part.name]} ${pointsOf(part)}`), el("dd", "", part.detail_zh));
  }
  return el("details", "why", el("summary", "", "得分怎么来的"), list);
}

function warnings(items) {
  return items.length
    ? el("ul", "warns", ...items.map((item) => el("li", "", item.message_zh, " ", el("span", "code", item.code))))
    : null;
}

function offerOf(candidate, service) {
  if (!service) return null;
  const spans = candidate.reasons
    .filter((reason) => reason.service_span && reason.service_id === service.id)
    .map((reason) => ({ span: reason.service_span, owner: candidate.organization_id }));
  const text = `${service.title}\n${service.description}`;
  return el("div", "offer", el("small", "", "服务原文"), ...highlighted(text, spans));
}

// ``place`` is what stands above the total: the rank, or what the card is there for.
function card(candidate, service, place, muted) {
  const strength = candidate.evidence_strength;
  const badge = el("span", strength === "充分" || strength === "依据充分" ? "badge" : "badge weak", `依据${strength.replace("依据", "")}`);
  badge.title = `评价依据权重 ${candidate.evidence_weight.toFixed(2)}`;
  const route = candidate.via ? ` · 经 ${candidate.via} 联合申请` : "";
  const body = el(
    "div", "body",
    el("h3", "", candidate.organization_name, badge),
    el("p", "service", `${candidate.service_title}${route}`),
    el("ul", "reasons", ...candidate.reasons.map((reason) => el("li", "", reason.message_zh))),
    warnings(candidate.warnings),
    offerOf(candidate, service),
  );
  const score = el(
    "div", "score",
    el("div", "rank", place),
    el("div", "total", candidate.total.toFixed(1)),
    el("div", "of", "综合得分"),
  );
  const made = el(
    "article", muted ? "card nearest" : "card",
    score, body, partsList(candidate.parts), whyList(candidate), evidenceFold(candidate),
  );
  made.dataset.owner = candidate.organization_id;
  for (const kind of ["mouseenter", "focusin"]) made.addEventListener(kind, () => activate(candidate.organization_id));
  for (const kind of ["mouseleave", "focusout"]) made.addEventListener(kind, () => activate(null));
  return made;
}

// Cards that stand beside or apart from the list, with the sentence that says why.
function apart(id, title, sentence, cards) {
  if (!cards.length) return null;
  const made = el("section", "apart", el("h2", "", title), el("p", "", sentence), ...cards);
  made.id = id;
  return made;
}

function newcomersList(newcomers, cardOf) {
  return apart(
    "newcomers", "新锐组织",
    "近 36 个月没有有效评价、契合度与名单里的组织相近的，每五个名额旁另列一家，让新组织也有机会被看到；"
      + "得分没有任何改动，名次是在完整名单中的名次。",
    newcomers.map((item) => cardOf(item, `第 ${item.rank} 名`)),
  );
}

function othersList(others, cardOf) {
  return apart(
    "other-suppliers", "其他承接主体",
    "依据五(三)，这条需求原则上应向社会组织购买，所以企业、事业单位等另列在这里，不与上面的名单一起排名；"
      + "要选定其中一家，须书面说明理由。",
    others.map((item) => cardOf(item, `另列第 ${item.rank}`)),
  );
}

// Said where no other supplier is shown: the list is of social organizations alone all the same.
function principle(run) {
  if (!run.in_principle || run.other_suppliers.length) return null;
  return el("p", "principle", "依据五(三)，这条需求原则上应向社会组织购买，名单只列社会组织；没有契合的其他承接主体需要另列。");
}

function activate(owner) {
  for (const mark of document.querySelectorAll("mark")) {
    mark.classList.toggle("active", owner !== null && mark.dataset.owners.split(" ").includes(owner));
  }
}

function excludedList(run) {
  const { universe, eligible, excluded } = run.counts;
  const title = `未入选及原因（全部 ${universe} 家 = 合格 ${eligible} + 未入选 ${excluded}）`;
  const items = run.excluded.map((item) =>
    el("li", "", item.ground_zh, " ", el("span", "code", [item.code, item.source, item.checked_on].filter(Boolean).join(" · "))));
  return el("details", "excluded", el("summary", "", title), el("ul", "", ...items));
}

// A need with several tasks: which they are, where it says so, and who suits each.
function componentsList(components) {
  if (!components || !components.length) return null;
  const items = components.map((part) => {
    const said = part.need_spans.map((span) => `“${span.text}”`).join("、");
    const names = part.candidates.map((item) => item.organization_name).join("、");
    const who = part.suitable ? `适合的组织 ${part.suitable} 家：${names}${part.suitable > part.candidates.length ? " 等" : ""}` : "目录中暂无适合的组织";
    return el("li", "", el("b", "", part.name), `（${said}）`, el("p", "", who));
  });
  return el("section", "components", el("h3", "", `这条需求包含 ${components.length} 项任务，可以分别对接`), el("ul", "", ...items));
}

function problem(found) {
  const items = (found.errors || []).slice(1).map((item) => el("li", "", item.message_zh));
  const box = el("div", "error", el("strong", "", found.message_zh), items.length ? el("ul", "", ...items) : null);
  box.setAttribute("role", "alert");
  return box;
}
