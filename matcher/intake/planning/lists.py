"""List cells checked against the classification: service types, beneficiary groups."""

from __future__ import annotations

from ...model import Labelled
from ...taxonomy import Classification, taxonomy
from ..issues import Finding
from ..values import normal_text, split_list
from .reader import RowReader
from .report import ask, info, refused


def read_service_types(reader: RowReader) -> tuple[str, ...]:
    """Return the labels of the cell that the classification knows, each once, as written.

    An unknown label gets a proposal and is left out until a person confirms it: a type that
    matching does not know could only mislead.
    """
    listed = reader.take("service_types", split_list)
    known = taxonomy().service_types
    labels = [item.label for item in listed]
    unknown = [label for label in labels if known.find(label) is None]
    if unknown:
        reader.tell("service_types", *(_unknown_type(label, labels, known) for label in unknown))
        reader.unstated.add("service_types")
    return tuple(dict.fromkeys(label for label in labels if label not in unknown))


def _unknown_type(label: str, labels: list[str], known: Classification) -> Finding:
    near = known.suggest(label)
    if near is None:
        return ask("UNKNOWN_TYPE", f"服务类型“{label}”不在分类表中，请改用表中的写法。")
    proposal = "、".join(near if other == label else other for other in labels)
    message = f"服务类型“{label}”不在分类表中，建议映射为“{near}”，待确认。"
    return ask("UNKNOWN_TYPE", message, proposal)


def read_beneficiaries(reader: RowReader) -> tuple[Labelled, ...]:
    """Return the groups of the cell as written; one the table does not know is kept and told."""
    listed = reader.take("beneficiaries", split_list)
    known = taxonomy().beneficiary_groups
    unknown = [item.label for item in listed if known.find(item.label) is None]
    if unknown:
        told = "、".join(unknown)
        message = f"“{told}”不在人群分类表中，按原文保留，匹配时不作为人群依据。"
        reader.tell("beneficiaries", info("UNKNOWN_GROUP", message))
    return listed


def read_labels(reader: RowReader, field: str, into: str = "") -> tuple[str, ...]:
    """Return a plain list cell; a remark in brackets stays with its label."""
    parsed = split_list(reader.raw(field))
    reader.tell(field, *parsed.findings)
    if not normal_text(reader.raw(field)) or refused(parsed.findings):
        reader.unstated.add(into or field)
    return tuple(f"{i.label}（{i.note}）" if i.note else i.label for i in parsed.value)
