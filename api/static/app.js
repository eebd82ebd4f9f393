"use strict";
// The page's behaviour: ask, show, remember the run in the address.

const $ = (id) => document.getElementById(id);
const OFFLINE = { message_zh: "连不上服务，请确认服务仍在运行后再试。" };
let asked = 0;

async function call(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw OFFLINE;
  }
  const value = await response.json().catch(() => OFFLINE);
  if (!response.ok) throw value;
  return value;
}

function mode() {
  return document.querySelector("input[name=mode]:checked").value;
}

function switchMode() {
  const chosen = mode();
  $("field-need").hidden = chosen !== "need";
  $("field-text").hidden = chosen === "need";
  $("text-label").textContent = chosen === "scout" ? "什么领域、什么服务" : "要做什么、为谁做";
}

function options() {
  const body = { top_k: Number($("top").value || 10) };
  if ($("asof").value) body.as_of = $("asof").value;
  return body;
}

function request() {
  if (mode() !== "need") {
    const text = $("text").value;
    if (!text.trim()) throw { message_zh: "请写出要做什么、为谁做。", at: "text" };
    return call(mode() === "scout" ? "/v1/scout" : "/v1/recommendations", { ...options(), text });
  }
  const reference = $("need").value.trim().split(/\s/)[0];
  if (!reference) throw { message_zh: "请输入需求编号，或从列表中选择。", at: "need" };
  return call(`/v1/needs/${encodeURIComponent(reference)}/recommendations`, options());
}

async function run(work) {
  asked += 1;
  const mine = asked;
  const loading = el("p", "loading", "正在比对需求与服务……");
  loading.setAttribute("role", "status");
  $("result").replaceChildren(loading);
  $("go").disabled = true;
  try {
    const found = await work();
    const shown = await pageOf(found);
    if (mine !== asked) return;
    history.replaceState(null, "", `#run=${found.id}`);
    $("result").replaceChildren(...shown);
    $("result").focus({ preventScroll: true });
  } catch (failure) {
    if (mine !== asked) return;
    $("result").replaceChildren(problem(failure.message_zh ? failure : { message_zh: "页面出错，请刷新后再试。" }));
    if (failure.at) $(failure.at).focus();
  } finally {
    if (mine === asked) $("go").disabled = false;
  }
}

async function pageOf(found) {
  const listed = found.candidates.length ? found.candidates : found.nearest;
  const nearest = found.candidates.length === 0;
  // A run that was stored before these lists were made has none of them.
  const { newcomers = [], other_suppliers: others = [] } = found;
  const shown = [...listed, ...newcomers, ...others];
  const ids = [...new Set(shown.map((item) => item.service_id))];
  const services = new Map(await Promise.all(ids.map(async (id) =>
    [id, await call(`/v1/services/${encodeURIComponent(id)}`).catch(() => null)])));
  const { text: statement, before } = await statementOf(found);
  const cardOf = (item, place, muted = false) => card(item, services.get(item.service_id), place, muted);
  const spans = shown.flatMap((item) => item.reasons
    .filter((reason) => reason.need_span)
    .map(({ need_span: { start, end, text } }) =>
      ({ span: { start: start - before, end: end - before, text }, owner: item.organization_id })));
  const { weights_version: weights, as_of: asOf } = found.inputs;
  const notice = el("p", "notice", el("b", "", found.notice_zh), ` · 权重 ${weights} · 数据截至 ${asOf}`);
  const none = found.answer_zh
    ? el("div", "none", el("h3", "", "暂无合适组织"), el("p", "", found.answer_zh.replace(/^暂无合适组织[：:]/, "")))
    : null;
  return [
    el("div", "heading", el("h2", "", found.inputs.mode === "need" ? found.need_title : "推荐结果"), notice),
    el("div", "statement", el("small", "", "需求原文"), ...highlighted(statement, spans)),
    warnings(found.need_warnings),
    none,
    componentsList(found.components),
    principle(found),
    ...listed.map((item) => cardOf(item, nearest ? "接近" : `第 ${item.rank} 名`, nearest)),
    newcomersList(newcomers, cardOf),
    othersList(others, cardOf),
    excludedList(found),
    el("p", "trace", `推荐编号 ${found.id}，同样的输入总得到同样的结果。`),
  ].filter((item) => item !== null);
}

// Spans count in title, line break, description. A free text has an empty title: the line break
// before it is not shown, so that many characters less.
async function statementOf(found) {
  if (found.inputs.need_id === null) return { text: found.inputs.text, before: 1 };
  const need = await call(`/v1/needs/${encodeURIComponent(found.inputs.need_id)}`);
  return { text: `${need.title}\n${need.description}`, before: 0 };
}

async function loadNeeds() {
  let cursor = null;
  do {
    const query = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await call(`/v1/needs?limit=200${query}`);
    for (const need of page.items) {
      const option = el("option");
      option.value = `${need.code || need.id} ${need.title}`;
      $("needs").append(option);
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
}

async function loadState() {
  const state = await call("/readyz").catch((failure) => failure);
  if (state.degraded_zh) $("degraded").textContent = state.degraded_zh;
  if (state.problems_zh && state.problems_zh.length) $("degraded").textContent = state.problems_zh.join(" ");
  $("degraded").hidden = !$("degraded").textContent;
  if (state.counts) {
    const { organization = 0, service = 0, need = 0 } = state.counts;
    $("state").textContent = `目录第 ${state.catalog_version} 版：需求 ${need} 条，组织 ${organization} 家，服务 ${service} 项`;
  }
}

for (const radio of document.querySelectorAll("input[name=mode]")) radio.addEventListener("change", switchMode);
for (const button of document.querySelectorAll(".try")) {
  button.addEventListener("click", () => {
    document.querySelector("input[value=text]").checked = true;
    switchMode();
    $("text").value = button.textContent;
    run(async () => request());
  });
}
$("ask").addEventListener("submit", (event) => { event.preventDefault(); run(async () => request()); });
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("ask").requestSubmit();
});
switchMode();
loadState();
loadNeeds().catch(() => {});
const stored = /^#run=([0-9a-f]+)$/.exec(location.hash);
if (stored) run(() => call(`/v1/runs/${stored[1]}`));
