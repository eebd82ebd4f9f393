"""What every repository keeps of decisions: an unbroken log, drafts that close once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matcher.audit import verify_chain
from matcher.errors import Conflict, NotFound
from matcher.model import DraftStatus, WeightDraft

NOW = datetime(2026, 3, 1, 4, 5, 6, 789, tzinfo=UTC)
DRAFT = WeightDraft("d1", "{}", "甲", "试一试", NOW)


class GovernanceContract:
    def test_log_is_one_chain(self, repo):
        made = [
            repo.append_audit("甲", "提出", f"对象{n}", '["细节"]', now=NOW + timedelta(hours=n))
            for n in range(3)
        ]
        found = tuple(repo.audit_entries())
        assert found[-3:] == tuple(made)
        assert [entry.number for entry in found] == list(range(1, len(found) + 1))
        assert verify_chain(found) == ()

    def test_drafts_come_back_newest_first(self, repo):
        later = WeightDraft("d2", "{}", "乙", "再试", NOW + timedelta(days=1))
        for draft in (DRAFT, later):
            repo.add_draft(draft)
        assert repo.drafts() == (later, DRAFT)
        assert repo.draft("d1") == DRAFT

    def test_draft_is_decided_once(self, repo):
        repo.add_draft(DRAFT)
        closed = WeightDraft(
            "d1", "{}", "甲", "试一试", NOW, DraftStatus.APPROVED, "乙", NOW, date(2026, 4, 1)
        )
        repo.close_draft(closed)
        assert repo.draft("d1") == closed
        with pytest.raises(Conflict, match="已有决定"):
            repo.close_draft(closed)

    def test_draft_that_is_there_or_is_not(self, repo):
        repo.add_draft(DRAFT)
        with pytest.raises(Conflict, match="已经提出过"):
            repo.add_draft(DRAFT)
        with pytest.raises(NotFound, match="权重草案"):
            repo.draft("z")
