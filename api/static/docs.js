"use strict";
// The interface's description, drawn from /openapi.json; nothing is loaded from elsewhere.

function resolved(schema, all) {
  return schema && schema.$ref ? all[schema.$ref.split("/").pop()] : schema;
}

function typeOf(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map(typeOf).filter((name) => name !== "null").join(" | ");
  if (schema.type === "array") return `${typeOf(schema.items)}[]`;
  return schema.enum ? schema.enum.join(" | ") : schema.type || "";
}

function fieldsOf(title, rows) {
  if (!rows.length) return null;
  const head = el("tr", "", ...["字段", "名称", "类型", "说明"].map((name) => el("th", "", name)));
  const body = rows.map(([name, label, type, note]) =>
    el("tr", "", el("td", "", el("code", "", name)), el("td", "", label), el("td", "", el("code", "", type)), el("td", "", note)));
  return el("div", "wide", el("p", "", title), el("table", "fields", head, ...body));
}

function propertiesOf(schema, all) {
  const found = resolved(schema && schema.anyOf ? schema.anyOf[0] : schema, all);
  const required = new Set((found && found.required) || []);
  return Object.entries((found && found.properties) || {}).map(([name, field]) =>
    [name, field.title || "", typeOf(field), [required.has(name) ? "必填" : "", field.description || ""].filter(Boolean).join("；")]);
}

function operation(method, path, item, all) {
  const parameters = (item.parameters || []).map((p) => [p.name, p.schema.title || "", typeOf(p.schema), p.description || ""]);
  const body = Object.values((item.requestBody || {}).content || {})[0];
  const answer = Object.entries(item.responses).find(([status]) => status.startsWith("2"));
  const answered = answer && Object.values(answer[1].content || {})[0];
  const statuses = Object.entries(item.responses).map(([status, value]) => `${status} ${value.description}`).join("；");
  return el("details", "operation",
    el("summary", "", el("span", "method", method.toUpperCase()), el("span", "path", path), el("h3", "", item.summary || "")),
    el("p", "", item.description || ""),
    fieldsOf("参数", parameters),
    fieldsOf("提交", body ? propertiesOf(body.schema, all) : []),
    fieldsOf("返回", answered ? propertiesOf(answered.schema, all) : []),
    el("p", "", `状态：${statuses}`));
}

async function show() {
  const api = await (await fetch("/openapi.json")).json();
  const all = api.components.schemas;
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, item] of Object.entries(methods)) {
      const tag = (item.tags || [""])[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(operation(method, path, item, all));
    }
  }
  const parts = [el("p", "", api.info.description)];
  for (const [tag, items] of groups) parts.push(el("h2", "", tag), ...items);
  document.getElementById("operations").replaceChildren(...parts);
}

show().catch(() => {
  document.getElementById("operations").replaceChildren(problem({ message_zh: "读不到 /openapi.json，请刷新后再试。" }));
});
