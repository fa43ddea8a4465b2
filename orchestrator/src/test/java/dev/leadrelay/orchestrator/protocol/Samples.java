package dev.leadrelay.orchestrator.protocol;

import dev.leadrelay.orchestrator.lead.StageAnswer;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListPart;
import dev.leadrelay.schemas.records.ListPartLead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.StageFailed;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small records for tests. */
public final class Samples {
    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    public static final long CAP_TOKENS = 1_000;
    public static final long CAP_MICROS = 800;

    private Samples() {}

    public static Lead lead(String leadId, @Nullable String notes) {
        return Lead.newBuilder()
                .setLeadId(leadId)
                .setExternalId("crm-" + leadId)
                .setCompany("Company " + leadId)
                .setNotes(notes)
                .build();
    }

    public static ListSettings settings() {
        return settings(null, false, NoEvidence.DISQUALIFY);
    }

    public static ListSettings settings(@Nullable Long budget, boolean approval, NoEvidence noEvidence) {
        return ListSettings.newBuilder()
                .setProfile("default")
                .setLanguage("en")
                .setMaxTokensPerLead(CAP_TOKENS)
                .setMaxCostMicrosPerLead(CAP_MICROS)
                .setMaxCostMicros(budget)
                .setRequireApproval(approval)
                .setNoEvidence(noEvidence)
                .build();
    }

    public static ListPart part(
            String listId, int part, boolean last, String hash, int leads, ListSettings settings, long offset) {
        return new ListPart(
                listId, part, last, hash, leads, START, "leads.csv", settings, original("leads.lists", offset));
    }

    public static ListPartLead partLead(String listId, int part, String hash, int index, Lead lead) {
        return new ListPartLead(listId, part, hash, index, lead);
    }

    public static OriginalRecord original(String topic, long offset) {
        return new OriginalRecord(topic, 0, offset, START, null, null, List.of());
    }

    public static Research research() {
        return research("Company", ResearchStatus.COMPLETE);
    }

    public static Research research(String companyName, ResearchStatus status) {
        return Research.newBuilder()
                .setStatus(status)
                .setCompanyName(companyName)
                .build();
    }

    public static Score score(Tier tier, double confidence, @Nullable String disqualifier) {
        return Score.newBuilder()
                .setProfile("default")
                .setProfileHash("p")
                .setTotal(70)
                .setTier(tier)
                .setDisqualifiedBy(disqualifier)
                .setConfidence(confidence)
                .setVotes(1)
                .setSummary("A good fit.")
                .build();
    }

    public static Draft draft(String subject) {
        return Draft.newBuilder()
                .setLanguage("en")
                .setSubject(subject)
                .setBody("Dear reader")
                .setFooter("Sender, address, opt-out")
                .build();
    }

    public static StageFailed failed(FailureClass failureClass) {
        return StageFailed.newBuilder()
                .setFailureClass(failureClass)
                .setMessage("the agent gave up")
                .setCandidate("half a reply")
                .build();
    }

    public static Usage usage(long tokens, long micros) {
        return new Usage(1, tokens, 0L, micros);
    }

    public static StageAnswer answer(Stage stage, HandoffHeader header, @Nullable Object outcome, Usage usage) {
        return new StageAnswer(stage, header, outcome, null, usage, provenance());
    }

    public static Provenance provenance() {
        return new Provenance(
                "an-agent",
                "1",
                "an-agent-0",
                "provider",
                "model",
                "prompt/1",
                "hash",
                "run-1",
                true,
                START,
                START,
                null);
    }
}
