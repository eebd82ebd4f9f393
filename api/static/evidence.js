"use strict";
// The fold-out of a card: which evaluations the performance part stands on, and what each counted for.

const EVIDENCE_COLUMNS = ["日期", "来源", "评价方", "得分", "计入", "权重"];

// A score as recorded: one decimal where that is exact, two where it is not: 91.0, 88.25.
function recorded(value) {
  const short = value.toFixed(1);
  return Math.abs(Number(short) - value) < 5e-7 ? short : value.toFixed(2);
}

function evidenceCells(record) {
  const by = el("span", "", record.evaluator || "未写明评价方");
  const project = record.project ? el("span", "project", record.project) : null;
  return [
    record.evaluated_on, record.source_zh, el("span", "", by, project),
    recorded(record.score), record.points.toFixed(2), record.weight.toFixed(2),
  ];
}

// On a narrow screen rows become blocks; the roles keep it a table for screen readers there too.
function withRole(role, name, className, ...children) {
  const made = el(name, className, ...children);
  made.setAttribute("role", role);
  return made;
}

function evidenceRow(record) {
  const cells = evidenceCells(record).map((value, column) => {
    const cell = withRole("cell", "td", column > 2 ? "number" : "", value);
    cell.dataset.label = EVIDENCE_COLUMNS[column];
    return cell;
  });
  return withRole("row", "tr", "", ...cells);
}

function evidenceTable(records, name) {
  const heads = EVIDENCE_COLUMNS.map((title, column) => {
    const head = withRole("columnheader", "th", column > 2 ? "number" : "", title);
    head.scope = "col";
    return head;
  });
  const table = withRole(
    "table", "table", "",
    withRole("rowgroup", "thead", "", withRole("row", "tr", "", ...heads)),
    withRole("rowgroup", "tbody", "", ...records.map(evidenceRow)),
  );
  table.setAttribute("aria-label", `${name}的评价依据`);
  return table;
}

// The first step to the mean can be added up from the rows; the last is the part's own sentence.
function meanSentence(candidate) {
  const records = candidate.evidence;
  const weight = records.reduce((sum, record) => sum + record.weight, 0);
  const weighted = records.reduce((sum, record) => sum + record.weight * record.points, 0);
  const part = candidate.parts.find((item) => item.name === "performance");
  const mean = weight > 0
    ? `各次“计入 × 权重”之和除以权重合计 ${weight.toFixed(2)}，得加权平均 ${(weighted / weight).toFixed(2)} 分。` : "";
  const habit = records.some((record) => record.points !== record.score)
    ? "“计入”与“得分”不同的，是因为该评价方评过的次数多，已扣除它打分偏松或偏严的习惯。" : "";
  return `${mean}${part ? part.detail_zh : ""}${habit}记录越少，越靠近平均水平，不因一两次高分或低分而大起大落。`;
}

const newestFirst = (one, other) => (one.evaluated_on < other.evaluated_on ? 1 : -(one.evaluated_on > other.evaluated_on));

function evidenceFold(candidate) {
  const records = candidate.evidence ?? [];
  if (!records.length) return null;
  return el(
    "details", "evidence",
    el("summary", "", `评价依据（${records.length} 次）`),
    evidenceTable([...records].sort(newestFirst), candidate.organization_name),
    el("p", "", meanSentence(candidate)),
  );
}
